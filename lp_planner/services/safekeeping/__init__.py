"""Safekeeping: one's own data, erasing, tidying up."""
