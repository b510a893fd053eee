"""Cohort: what is shared, with whom, and what may be said of many together."""
