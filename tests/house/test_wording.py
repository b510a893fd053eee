"""Days, numbers, counts and rows of words are written in one place, the same everywhere."""

import datetime as dt
import re
from pathlib import Path

import pytest

from lp_planner.wording import (
    counted,
    day_in_words,
    difference,
    joined,
    listed,
    number,
    shortened,
    with_unit,
)

ROOT = Path(__file__).parents[2]
ELSEWHERE = {
    "a month by the machine's language": re.compile(r"\{[^{}]*:%[^}]*[bBA]"),
    "a number's zeros": re.compile(r"""rstrip\(["']0["']\)"""),
    "one thing or several": re.compile(
        r"""\{([\w.]+|len\([\w.]+\))\} \{'[^']+' if \1 == 1 else '[^']+'\} """
        r"""(?!not yet)|[a-z]\{'s?' if [^}]+ else 's?'\}"""
    ),
}


def test_a_day_has_the_same_name_whatever_the_machine_speaks() -> None:
    assert day_in_words(dt.date(2025, 11, 5)) == "5 November 2025"
    assert [day_in_words(dt.date(2026, month, 1)).split()[1] for month in (1, 5, 12)] == [
        "January",
        "May",
        "December",
    ]


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (54.0, "%", "54%"),
        (12.5, "minutes", "12.5 minutes"),
        (1234.0, "", "1,234"),
        (-0.001, "", "0"),
        (1.0, "incidents", "1 incident"),
        (1.0, "pupils out of ten", "1 pupil out of ten"),
        (1.0, "classes", "1 class"),
        (1.0, "entries", "1 entry"),
        (1.0, "maths marks", "1 maths marks"),
        (1.0, "bus", "1 bus"),
    ],
)
def test_a_number_has_no_zeros_that_say_nothing(value: float, unit: str, said: str) -> None:
    assert with_unit(value, unit) == said
    assert said.startswith(number(value))


def test_a_difference_in_percentages_is_told_in_percentage_points() -> None:
    assert difference(14.0, "%") == "higher by 14 percentage points"
    assert difference(-1.0, "%") == "lower by 1 percentage point"
    assert difference(3.0, "minutes") == "higher by 3 minutes"
    assert difference(0.001, "%") == "the same"


def test_a_count_agrees_with_its_noun() -> None:
    assert counted(1, "visit", "visits") == "1 visit"
    assert counted(0, "visit", "visits") == "0 visits"


def test_words_in_a_row_have_one_last_word() -> None:
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(["a", "b"], "or") == "a or b"
    assert joined("Marcia", "", "Science") == "Marcia · Science"


def test_a_long_line_is_cut_at_a_word() -> None:
    assert shortened("Short\nenough", 20) == "Short enough"
    assert shortened("Children who fall behind in reading", 20) == "Children who fall…"
    assert shortened("a" * 30, 10) == f"{'a' * 9}…"


@pytest.mark.parametrize("what", ELSEWHERE)
def test_no_other_module_words_it_again(what: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in (ROOT / "lp_planner").rglob("*.py")
        if path.name != "wording.py"
        for line in path.read_text(encoding="utf-8").splitlines()
        if ELSEWHERE[what].search(line)
    ]
    assert not found
