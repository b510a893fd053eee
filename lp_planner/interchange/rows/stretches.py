"""A stretch of days in one cell, such as “8–12 Sep 2025”: it stands for the day it begins."""

import re

from lp_planner.interchange.rows.cells import is_dayish

_OF_ONE_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s*(?:-|to|until)\s*\d{1,2}(?:st|nd|rd|th)?"
                           r"(\s+[a-z]{3,9}.*)")  # fmt: skip
_FROM_TO = re.compile(r"(\S.*?)\s*(?:\s-\s|\bto\b|\buntil\b)\s*(\d.*)")
_YEAR = re.compile(r"\d{4}")


def beginning(text: str) -> str:
    """The first day of a stretch, with the year of the last one where only that has it."""
    if found := _OF_ONE_MONTH.fullmatch(text):
        return found[1] + found[2]
    found = _FROM_TO.fullmatch(text)
    if not found or not (is_dayish(found[1]) and is_dayish(found[2])):
        return text
    year = _YEAR.search(found[2])
    return found[1] if year is None or _YEAR.search(found[1]) else f"{found[1]} {year[0]}"
