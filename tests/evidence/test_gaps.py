"""The gaps in a project's evidence follow what is recorded, claimed and hung on its records."""

from lp_planner.domain.evidence.evidence_gaps import GapKind
from lp_planner.domain.voices.rounds import RoundKind
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.evidence import attachments, gaps
from lp_planner.services.planning import recording
from lp_planner.services.voices import asking
from lp_planner.services.voices.asking import WhatToAsk
from tests.cast import AMINA
from tests.factories import claim, make_project, write
from tests.voices.rounds import answer


def kinds(workspace: Workspace, project_id: str) -> list[GapKind]:
    return [gap.kind for gap in gaps.gaps_of(workspace.desk(AMINA), project_id)]


def test_a_new_project_meets_no_question(planner: Workspace) -> None:
    assert kinds(planner, make_project(planner).id) == []


def test_the_standards_in_view_ask_for_evidence_until_there_is_some(workspace: Workspace) -> None:
    project = make_project(workspace)
    write(workspace, project, "focus_check", standards_in_view=("LP5",))
    assert kinds(workspace, project.id) == [GapKind.UNEVIDENCED]
    claim(workspace, write(workspace, project, "option"), "LP5")
    assert kinds(workspace, project.id) == [GapKind.NO_IMPACT, GapKind.ONE_SOURCE]


def test_words_of_a_colleague_answer_the_question_for_them(workspace: Workspace) -> None:
    project = make_project(workspace)
    record = write(workspace, project, "option")
    claim(workspace, record, "LP5", reach="another_team")
    assert GapKind.UNHEARD in kinds(workspace, project.id)
    hung = attachments.attach(
        workspace.desk(AMINA), record.kind, record.id,
        {
            "evidence_kind": "testimonial", "title": "The lunch team", "words": "We do it too",
            "said_by": "A midday supervisor", "strength": "colleague", "people_in_it": "nobody",
        },
    )  # fmt: skip
    assert GapKind.UNHEARD not in kinds(workspace, project.id)
    attachments.remove_attachment(workspace.desk(AMINA), hung.attachment.id)
    assert GapKind.UNHEARD in kinds(workspace, project.id)


def test_those_who_say_themselves_that_they_use_it_answer_the_question_for_them(
    planner: Workspace,
) -> None:
    project = make_project(planner)
    claim(planner, write(planner, project, "option"), "LP5", reach="another_team")
    desk = planner.desk(AMINA)
    what = WhatToAsk(round_kind=RoundKind.UPTAKE, about="The list", expected=4)
    asked = asking.ask(desk, project.id, what)
    said = {"use": "We do it too", "consent": "yes"}
    unlike = ({**said, "where": "own_team"}, {**said, "where": "another_team", "consent": "no"})
    for number, one in enumerate(unlike):
        answer(planner, asked.secret, {**one, "who": "Tom"}, str(number))
        assert GapKind.UNHEARD in kinds(planner, project.id)
    answer(planner, asked.secret, {**said, "who": "Sana", "where": "another_team"}, "right")
    assert GapKind.UNHEARD not in kinds(planner, project.id)


def test_the_evidence_of_a_removed_record_is_not_asked_about(planner: Workspace) -> None:
    project = make_project(planner)
    record = write(planner, project, "option")
    claim(planner, record, "LP5")
    recording.remove_record(planner.desk(AMINA), "option", record.id, version=1)
    assert kinds(planner, project.id) == []
