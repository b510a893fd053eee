"""How a stored model becomes rows: its table, its columns and the way each value is written."""

import datetime as dt
import json
from functools import cache
from typing import TypeVar, get_args

from pydantic import AwareDatetime, BaseModel

from lp_planner.domain.accounts.accounts import (
    Account,
    OneTimeLink,
    RecoveryCode,
    SchoolIdentity,
    SecondFactor,
    SecondStep,
    SignIn,
)
from lp_planner.domain.accounts.people import (
    Cohort,
    CohortDate,
    CohortInvitation,
    Membership,
    Person,
    School,
)
from lp_planner.domain.cohort.gallery import GalleryEntry
from lp_planner.domain.cohort.guests import ProjectGrant
from lp_planner.domain.cohort.month_sums import MonthSums
from lp_planner.domain.cohort.priorities import SchoolPriority
from lp_planner.domain.cohort.sharing import (
    CohortShare,
    HelpRequest,
    KeptBack,
    NoteBeside,
    QuietAnswer,
    SharedOpening,
)
from lp_planner.domain.evidence.attachments import Attachment
from lp_planner.domain.evidence.claims import EvidenceClaim
from lp_planner.domain.evidence.editions import EditionChange
from lp_planner.domain.planning.calendar import SchoolPeriod
from lp_planner.domain.portfolio.portfolio import (
    AccessLink,
    ModeratorRating,
    Narrative,
    Opening,
    Outcome,
    Submission,
)
from lp_planner.domain.records.bringing_in import BroughtIn
from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.fields import FieldSpec
from lp_planner.domain.records.inbox import InboxNote
from lp_planner.domain.records.measures import PupilScore
from lp_planner.domain.records.project import Project
from lp_planner.domain.records.records import Stamped
from lp_planner.domain.self_assessment.self_assessment import SelfRating, SelfThought
from lp_planner.domain.voices.rounds import AskRound, Commitment, GivenAnswer, PersonalLink

S = TypeVar("S", bound=Stamped)

TABLES: dict[type[Stamped], str] = {
    School: "school",
    Person: "person",
    Cohort: "cohort",
    Membership: "membership",
    CohortDate: "cohort_date",
    Project: "project",
    **{model: kind for kind, model in RECORD_KINDS.items()},
    EvidenceClaim: "evidence_claim",
    Attachment: "attachment",
    InboxNote: "inbox_note",
    AskRound: "ask_round",
    PersonalLink: "personal_link",
    GivenAnswer: "given_answer",
    Commitment: "commitment",
    SchoolPeriod: "school_period",
    SchoolPriority: "school_priority",
    PupilScore: "pupil_score",
    BroughtIn: "brought_in",
    Narrative: "narrative",
    Submission: "submission",
    AccessLink: "access_link",
    Opening: "opening",
    ModeratorRating: "moderator_rating",
    Outcome: "outcome",
    CohortShare: "cohort_share",
    MonthSums: "month_sums",
    EditionChange: "edition_change",
    SharedOpening: "shared_opening",
    QuietAnswer: "quiet_answer",
    HelpRequest: "help_request",
    SelfRating: "self_rating",
    SelfThought: "self_thought",
    NoteBeside: "note_beside",
    KeptBack: "kept_back",
    GalleryEntry: "gallery_entry",
    CohortInvitation: "cohort_invitation",
    ProjectGrant: "project_grant",
    Account: "account",
    OneTimeLink: "one_time_link",
    SchoolIdentity: "school_identity",
    SignIn: "sign_in",
    SecondFactor: "second_factor",
    RecoveryCode: "recovery_code",
    SecondStep: "second_step",
}
PARENTS: dict[type[Stamped], dict[str, type[Stamped]]] = {
    Person: {"school_id": School},
    SchoolPeriod: {"school_id": School},
    SchoolPriority: {"school_id": School},
    Cohort: {"leader_id": Person},
    Membership: {"cohort_id": Cohort, "person_id": Person},
    Project: {"owner_id": Person, "school_id": School},
    EvidenceClaim: {"project_id": Project},
    PupilScore: {"project_id": Project},
    BroughtIn: {"project_id": Project},
    Narrative: {"person_id": Person},
    Account: {"person_id": Person},
    OneTimeLink: {"account_id": Account},
    SignIn: {"account_id": Account},
    SecondFactor: {"account_id": Account},
    RecoveryCode: {"account_id": Account},
    SecondStep: {"account_id": Account},
    SchoolIdentity: {"account_id": Account},
    Submission: {"person_id": Person},
    AccessLink: {"submission_id": Submission},
    Opening: {"submission_id": Submission, "link_id": AccessLink},
    ModeratorRating: {"submission_id": Submission, "link_id": AccessLink},
    Outcome: {"submission_id": Submission},
    SelfRating: {"person_id": Person},
    SelfThought: {"person_id": Person},
    Attachment: {"project_id": Project},
    InboxNote: {"person_id": Person, "project_id": Project},
    AskRound: {"project_id": Project},
    PersonalLink: {"project_id": Project, "round_id": AskRound},
    GivenAnswer: {"project_id": Project, "round_id": AskRound, "link_id": PersonalLink},
    Commitment: {"project_id": Project, "round_id": AskRound},
    SharedOpening: {"project_id": Project},
    QuietAnswer: {"project_id": Project},
    HelpRequest: {"project_id": Project},
    NoteBeside: {"person_id": Person},
    KeptBack: {"project_id": Project},
    GalleryEntry: {"project_id": Project},
    CohortShare: {"project_id": Project, "membership_id": Membership},
    ProjectGrant: {"project_id": Project},
    CohortDate: {"cohort_id": Cohort},
    CohortInvitation: {"cohort_id": Cohort, "person_id": Person},
    **{model: {"project_id": Project} for model in RECORD_KINDS.values()},
}
"""What must exist before a row may point to it. PostgreSQL declares the same as foreign keys."""
HOLD_FILES: tuple[type[Attachment] | type[InboxNote], ...] = (Attachment, InboxNote)
"""What names a file that is kept beside the database by its content."""


def table_of(model: type[Stamped]) -> str:
    """The table of a model."""
    return TABLES[model]


@cache
def columns_of(model: type[Stamped]) -> tuple[str, ...]:
    """The columns of a model's table, which are its fields, in their order."""
    return tuple(model.model_fields)


@cache
def _json_columns(model: type[Stamped]) -> frozenset[str]:
    """Fields that hold a list; they are kept as JSON text, the same on both engines."""
    return frozenset(
        name
        for name, info in model.model_fields.items()
        if tuple
        in {getattr(t, "__origin__", t) for t in (info.annotation, *get_args(info.annotation))}
    )


def to_row(thing: Stamped) -> dict[str, object]:
    """The values of a model by column."""
    row: dict[str, object] = {}
    for name in columns_of(type(thing)):
        value = getattr(thing, name)
        if name in _json_columns(type(thing)):
            parts = [p.model_dump(mode="json") if isinstance(p, BaseModel) else p for p in value]
            row[name] = json.dumps(parts, ensure_ascii=False)
        else:
            row[name] = value.value if hasattr(value, "value") else value
    return row


def from_row(model: type[S], row: tuple[object, ...]) -> S:
    """The model of one row read in the order of :func:`columns_of`."""
    values = dict(zip(columns_of(model), row, strict=True))
    for name in _json_columns(model):
        values[name] = json.loads(str(values[name]))
    return model.model_validate(values)


@cache
def _moments(model: type[Stamped]) -> tuple[str, ...]:
    """Fields that hold a moment."""
    return tuple(
        name
        for name, info in model.model_fields.items()
        if {AwareDatetime, dt.datetime} & {info.annotation, *get_args(info.annotation)}
    )


def from_object(model: type[S], text: str) -> S:
    """The model of one row that the database wrote as a JSON object."""
    found = json.loads(text)
    row = {name: found[name] for name in columns_of(model)}
    for name in _moments(model):
        if row[name] is not None:
            row[name] = dt.datetime.fromisoformat(row[name])
    return from_row(model, tuple(row.values()))


def linked_ids(thing: BaseModel, spec: FieldSpec) -> tuple[str, ...]:
    """The ids that one link field of ``thing`` names; empty for every other field."""
    if not spec.links_to:
        return ()
    value = getattr(thing, spec.name)
    return tuple(value) if isinstance(value, tuple) else (str(value),) if value else ()
