"""Numbers, days and labels as charts write them."""

import datetime as dt
import html
import textwrap
from collections.abc import Sequence

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
LONGEST_ALT = 250
"""Words in a text alternative; the table below the chart has the rest."""


def number(value: float) -> str:
    """A number without trailing zeros, at most two of them after the point."""
    text = f"{value:,.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def with_unit(value: float, unit: str) -> str:
    """A number and its unit: "54%", "12 minutes", "7"."""
    return f"{number(value)}{'' if unit in {'', '%'} else ' '}{unit}"


def in_title(value: float, unit: str) -> str:
    """A number for a short place: a percentage keeps its sign, other units are named elsewhere."""
    return with_unit(value, unit if unit == "%" else "")


def difference(change: float, unit: str) -> str:
    """How far something moved: "higher by 14 percentage points", "the same"."""
    if number(change) == "0":
        return "the same"
    way = "higher" if change > 0 else "lower"
    if unit == "%":
        points = "point" if number(abs(change)) == "1" else "points"
        return f"{way} by {number(abs(change))} percentage {points}"
    return f"{way} by {with_unit(abs(change), unit)}"


def day(when: dt.date) -> str:
    """A day such as "5 November 2025"."""
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def counted(count: int, singular: str, plural: str) -> str:
    """A count and its noun: "1 visit", "3 visits"."""
    return f"{count} {singular if count == 1 else plural}"


def listed(parts: Sequence[str]) -> str:
    """Words in a row: "a", "a and b", "a, b and c"."""
    if len(parts) <= 1:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def quoted(text: str) -> str:
    """The text between single quotation marks."""
    return f"\u2018{text}\u2019"


def shortened(text: str, length: int) -> str:
    """The text on one line, cut at a word with an ellipsis when it is longer than ``length``."""
    return textwrap.shorten(text, length, placeholder="…") if " " in text else _cut(text, length)


def in_figure(text: str, width: int, lines: int = 2) -> str:
    """Somebody's words, made safe for plotly's markup and broken into at most ``lines`` lines."""
    wrapped = textwrap.wrap(text, width, max_lines=lines, placeholder="…")
    return "<br>".join(html.escape(line, quote=False) for line in wrapped)


def within_limit(text: str, limit: int = LONGEST_ALT) -> str:
    """The text, cut to ``limit`` words with a pointer to the table when it is longer."""
    found = text.split()
    if len(found) <= limit:
        return text
    ending = "… The table below the chart has all the numbers."
    return f"{' '.join(found[: limit - len(ending.split())])}{ending}"


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"
