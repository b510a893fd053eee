"""Where the table is on a sheet: title lines above it, headings of one or two lines, totals below.

Nothing is dropped without a word: what is not part of the table is named with its reason.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from lp_planner.interchange.rows.cells import NONE_WORDS, is_filled, is_value, plain, said
from lp_planner.interchange.rows.sheets import TableRow

LOOKED_AT = 40
"""The headings stand within so many filled rows from the top."""
TURNED_FROM = 3
"""So many days in one row, and none in a column, make a sheet that runs from left to right."""
A_WORD_AND_A_DAY = 2
LINES_BELOW_TERMS, LINES_ABOVE = 2, 8
ANOTHER = "part of another table, which can be brought in by itself"
ENDS_IN = frozenset({"average", "mean", "total", "totals", "median"})
TOTALS = (
    "average", "mean", "total", "totals", "grand total", "subtotal", "sub-total", "sub total",
    "overall", "median", "sum", "count",
    "maximum", "minimum", "max", "min", "range", "year to date", "ytd", "target", "all",
    "standard deviation", "st dev", "sd",
)  # fmt: skip
_FOOTERS = (
    r"(?:(?:this )?report )?(?:printed|exported|generated)(?: on| by| at| from|:).*",
    r"(?:data )?(?:downloaded|extracted)(?: on| by| at| from|:).*",
    r"report (?:run|created|produced)(?: on| by| at|:).*",
    r"(?:report date|print date|date printed)\b.*",
    r"page \d+(?: of \d+)?",
)
_FOOTER = re.compile("|".join(_FOOTERS))
"""What a program writes below its table about itself."""
_STRETCH = re.compile(
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[-/ ']+\d{2,4}|"
    r"(?:autumn|aut|spring|spr|summer|sum|ht|half[- ]?term|term)[a-z]*(?: term)? ?\d"
    r"(?:[, .-]*(?:wk|week|w)\.? ?\d{1,2})?(?:[ ,]*\(?\d{4}(?:[-/]\d{2,4})?\)?)?"
)
"""A month with its year or a half-term, as the head of a column."""
ASIDE = frozenset(
    """
    name,names,pupil,pupils name,pupil name,student,student name,surname,forename,first name,
    last name,full name,preferred name,initials,reg,reg group,registration group,form,form group,
    tutor group,class,set,year,year group,nc year,upn,id,no,no.,number,row,code,pupil code,sex,
    gender,dob,date of birth,teacher,house,sen,send,pp,fsm,eal,ethnicity,age,uln,admission number,
    adno,mis id
    """.replace("\n", "")
    .replace("    ", "")
    .split(",")
)
"""Headings of columns that say who or which, never how much."""


@dataclass(frozen=True)
class Aside:
    """A row that is not part of the table, and why."""

    row: TableRow
    reason: str


@dataclass(frozen=True)
class Table:
    """The rows of a sheet below their headings; ``headings`` is as wide as the widest row."""

    headings: tuple[str, ...]
    rows: tuple[TableRow, ...]
    aside: tuple[Aside, ...] = ()
    is_turned: bool = False

    @property
    def has_headings(self) -> bool:
        """Whether the sheet names its columns."""
        return any(self.headings)

    def column(self, at: int) -> list[object]:
        """The cells of one column."""
        return [row.cells[at] if at < len(row.cells) else "" for row in self.rows]

    def name_of(self, at: int) -> str:
        """What people call a column."""
        return self.headings[at] or f"Column {at + 1}"


def table_in(rows: Sequence[TableRow], known: Callable[[str], bool]) -> Table:
    """The table among the rows of a sheet; ``known`` tells a heading that means something here."""
    rows, is_turned = _upright(rows)
    at = _heading_row(rows, known)
    aside: list[Aside] = []
    if at is None:
        headings: tuple[str, ...] = ()
        first = next((i for i, row in enumerate(rows) if any(map(is_value, row.cells))), 0)
        aside += [Aside(row, "a line above the table") for row in rows[:first]]
        body = rows[first:]
    else:
        at, above = _lines(rows, at, known)
        headings = _joined(rows[at - above : at + 1])
        aside += [Aside(row, "a line above the table") for row in rows[: at - above]]
        body = rows[at + 1 :]
    width = max([len(headings), *(len(row.cells) for row in body)], default=0)
    used = [
        n for n in range(width)
        if (n < len(headings) and headings[n])
        or any(n < len(row.cells) and is_filled(row.cells[n]) for row in body)
    ]  # fmt: skip
    width = max(used, default=-1) + 1
    headings = (*headings, *("",) * width)[:width]
    again = tuple(plain(h) for h in headings if h)
    kept = []
    is_over = False
    for row in body:
        is_over = is_over or _begins_another(row, headings, again)
        if reason := ANOTHER if is_over else _reason(row, again, width):
            aside.append(Aside(row, reason))
        else:
            kept.append(TableRow(row.number, (*row.cells, *("",) * width)[:width]))
    return Table(headings, tuple(kept), tuple(sorted(aside, key=lambda a: a.row.number)), is_turned)


def _heading_row(rows: Sequence[TableRow], known: Callable[[str], bool]) -> int | None:
    """The row with most headings that are known; else the last one of words above the values."""
    scores = {}
    for at, row in enumerate(rows[:LOOKED_AT]):
        filled = [cell for cell in row.cells if is_filled(cell)]
        words = [cell for cell in filled if isinstance(cell, str) and not is_value(cell)]
        found = sum(known(bare(cell)) for cell in words)
        if found and len(words) == len(filled):
            scores[at] = found
    if scores:
        return max(scores, key=lambda at: scores[at])
    first = next((i for i, row in enumerate(rows) if any(map(is_value, row.cells))), None)
    if not first:
        return None
    below = sum(map(is_filled, rows[first].cells))
    above = sum(map(is_filled, rows[first - 1].cells))
    return first - 1 if above > 1 or below == 1 else None


def _lines(rows: Sequence[TableRow], at: int, known: Callable[[str], bool]) -> tuple[int, int]:
    """The last line of the headings, and how many lines above belong to them."""
    if at + 2 < len(rows) and not any(map(is_value, rows[at + 1].cells)):
        pairs = zip(rows[at].cells, rows[at + 1].cells, strict=False)
        is_split = any(known(bare(f"{one} {two}")) for one, two in pairs if one and two)
        if is_split and any(map(is_value, rows[at + 2].cells)):
            return at + 1, 1
    filled = [cell for cell in rows[at - 1].cells if is_filled(cell)] if at else []
    # One cell alone is a title.
    return at, int(len(filled) > 1 and not any(map(is_value, filled)))


def _joined(lines: Sequence[TableRow]) -> tuple[str, ...]:
    """The headings of one or two lines."""
    width = max(len(line.cells) for line in lines)
    cells = [[" ".join(said(cell).split()) for cell in (*line.cells, *[""] * width)[:width]]
             for line in lines]  # fmt: skip
    return tuple(" ".join(part for part in parts if part) for parts in zip(*cells, strict=True))


def _reason(row: TableRow, headings: tuple[str, ...], width: int) -> str:
    """Why a row below the headings is none of the table; "" where it is one."""
    filled = [cell for cell in row.cells if is_filled(cell)]
    if not filled or not isinstance(filled[0], str):
        return ""
    first = plain(filled[0])
    if headings and first == headings[0] and tuple(map(plain, filled)) == headings:
        return "the headings once more"
    first = first.rstrip(":")
    if around := _around(filled):
        return around
    begins = any(first == word or first.startswith((f"{word} ", f"{word}:")) for word in TOTALS)
    if (begins and not is_value(row.cells[0])) or first.split(" ")[-1] in ENDS_IN:
        return "a total or an average"
    is_alone = len(filled) == 1 and width > 1 and not is_value(filled[0])
    if is_alone and first not in NONE_WORDS:
        return "a line of words"
    return ""


def _around(filled: Sequence[object]) -> str:
    """Why a row is none of the table because of its look alone; "" where it may be one."""
    if len(filled) <= A_WORD_AND_A_DAY and _FOOTER.fullmatch(plain(filled[0])):
        return "a line about the file"
    if len(filled) > 1 and not any(plain(cell).strip("-=_:|. ") for cell in filled):
        return "a ruled line"
    return ""


def _begins_another(row: TableRow, headings: Sequence[str], again: tuple[str, ...]) -> bool:
    """Whether a row names columns anew, and differently: another table begins below."""
    filled = [cell for cell in row.cells if is_filled(cell)]
    if len(filled) < 2 or any(map(is_value, filled)):  # noqa: PLR2004 - one cell is a title
        return False
    pairs = zip(row.cells, headings, strict=False)
    is_named = any(heading and plain(cell) == plain(heading) for cell, heading in pairs)
    return is_named and tuple(map(plain, filled)) != again


def bare(heading: object) -> str:
    """A heading as headings are compared: without what stands in brackets, and without signs."""
    text = plain(heading)
    while "(" in text and ")" in text[text.index("(") :]:
        before, _, rest = text.partition("(")
        text = before + rest.partition(")")[2]
    for sign in ("%", ":", "?", "*", "#", "_", '"'):
        text = text.replace(sign, " ")
    return " ".join(text.split())


def _upright(rows: Sequence[TableRow]) -> tuple[Sequence[TableRow], bool]:
    """The rows as they are, or turned where the days run from left to right.

    Terms and months as headings are turned with one line below or two; more lines are pupils, each
    with a figure for each term.
    """
    if len(rows) <= LINES_BELOW_TERMS + LINES_ABOVE:
        heads = [n for n, row in enumerate(rows) if sum(map(_is_stretch, row.cells)) >= TURNED_FROM]
        below = rows[heads[0] + 1 :] if len(heads) == 1 else ()
        if 0 < len(below) <= LINES_BELOW_TERMS and any(map(is_value, below[0].cells)):
            return _turned(rows[heads[0] :], _is_stretch), True
    days = [sum(map(_is_day, row.cells)) for row in rows[:LOOKED_AT]]
    if max(days, default=0) < TURNED_FROM:
        return rows, False
    columns = Counter(n for row in rows for n, cell in enumerate(row.cells) if _is_day(cell))
    if max(columns.values()) > 1:
        return rows, False
    head = days.index(max(days))
    return _turned(rows[head:], _is_day), True


def _turned(kept: Sequence[TableRow], is_head: Callable[[object], bool]) -> list[TableRow]:
    """The rows as columns."""
    width = max(len(row.cells) for row in kept)
    turned = [
        TableRow(n + 1, tuple(row.cells[n] if n < len(row.cells) else "" for row in kept))
        for n in range(width)
    ]
    filled = [row for row in turned if any(map(is_filled, row.cells))]
    if filled and not is_head(filled[0].cells[0]):
        first = filled[0]
        filled[0] = TableRow(first.number, ("Date", *first.cells[1:]))
    return filled


def _is_stretch(cell: object) -> bool:
    return isinstance(cell, str) and bool(_STRETCH.fullmatch(plain(cell)))


def _is_day(cell: object) -> bool:
    if isinstance(cell, dt.date):
        return True
    return (
        isinstance(cell, str) and is_value(cell) and any(mark in cell for mark in "/-. ")
        and sum(c.isdigit() for c in cell) >= 3  # noqa: PLR2004 - a day and something of a year
        and ("/" in cell or "-" in cell or any(c.isalpha() for c in cell))
        and "of" not in plain(cell).split()
    )  # fmt: skip


def filled_share(cells: Iterable[object], reads: Callable[[object], bool]) -> float:
    """How many of the filled cells can be read, as a share."""
    filled = [cell for cell in cells if is_filled(cell) and plain(cell) not in NONE_WORDS]
    return sum(map(reads, filled)) / len(filled) if filled else 0.0
