"""Where a cohort is against its own dates, and what has changed since its leader last looked."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from lp_planner.domain.accounts.people import CohortDateKind
from lp_planner.domain.records.records import Frozen
from lp_planner.services.cohort.cohort_dates import DateInCohort
from lp_planner.services.cohort.levels import shared_unchecked
from lp_planner.services.cohort.shared_progress import SharedProgress
from lp_planner.storage.frames import latest_listing
from lp_planner.storage.reader import Reader
from lp_planner.wording import counted, day_in_words, listed

AN_INSTANT = dt.timedelta(microseconds=1)
"""What was shared in the moment of the look was seen."""
NAMED = 4
"""So many are named; of more it is said how many they are."""


class SinceLooked(Frozen):
    """What has changed since the day before today on which the leader last looked."""

    looked_on: dt.date
    changes: tuple[str, ...]
    """Each a few words; empty where nothing has."""


def since_looked_unchecked(
    reader: Reader, leader_id: str, facts: Sequence[SharedProgress], today: dt.date
) -> SinceLooked | None:
    """What changed among shared projects since a leader last looked on an earlier day.

    Whatever is looked at later today says the same; ``None`` where they never looked before.
    """
    began = dt.datetime.combine(today, dt.time(), tzinfo=dt.UTC)
    looked_at = latest_listing(reader, leader_id, began)
    if looked_at is None:
        return None
    then = looked_at + AN_INSTANT
    known = {p.id for p in shared_unchecked(reader, leader_id=leader_id, at=then)}
    return SinceLooked(looked_on=looked_at.date(), changes=_changes(facts, looked_at.date(), known))


def _changes(
    facts: Sequence[SharedProgress], looked_on: dt.date, known: set[str]
) -> tuple[str, ...]:
    new = [f for f in facts if f.project_id not in known]
    asked = [f for f in facts if f.asked_on and f.asked_on >= looked_on]
    handed_in = [f for f in facts if f.submitted_on and f.submitted_on >= looked_on]
    moved = [f for f in facts if f not in new and _has_moved(f, looked_on)]
    told = {f.project_id for f in (*new, *asked, *handed_in, *moved)}
    others = [f for f in facts if f.last_activity > looked_on and f.project_id not in told]
    said = [
        _of("asked for help", asked),
        _of("submitted", handed_in),
        *(
            _of(f"now in {phase}", [f for f in moved if f.phase == phase])
            for phase in dict.fromkeys(f.phase for f in moved)
        ),
        _of("began to share", new),
        f"worked on: {counted(len(others), 'other project', 'other projects')}" if others else "",
    ]
    return tuple(words for words in said if words)


def _has_moved(fact: SharedProgress, looked_on: dt.date) -> bool:
    return len(fact.course) > 1 and fact.course[-1].from_on >= looked_on


def _of(what: str, facts: Sequence[SharedProgress]) -> str:
    """Whose it is, by name as long as they are few."""
    if not facts:
        return ""
    names = list(dict.fromkeys(f.lead or "somebody who gives no name" for f in facts))
    more = [f"{len(names) - NAMED} more"] if len(names) > NAMED else []
    return f"{what}: {listed([*names[:NAMED], *more])}"


def next_date_in_words(
    dates: Sequence[DateInCohort], facts: Sequence[SharedProgress], today: dt.date
) -> str:
    """The next date of the cohort and what stands before it; "" where none lies ahead."""
    ahead = [date for date in dates if not date.is_past]
    if not ahead:
        return ""
    said = f"{ahead[0].what} {_when(ahead[0].on, today)}"
    handing_in = next((date for date in ahead if date.kind is CohortDateKind.SUBMISSION), None)
    if handing_in is None:
        return f"{said}."
    started = [date.on for date in dates if date.is_past and date.kind is CohortDateKind.START]
    leads = {f.owner_id for f in facts}
    done = {f.owner_id for f in facts if _is_of_this_year(f.submitted_on, started)}
    if handing_in is not ahead[0]:
        said = f"{said}. {handing_in.what} {_when(handing_in.on, today)}"
    has = "has" if len(done) == 1 else "have"
    return f"{said}: {len(done)} of {len(leads)} who share {has} submitted."


def _is_of_this_year(submitted_on: dt.date | None, started: Sequence[dt.date]) -> bool:
    return submitted_on is not None and submitted_on >= max(started, default=dt.date.min)


def _when(on: dt.date, today: dt.date) -> str:
    days = (on - today).days
    if not days:
        return "today"
    return f"on {day_in_words(on)}, in {counted(days, 'day', 'days')}"


def phases_in_words(facts: Sequence[SharedProgress], order: Sequence[str]) -> str:
    """How many projects stand where, in the order of the path."""
    counts = Counter(f.phase for f in facts)
    places = [*(n for n in order if n in counts), *(n for n in counts if n not in order)]
    return ", ".join(f"{counts[name]} {_in(name, order)}" for name in places)


def _in(name: str, order: Sequence[str]) -> str:
    return f"in {name}" if name in order else name[0].lower() + name[1:]
