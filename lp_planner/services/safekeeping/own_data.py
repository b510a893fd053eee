"""Everything of one's own as one JSON file with the files beside it.

The person appears as "me" and their school as "my-school", so that a copy fits any planner
(``services/safekeeping/own_data_return.py``). What comes back goes out again the same; the note
that it came back belongs to the planner it is in.
"""

import datetime as dt
import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lp_planner.domain.accounts.accounts import Account, SchoolIdentity
from lp_planner.domain.accounts.people import Person, School
from lp_planner.domain.cohort.gallery import GalleryEntry
from lp_planner.domain.cohort.guests import ProjectGrant
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
from lp_planner.domain.records.inbox import InboxNote
from lp_planner.domain.records.measures import PupilScore
from lp_planner.domain.records.project import Project
from lp_planner.domain.records.records import Stamped
from lp_planner.domain.self_assessment.self_assessment import SelfRating, SelfThought
from lp_planner.domain.voices.rounds import (
    AskRound,
    Commitment,
    GivenAnswer,
    PersonalLink,
    as_their_asker_takes_them,
)
from lp_planner.exports.document_text import DEMO_NOTICE
from lp_planner.exports.pack import put_into
from lp_planner.services.desk.workspace import Desk, Workspace
from lp_planner.services.safekeeping.own_data_page import own_data_page
from lp_planner.storage import own_copy
from lp_planner.storage.reader import Reader
from lp_planner.storage.tables import table_of

DATA, PAGE, ACCOUNT, FILES = "my-data.json", "my-data.html", "account.json", "files/"
"""What stands in the ZIP."""
FORMAT, VERSION = "lp-planner-own-data", 1
ME, MY_SCHOOL = "me", "my-school"
PEOPLE = frozenset(
    {
        "created_by",
        "updated_by",
        "owner_id",
        "replaced_by",
        "actor_id",
        "person_id",
        "opened_by",
        "guest_id",
    }
)
"""The columns that name a person."""
Kinds = tuple[type[Stamped], ...]
VOICES: Kinds = (AskRound, PersonalLink, GivenAnswer, Commitment)
OF_A_PROJECT: Kinds = (
    *VOICES,
    Attachment,
    PupilScore,
    BroughtIn,
    SharedOpening,
    QuietAnswer,
    HelpRequest,
    KeptBack,
    GalleryEntry,
    ProjectGrant,
)
ONCE_FOR_A_PERSON: Kinds = (Narrative, Submission, NoteBeside, SelfRating, SelfThought)
OF_A_PERSON: Kinds = (*ONCE_FOR_A_PERSON, InboxNote)
OF_A_SUBMISSION: Kinds = (AccessLink, Opening, ModeratorRating, Outcome)
BESIDE: dict[str, type[Stamped]] = {
    table_of(model): model for model in (*OF_A_PROJECT, *OF_A_PERSON, *OF_A_SUBMISSION)
}
"""What belongs to the person beside the records, what others wrote about them included."""
MIME = "application/zip"


def own_data_name(workspace: Workspace) -> str:
    """The file name of a copy with its files."""
    demo = "-demo" if workspace.is_demo else ""
    return f"my-planner-data{demo}-{workspace.today().isoformat()}.zip"


def own_data_pack(desk: Desk) -> bytes:
    """Everything of the actor's as a ZIP: :func:`own_data`, the files, and how they sign in.

    The same state always gives the same bytes.

    Raises:
        StorageUnavailable: when a file is missing or damaged.
    """
    parts = {DATA: own_data(desk), **_account(desk)}
    with desk.read() as reader:
        mine = [p.id for p in _projects(reader, desk.actor.person_id)]
        hung: list[Attachment | InboxNote] = [
            *reader.find(Attachment, project_id=mine, include_removed=True),
            *reader.find(InboxNote, person_id=desk.actor.person_id, include_removed=True),
        ]
    for number, one in enumerate((a for a in hung if a.is_file), start=1):
        parts[f"{FILES}{number}-{one.file_name}"] = desk.workspace.store.files.read(one.sha256)
    page = own_data_page(desk, [path for path in parts if path.startswith(FILES)])
    parts = {DATA: parts.pop(DATA), PAGE: page.encode(), **parts}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path, data in parts.items():
            put_into(archive, path, data)
    return packed.getvalue()


def _account(desk: Desk) -> dict[str, bytes]:
    """How the actor signs in, where people do; it belongs to this planner and never comes back."""
    with desk.read() as reader:
        accounts = reader.find(Account, person_id=desk.actor.person_id)
        schools = reader.find(SchoolIdentity, account_id=[a.id for a in accounts])
    if not accounts:
        return {}
    said = {
        "email": accounts[0].email,
        "since": accounts[0].created_at.astimezone(dt.UTC).isoformat(),
        "school_accounts": [{"issuer": s.issuer, "subject": s.subject} for s in schools],
    }
    return {ACCOUNT: (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()}


def _projects(reader: Reader, person_id: str) -> list[Project]:
    return reader.find(Project, owner_id=person_id, include_removed=True)


def own_data(desk: Desk) -> bytes:
    """Everything of the actor's: projects, records, claims, self-assessment, drafts, history.

    Also their portfolio, and what others wrote about them: answers, ratings, and who looked.
    Removed things are in it as well, since they can still be brought back.
    """
    with desk.read() as reader:
        person = reader.get(Person, desk.actor.person_id)
        school = reader.get(School, person.school_id)
        projects = _projects(reader, person.id)
        ids = [project.id for project in projects]
        rows = {
            kind: reader.find(model, project_id=ids, include_removed=True)
            for kind, model in RECORD_KINDS.items()
        }
        claims = reader.find(EvidenceClaim, project_id=ids, include_removed=True)
        beside = _beside(reader, person.id, ids, desk.now())
        versions = [
            row
            for model, things in beside.items()
            if model.keeps_versions
            for row in own_copy.versions_of(reader, table_of(model), [t.id for t in things])
        ]
        names = {p.id: p.name for p in reader.find(Person)}
        said: dict[str, object] = {
            "format": FORMAT,
            "version": VERSION,
            "me": {"name": person.name, "job_title": person.job_title, "school": school.name},
            "projects": [
                _out(_marked(desk.workspace, p).model_dump(mode="json"), person)
                for p in _stamped(projects)
            ],
            "records": {
                kind: [_out(r.model_dump(mode="json"), person) for r in _stamped(found)]
                for kind, found in rows.items()
                if found
            },
            "claims": [_out(c.model_dump(mode="json"), person) for c in _stamped(claims)],
            "drafts": [_out(row, person) for row in own_copy.drafts_of(reader, person.id)],
            "earlier_versions": [_out(row, person) for row in own_copy.versions_in(reader, ids)],
            "beside": {
                table_of(model): [
                    _out(_named(_marked(desk.workspace, thing), names), person) for thing in things
                ]
                for model, things in beside.items()
                if things
            },
            "versions_beside": [_out(row, person) for row in versions],
            "history": [_out(row, person) for row in own_copy.history_in(reader, ids)],
            "shared_with_leaders": _shared(reader, ids, names),
        }
    if desk.workspace.is_demo:
        said = {"note": DEMO_NOTICE, **said}
    return (json.dumps(said, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def _beside(
    reader: Reader, person_id: str, project_ids: list[str], now: dt.datetime
) -> dict[type[Stamped], list[Stamped]]:
    """What belongs to the person beside the records, by model and in the order it is stored."""
    found: dict[type[Stamped], list[Stamped]] = {}
    for model in OF_A_PROJECT:
        found[model] = list(reader.find(model, project_id=project_ids, include_removed=True))
    said = [thing for model in VOICES for thing in found[model]]
    for model in VOICES:
        found[model] = [t for t in as_their_asker_takes_them(said, now) if isinstance(t, model)]
    for model in OF_A_PERSON:
        found[model] = list(reader.find(model, person_id=person_id, include_removed=True))
    mine = [submission.id for submission in found[Submission]]
    for model in OF_A_SUBMISSION:
        found[model] = list(reader.find(model, submission_id=mine, include_removed=True))
    return found


def _shared(
    reader: Reader, project_ids: list[str], names: Mapping[str, str]
) -> list[dict[str, str]]:
    """Which leader could see how much, from when to when; it is read here and never comes back."""
    return [
        {
            "project_id": share.project_id,
            "leader": names.get(share.leader_id) or share.leader_id,
            "level": share.level.value,
            "from": share.created_at.astimezone(dt.UTC).isoformat(),
            "until": share.deleted_at.astimezone(dt.UTC).isoformat() if share.deleted_at else "",
        }
        for share in reader.find(CohortShare, project_id=project_ids, include_removed=True)
    ]


def _marked(workspace: Workspace, thing: Stamped) -> Stamped:
    """A thing as the copy has it: what leaves the demo school says so from now on."""
    can_say = workspace.is_demo and isinstance(thing, Project | Narrative)
    return thing.model_copy(update={"is_from_demo": True}) if can_say else thing


def _named(thing: Stamped, names: Mapping[str, str]) -> dict[str, Any]:
    """A row as the copy has it; whoever looked stands in it by name."""
    row = next(_stamped([thing])).model_dump(mode="json")
    if isinstance(thing, SharedOpening):
        row["opened_by"] = names.get(thing.opened_by) or thing.opened_by
    return row


def _stamped(things: Sequence[Stamped]) -> Iterator[Stamped]:
    """Things with their times in UTC, whatever zone the database answers in."""
    for thing in things:
        times = {
            name: value.astimezone(dt.UTC)
            for name in type(thing).model_fields
            if isinstance(value := getattr(thing, name), dt.datetime)
        }
        yield thing.model_copy(update=times)


def _out(row: Mapping[str, Any], person: Person) -> dict[str, Any]:
    """A row as the copy has it: the person as "me", times as text in UTC."""
    found: dict[str, Any] = {}
    for name, value in row.items():
        if name in PEOPLE and value == person.id:
            found[name] = ME
        elif name == "school_id":
            found[name] = MY_SCHOOL
        elif isinstance(value, dt.datetime):
            found[name] = value.astimezone(dt.UTC).isoformat()
        elif name == "answers" and isinstance(value, dict):
            found[name] = _out(value, person)
        else:
            found[name] = value
    return found
