"""Who is asking: the one person on this computer, or somebody in the demo school."""

from lp_planner.domain.accounts.people import Actor, Person, Role, School
from lp_planner.domain.accounts.posts import Post, post_of
from lp_planner.domain.accounts.sectors import sector_of
from lp_planner.domain.records.errors import NotFound
from lp_planner.services.desk.refusals import in_words
from lp_planner.services.desk.workspace import Desk, Workspace
from lp_planner.storage.reader import Reader
from lp_planner.storage.unit_of_work import UnitOfWork

LOCAL_PERSON = "local-me"
LOCAL_SCHOOL = "local-school"


def actor_of_unchecked(reader: Reader, person: Person) -> Actor:
    """The identity that services look at."""
    school = next(iter(reader.find(School, id=person.school_id)), None)
    post = post_of(person.job_title)
    if post is Post.OTHER and person.role is Role.SENIOR_LEADER:
        post = Post.LEADER
    return Actor(
        person_id=person.id,
        name=person.name,
        role=person.role,
        school_id=person.school_id,
        post=post,
        sector=sector_of(person.job_title, school.name if school else ""),
    )


def local_actor(workspace: Workspace) -> Actor:
    """The person on this computer, made on first use.

    Raises:
        NotFound: in the demo school and where people sign in: nobody there is "just me".
    """
    if workspace.is_demo or workspace.is_school:
        raise NotFound

    def make(uow: UnitOfWork) -> Person:
        uow.add(School, id=LOCAL_SCHOOL, name="")
        return uow.add(
            Person,
            id=LOCAL_PERSON,
            name="",
            role=Role.LEAD_PRACTITIONER,
            school_id=LOCAL_SCHOOL,
        )

    with workspace.store.read() as reader:
        if known := reader.find(Person, id=LOCAL_PERSON):
            return actor_of_unchecked(reader, known[0])
    return workspace.store.write(
        LOCAL_PERSON, lambda uow: actor_of_unchecked(uow, make(uow)), at=workspace.now()
    )


def actor_for(workspace: Workspace, person_id: str) -> Actor:
    """The actor for a person of the demo school; an unknown id is refused as not found."""
    if not workspace.is_demo:
        raise NotFound
    with workspace.store.read() as reader:
        return actor_of_unchecked(reader, reader.get(Person, person_id))


def about_me(desk: Desk) -> tuple[Person, School]:
    """What the planner knows of the person who asks."""
    with desk.read() as reader:
        person = reader.get(Person, desk.actor.person_id)
        return person, reader.get(School, person.school_id)


def introduce_myself(desk: Desk, *, name: str, job_title: str, school: str) -> Actor:
    """Keep the name, role and school that stand on exports; each may stay empty.

    Where people sign in, the school's name is the admin's to keep, and ``school`` changes nothing.

    Raises:
        ValidationFailed: when one of them is too long.
    """

    def save(uow: UnitOfWork) -> Actor:
        person = uow.get(Person, desk.actor.person_id)
        if not desk.workspace.is_school:
            uow.change(uow.get(School, person.school_id), name=school)
        return actor_of_unchecked(uow, uow.change(person, name=name, job_title=job_title))

    with in_words({"name": "Name", "job_title": "Role"}):
        return desk.write(save)
