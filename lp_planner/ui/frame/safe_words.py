"""The one door for other people's words: what they typed is shown as they typed it.

Streamlit reads Markdown nearly everywhere: in labels, options, captions, messages and tables. It
also makes links, pictures, colours, formulas and arrows out of bare text. Whatever is not a word
of ours in the code goes through :func:`plain` on its way there, and a whole table through
:func:`plain_table`; a test reads every call (``tests/house/test_one_door.py``).

The browser also reads some labels out as they stand, so that nothing is escaped that does nothing.
"""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from lp_planner.wording import in_sight

if TYPE_CHECKING:
    import pandas as pd

_CUT = ":small[]"
"""An empty part, at which two texts stop being neighbours; it is neither seen nor read out."""
_ALWAYS = re.compile(r"([\\`*_\[\]<$~|]|&(?=#|\w+;)|:(?=[A-Za-z:]))")
_AT_THE_START = re.compile(r"^([#+\-=>.){(]|\d+(?=[.)]))")
_NEIGHBOURS = re.compile(
    r"(?<=http)(?=s?://)|(?<=www)(?=\.)|(?=@)"  # become links
    r"|(?<=:[\w+-])(?=[\w+-]*[:/])"  # become icons and pictures
    r"|(?<=[<>~-])(?=[>=-])",  # become arrows and dashes
    re.IGNORECASE,
)
_LONG = re.compile(r"\s+")


@lru_cache(maxsize=4_096)
def plain(text: str) -> str:
    """The text on one line, so that it looks as it was typed wherever Markdown is read.

    A page says most of its words at every run, so what was worked out is kept for a while.
    """
    line = _LONG.sub(" ", in_sight(text)).strip()
    pieces = [_ALWAYS.sub(r"\\\1", piece) for piece in _NEIGHBOURS.split(line)]
    return _AT_THE_START.sub(_escaped, _CUT.join(pieces))


def plain_table(table: "pd.DataFrame") -> "pd.DataFrame":
    """The table for ``st.table``, which reads Markdown in every cell and heading."""
    shown = table.map(_plain_cell)
    shown.columns = shown.columns.map(_plain_cell)
    shown.index = shown.index.map(_plain_cell)
    return shown.rename_axis(index=_plain_cell, columns=_plain_cell)


def _plain_cell(value: object) -> object:
    return plain(value) if isinstance(value, str) else value


def _escaped(found: re.Match[str]) -> str:
    sign = found[1]
    return f"{sign}\\" if sign.isdigit() else f"\\{sign}"
