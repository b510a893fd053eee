"""Dates and lines as people write them."""

import datetime as dt


def day_in_words(day: dt.date) -> str:
    """A day such as "5 November 2025"."""
    return f"{day.day} {day:%B %Y}"


def joined(*parts: str) -> str:
    """The parts that say something, with a middle dot between them."""
    return " · ".join(part for part in parts if part)
