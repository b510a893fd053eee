"""How long what is kept: the rules in plain words, and erasing what has been kept long enough."""

import datetime as dt
from collections import Counter
from pathlib import Path

from lp_planner.domain.portfolio.portfolio import (
    ACCREDITED_FOR_YEARS,
    Outcome,
    Submission,
    years_later,
)
from lp_planner.domain.records.records import Frozen
from lp_planner.domain.safekeeping.audit import AuditAction
from lp_planner.services.desk.workspace import Workspace
from lp_planner.storage import erasing, leftovers, security_log
from lp_planner.storage.erasing import Things
from lp_planner.storage.reader import Reader
from lp_planner.storage.tables import table_of
from lp_planner.storage.unit_of_work import UnitOfWork

TIDYING = "tidying"
"""Who the trail names, and the subject under which each day's tidying stands."""
NEVER = "Until you erase it; never by itself"
SORTS = {
    "evidence_claim": "Claims of evidence",
    "attachment": "Attached files and links",
    "inbox_note": "Notes of the inbox",
    "kept_back": "Notes of what was left out",
    "pupil_score": "Pupils’ scores",
    "brought_in": "Notes of what an import made",
    "shared_opening": "Notes of who looked at what was shared",
    "opening": "Notes of who opened a submission",
    "help_request": "Requests for help that were taken back",
    "submission": "Submitted portfolios",
    "access_link": "Links to a submission",
    "moderator_rating": "What moderators wrote",
    "outcome": "Outcomes of a submission",
}
"""What things are called in the answer; every other table holds removed records."""
REMOVED = "Removed records"
SECURITY_LOG = "Lines of the security log"


class KeptFor(Frozen):
    """One rule: what it is about, and how long that is kept, in plain words."""

    what: str
    how_long: str


def rules_in_words(workspace: Workspace) -> tuple[KeptFor, ...]:
    """How long what is kept here."""
    keeping = workspace.keeping
    return (
        KeptFor(what="Your projects, records, evidence and accounts", how_long=NEVER),
        KeptFor(
            what="What you removed",
            how_long=_days(keeping.removed, "then it is erased and cannot be brought back"),
        ),
        KeptFor(
            what="Half-written answers",
            how_long="Until you save or empty them, or erase what they belong to",
        ),
        KeptFor(
            what="The list of who looked", how_long=_days(keeping.openings, "then the entry goes")
        ),
        KeptFor(
            what="The security log: who signed in, who was refused, what changed in an account",
            how_long=_days(keeping.security_log, "then the entry goes"),
        ),
        KeptFor(
            what="Submitted portfolios, with what moderators wrote",
            how_long=_days(
                keeping.submissions,
                f"after the {ACCREDITED_FOR_YEARS} years that an accreditation lasts",
            ),
        ),
        KeptFor(
            what="The trail of what was changed, which holds no words",
            how_long="As long as the planner; otherwise nobody could tell that it is whole",
        ),
        KeptFor(
            what="Copies made before something was erased",
            how_long="Until they are deleted by hand, or a later copy by the schedule takes "
            "their place",
        ),
    )


def overdue_now(workspace: Workspace) -> dict[str, int]:
    """What the rules would erase now, and how many of each; nothing is changed."""
    with workspace.store.read() as reader:
        return {**_counts(_overdue(workspace, reader)), **_old_log(workspace, reader)}


def tidy(workspace: Workspace) -> dict[str, int]:
    """Erase what has been kept long enough, from the tables, the drafts and the file.

    The trail keeps that it was done, also on a day when nothing was.
    """
    with workspace.store.read() as reader:
        is_due = bool(_counts(_overdue(workspace, reader)))

    def save(uow: UnitOfWork) -> tuple[dict[str, int], Path | None]:
        # Nobody waits while we look; what is due is looked for again, as somebody may have saved.
        things = _overdue(workspace, uow) if is_due else {}
        files = erasing.erase_overdue(uow, things)
        found = {**_counts(things), **_old_log(workspace, uow)}
        if before := _before(workspace.now(), workspace.keeping.security_log):
            security_log.erase_before(uow, before)
        uow.write_down(AuditAction.ERASED, (TIDYING, workspace.today().isoformat(), 0, None), found)
        # The log holds no words of anybody, so that its old lines need no new file.
        note = leftovers.note_erasing(workspace.store, files) if _counts(things) else None
        return found, note

    found, note = workspace.store.write(TIDYING, save, at=workspace.now())
    if note:
        leftovers.finish_erasing(workspace.store, note)
    return found


def tidy_once_a_day(workspace: Workspace) -> dict[str, int]:
    """:func:`tidy`, unless it was done today; what was erased."""
    with workspace.store.read() as reader:
        done = erasing.was_noted(reader, TIDYING, workspace.today().isoformat())
    return {} if done else tidy(workspace)


def _overdue(workspace: Workspace, reader: Reader) -> Things:
    keeping, now = workspace.keeping, workspace.now()
    return erasing.overdue(
        reader,
        removed_before=_before(now, keeping.removed),
        openings_before=_before(now, keeping.openings),
        submissions=_ended(workspace, reader),
    )


def _old_log(workspace: Workspace, reader: Reader) -> dict[str, int]:
    """How many lines of the security log have been kept long enough, where there are any."""
    before = _before(workspace.now(), workspace.keeping.security_log)
    number = security_log.count_before(reader, before) if before else 0
    return {SECURITY_LOG: number} if number else {}


def _ended(workspace: Workspace, reader: Reader) -> list[str]:
    """Submissions whose three years, and the days after them, have passed."""
    days = workspace.keeping.submissions
    if days is None:
        return []
    outcomes: dict[str, dt.date] = {}
    for outcome in reader.find(Outcome):
        latest = outcomes.get(outcome.submission_id, outcome.decided_on)
        outcomes[outcome.submission_id] = max(latest, outcome.decided_on)
    ended = workspace.today() - dt.timedelta(days=days)
    return [
        s.id
        for s in reader.find(Submission, include_removed=True)
        if years_later(outcomes.get(s.id, s.submitted_at.date()), ACCREDITED_FOR_YEARS) < ended
    ]


def _counts(things: Things) -> dict[str, int]:
    found: Counter[str] = Counter()
    for model, rows in things.items():
        if rows:
            found[SORTS.get(table_of(model), REMOVED)] += len(rows)
    return dict(sorted(found.items()))


def _before(now: dt.datetime, days: int | None) -> dt.datetime | None:
    return None if days is None else now - dt.timedelta(days=days)


def _days(days: int | None, then: str) -> str:
    return NEVER if days is None else f"{days} days, {then}"
