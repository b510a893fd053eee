"""The cohort: shared progress in counts, and never a word of the work."""

import dataclasses
import datetime as dt

import pytest

from lp_planner.domain.accounts.people import Actor
from lp_planner.domain.records.errors import PermissionDenied
from lp_planner.domain.records.project import Sharing
from lp_planner.services.cohort.cohorts import COHORT_COLUMNS, cohort_progress
from lp_planner.services.desk.workspace import Workspace
from tests.cast import AMINA, BEN, CHLOE, DEV, EFUA, THEN
from tests.factories import claim, make_project, write

WORDS = "zebra-crossing-thoughts"


def test_the_leader_sees_title_phase_last_activity_and_counts(workspace: Workspace) -> None:
    project = make_project(workspace, sharing=Sharing.PROGRESS)
    record = write(workspace, project, "active_ingredient")
    later = dataclasses.replace(workspace, clock=lambda: THEN + dt.timedelta(days=20))
    claim(later, record, "LP7", "LP6")
    seen = cohort_progress(workspace.desk(CHLOE))
    assert tuple(seen.progress.columns) == COHORT_COLUMNS
    assert seen.progress.to_dict("records") == [
        {
            "project_id": project.id,
            "project": "Calm starts after lunch",
            "lead": "Amina Diallo",
            "role": "",
            "school": "Oakfield School",
            "theme": "Not said yet",
            "phase": "Prepare",
            "sharing": "progress",
            "next_milestone": None,
            "last_activity": dt.date(2025, 11, 25),
            "quiet_since": None,
            "standards_evidenced": 2,
            "readiness": "",
            "use": "",
            "conversation": "",
        }
    ]
    assert (seen.members, seen.sharing) == (2, 1)


def test_a_project_that_is_not_shared_is_not_there(workspace: Workspace) -> None:
    make_project(workspace)
    make_project(workspace, BEN, title="Shared", sharing=Sharing.PROGRESS)
    assert cohort_progress(workspace.desk(CHLOE)).progress["project"].tolist() == ["Shared"]


def test_a_project_outside_the_cohort_is_not_there(workspace: Workspace) -> None:
    make_project(workspace, DEV, sharing=Sharing.PROGRESS)
    assert cohort_progress(workspace.desk(CHLOE)).progress.empty
    assert cohort_progress(workspace.desk(EFUA)).progress.empty


def test_no_word_that_was_written_reaches_the_leader(workspace: Workspace) -> None:
    project = make_project(workspace, sharing=Sharing.PROGRESS)
    record = write(workspace, project, "option", name=WORDS, evidence=WORDS)
    write(workspace, project, "adoption_decision", decision="stop", reasons=WORDS, decided_by=WORDS)
    claim(workspace, record, "LP5", words=WORDS)
    seen = cohort_progress(workspace.desk(CHLOE))
    assert WORDS not in seen.progress.to_csv() + seen.name
    assert seen.progress["phase"].tolist() == ["Stopped well"]


def test_sharing_can_be_taken_back(workspace: Workspace) -> None:
    from lp_planner.services.desk.projects import share_progress

    project = make_project(workspace, sharing=Sharing.PROGRESS)
    share_progress(
        workspace.desk(AMINA), project.id, sharing=Sharing.PRIVATE, version=project.version
    )
    assert cohort_progress(workspace.desk(CHLOE)).progress.empty


@pytest.mark.parametrize("actor", [AMINA, BEN, DEV], ids=lambda actor: actor.person_id)
def test_a_lead_practitioner_sees_no_cohort(workspace: Workspace, actor: Actor) -> None:
    with pytest.raises(PermissionDenied):
        cohort_progress(workspace.desk(actor))
