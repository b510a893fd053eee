"""Text in figures: what fits its place there, and alternatives within their limit."""

import html
import textwrap

from lp_planner.wording import with_unit

LONGEST_ALT = 250
"""Words in a text alternative; the table below the chart has the rest."""


def in_title(value: float, unit: str) -> str:
    """A number for a short place: a percentage keeps its sign, other units are named elsewhere."""
    return with_unit(value, unit if unit == "%" else "")


def single_quoted(text: str) -> str:
    """The text between single quotation marks."""
    return f"\u2018{text}\u2019"


def fitted(text: str, length: int) -> str:
    """As many whole words as fit into ``length``, with an ellipsis where some do not."""
    if " " in text:
        return textwrap.shorten(text, length, placeholder="…")
    return text if len(text) <= length else f"{text[: length - 1]}…"


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
