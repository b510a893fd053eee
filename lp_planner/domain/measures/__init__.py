"""Measures: readings and how far something reached."""
