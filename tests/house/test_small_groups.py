"""The threshold five has one home, and so have the sentences about it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from lp_planner import small_groups
from lp_planner.config import ROOT

HOME = ROOT / "lp_planner" / "small_groups.py"
OTHER_FIVES = {
    "statistics/xmr.py": "readings that differ: below it a chart says so",
    "statistics/judging.py": "different values: up to so many, readings are steps",
    "statistics/attributes.py": "counts expected on one side: a rule of the p-chart",
    "statistics/pooling.py": "projects from which a pooled spread is steady",
    "ui/planning/field_widgets.py": "answers that are radio buttons and not a list",
    "ui/planning/step_rows.py": "records in a list of the latest",
    "ui/evidence/matrix_panel.py": "things in a list of the latest",
    "ui/evidence/pack_panel.py": "names in a warning",
    "services/demo/demo_school.py": "school days of a week",
    "charts/reach.py": "practices in one picture",
    "domain/quality_checks/getting_ready.py": "owners before one can carry most",
    "statistics/fidelity.py": "looks that count as the latest",
    "domain/records/oddities.py": "years back or ahead, from which a day is asked about",
    "ui/frame/rows_panel.py": "imports that can be undone",
    "ui/planning/thread_panel.py": "things of one column of a strand",
    "services/cohort/usual_dates.py": "half-terms from launch to gateway",
    "ui/planning/toolkit_panel.py": "strands that a search shows whole",
    "ui/planning/plan_columns.py": "lines of a column at once",
    "domain/planning/countdown.py": "school days of a week",
    "services/cohort/meeting.py": "lines of a list on one page",
    "ui/planning/timeline_panel.py": "dates to come that stand open",
}
"""Fives that are about something else, and what about."""
SAYS_SO = re.compile(
    r"\b(fewer|less) than (5|five|ten) \w|\b(under|below) (5|five)\b|\b(in|to) fives\b",
    re.IGNORECASE,
)


def prose(tree: ast.Module) -> set[int]:
    """The docstrings of a module, which say what a rule is and are read by nobody but us."""
    return {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def is_five(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value == small_groups.LEAST


def found_in(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Where a module compares with five, names a five, rounds by five, or speaks of fewer."""
    docstrings = prose(tree)
    for node in ast.walk(tree):
        match node:
            case ast.Compare(comparators=[five], ops=[ast.Lt() | ast.GtE() | ast.Gt() | ast.LtE()]):
                if is_five(five):
                    yield node.lineno, "compares"
            case ast.Assign(value=five) | ast.AnnAssign(value=five):
                if five is not None and is_five(five):
                    yield node.lineno, "names"
            case ast.BinOp(op=ast.FloorDiv() | ast.Mod(), right=five):
                if is_five(five):
                    yield node.lineno, "rounds"
            case ast.Constant(value=str(words)):
                if id(node) not in docstrings and SAYS_SO.search(words):
                    yield node.lineno, "says"


def places() -> Iterator[tuple[str, int, str]]:
    package = ROOT / "lp_planner"
    for path in sorted(package.rglob("*.py")):
        if path != HOME:
            tree = ast.parse(path.read_text(encoding="utf-8"))
            for line, how in found_in(tree):
                yield path.relative_to(package).as_posix(), line, how


def test_no_other_place_has_a_threshold_or_a_sentence_of_its_own() -> None:
    assert [place for place in places() if place[0] not in OTHER_FIVES] == []


def test_every_other_five_is_still_there() -> None:
    assert {path for path, _, _ in places()} == set(OTHER_FIVES)


def test_a_threshold_of_its_own_would_be_found() -> None:
    for faulty in (
        "if people < 5: pass",
        "TOO_FEW = 5",
        "shown = shown // 5 * 5",
        'words = f"With fewer than five pupils {x}"',
    ):
        assert list(found_in(ast.parse(faulty))), faulty


def test_the_content_files_speak_of_the_same_number() -> None:
    said = [
        found[1]
        for path in sorted((ROOT / "data" / "pathways").glob("*.toml"))
        for found in re.finditer(r"[Ff]ewer than (\w+) (?:answers|people)", _text(path))
    ]
    assert said
    assert {f"fewer than {number}" for number in said} == {small_groups.FEWER}


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def test_what_is_told_of_a_group_goes_by_its_size() -> None:
    assert [small_groups.is_too_few(number) for number in (0, 4, 5, 6)] == [
        True,
        True,
        False,
        False,
    ]
    assert small_groups.at_least(None) == small_groups.HELD_BACK
    assert small_groups.at_least(10, "projects") == "at least 10 projects"
    assert small_groups.at_least(5) == "at least 5"
