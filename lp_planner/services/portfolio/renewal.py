"""Re-accreditation: how long an accreditation runs, and the case study that renewal asks for.

The case study is drafted from what its owner put forward since the award and is theirs to write;
what was not touched goes on saying what the records say.
"""

import datetime as dt
from collections.abc import Sequence

from lp_planner.domain.accounts.people import Person, School
from lp_planner.domain.accounts.permissions import Action, check_can
from lp_planner.domain.portfolio.portfolio import Clock, Narrative, Outcome, Submission, clock
from lp_planner.domain.portfolio.renewal import (
    AWARDED,
    BEFORE_THE_STANDARDS,
    OURS,
    PARTS,
    RENEWAL,
    Part,
    WrittenPart,
    line_of_impact,
    since,
)
from lp_planner.domain.records.errors import NotFound, ValidationFailed
from lp_planner.domain.records.project import Project
from lp_planner.domain.records.records import Frozen
from lp_planner.exports.catalogue import WRITTEN_EXPORTS, Export, named_file
from lp_planner.exports.document_text import paragraphs
from lp_planner.exports.report import Table, TableColumn, WrittenReport, WrittenSection
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.evidence.claims import own_lines
from lp_planner.services.portfolio.portfolio import (
    earlier_accounts,
    keep_account,
)
from lp_planner.services.portfolio.renewal_drafts import drafts_unchecked
from lp_planner.storage.reader import Reader
from lp_planner.wording import day_in_words, joined

LONGEST_AGO = dt.timedelta(days=3 * 366)
TITLE = "Case study for re-accreditation"


class CaseStudy(Frozen):
    """The case study as its owner sees it."""

    clock: Clock
    parts: tuple[WrittenPart, ...]
    standards: tuple[WrittenPart, ...]
    pieces: int
    """How many pieces of evidence it is drafted from."""

    @property
    def is_begun(self) -> bool:
        """Whether its owner wrote any of it."""
        return any(part.kept for part in (*self.parts, *self.standards))


def my_clock(desk: Desk) -> Clock | None:
    """How long the actor's accreditation still runs; ``None`` where there is none."""
    check_can(desk.actor, Action.KEEP_PORTFOLIO)
    with desk.read() as reader:
        return _clock(reader, desk, _kept(reader, desk))


def say_accredited(desk: Desk, on: dt.date) -> Clock:
    """Write down the day of an accreditation that no submission here led to; the latest counts.

    Raises:
        PermissionDenied: for a role that keeps no portfolio.
        ValidationFailed: for a day that has not come, or one that has long run out.
    """
    check_can(desk.actor, Action.KEEP_PORTFOLIO)
    today = desk.today()
    if not today - LONGEST_AGO - LONGEST_AGO <= on <= today:
        message = "Please give the day of your award: it has passed, and less than six years ago."
        raise ValidationFailed({"accredited_on": message})
    with desk.read() as reader:
        known = _kept(reader, desk).get(AWARDED)
    version = known.version if known else 0
    keep_account(desk, RENEWAL, AWARDED, on.isoformat(), version=version)
    found = my_clock(desk)
    if found is None:
        raise NotFound
    return found


def case_study(desk: Desk) -> CaseStudy | None:
    """The actor's case study, drafted where nothing was written; ``None`` without an award.

    Raises:
        PermissionDenied: for a role that keeps no portfolio.
    """
    check_can(desk.actor, Action.KEEP_PORTFOLIO)
    with desk.read() as reader:
        return _case_study(reader, desk)


def save_part(desk: Desk, key: str, text: str, *, version: int) -> Narrative:
    """Keep a part, or the line for a standard, as it was read at ``version``; 0 when none was kept.

    Raises:
        NotFound: for a key that is neither a part nor a standard.
        PermissionDenied: for a role that keeps no portfolio.
        StaleRevision: when it was saved in another tab since ``version``.
        ValidationFailed: when it is too long.
    """
    check_can(desk.actor, Action.KEEP_PORTFOLIO)
    _check_known(desk, key)
    return keep_account(desk, RENEWAL, key, text, version=version)


def earlier_parts(desk: Desk, key: str) -> Sequence[Narrative]:
    """What a part said before each change, the latest first.

    Raises:
        NotFound: for a key that is neither a part nor a standard.
    """
    check_can(desk.actor, Action.KEEP_PORTFOLIO)
    _check_known(desk, key)
    return earlier_accounts(desk, RENEWAL, key)


def renewal_exports() -> tuple[Export[WrittenReport], ...]:
    """The documents that a case study can leave as."""
    return WRITTEN_EXPORTS


def case_study_report(desk: Desk) -> WrittenReport:
    """The actor's case study, ready to leave.

    Raises:
        NotFound: without an award.
        PermissionDenied: for a role that keeps no portfolio.
    """
    check_can(desk.actor, Action.KEEP_PORTFOLIO)
    with desk.read() as reader:
        found = _case_study(reader, desk)
        if found is None:
            raise NotFound
        person = reader.get(Person, desk.actor.person_id)
        school = reader.get(School, person.school_id)
        mine = reader.find(Project, owner_id=person.id)
    framework = desk.library.framework
    sections = [
        WrittenSection(title=one.part.name, paragraphs=paragraphs(one.text)) for one in found.parts
    ]
    by_standard = WrittenSection(
        title="The standards, a line each",
        table=Table(
            title="The standards, a line each",
            caption="Impact since the award, standard by standard",
            columns=(TableColumn("Standard", 34), TableColumn("Impact since the award", 66)),
            rows=tuple((f"{one.part.key} {one.part.name}", one.text) for one in found.standards),
            has_row_heads=True,
        ),
    )
    sections.insert(BEFORE_THE_STANDARDS, by_standard)
    return WrittenReport(
        name=TITLE,
        subject=f"Impact since accreditation, against {framework.name}",
        author=person.name,
        by=joined(person.name, person.job_title, school.name),
        intro=f"Accredited on {day_in_words(found.clock.accredited_on)}. It runs until "
        f"{day_in_words(found.clock.runs_until)}. Written on {day_in_words(desk.today())}.",
        made_on=desk.today(),
        is_demo=desk.workspace.is_demonstration(*mine),
        sections=tuple(sections),
        notes=(OURS, *([framework.disclaimer] if framework.disclaimer else [])),
    )


def renewal_name(desk: Desk, export: Export[WrittenReport]) -> str:
    """The file name of the actor's case study."""
    check_can(desk.actor, Action.KEEP_PORTFOLIO)
    is_demo = desk.workspace.is_demo
    return named_file(
        "re-accreditation", "case-study", export.file_suffix, made_on=desk.today(), is_demo=is_demo
    )


def make_case_study(desk: Desk, export: Export[WrittenReport]) -> tuple[str, bytes]:
    """The file name and the bytes of the actor's case study.

    Raises:
        NotFound: without an award.
        PermissionDenied: for a role that keeps no portfolio.
    """
    return renewal_name(desk, export), export.make(case_study_report(desk))


def _check_known(desk: Desk, key: str) -> None:
    if key not in {part.key for part in PARTS} | set(desk.library.framework.by_key):
        raise NotFound


def _kept(reader: Reader, desk: Desk) -> dict[str, Narrative]:
    found = reader.find(Narrative, person_id=desk.actor.person_id, framework=RENEWAL)
    return {narrative.standard: narrative for narrative in found}


def _clock(reader: Reader, desk: Desk, kept: dict[str, Narrative]) -> Clock | None:
    mine = [s.id for s in reader.find(Submission, person_id=desk.actor.person_id)]
    said = kept[AWARDED].text if AWARDED in kept else ""
    return clock(
        reader.find(Outcome, submission_id=mine) if mine else (),
        desk.today(),
        elsewhere=_day(said),
    )


def _day(said: str) -> dt.date | None:
    """The day, where it is one: what came in with a copy from elsewhere may be anything."""
    try:
        return dt.date.fromisoformat(said)
    except ValueError:
        return None


def _case_study(reader: Reader, desk: Desk) -> CaseStudy | None:
    kept = _kept(reader, desk)
    runs = _clock(reader, desk, kept)
    if runs is None:
        return None
    leaving = reader.as_it_leaves()
    everything = [line.for_export() for line in own_lines(leaving, desk)]
    lines = since(everything, runs.accredited_on)
    drafts = drafts_unchecked(leaving, desk.library, everything, runs.accredited_on)
    return CaseStudy(
        clock=runs,
        parts=tuple(
            WrittenPart(part=part, draft=drafts.get(part.key, ""), kept=kept.get(part.key))
            for part in PARTS
        ),
        standards=tuple(
            WrittenPart(
                part=Part(key=one.key, name=one.title, asks=one.in_a_line),
                draft=line_of_impact([line for line in lines if line.standard == one.key]),
                kept=kept.get(one.key),
            )
            for one in desk.library.framework.standards
        ),
        pieces=len({line.claim_id for line in lines}),
    )
