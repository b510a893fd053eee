"""The reference of all questions is made from the checks themselves."""

from lp_planner.config import ROOT
from lp_planner.domain.quality_checks.catalogue import CHECKS, WAITING, as_markdown

REFERENCE = ROOT / "docs" / "reference" / "questions.md"


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_the_reference_says_what_the_checks_say() -> None:
    assert REFERENCE.read_text(encoding="utf-8") == as_markdown()


def test_every_question_has_its_row_in_order() -> None:
    rows = [cells(line) for line in as_markdown().splitlines() if line.startswith("| Q")]
    assert [row[0] for row in rows] == [f"Q{number:02}" for number in range(1, 45)]
    assert {len(row) for row in rows} == {7}


def test_every_check_says_what_it_asks_about_when_why_and_after_whom() -> None:
    rows = {row[0]: row for line in as_markdown().splitlines() if (row := cells(line))[0] in CHECKS}
    assert all(all(row) for row in rows.values())
    assert all(row[2].startswith("Whether ") and row[3].endswith(".") for row in rows.values())


def test_what_waits_says_why() -> None:
    assert all(reason in as_markdown() for reason in WAITING.values())
