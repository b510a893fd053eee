"""A pack of the evidence for moderation: what would go out, what is left out, and the ZIP."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from functools import partial

from lp_planner.domain.accounts.permissions import Action
from lp_planner.domain.evidence.attachments import Attachment
from lp_planner.domain.evidence.evidence_lines import PublicLine, RecordKey
from lp_planner.domain.evidence.privacy import why_it_stays
from lp_planner.domain.portfolio.names import names_in, names_in_file_name
from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.delivery import CoachingSession
from lp_planner.domain.records.project import Project
from lp_planner.domain.records.records import Frozen
from lp_planner.exports.catalogue import named_file
from lp_planner.exports.pack import Enclosed, Pack, make_pack
from lp_planner.exports.report import EvidenceReport
from lp_planner.services.desk import drafts
from lp_planner.services.desk.projects import project_for
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.evidence.behind_evidence import PackThing, things_behind_unchecked
from lp_planner.services.evidence.claims import evidence_lines_unchecked
from lp_planner.services.evidence.reports import report_unchecked
from lp_planner.storage.reader import Reader
from lp_planner.wording import counted

MIME = "application/zip"
ALWAYS_OUT = "Drafts, earlier versions and records that were removed."


class PackItem(Frozen):
    """One record that is used as evidence, with all that is claimed from it."""

    lines: tuple[PublicLine, ...]
    behind: tuple[PackThing, ...] = ()

    @property
    def about(self) -> PublicLine:
        """What all of its lines say alike: the record, its headline, its kind and its day."""
        return self.lines[0]

    @property
    def standards(self) -> tuple[str, ...]:
        """The standards that it is put forward for."""
        return tuple(line.standard for line in self.lines)

    @property
    def claims(self) -> tuple[str, ...]:
        """What is claimed from it, each sentence once."""
        return tuple(dict.fromkeys(line.claim for line in self.lines))


@dataclass(frozen=True)
class NamedPack:
    """A finished pack, the name its file should have, and what to look at before it goes."""

    name: str
    pack: Pack
    names: tuple[str, ...] = ()
    """What looks like somebody's name, with the place where it stands; a guess, never a bar."""


def pack_items(desk: Desk, project_id: str) -> tuple[PackItem, ...]:
    """Everything a pack of a project of the actor's could hold, by day.

    Raises:
        NotFound: for an unknown project and for somebody else's alike.
    """
    with desk.read() as reader:
        project = project_for(reader, desk.actor, project_id, Action.EXPORT_PROJECT)
        lines = evidence_lines_unchecked(reader.as_it_leaves(), desk.library, [project])
        behind = things_behind_unchecked(reader, [project_id])
    by_record: dict[RecordKey, list[PublicLine]] = {}
    for line in lines:
        by_record.setdefault(line.record_key, []).append(line.for_export())
    return tuple(
        PackItem(lines=tuple(of_one), behind=behind.get(key, ()))
        for key, of_one in by_record.items()
    )


def build_pack(
    desk: Desk,
    project_id: str,
    *,
    leave_out: Collection[str] = (),
    on_step: Callable[[int, int, str], None] = lambda _done, _of, _what: None,
) -> NamedPack:
    """The evidence of a project of the actor's as one ZIP.

    The records and the things behind them with the ids ``leave_out`` are not read at all: no file
    of the pack holds a trace of them, and only their number is told. What lies behind other
    records, and what :func:`why_it_stays` holds back, stays behind too. ``on_step`` hears what is
    being made.

    Raises:
        NotFound: for an unknown project and for somebody else's alike.
        NotTypeset: when the PDF cannot be made just now.
        StorageUnavailable: when a file that should go along is missing or damaged.
    """
    with desk.read() as reader:
        project = project_for(reader, desk.actor, project_id, Action.EXPORT_PROJECT)
        report = report_unchecked(desk.workspace, reader, project, leave_out=leave_out)
        lines = evidence_lines_unchecked(reader, desk.library, [project])
        claimed = {line.record_id for line in lines}
        left_out = _left_out(reader, project, claimed, set(leave_out))
        hashes = {
            a.id: a.sha256
            for a in reader.without(leave_out).find(Attachment, project_id=project.id)
            if a.is_file
        }
    pack = make_pack(
        replace(report, left_out=left_out),
        attachments=[
            Enclosed(id_, partial(desk.workspace.store.files.read, sha256))
            for id_, sha256 in hashes.items()
        ],
        on_step=on_step,
    )
    name = named_file(
        project.title,
        "evidence-pack",
        ".zip",
        made_on=desk.today(),
        is_demo=desk.workspace.is_demonstration(project),
    )
    return NamedPack(name, pack, names_in_report(report))


def names_in_report(report: EvidenceReport) -> tuple[str, ...]:
    """What in a report looks like the full name of somebody else, with the place it stands in."""
    known = (report.lead_name, report.school_name)
    places = [("The plan", "\n".join(line for column in report.plan for line in column.lines))]
    for section in report.standards:
        places.append((section.key, section.account))
        for entry in section.entries:
            texts = [entry.line.claim, entry.line.headline, entry.line.what_changed]
            texts += [words for _, words in entry.details]
            for thing in entry.behind:
                texts += [thing.title, thing.words]
            files = [name for t in entry.behind for name in names_in_file_name(t.file, known)]
            places.append((entry.ref, "\n".join([*texts, *files])))
    found = [(place, names_in(text, known)) for place, text in places]
    return tuple(
        f"{place}: {', '.join(f'“{name}”' for name in names)}" for place, names in found if names
    )


def choice_of(desk: Desk, project_id: str) -> tuple[str, ...]:
    """What the actor chose to leave out of a project's pack the last time."""
    found = drafts.draft_of(desk, _key(project_id)).get("leave_out")
    return tuple(str(id_) for id_ in found) if isinstance(found, list) else ()


def keep_choice(desk: Desk, project_id: str, leave_out: Collection[str]) -> None:
    """Remember what the actor leaves out of a project's pack.

    Raises:
        NotFound: for an unknown project and for somebody else's alike.
    """
    with desk.read() as reader:
        project_for(reader, desk.actor, project_id, Action.EXPORT_PROJECT)
    drafts.keep_draft(desk, _key(project_id), {"leave_out": sorted(leave_out)})


def _key(project_id: str) -> str:
    return f"{project_id}|pack"


def _left_out(
    reader: Reader, project: Project, claimed: Collection[str], leave_out: Collection[str]
) -> tuple[str, ...]:
    """What is not in a pack, in counts only."""
    chosen = len(set(leave_out) & set(claimed))
    kept = reader.without(leave_out)
    behind = [
        a
        for a in reader.without(set(leave_out) & set(claimed)).find(
            Attachment, project_id=project.id
        )
        if a.record_id in claimed
    ]
    things = sum(a.id in leave_out for a in behind)
    unsettled = sum(bool(why_it_stays(a)) and a.id not in leave_out for a in behind)
    sessions = len(kept.find(CoachingSession, project_id=project.id))
    others = sum(
        record.id not in claimed
        for model in RECORD_KINDS.values()
        for record in kept.find(model, project_id=project.id)
    )
    lines = []
    if chosen:
        lines.append(f"{_records(chosen)} left out by choice, with the evidence drawn from them.")
    if things:
        lines.append(f"{_things(things)} behind the evidence left out by choice.")
    if unsettled:
        lines.append(
            f"{_things(unsettled)} behind the evidence held back, because of the people in it."
        )
    if sessions:
        lines.append(f"What was said in coaching: {sessions} of the project’s sessions.")
    if others:
        lines.append(
            f"{_records(others)} not put forward as evidence; the plan and the measures may draw "
            "on them."
        )
    return (*lines, ALWAYS_OUT)


def _records(count: int) -> str:
    return counted(count, "record", "records")


def _things(count: int) -> str:
    return counted(count, "thing", "things")
