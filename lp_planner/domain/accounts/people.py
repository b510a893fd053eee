"""People, their schools and the cohorts that support them."""

import datetime as dt
from enum import StrEnum

from lp_planner.domain.accounts.posts import Post
from lp_planner.domain.accounts.sectors import Sector
from lp_planner.domain.records.fields import Line
from lp_planner.domain.records.records import Frozen, Stamped


class Role(StrEnum):
    """What a person does in the planner."""

    LEAD_PRACTITIONER = "lead_practitioner"
    SENIOR_LEADER = "senior_leader"
    COACH = "coach"
    """A critical friend: sees what somebody invited them to, and nothing else."""
    MODERATOR = "moderator"
    """Reads one submission by its link; needs no account."""
    TRUST_LEAD = "trust_lead"
    """Sees sums over the schools of the installation."""
    ADMIN = "admin"
    """Looks after people and settings; sees no content."""


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


class CohortInvitation(Stamped):
    """A leader asks somebody into their cohort; it is theirs to say yes or no."""

    cohort_id: str
    person_id: str


class CohortDateKind(StrEnum):
    """What a cohort's date is for."""

    START = "start"
    REVIEW = "review"
    SUBMISSION = "submission"


class CohortDate(Stamped):
    """A day that matters to a whole cohort; its leader sets it and its members read it."""

    cohort_id: str
    kind: CohortDateKind
    on: dt.date
    note: Line = ""


class Actor(Frozen):
    """Who is asking: the only identity that services look at."""

    person_id: str
    name: str
    role: Role
    school_id: str
    post: Post = Post.OTHER
    """Whom examples and notes are worded for; it permits nothing."""
    sector: Sector = Sector.ANY
    """Whose school days the examples speak of; it permits nothing either."""
