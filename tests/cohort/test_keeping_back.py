"""Item by item: what is left out is in no view, list, sum or export, whatever the level."""

import datetime as dt
from dataclasses import replace

import pytest

from lp_planner.domain.accounts.people import Actor
from lp_planner.domain.records.errors import NotFound
from lp_planner.domain.records.project import Project, Sharing
from lp_planner.services.cohort import (
    cohort_reports,
    cohorts,
    keeping_back,
    pressure,
    shared_results,
    sharing,
)
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.evidence import attachments
from lp_planner.services.measures import pupils
from tests.cast import AMINA, BEN, CHLOE, DEV, EFUA, THEN
from tests.factories import claim, make_project, write

OUT = "zebra-left-out"


def shared(workspace: Workspace) -> tuple[Project, dict[str, str]]:
    """A shared project in which one thing of each kind that others see bears the word."""
    project = make_project(workspace, sharing=Sharing.PLAN_AND_EVIDENCE)
    day = dt.date(2026, 6, 8)
    ids = {
        kind: write(workspace, project, kind, **values).id  # type: ignore[arg-type]
        for kind, values in {
            "priority": {"priority": OUT, "theme": "mathematics"},
            "active_ingredient": {"behaviour": OUT},
            "strategy": {"what": OUT, "group_served": OUT, "from_on": day, "to_on": day},
            "stakeholder": {"group_described": OUT},
            "milestone": {"what": OUT, "due_on": day},
            "measure": {"name": OUT, "group_formed": "random"},
            "option": {"name": OUT},
        }.items()
    }
    option = write(workspace, project, "option", name="This stays")
    claim(workspace, option, "LP6", words="I stayed")
    with workspace.store.read() as reader:
        gone = reader.get(type(option), ids["option"])
    claim(workspace, gone, "LP5", words=OUT)
    return project, ids


def seen_by_the_leader(workspace: Workspace, project: Project) -> str:
    report = cohort_reports.cohort_report(workspace.desk(CHLOE))
    return repr(
        (
            sharing.open_shared(workspace.desk(CHLOE), project.id, visit="v"),
            cohorts.priorities_served(workspace.desk(CHLOE)),
            pressure.cohort_pressure(workspace.desk(CHLOE)),
            report.projects,
            cohorts.cohort_progress(workspace.desk(CHLOE)).progress.to_csv(),
        )
    )


def test_what_is_left_out_is_nowhere_that_the_leader_looks(workspace: Workspace) -> None:
    project, ids = shared(workspace)
    assert OUT in seen_by_the_leader(workspace, project)
    for kind, record_id in ids.items():
        keeping_back.keep_back(
            workspace.desk(AMINA), project.id, kind=kind, record_id=record_id, is_out=True
        )
    seen = seen_by_the_leader(workspace, project)
    assert OUT not in seen
    assert "Mathematics" not in seen
    assert "8 June" not in seen
    assert "I stayed" in seen
    view = sharing.what_my_leaders_see(workspace.desk(AMINA), project.id)["chloe"]
    assert view is not None
    assert OUT not in repr(view)
    assert view.facts.standards_evidenced == 1


def test_the_mirror_stays_the_very_same_view(workspace: Workspace) -> None:
    project, ids = shared(workspace)
    keeping_back.keep_back(
        workspace.desk(AMINA), project.id, kind="strategy", record_id=ids["strategy"], is_out=True
    )
    mine = sharing.what_my_leaders_see(workspace.desk(AMINA), project.id)["chloe"]
    assert mine == sharing.open_shared(workspace.desk(CHLOE), project.id, visit="v")


def test_a_result_that_is_left_out_is_in_no_chart(planner: Workspace) -> None:
    project, ids = shared(planner)
    text = "pupil\tbefore\tafter\tgroup\n" + "\n".join(
        f"{n}\t{20 + n % 7}\t{24 + n % 7 + n % 3}\t{group}"
        for group in ("", "comparison")
        for n in range(30)
    )
    pupils.keep_pupil_scores(planner.desk(AMINA), project.id, ids["measure"], text=text)
    assert len(shared_results.shared_results(planner.desk(CHLOE)).table) == 1
    keeping_back.keep_back(
        planner.desk(AMINA), project.id, kind="measure", record_id=ids["measure"], is_out=True
    )
    assert shared_results.shared_results(planner.desk(CHLOE)).table.empty
    assert shared_results.shared_comparisons(planner.desk(CHLOE)).empty


def test_what_is_left_out_moves_neither_phase_nor_last_activity(workspace: Workspace) -> None:
    late = replace(workspace, clock=lambda: THEN + dt.timedelta(days=90))
    project = make_project(workspace, sharing=Sharing.PLAN_AND_EVIDENCE)
    write(workspace, project, "priority", priority="Reading")
    write(workspace, project, "active_ingredient")
    session = write(late, project, "strategy", what=OUT)
    claim(late, session, "LP6", words=OUT)
    of_words = {
        "evidence_kind": "testimonial",
        "title": OUT,
        "strength": "colleague",
        "said_by": "a TA",
    }
    attachments.attach(
        late.desk(AMINA),
        session.kind,
        session.id,
        of_words | {"people_in_it": "nobody", "words": OUT},
    )

    def facts() -> tuple[object, object, object]:
        (row,) = cohorts.cohort_progress(late.desk(CHLOE)).progress.to_dict("records")
        return row["phase"], row["last_activity"], row["quiet_since"]

    before = facts()
    keeping_back.keep_back(
        late.desk(AMINA), project.id, kind="strategy", record_id=session.id, is_out=True
    )
    assert before == ("Prepare", dt.date(2026, 2, 3), None)
    assert facts() == ("Explore", THEN.date(), THEN.date())


def test_it_can_be_let_in_again_and_twice_is_once(workspace: Workspace) -> None:
    project, ids = shared(workspace)
    where = {"kind": "strategy", "record_id": ids["strategy"]}
    for is_out in (True, True, False):
        keeping_back.keep_back(workspace.desk(AMINA), project.id, is_out=is_out, **where)
        listed = keeping_back.shareable_records(workspace.desk(AMINA), project.id)
        assert {r.is_kept_back for r in listed if r.record_id == ids["strategy"]} == {is_out}


def test_the_list_holds_what_the_level_shares_and_no_word_of_coaching(workspace: Workspace) -> None:
    project = make_project(workspace, sharing=Sharing.PLAN_AND_EVIDENCE)
    talk = write(workspace, project, "coaching_session", coachee=OUT, action_step=OUT)
    claim(workspace, talk, "LP8")
    write(workspace, project, "option", name="Not claimed, so not shared")
    listed = keeping_back.shareable_records(workspace.desk(AMINA), project.id)
    assert [record.kind for record in listed] == ["coaching_session"]
    assert OUT not in repr(listed)
    quiet = make_project(workspace, title="Quiet", sharing=Sharing.PROGRESS)
    write(workspace, quiet, "strategy", what="Mine")
    assert keeping_back.shareable_records(workspace.desk(AMINA), quiet.id) == ()


@pytest.mark.parametrize("actor", [BEN, CHLOE, DEV, EFUA], ids=lambda actor: actor.person_id)
def test_nobody_else_leaves_anything_out(workspace: Workspace, actor: Actor) -> None:
    project, ids = shared(workspace)
    for id_ in (project.id, "no-such-project"):
        with pytest.raises(NotFound):
            keeping_back.keep_back(
                workspace.desk(actor), id_, kind="strategy", record_id=ids["strategy"], is_out=True
            )


def test_a_record_of_another_project_cannot_be_left_out_of_this_one(workspace: Workspace) -> None:
    project, _ = shared(workspace)
    other = make_project(workspace, title="Other", sharing=Sharing.PLAN)
    foreign = write(workspace, other, "strategy", what="Elsewhere")
    for id_ in (foreign.id, "no-such-record"):
        with pytest.raises(NotFound):
            keeping_back.keep_back(
                workspace.desk(AMINA), project.id, kind="strategy", record_id=id_, is_out=True
            )
