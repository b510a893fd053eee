"""Safekeeping: what is kept, for how long, and the trail of what was done."""
