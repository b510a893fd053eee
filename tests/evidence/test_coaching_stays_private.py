"""What was said in coaching: a telltale in each answer, looked for in everything that leaves."""

import io
import zipfile
from collections.abc import Callable, Mapping

import pypdf
import pytest

from lp_planner.exports.catalogue import EXPORTS, Export
from lp_planner.exports.report import EvidenceReport
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.evidence import reports
from lp_planner.services.portfolio import moderation, portfolio, submissions
from lp_planner.services.portfolio.portfolio import Choices
from tests.cast import AMINA
from tests.factories import claim, make_project, write

BETWEEN_THE_TWO = {
    "coachee": "Zebraone",
    "coach": "Zebratwo",
    "goal": "Zebrathree",
    "evidence_seen": "Zebrafour",
    "question_asked": "Zebrafive",
    "what_was_heard": "Zebrasix",
    "action_step": "Zebraseven",
    "how_it_went": "Zebraeight",
}
CLAIM = "Listened more than told"


def in_a_zip(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return "".join(packed.read(name).decode("utf-8", "ignore") for name in packed.namelist())


def in_a_pdf(content: bytes) -> str:
    read = pypdf.PdfReader(io.BytesIO(content))
    return "".join(page.extract_text() for page in read.pages)


TEXT_OF: Mapping[str, Callable[[bytes], str]] = {
    ".docx": in_a_zip,
    ".xlsx": in_a_zip,
    ".pdf": in_a_pdf,
    ".csv": lambda content: content.decode("utf-8"),
}


def told(text: str) -> list[str]:
    """The answers that a text gives away."""
    return [field for field, telltale in BETWEEN_THE_TWO.items() if telltale in text]


def coached(planner: Workspace) -> str:
    """A coaching session with a telltale in each private answer, claimed; its project."""
    project = make_project(planner)
    session = write(planner, project, "coaching_session", **BETWEEN_THE_TWO)  # type: ignore[arg-type]
    claim(planner, session, "LP8", words=CLAIM)
    return project.id


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.key)
def test_no_format_of_the_evidence_says_what_was_said_in_coaching(
    planner: Workspace, export: Export[EvidenceReport]
) -> None:
    name, content = reports.make_export(planner.desk(AMINA), coached(planner), export)
    text = TEXT_OF[f".{name.rpartition('.')[2]}"](content)
    assert CLAIM in text
    assert "Coaching session" in text
    assert told(text) == []


def test_the_moderators_copy_does_not_say_what_was_said_in_coaching(planner: Workspace) -> None:
    coached(planner)
    portfolio.keep_choices(planner.desk(AMINA), Choices(reason="A first try"))
    sent = submissions.submit(planner.desk(AMINA))
    link = submissions.make_link(planner.desk(AMINA), sent.id, for_whom="Ruth", days=14)
    opened = moderation.open_submission(planner, link.secret, visit="v")
    assert CLAIM in sent.content
    assert told(sent.content) == []
    assert told(repr(opened.portfolio)) == []
