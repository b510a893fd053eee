"""Nothing typed is lost: every box is kept, and none of them empties itself of a long paste."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from lp_planner.config import ROOT
from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.errors import ValidationFailed
from lp_planner.domain.records.fields import WORDS, FieldKind, field_specs
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.planning import recording
from tests.cast import AMINA
from tests.factories import make_project

UI = ROOT / "lp_planner" / "ui"
BOXES = {"text_input", "text_area", "chat_input", "data_editor"}
THE_WAY = {"frame/kept.py", "frame/grid.py"}
"""Where boxes are kept."""
KEPT_OTHERWISE = {
    "planning/field_widgets.py": (2, "answers of a record: its form keeps them in one draft"),
    "planning/segments.py": (1, "parts of a session, in the draft of its form"),
    "evidence/waiting_panel.py": (2, "a drafted sentence and what changed, in one draft"),
    "planning/step_rows.py": (1, "a search"),
    "frame/chips.py": (1, "a search"),
    "frame/search_panel.py": (1, "a search"),
    "frame/paged.py": (1, "a search"),
    "planning/kept_card.py": (1, "the sentence of a claim, in one draft with its reach"),
    "frame/rows_panel.py": (2, "rows of single people may hold names, which are never stored"),
    "evidence/evidence_panel.py": (2, "sentences of a claim, in one draft with the reach"),
    "evidence/attachments_panel.py": (0, "its boxes are chosen by name and kept in one draft"),
    "planning/workbook_panel.py": (1, "said instead of a cell, kept as long as its file is"),
    "portfolio/portfolio_page.py": (1, "a reason, kept with the choices as it is left"),
    "portfolio/account_box.py": (1, "the account itself is kept as it is left"),
    "portfolio/moderation_page.py": (3, "a moderator has a link and no desk; kept by the link"),
    "self_assessment/thought_box.py": (1, "the self-assessment itself is kept as it is left"),
    "self_assessment/self_assessment_page.py": (1, "kept with the level that is not decided yet"),
    "safekeeping/leaving_panel.py": (1, "a title typed to be sure; nobody’s own words"),
    "accounts/you_page.py": (3, "names of one line, sent as a whole with their button"),
    "home/projects_panel.py": (1, "a title of one line, sent as a whole with its button"),
}
"""How many boxes of a page are kept in another way, or need not be, and why."""


def _calls(path: Path) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node


def test_every_box_is_kept_or_says_why_it_need_not_be() -> None:
    found = Counter(
        str(path.relative_to(UI))
        for path in UI.rglob("*.py")
        if str(path.relative_to(UI)) not in THE_WAY
        for call in _calls(path)
        if isinstance(call.func, ast.Attribute) and call.func.attr in BOXES
    )
    assert found == Counter({place: count for place, (count, _) in KEPT_OTHERWISE.items()})


def test_no_box_empties_itself_of_a_long_paste() -> None:
    cut = [
        f"{path.relative_to(UI)}:{call.lineno}"
        for path in UI.rglob("*.py")
        for call in _calls(path)
        if any(keyword.arg == "max_chars" for keyword in call.keywords)
    ]
    assert cut == []


def test_every_written_answer_knows_how_much_fits() -> None:
    unknown = [
        f"{kind}.{spec.name}"
        for kind, model in RECORD_KINDS.items()
        for spec in field_specs(model)
        if spec.kind in WORDS - {FieldKind.SEGMENTS} and not spec.most and not spec.is_about_any
    ]
    assert unknown == []


@pytest.mark.parametrize("over", [1, 40])
def test_too_long_an_answer_is_refused_by_how_much(planner: Workspace, over: int) -> None:
    project = make_project(planner)
    with pytest.raises(ValidationFailed) as refused:
        recording.write_record(
            planner.desk(AMINA), project.id, "risk", {"what": "x" * (200 + over)}
        )
    sentence = refused.value.errors["what"]
    assert sentence.endswith(f"is longer than 200 characters by {over}; please shorten it.")
