"""What may stand in a cell besides text, numbers and days, and what a cell looks like."""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

NONE_WORDS = frozenset(
    (
        "n/a", "na", "n.a.", "#n/a", "abs", "abs.", "absent", "ab", "none", "no data", "no reading",
        "not taken", "not available", "missing", "nil return", "did not sit", "dns",
        "not assessed", "no score", "not known", "unknown", "closed", "school closed", "ill",
        "n/r", "nr", "no mark", "no marks", "did not attend", "dna", "not entered", "(blank)",
        "blank", "#div/0!",
        "half term", "half-term", "holiday", "holidays", "bank holiday", "inset", "inset day",
        "left", "tbc", "pending", "null", "nan", "-", "--", ".", "..", "…", "...", "x",
    )
)  # fmt: skip
"""Words by which schools say that there is no number here."""
UNSEEN = dict.fromkeys(
    (0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x202A, 0x202C, 0x2060, 0x2068, 0x2069, 0xFEFF)
)
"""Signs that take no room: web pages and exports leave them in cells, and nobody sees them."""
DASHES = str.maketrans({"‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-"})

_DAYISH = re.compile(
    r"(?:[a-z/. ]*\s)?\d{1,4}(?:st|nd|rd|th)?[-/. ]+(?:\d{1,2}|[a-z]{3,9}\.?)(?:[-/., ]+'?\d{2,4})?"
    r"(?:[t ]\d{1,2}:\d{2}.*)?",
)
_NUMBERISH = re.compile(r"[+-]?[£$€]?\d[\d.,\s]*\s*(?:%|(?:of|out of|/)\s*\d+)?")


@dataclass(frozen=True)
class Percent:
    """A number that its sheet shows in per cent: 93.4 for a cell that holds 0.934."""

    value: float

    def __str__(self) -> str:
        """As the sheet shows it."""
        return f"{self.value:.10g}%"


@dataclass(frozen=True)
class NoResult:
    """A formula whose result was not saved with the workbook."""

    formula: str

    def __str__(self) -> str:
        """The formula."""
        return self.formula


def said(cell: object) -> str:
    """A cell as its reader would say it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "Yes" if cell else "No"
    if isinstance(cell, dt.datetime):
        is_midnight = cell.time() == dt.time()
        return cell.date().isoformat() if is_midnight else cell.isoformat(" ", "minutes")
    if isinstance(cell, float):
        return f"{cell:.12g}"
    return str(cell).strip()


def plain(cell: object) -> str:
    """A cell as cells are compared: one kind of space, dash and quotation mark, no capitals."""
    text = said(cell)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(DASHES)
        text = text.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')
    return " ".join(text.casefold().split())


def is_filled(cell: object) -> bool:
    """Whether there is anything in a cell."""
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip()))


def is_typed(cell: object) -> bool:
    """Whether a cell looks like a day or a number, or says that there is none."""
    if not isinstance(cell, str):
        return is_filled(cell)
    text = plain(cell)
    return bool(_NUMBERISH.fullmatch(text) or _DAYISH.fullmatch(text)) or text in NONE_WORDS


def is_value(cell: object) -> bool:
    """The same without the words for none, which may stand in a heading as well."""
    return is_typed(cell) and plain(cell) not in NONE_WORDS


def is_dayish(text: str) -> bool:
    """Whether a text has the shape of a day."""
    return bool(_DAYISH.fullmatch(text))
