"""What lies behind the evidence: what may go along, and what may still be handed out later."""

from collections.abc import Iterable

from lp_planner.domain.evidence.attachments import Attachment
from lp_planner.domain.evidence.privacy import why_it_stays
from lp_planner.domain.portfolio.portfolio import Submission
from lp_planner.domain.portfolio.portfolio_copy import PortfolioCopy
from lp_planner.domain.records.project import Project
from lp_planner.domain.records.records import Frozen
from lp_planner.storage.reader import Reader


class PackThing(Frozen):
    """One thing that lies behind a record: a file, a link or somebody's words."""

    attachment_id: str
    title: str
    file_name: str
    stays: str
    """Why it stays behind whatever is chosen; "" when it may go."""
    is_of_others: bool = False
    """Whether it is in somebody else's words."""


def things_behind_unchecked(
    reader: Reader, project_ids: Iterable[str]
) -> dict[tuple[str, str], tuple[PackThing, ...]]:
    """What lies behind each record of some projects, by the record's kind and id."""
    found: dict[tuple[str, str], tuple[PackThing, ...]] = {}
    for a in reader.find(Attachment, project_id=sorted(project_ids)):
        thing = PackThing(
            attachment_id=a.id,
            title=a.title,
            file_name=a.file_name,
            stays=why_it_stays(a),
            is_of_others=a.is_of_others,
        )
        key = (a.record_kind, a.record_id)
        found[key] = (*found.get(key, ()), thing)
    return found


def named_files(copy: PortfolioCopy) -> dict[str, str]:
    """What each file of a copy is called, such as "E3 table.pdf", by its fingerprint."""
    names: dict[str, str] = {}
    for standard in copy.standards:
        for entry in standard.entries:
            for thing in entry.behind:
                if thing.sha256:
                    names.setdefault(thing.sha256, f"{entry.ref} {thing.file_name}")
    return names


def files_still_there_unchecked(
    reader: Reader, submission: Submission, copy: PortfolioCopy
) -> dict[str, Attachment]:
    """The files of a copy that still hang on a record of its owner's, by their fingerprint.

    The copy holds fingerprints and not the files themselves: what its owner takes off later, or
    holds back because of the people in it, is handed out no more.
    """
    mine = [project.id for project in reader.find(Project, owner_id=submission.person_id)]
    wanted = named_files(copy)
    return {
        a.sha256: a
        for a in reader.find(Attachment, project_id=mine)
        if a.is_file and a.sha256 in wanted and not why_it_stays(a)
    }
