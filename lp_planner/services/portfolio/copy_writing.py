"""What a portfolio says on the day it is submitted: the copy that moderators read."""

from collections.abc import Mapping, Sequence
from pathlib import PurePath

from lp_planner.domain.accounts.people import Person, School
from lp_planner.domain.evidence.attachments import Attachment
from lp_planner.domain.evidence.evidence_lines import PublicLine
from lp_planner.domain.portfolio.portfolio_check import (
    ORDER,
    foundations,
    strength_of,
)
from lp_planner.domain.portfolio.portfolio_copy import (
    CopyBehind,
    CopyEntry,
    CopyStandard,
    PortfolioCopy,
)
from lp_planner.domain.records.project import Project
from lp_planner.services.desk.answers import link_names_unchecked, record_details
from lp_planner.services.desk.workspace import Desk, Workspace
from lp_planner.services.evidence.claims import (
    claimed_records_unchecked,
    confirmed_claims_unchecked,
    refs_of,
)
from lp_planner.services.evidence.reports import behind_by_record_unchecked
from lp_planner.services.portfolio.portfolio import Portfolio
from lp_planner.services.portfolio.project_story import project_story_unchecked
from lp_planner.services.voices.uptake import in_a_line
from lp_planner.storage.reader import Reader


def copy_in(reader: Reader, desk: Desk, portfolio: Portfolio) -> PortfolioCopy:
    """The copy of what the actor chose, as of now; the services that call it have asked who may."""
    library, choices = desk.library, portfolio.choices
    framework = library.framework
    person = reader.get(Person, desk.actor.person_id)
    school = reader.get(School, person.school_id)
    entries = _entries(reader, desk.workspace, portfolio)
    chosen = sorted({piece.project_id for piece in portfolio.chosen})
    projects = reader.find(Project, id=chosen)
    levels = {level.key: level.name for level in framework.levels}
    standards = []
    category = {s.key: part.name for part in framework.categories for s in part.standards}
    told: dict[tuple[str, ...], str] = {}
    for standard in framework.standards:
        pieces = [p for p in portfolio.chosen if p.standard == standard.key]
        furthest = max((p.reach for p in pieces), key=ORDER.index, default=None)
        narrative = portfolio.narratives.get(standard.key)
        level = choices.levels.get(standard.key, "")
        standards.append(
            CopyStandard(
                key=standard.key,
                title=standard.title,
                category=category[standard.key],
                in_a_line=standard.in_a_line,
                level=level,
                level_name=levels.get(level, ""),
                narrative=narrative.text if narrative else "",
                reach_shown=library.term_label("reaches", furthest.value) if furthest else "",
                reach_said=in_a_line(library, portfolio.said_for(standard.key)),
                builds_on=_once(
                    told,
                    standard.key,
                    foundations(library.leading, standard.key, portfolio.chosen),
                    entries,
                ),
                entries=tuple(entries[p.claim_id] for p in pieces),
            )
        )
    return PortfolioCopy(
        framework=framework.key,
        framework_name=framework.name,
        edition=framework.edition,
        disclaimer=framework.disclaimer,
        submitted_on=desk.today(),
        is_demo=desk.workspace.is_demonstration(*projects, *portfolio.narratives.values()),
        is_blind=choices.is_blind,
        name="" if choices.is_blind else person.name,
        job_title="" if choices.is_blind else person.job_title,
        school="" if choices.is_blind else school.name,
        projects=tuple(
            project_story_unchecked(
                reader.without(choices.left_out),
                desk.workspace,
                project,
                [entries[p.claim_id] for p in portfolio.chosen if p.project_id == project.id],
            )
            for project in projects
            if project.id not in choices.left_out
        ),
        standards=tuple(standards),
    )


def _once(
    told: dict[tuple[str, ...], str],
    standard: str,
    found: Sequence[PublicLine],
    entries: Mapping[str, CopyEntry],
) -> tuple[str, ...]:
    """What a standard builds on, by standard; what an earlier one said already is not repeated."""
    refs: dict[str, dict[str, None]] = {}
    for piece in found:
        refs.setdefault(piece.standard, {})[entries[piece.claim_id].ref] = None
    said = tuple(f"{key} ({', '.join(refs[key])})" for key in sorted(refs, key=_by_number))
    earlier = told.setdefault(said, standard)
    return said if earlier == standard or not said else (f"the same evidence as {earlier}",)


def _by_number(key: str) -> tuple[int, str]:
    """LP9 before LP10."""
    return (len(key), key)


def _entries(reader: Reader, workspace: Workspace, portfolio: Portfolio) -> Mapping[str, CopyEntry]:
    """The chosen evidence in words, by claim; a record has the same name wherever it is used."""
    library, choices = workspace.library, portfolio.choices
    ids = {piece.project_id for piece in portfolio.chosen}
    projects = reader.find(Project, id=sorted(ids))
    going = reader.without(choices.left_out).as_it_leaves()
    records = claimed_records_unchecked(going, confirmed_claims_unchecked(going, projects))
    links = {id_: link_names_unchecked(going, id_) for id_ in ids}
    behind = {id_: behind_by_record_unchecked(going, library, id_) for id_ in ids}
    hashes = {a.id: a.sha256 for a in reader.find(Attachment, project_id=sorted(ids))}
    refs = refs_of(portfolio.chosen)

    def entry(piece: PublicLine) -> CopyEntry:
        return CopyEntry(
            **piece.public(),
            ref=refs[piece.record_key],
            strength=strength_of(piece.reach, piece.what_changed),
            details=record_details(library, records[piece.record_key], links[piece.project_id]),
            behind=tuple(
                CopyBehind(
                    title=thing.title,
                    what=thing.what,
                    words=thing.words,
                    link=thing.link,
                    file_name=_nameless(thing.file, number) if choices.is_blind else thing.file,
                    sha256=hashes[thing.key],
                )
                for number, thing in enumerate(
                    behind[piece.project_id].get(piece.record_key, ()), start=1
                )
            ),
        )

    return {piece.claim_id: entry(piece) for piece in portfolio.chosen}


def _nameless(file_name: str, number: int) -> str:
    """What a file is called in a blind copy: a name of its own often says whose it is."""
    return f"{number}{PurePath(file_name).suffix}" if file_name else ""
