"""Days, numbers, counts and rows of words as the planner writes them, the same everywhere.

The names of the months do not depend on the machine's language.
"""

import datetime as dt
import re
from collections.abc import Sequence

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
LONGEST_MONTH = 4
"""June and July are not cut."""
HALF_A_YEAR = dt.timedelta(days=183)
_OUT_OF_SIGHT = re.compile(
    "[\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)


def in_sight(text: str) -> str:
    """The text without the signs that nobody sees and that turn what stands around them round.

    What joins letters and pictures stays: some languages and emoji are written with it.
    """
    return _OUT_OF_SIGHT.sub("", text)


def day_in_words(day: dt.date) -> str:
    """A day such as "5 November 2025"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def month_in_words(day: dt.date) -> str:
    """The month of a day, such as "November 2025"."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def short_day(day: dt.date, today: dt.date) -> str:
    """A day such as "5 Nov", with its year where the nearest one of that name is another."""
    month = MONTHS[day.month - 1]
    name = f"{day.day} {month if len(month) <= LONGEST_MONTH else month[:3]}"
    return name if abs(day - today) < HALF_A_YEAR else f"{name} {day.year}"


def moment_in_words(moment: dt.datetime) -> str:
    """A moment such as "5 November 2025, 15:30 UTC"; servers do not know their readers' clocks."""
    utc = moment.astimezone(dt.UTC)
    return f"{day_in_words(utc)}, {utc:%H:%M} UTC"


def number(value: float) -> str:
    """A number without trailing zeros, at most two of them after the point."""
    text = f"{value:,.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def with_unit(value: float, unit: str) -> str:
    """A number and its unit: "54%", "12 minutes", "1 minute", "7"."""
    said = number(value)
    return f"{said}{'' if unit in {'', '%'} else ' '}{_of_one(unit) if said == '1' else unit}"


def _of_one(unit: str) -> str:
    """The unit as it is said of one, where it is a plain plural: "mark", "pupil out of ten"."""
    noun, space, rest = unit.partition(" ")
    if (rest and rest.split()[0] not in _AFTER_A_NOUN) or noun.casefold() in _OF_ONE_TOO:
        return unit
    for plural, singular in _PLURALS:
        if len(noun) > LONGEST_ENDING and noun.endswith(plural):
            return f"{noun.removesuffix(plural)}{singular}{space}{rest}"
    return unit


_AFTER_A_NOUN = {"a", "an", "each", "of", "out", "per"}
_OF_ONE_TOO = {"series", "maths"}
_PLURALS = (
    ("ss", "ss"), ("us", "us"), ("is", "is"), ("ies", "y"), ("sses", "ss"), ("ches", "ch"),
    ("shes", "sh"), ("xes", "x"), ("s", ""),
)  # fmt: skip
"""Endings of a plural and of its singular, the first that fits."""
LONGEST_ENDING = 3


def difference(change: float, unit: str) -> str:
    """How far something moved: "higher by 14 percentage points", "the same"."""
    size = number(abs(change))
    if size == "0":
        return "the same"
    way = "higher" if change > 0 else "lower"
    if unit == "%":
        return f"{way} by {size} percentage {'point' if size == '1' else 'points'}"
    return f"{way} by {with_unit(abs(change), unit)}"


def counted(count: int, singular: str, plural: str) -> str:
    """A count and its noun: "1 visit", "3 visits"."""
    return f"{count} {singular if count == 1 else plural}"


def listed(parts: Sequence[str], last: str = "and") -> str:
    """Words in a row: "a", "a and b", "a, b and c"."""
    if len(parts) <= 1:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def in_turn(parts: Sequence[str]) -> str:
    """Parts one after another: "a; b", and after a question or a sentence only a space."""
    said = ""
    for part in parts:
        said += part if not said else f"{' ' if said.endswith(('?', '!', '.')) else '; '}{part}"
    return said


def day_from_words(words: str) -> dt.datetime | None:
    """The day that :func:`day_in_words` said; ``None`` for any other words."""
    try:
        return dt.datetime.strptime(words, "%d %B %Y")  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return None


def joined(*parts: str) -> str:
    """The parts that say something, with a middle dot between them."""
    return " · ".join(part for part in parts if part)


def ended(words: str) -> str:
    """Words that end as a sentence does."""
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."


def shortened(text: str, length: int = 90) -> str:
    """The text on one line, cut at a word with an ellipsis when it is longer than ``length``."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    return line[: length - 1].rsplit(" ", 1)[0] + "…"


def times_in_ten(share: float) -> str:
    """A share rounded down, as people say it: "7 in 10 times"."""
    times = int(share * 10 + 1e-9)
    return "less than once in 10" if not times else f"{times} in 10 times"
