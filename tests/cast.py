"""The people of the tests, always the same ones."""

import datetime as dt

from lp_planner.domain.accounts.people import Actor, Cohort, Membership, Person, Role, School
from lp_planner.storage.store import Store
from lp_planner.storage.unit_of_work import UnitOfWork

THEN = dt.datetime(2025, 11, 5, 15, 30, tzinfo=dt.UTC)

AMINA = Actor(
    person_id="amina", name="Amina Diallo", role=Role.LEAD_PRACTITIONER, school_id="oakfield"
)
"""A teaching assistant who leads a project."""
BEN = Actor(person_id="ben", name="Ben Hart", role=Role.LEAD_PRACTITIONER, school_id="oakfield")
"""A teacher in the same school, with a project of his own."""
CHLOE = Actor(person_id="chloe", name="Chloe Ray", role=Role.SENIOR_LEADER, school_id="oakfield")
"""The senior leader of Amina's and Ben's cohort."""
DEV = Actor(person_id="dev", name="Dev Patel", role=Role.LEAD_PRACTITIONER, school_id="elmwood")
"""Somebody in another school, in no cohort."""
EFUA = Actor(person_id="efua", name="Efua Mensah", role=Role.SENIOR_LEADER, school_id="elmwood")
"""A senior leader of another school, with no cohort."""
FIONA = Actor(person_id="fiona", name="Fiona Grant", role=Role.ADMIN, school_id="oakfield")
"""Looks after the installation, and sees no content."""
GWEN = Actor(person_id="gwen", name="Gwen Price", role=Role.TRUST_LEAD, school_id="oakfield")
"""Leads the trust that both schools belong to."""
HUGO = Actor(person_id="hugo", name="Hugo Lee", role=Role.COACH, school_id="oakfield")
"""A critical friend whom nobody has invited to anything yet."""
CAST = (AMINA, BEN, CHLOE, DEV, EFUA, FIONA, GWEN, HUGO)


def move_in(store: Store) -> None:
    """Put the cast into an empty store."""

    def save(uow: UnitOfWork) -> None:
        for school in ("oakfield", "elmwood"):
            uow.add(School, id=school, name=f"{school.capitalize()} School")
        for actor in CAST:
            uow.add(
                Person,
                id=actor.person_id,
                name=actor.name,
                role=actor.role,
                school_id=actor.school_id,
            )
        cohort = uow.add(Cohort, name="Oakfield cohort", leader_id=CHLOE.person_id)
        for member in (AMINA, BEN):
            uow.add(Membership, cohort_id=cohort.id, person_id=member.person_id)

    store.write("set-up", save, at=THEN)
