"""A pack made from a frozen submission: in the order of the standards, as it was submitted."""

from collections.abc import Callable, Collection
from functools import partial

from lp_planner.domain.portfolio.portfolio_copy import CopyEntry, PortfolioCopy, read_copy
from lp_planner.domain.records.errors import NotFound
from lp_planner.exports.catalogue import named_file
from lp_planner.exports.document import standard_docx
from lp_planner.exports.pack import Enclosed, make_pack
from lp_planner.exports.report import Behind, EvidenceEntry, EvidenceReport, StandardSection
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.evidence.behind_evidence import files_still_there_unchecked, named_files
from lp_planner.services.evidence.packs import NamedPack, names_in_report
from lp_planner.services.portfolio.submissions import submission_for
from lp_planner.wording import counted, joined


def build_submission_pack(
    desk: Desk,
    submission_id: str,
    *,
    on_step: Callable[[int, int, str], None] = lambda _done, _of, _what: None,
) -> NamedPack:
    """The frozen copy of the actor's own submission as one ZIP; later work is not in it.

    The copy itself is ``submission.json``: its checksum is the fingerprint of the submission. A
    file that was taken off its record since then stays out, and that is told in counts.

    Raises:
        CopyChanged: when the copy is no longer as it was submitted.
        NotFound: for an unknown submission and for somebody else's alike.
        NotTypeset: when the PDF cannot be made just now.
        StorageUnavailable: when a file that should go along is missing or damaged.
    """
    with desk.read() as reader:
        submission = submission_for(reader, desk.actor, submission_id)
        copy = read_copy(submission.content, submission.sha256)
        there = set(files_still_there_unchecked(reader, submission, copy))
    wanted = set(named_files(copy))
    report = _report(copy, submission.sha256, gone=wanted - there)
    pack = make_pack(
        report,
        attachments=[
            Enclosed(sha256, partial(desk.workspace.store.files.read, sha256))
            for sha256 in sorted(there)
        ],
        frozen=submission.content,
        on_step=on_step,
    )
    name = named_file(
        "portfolio",
        "submitted",
        ".zip",
        made_on=copy.submitted_on,
        is_demo=copy.is_demo,
    )
    return NamedPack(name, pack, names_in_report(report))


def standard_document(desk: Desk, submission_id: str, standard: str) -> tuple[str, bytes]:
    """One standard of the actor's own submission as a Word file under a short plain name.

    Raises:
        CopyChanged: when the copy is no longer as it was submitted.
        NotFound: for an unknown submission, somebody else's, and a standard that it does not have.
    """
    with desk.read() as reader:
        submission = submission_for(reader, desk.actor, submission_id)
        copy = read_copy(submission.content, submission.sha256)
        there = set(files_still_there_unchecked(reader, submission, copy))
    if standard not in {one.key for one in copy.standards}:
        raise NotFound
    report = _report(copy, submission.sha256, gone=set(named_files(copy)) - there)
    return f"{standard}.docx", standard_docx(report, standard)


def _report(copy: PortfolioCopy, sha256: str, *, gone: Collection[str]) -> EvidenceReport:
    left_out: tuple[str, ...] = ("Whatever was written after the copy was submitted.",)
    if gone:
        files = counted(len(gone), "file", "files")
        left_out = (f"{files} taken off the evidence since the copy was submitted.", *left_out)
    return EvidenceReport(
        project_title="Portfolio",
        lead_name=copy.name,
        job_title=copy.job_title,
        school_name=copy.school,
        made_on=copy.submitted_on,
        is_demo=copy.is_demo,
        framework_name=copy.framework_name,
        disclaimer=copy.disclaimer,
        priority="",
        plan=(),
        standards=tuple(
            StandardSection(
                key=standard.key,
                title=standard.title,
                in_a_line=standard.in_a_line,
                reach_shown=standard.reach_shown,
                reach_said=standard.reach_said,
                entries=tuple(_entry(entry, gone, copy) for entry in standard.entries),
                category=standard.category,
                level=standard.level_name,
                account=standard.narrative,
                builds_on=f"Builds on {', '.join(standard.builds_on)}"
                if standard.builds_on
                else "",
            )
            for standard in copy.standards
        ),
        coverage=(),
        measures=(),
        projects=copy.projects,
        left_out=left_out,
        fingerprint=sha256,
    )


def _entry(entry: CopyEntry, gone: Collection[str], copy: PortfolioCopy) -> EvidenceEntry:
    project = "" if len(copy.projects) == 1 else entry.project
    return EvidenceEntry(
        ref=entry.ref,
        line=entry.model_copy(update={"reach_name": joined(entry.reach_name, project)}),
        details=entry.details,
        behind=tuple(
            Behind(
                key=thing.sha256,
                title=thing.title,
                what=f"{thing.what}; taken away since" if thing.sha256 in gone else thing.what,
                words=thing.words,
                link=thing.link,
                file="" if thing.sha256 in gone else thing.file_name,
            )
            for thing in entry.behind
        ),
    )
