"""What passes between a lead practitioner and their cohort's leader, beside the work itself."""

from enum import StrEnum
from typing import Annotated

from lp_planner.domain.records.fields import FieldKind, Line, NeededLine, NeededProse, Prose
from lp_planner.domain.records.project import Sharing
from lp_planner.domain.records.records import Stamped


class CohortShare(Stamped):
    """How much of one project one leader may see, through one person's place in one cohort.

    It is never changed: another level is another one, and what is taken back is removed, so that
    what was shared on any day can be said. It ends with the place in the cohort, and is for this
    leader alone: whoever looks after the cohort later sees nothing of it.
    """

    project_id: str
    membership_id: str
    leader_id: str
    level: Sharing


class OpeningPlace(StrEnum):
    """What the leader looked at."""

    LIST = "list"
    PROJECT = "project"


class SharedOpening(Stamped):
    """One time that somebody looked at a shared project; the lead practitioner can read it."""

    project_id: str
    opened_by: str
    place: OpeningPlace
    level: Sharing
    visit: NeededLine
    """What belongs together: one visit to a page counts once, however often it is redrawn."""


class QuietChoice(StrEnum):
    """The answers to "it has been quiet here: what now?"; each of them is a good one."""

    CONTINUE = "continue"
    PAUSE = "pause"
    STOP = "stop"


class QuietAnswer(Stamped):
    """What the lead practitioner said when a project had been quiet; a later answer counts."""

    project_id: str
    choice: Annotated[QuietChoice, FieldKind.CHOICE]


class HelpRequest(Stamped):
    """Something a lead practitioner asks their leader to unblock, and what came of it.

    It is written to the leader on purpose: nothing else of the project goes with it.
    """

    project_id: str
    asked_of: tuple[str, ...] = ()
    """The leaders it was put to; whoever leads a cohort of theirs later does not read it."""
    asked: NeededProse
    answer: Prose = ""
    answered_by: Line = ""


class KeptBack(Stamped):
    """A record that its lead leaves out of what the project shares, whatever the level."""

    project_id: str
    record_kind: str
    record_id: str


class NoteBeside(Stamped):
    """What somebody says beside words that another person wrote about their work.

    Those words belong to whoever wrote them and stay as they are; the note stands with them.
    """

    person_id: str
    subject: str
    """The table of what was written: ``help_request`` for an answer, ``moderator_rating``."""
    subject_id: str
    words: NeededProse
