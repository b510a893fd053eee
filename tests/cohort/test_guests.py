"""A coach or critical friend by invitation: sees what was granted, until it ends, never unread."""

import dataclasses
import datetime as dt
import functools

import pytest

from lp_planner.domain.accounts.people import Actor
from lp_planner.domain.cohort.guests import EMERGENCY_LASTS, GuestKind
from lp_planner.domain.records.errors import NotFound, PermissionDenied, ValidationFailed
from lp_planner.domain.records.project import Project, Sharing
from lp_planner.services.cohort import emergencies, guests, help_requests, keeping_back, sharing
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.evidence import gaps, reports
from lp_planner.services.planning.journey import project_journey
from lp_planner.services.safekeeping import erasure, own_data
from lp_planner.services.self_assessment import self_assessment
from tests.cast import AMINA, BEN, CAST, CHLOE, DEV, FIONA, HUGO
from tests.factories import claim, make_project, write

REASON = "Amina is in hospital and the hall is booked for her training tomorrow."
SECRET = "zebra-secret"


def with_words(workspace: Workspace, sharing_level: Sharing = Sharing.PRIVATE) -> Project:
    """A project with a plan and a claim."""
    project = make_project(workspace, sharing=sharing_level)
    write(workspace, project, "priority", priority="Reading for everybody")
    claim(workspace, write(workspace, project, "option", name="Read aloud"), "LP6", words="It grew")
    return project


def ask(
    workspace: Workspace, project: Project, who: Actor = HUGO, level: Sharing = Sharing.PLAN
) -> str:
    """Amina asks somebody; the id of the invitation."""
    guests.invite_guest(
        workspace.desk(AMINA), project.id, person_id=who.person_id,
        guest_kind=GuestKind.CRITICAL_FRIEND, level=level,
    )  # fmt: skip
    return guests.shared_with_me(workspace.desk(who))[0].grant_id


def let_in(
    workspace: Workspace, project: Project, who: Actor = HUGO, level: Sharing = Sharing.PLAN
) -> str:
    """The same, and they say yes."""
    grant_id = ask(workspace, project, who, level)
    guests.answer_guest_invitation(workspace.desk(who), grant_id, accepts=True)
    return grant_id


def _at(moment: dt.datetime) -> dt.datetime:
    return moment


def look(workspace: Workspace, who: Actor, project_id: str) -> sharing.SharedView:
    return guests.open_as_guest(workspace.desk(who), project_id, visit="one visit")


@pytest.mark.parametrize("who", [HUGO, BEN, CHLOE], ids=lambda actor: actor.person_id)
def test_somebody_of_the_school_says_yes_and_sees_the_level_they_were_given(
    workspace: Workspace, who: Actor
) -> None:
    project = with_words(workspace)
    grant_id = ask(workspace, project, who)
    (asked,) = guests.shared_with_me(workspace.desk(who))
    assert (asked.title, asked.lead, asked.has_accepted) == ("", "Amina Diallo", False)
    with pytest.raises(NotFound):
        look(workspace, who, project.id)
    guests.answer_guest_invitation(workspace.desk(who), grant_id, accepts=True)
    seen = look(workspace, who, project.id)
    assert "Reading for everybody" in repr(seen.plan)
    assert seen.evidence == ()
    assert guests.shared_with_me(workspace.desk(who))[0].title == project.title
    (looked,) = sharing.who_looked(workspace.desk(AMINA), project.id)
    assert (looked.name, looked.level) == (who.name, Sharing.PLAN)


@pytest.mark.parametrize(
    ("level", "plan", "claims"),
    [(Sharing.PROGRESS, False, 0), (Sharing.PLAN, True, 0), (Sharing.PLAN_AND_EVIDENCE, True, 1)],
)
def test_a_guest_sees_their_own_level_whatever_the_leader_sees(
    workspace: Workspace, level: Sharing, plan: bool, claims: int
) -> None:
    project = with_words(workspace, Sharing.PLAN_AND_EVIDENCE)
    let_in(workspace, project, level=level)
    seen = look(workspace, HUGO, project.id)
    assert (bool(seen.plan), len(seen.evidence)) == (plan, claims)
    assert (seen.facts.readiness == "") is not plan or level is not Sharing.PROGRESS


def test_it_is_the_view_a_leader_has_at_that_level_without_what_was_asked_of_the_leader(
    workspace: Workspace,
) -> None:
    project = with_words(workspace, Sharing.PLAN_AND_EVIDENCE)
    help_requests.ask_for_help(workspace.desk(AMINA), project.id, asked=SECRET)
    let_in(workspace, project, level=Sharing.PLAN_AND_EVIDENCE)
    leaders = sharing.open_shared(workspace.desk(CHLOE), project.id, visit="v")
    mine = look(workspace, HUGO, project.id)
    assert leaders.facts.conversation
    assert mine.facts.conversation == ()
    assert (mine.plan, mine.evidence) == (leaders.plan, leaders.evidence)


def test_what_is_left_out_is_left_out_for_guests_of_a_private_project_too(
    workspace: Workspace,
) -> None:
    project = with_words(workspace)
    thing = write(workspace, project, "strategy", what=SECRET)
    assert keeping_back.shareable_records(workspace.desk(AMINA), project.id) == ()
    let_in(workspace, project)
    assert thing.id in {
        r.record_id for r in keeping_back.shareable_records(workspace.desk(AMINA), project.id)
    }
    assert SECRET in repr(look(workspace, HUGO, project.id))
    keeping_back.keep_back(
        workspace.desk(AMINA), project.id, kind="strategy", record_id=thing.id, is_out=True
    )
    assert SECRET not in repr(look(workspace, HUGO, project.id))


@pytest.mark.parametrize("who", [AMINA, HUGO], ids=["the lead", "the guest"])
def test_either_ends_it_and_nothing_can_be_seen_from_then_on(
    workspace: Workspace, who: Actor
) -> None:
    project = with_words(workspace)
    grant_id = let_in(workspace, project)
    guests.end_guest(workspace.desk(who), grant_id)
    for id_ in (project.id, "no-such-project"):
        with pytest.raises(NotFound):
            look(workspace, HUGO, id_)
    assert guests.shared_with_me(workspace.desk(HUGO)) == ()
    assert guests.guests_of(workspace.desk(AMINA), project.id) == ()
    with pytest.raises(NotFound):
        guests.end_guest(workspace.desk(who), grant_id)
    let_in(workspace, project)
    assert look(workspace, HUGO, project.id).plan


def test_asking_again_changes_what_they_see_and_no_is_no(workspace: Workspace) -> None:
    project = with_words(workspace)
    let_in(workspace, project, level=Sharing.PLAN_AND_EVIDENCE)
    assert look(workspace, HUGO, project.id).evidence
    guests.invite_guest(
        workspace.desk(AMINA), project.id, person_id="hugo",
        guest_kind=GuestKind.COACH, level=Sharing.PROGRESS,
    )  # fmt: skip
    (guest,) = guests.guests_of(workspace.desk(AMINA), project.id)
    assert (guest.guest_kind, guest.level) == (GuestKind.COACH, Sharing.PROGRESS)
    assert look(workspace, HUGO, project.id).plan == ()
    asked = ask(workspace, project, BEN)
    guests.answer_guest_invitation(workspace.desk(BEN), asked, accepts=False)
    assert guests.shared_with_me(workspace.desk(BEN)) == ()
    with pytest.raises(NotFound):
        guests.answer_guest_invitation(workspace.desk(BEN), asked, accepts=True)


def test_only_people_of_the_same_school_can_be_asked_and_an_unknown_one_reads_the_same(
    workspace: Workspace,
) -> None:
    project = make_project(workspace)
    offered = guests.people_to_ask(workspace.desk(AMINA), project.id)
    assert set(offered) == {"ben", "chloe", "hugo"}
    for person in ("dev", "amina", "fiona", "no-such-person"):
        with pytest.raises(NotFound):
            guests.invite_guest(
                workspace.desk(AMINA), project.id, person_id=person,
                guest_kind=GuestKind.COACH, level=Sharing.PLAN,
            )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "level"),
    [(GuestKind.EMERGENCY, Sharing.PLAN), (GuestKind.COACH, Sharing.PRIVATE)],
)
def test_an_emergency_cannot_be_given_and_nothing_is_no_level(
    workspace: Workspace, kind: GuestKind, level: Sharing
) -> None:
    project = make_project(workspace)
    with pytest.raises(ValidationFailed):
        guests.invite_guest(
            workspace.desk(AMINA), project.id, person_id="hugo", guest_kind=kind, level=level
        )


@pytest.mark.parametrize(
    "actor", [a for a in CAST if a not in (AMINA, HUGO)], ids=lambda actor: actor.person_id
)
def test_nobody_else_looks_answers_or_ends_it(workspace: Workspace, actor: Actor) -> None:
    project = with_words(workspace)
    grant_id = ask(workspace, project)
    for id_ in (grant_id, "no-such-grant"):
        with pytest.raises(NotFound):
            guests.answer_guest_invitation(workspace.desk(actor), id_, accepts=True)
        with pytest.raises(NotFound):
            guests.end_guest(workspace.desk(actor), id_)
    guests.answer_guest_invitation(workspace.desk(HUGO), grant_id, accepts=True)
    for id_ in (project.id, "no-such-project"):
        with pytest.raises(NotFound):
            look(workspace, actor, id_)
    assert guests.shared_with_me(workspace.desk(actor)) == ()


def test_a_guest_reads_the_one_view_and_nothing_by_another_way(workspace: Workspace) -> None:
    project = with_words(workspace)
    other = make_project(workspace, title="Another of Amina’s")
    let_in(workspace, project, BEN, Sharing.PLAN_AND_EVIDENCE)
    for refused in (
        lambda: project_journey(workspace.desk(BEN), project.id),
        lambda: gaps.gaps_of(workspace.desk(BEN), project.id),
        lambda: reports.evidence_report(workspace.desk(BEN), project.id),
        lambda: sharing.who_looked(workspace.desk(BEN), project.id),
        lambda: guests.guests_of(workspace.desk(BEN), project.id),
        lambda: look(workspace, BEN, other.id),
    ):
        with pytest.raises(NotFound):
            refused()
    assert project.id.encode() not in own_data.own_data(workspace.desk(BEN))


def test_an_emergency_shows_the_plan_for_a_day_and_its_lead_reads_who_and_why(
    workspace: Workspace,
) -> None:
    project = with_words(workspace)
    self_assessment.rate(workspace.desk(AMINA), "LP1", "beginning", reason=SECRET)
    write(workspace, project, "coaching_session", coachee=SECRET, action_step=SECRET)
    hidden = write(workspace, project, "strategy", what=SECRET)
    (unnamed,) = emergencies.projects_led_by(workspace.desk(FIONA), "amina")
    assert unnamed.project_id == project.id
    assert project.title not in repr(unnamed)
    emergencies.open_in_emergency(workspace.desk(FIONA), project.id, reason=REASON)
    keeping_back.keep_back(
        workspace.desk(AMINA), project.id, kind="strategy", record_id=hidden.id, is_out=True
    )
    seen = look(workspace, FIONA, project.id)
    assert seen.evidence
    assert "Reading for everybody" in repr(seen)
    assert SECRET not in repr(seen)
    (told,) = guests.guests_of(workspace.desk(AMINA), project.id)
    assert (told.name, told.reason, told.is_over) == (FIONA.name, REASON, False)
    assert [o.name for o in sharing.who_looked(workspace.desk(AMINA), project.id)] == [FIONA.name]
    assert REASON.encode() in own_data.own_data(workspace.desk(AMINA))
    for almost, is_open in ((dt.timedelta(seconds=-1), True), (dt.timedelta(), False)):
        moment = workspace.now() + EMERGENCY_LASTS + almost
        later = dataclasses.replace(workspace, clock=functools.partial(_at, moment))
        assert bool(guests.shared_with_me(later.desk(FIONA))) is is_open
        if is_open:
            assert look(later, FIONA, project.id).plan
        else:
            with pytest.raises(NotFound):
                look(later, FIONA, project.id)
        (told,) = guests.guests_of(later.desk(AMINA), project.id)
        assert told.is_over is not is_open


def test_an_emergency_needs_a_reason_that_can_be_shown(workspace: Workspace) -> None:
    project = make_project(workspace)
    for reason in ("", "because", " " * 60, "x" * 20_000):
        with pytest.raises(ValidationFailed):
            emergencies.open_in_emergency(workspace.desk(FIONA), project.id, reason=reason)
    assert guests.guests_of(workspace.desk(AMINA), project.id) == ()
    with pytest.raises(NotFound):
        emergencies.open_in_emergency(workspace.desk(FIONA), "no-such-project", reason=REASON)
    with pytest.raises(NotFound):
        emergencies.projects_led_by(workspace.desk(FIONA), "no-such-person")


def test_its_lead_cannot_end_an_emergency_but_whoever_looks_can(workspace: Workspace) -> None:
    project = make_project(workspace)
    grant = emergencies.open_in_emergency(workspace.desk(FIONA), project.id, reason=REASON)
    with pytest.raises(NotFound):
        guests.end_guest(workspace.desk(AMINA), grant.id)
    guests.end_guest(workspace.desk(FIONA), grant.id)
    (told,) = guests.guests_of(workspace.desk(AMINA), project.id)
    assert told.is_over
    with pytest.raises(NotFound):
        look(workspace, FIONA, project.id)


@pytest.mark.parametrize(
    "actor", [a for a in CAST if a is not FIONA], ids=lambda actor: actor.person_id
)
def test_nobody_else_breaks_the_glass(workspace: Workspace, actor: Actor) -> None:
    project = make_project(workspace)
    for id_ in (project.id, "no-such-project"):
        with pytest.raises(PermissionDenied):
            emergencies.open_in_emergency(workspace.desk(actor), id_, reason=REASON)
    with pytest.raises(PermissionDenied):
        emergencies.projects_led_by(workspace.desk(actor), "amina")


def test_what_was_granted_goes_with_the_project_and_not_with_a_copy_handed_over(
    workspace: Workspace,
) -> None:
    project = with_words(workspace)
    let_in(workspace, project)
    copy = erasure.hand_over(workspace.desk(AMINA), project.id, to_person=BEN.person_id)
    with pytest.raises(NotFound):
        look(workspace, HUGO, copy.id)
    erasure.erase_project(workspace.desk(AMINA), project.id, typed_title=project.title)
    assert guests.shared_with_me(workspace.desk(HUGO)) == ()
    with pytest.raises(NotFound):
        look(workspace, HUGO, project.id)
    assert DEV.person_id not in repr(guests.shared_with_me(workspace.desk(HUGO)))
