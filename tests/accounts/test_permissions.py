"""The one function that refuses: how somebody stands to a project, and what their role allows."""

import pytest

from lp_planner.domain.accounts.people import Actor, Role
from lp_planner.domain.accounts.permissions import Action, can, check_can
from lp_planner.domain.records.errors import NotFound, PermissionDenied
from lp_planner.domain.records.project import Project
from tests.cast import AMINA, BEN, CAST, CHLOE, FIONA, HUGO, THEN

PROJECT = Project(
    id="calm", title="Calm starts", owner_id=AMINA.person_id, school_id="oakfield",
    created_at=THEN, created_by="amina", updated_at=THEN, updated_by="amina",
)  # fmt: skip
OF_THE_OWNER = (
    Action.READ_PROJECT, Action.WRITE_PROJECT, Action.EXPORT_PROJECT, Action.INVITE_GUEST,
)  # fmt: skip


@pytest.mark.parametrize("action", OF_THE_OWNER)
def test_a_project_is_its_owners_and_reads_as_unknown_to_everybody_else(action: Action) -> None:
    check_can(AMINA, action, PROJECT)
    assert can(AMINA, action, PROJECT)
    for actor in CAST:
        if actor is not AMINA:
            assert not can(actor, action, PROJECT)
            with pytest.raises(NotFound):
                check_can(actor, action, PROJECT)


@pytest.mark.parametrize("action", OF_THE_OWNER)
def test_a_leader_and_a_guest_do_nothing_that_is_the_owners(action: Action) -> None:
    for actor in (BEN, CHLOE, FIONA, HUGO):
        for stands in ({"supports_owner": True}, {"is_guest": True}):
            with pytest.raises(NotFound):
                check_can(actor, action, PROJECT, **stands)


@pytest.mark.parametrize("action", [Action.OPEN_SHARED, Action.ANSWER_HELP])
def test_a_leader_opens_what_is_shared_only_with_a_cohort_that_the_owner_is_in(
    action: Action,
) -> None:
    check_can(CHLOE, action, PROJECT, supports_owner=True)
    for actor, supports in ((CHLOE, False), (BEN, True), (FIONA, True), (AMINA, True)):
        with pytest.raises(NotFound):
            check_can(actor, action, PROJECT, supports_owner=supports)
    with pytest.raises(NotFound):
        check_can(CHLOE, action, PROJECT)


def test_a_guest_opens_a_project_only_with_a_grant() -> None:
    for actor in (HUGO, BEN, CHLOE, FIONA):
        check_can(actor, Action.OPEN_AS_GUEST, PROJECT, is_guest=True)
        with pytest.raises(NotFound):
            check_can(actor, Action.OPEN_AS_GUEST, PROJECT)
    check_can(CHLOE, Action.OPEN_AS_GUEST, PROJECT, is_guest=True, supports_owner=True)


def test_whoever_owns_a_project_stands_to_it_as_its_owner_whatever_else_they_are() -> None:
    check_can(AMINA, Action.WRITE_PROJECT, PROJECT, supports_owner=True, is_guest=True)
    with pytest.raises(NotFound):
        check_can(AMINA, Action.OPEN_AS_GUEST, PROJECT, is_guest=True)


@pytest.mark.parametrize("actor", CAST, ids=lambda actor: actor.person_id)
def test_without_a_project_the_role_decides_and_a_refusal_says_what_it_cannot_do(
    actor: Actor,
) -> None:
    allowed = {
        Action.START_PROJECT: {Role.LEAD_PRACTITIONER},
        Action.READ_COHORT: {Role.SENIOR_LEADER},
        Action.READ_TRUST: {Role.TRUST_LEAD},
        Action.READ_GALLERY: {Role.LEAD_PRACTITIONER, Role.SENIOR_LEADER},
        Action.LOOK_AFTER_PEOPLE: {Role.ADMIN},
        Action.READ_PROJECT: set[Role](),
    }
    for action, roles in allowed.items():
        assert can(actor, action) == (actor.role in roles)
        if actor.role not in roles:
            with pytest.raises(PermissionDenied, match=f"cannot {action.value}"):
                check_can(actor, action)
