"""People, their schools and the cohorts that support them."""

from enum import StrEnum

from lp_planner.domain.fields import Line
from lp_planner.domain.posts import Post
from lp_planner.domain.records import Frozen, Stamped


class Role(StrEnum):
    """What a person does in the planner."""

    LEAD_PRACTITIONER = "lead_practitioner"
    SENIOR_LEADER = "senior_leader"


class School(Stamped):
    """A school in the installation."""

    name: Line


class Person(Stamped):
    """Somebody who uses the planner. ``job_title`` is their own word for what they do."""

    name: Line
    job_title: Line = ""
    role: Role
    school_id: str


class Cohort(Stamped):
    """Lead practitioners who set out together, with the senior leader who supports them."""

    name: Line
    leader_id: str


class Membership(Stamped):
    """One person's place in one cohort."""

    cohort_id: str
    person_id: str


class Actor(Frozen):
    """Who is asking: the only identity that services look at."""

    person_id: str
    name: str
    role: Role
    school_id: str
    post: Post = Post.OTHER
    """Whom examples and notes are worded for; it permits nothing."""
