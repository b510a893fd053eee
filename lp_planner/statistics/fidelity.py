"""Whether active ingredients are in place, from drop-ins: per ingredient, then for the whole.

The thresholds are this product's own. Common practice calls 80 % “high fidelity”; no source gives
a threshold for schools. The gate advises and never blocks.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from lp_planner.statistics.number_series import Interval, check_whole
from lp_planner.statistics.proportions import wilson

LEAST_LOOKS = 8
LEAST_STAFF = 3
LEAST_DAYS = 3
LATEST_LOOK_DAYS = 42
SECURE_SHARE = 0.8
SECURE_ABOVE = 0.6
RECENT_LOOKS = 5
RECENT_AS_INTENDED = 4
GATE_CONFIDENCE = 0.9
"""A two-sided 90 % interval: each of its ends is a one-sided 95 % bound (z = 1.645)."""
UNDERSTOOD_SHARE = 0.8


class Seen(StrEnum):
    """What one drop-in saw of one ingredient."""

    AS_INTENDED = "as intended"
    PARTLY = "partly"
    NOT_SEEN = "not seen"
    NOT_APPLICABLE = "not applicable"


class Fidelity(StrEnum):
    """How well established one ingredient is."""

    SECURE = "secure"
    DEVELOPING = "developing"
    NOT_SECURE = "not secure"
    NOT_ENOUGH = "not enough evidence"


@dataclass(frozen=True, slots=True)
class Look:
    """One drop-in's look at one ingredient: when, in whose lesson (any key), what was seen."""

    day: dt.date
    staff: str
    seen: Seen


@dataclass(frozen=True, slots=True)
class IngredientFidelity:
    """The verdict on one ingredient with the numbers behind it.

    ``interval`` is the 90 % Wilson interval of the share. ``partly`` counts among ``looks`` but not
    among ``as_intended``. ``reasons`` are sentences for people, the deciding ones only.
    """

    verdict: Fidelity
    looks: int
    as_intended: int
    partly: int
    share: float | None
    interval: Interval | None
    staff_seen: int
    last_look: dt.date | None
    recent_as_intended: int
    recent_looks: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Understanding:
    """Whether staff understand an ingredient: enough answered rightly, or a coach vouches."""

    understood: bool
    share: float | None
    reason: str
    could_say: int = 0
    delivering: int = 0
    """How many deliver it, at least; none where nobody was asked."""


def judge_ingredient(
    looks: Sequence[Look],
    *,
    today: dt.date,
    delivering: int | None = None,
    window_start: dt.date | None = None,
) -> IngredientFidelity:
    """Judge one ingredient by the looks from ``window_start`` to ``today``, in whatever order.

    Enough evidence is eight looks that applied, on three days or more, at three of the places or
    people that deliver it (all, where it is known that there are fewer), and a look within the last
    42 days. Then *secure* is 80 % as intended, a Wilson
    lower bound of 60 %, and four of the last five; *not secure* is a Wilson upper bound below 60 %;
    *developing* is the rest. Of looks on one day, those as intended count as the earlier ones.

    Raises:
        ValueError: ``delivering`` is negative or not whole.
    """
    check_whole(delivering or 0, "people who deliver it")
    counted = sorted(
        (
            look
            for look in looks
            if look.seen is not Seen.NOT_APPLICABLE
            and look.day <= today
            and (window_start is None or look.day >= window_start)
        ),
        key=lambda look: (look.day, look.seen is not Seen.AS_INTENDED),
    )
    as_intended = sum(look.seen is Seen.AS_INTENDED for look in counted)
    recent = counted[-RECENT_LOOKS:]
    recent_as_intended = sum(look.seen is Seen.AS_INTENDED for look in recent)
    staff_seen = len({look.staff for look in counted})
    last_look = counted[-1].day if counted else None
    measured = wilson(as_intended, len(counted), confidence=GATE_CONFIDENCE)
    days = len({look.day for look in counted})
    missing = _missing(len(counted), days, (staff_seen, delivering), last_look, today)
    if missing or measured.share is None or measured.interval is None:
        verdict, reasons = Fidelity.NOT_ENOUGH, missing
    else:
        verdict, reasons = _verdict(measured.share, measured.interval, recent_as_intended)
    return IngredientFidelity(
        verdict=verdict,
        looks=len(counted),
        as_intended=as_intended,
        partly=sum(look.seen is Seen.PARTLY for look in counted),
        share=measured.share,
        interval=measured.interval,
        staff_seen=staff_seen,
        last_look=last_look,
        recent_as_intended=recent_as_intended,
        recent_looks=len(recent),
        reasons=reasons,
    )


def judge_understanding(
    correct: int,
    asked: int | None,
    *,
    delivering: int | None,
    places: int = 0,
    coach_vouches: bool = False,
) -> Understanding:
    """Judge whether an ingredient is understood.

    It is where 80 % of those who deliver it state it correctly, whoever was asked, or where a named
    coach's judgement with a note says so; the caller keeps the name and the note. Where nobody
    wrote down how many deliver it, they are taken to be three or more, as many as were asked, and
    as many as the places where it was looked for. Figures that do not fit each other are said, and
    nothing is judged by them.

    Raises:
        ValueError: a number is negative or not whole.
    """
    check_whole(asked or 0, "people asked")
    known = max(delivering, asked or 0) if delivering else max(asked or 0, places, LEAST_STAFF)
    is_odd = (asked is not None and correct > asked) or correct > known
    share = 0.0 if is_odd else wilson(correct, known).share or 0.0
    of_all = f"{correct} of the {known} who deliver it can say why it matters"
    if not delivering:
        of_all = f"{correct} of at least {known} who deliver it can say why it matters"
    elif asked and asked > delivering:
        of_all = f"{correct} of the {asked} who were asked can say why it matters"
    if is_odd:
        of_whom = f"of {asked} asked" if asked is not None else "and nobody says of how many"
        of_all = f"{correct} can say why it matters, {of_whom}: please look at the figures again"
        found = partial(Understanding, share=None)
    else:
        found = partial(Understanding, share=share, could_say=correct, delivering=known)
    if share >= UNDERSTOOD_SHARE:
        return found(understood=True, reason=f"{of_all}.")
    if coach_vouches:
        return found(understood=True, reason="A coach judges that it is understood.")
    needed = "" if is_odd else "; 8 in 10 are needed"
    return found(understood=False, reason=f"{of_all}{needed}.")


def _missing(
    looks: int,
    days: int,
    seen_of: tuple[int, int | None],
    last_look: dt.date | None,
    today: dt.date,
) -> tuple[str, ...]:
    """Say which of the minimums are missed, and the one that decides first."""
    if last_look is not None and (today - last_look).days > LATEST_LOOK_DAYS:
        return (f"Nobody has looked for {(today - last_look).days} days.",)
    missing = []
    if looks < LEAST_LOOKS:
        missing.append(f"{looks} of the {LEAST_LOOKS} looks needed.")
    seen, delivering = seen_of
    needed = min(LEAST_STAFF, delivering) if delivering else LEAST_STAFF
    if looks and seen < needed:
        missing.append(f"Seen with {seen} of the {needed} people or places needed.")
    if looks and days < LEAST_DAYS:
        missing.append(f"Seen on {days} of the {LEAST_DAYS} days needed.")
    return tuple(missing)


def _verdict(
    share: float, interval: Interval, recent_as_intended: int
) -> tuple[Fidelity, tuple[str, ...]]:
    if interval.high < SECURE_ABOVE:
        return Fidelity.NOT_SECURE, ("We are fairly sure that it is seen less than 60 % of times.",)
    reasons = []
    if share < SECURE_SHARE:
        reasons.append(f"Seen as intended {share:.0%} of times; 80 % are needed.")
    if interval.low < SECURE_ABOVE:
        reasons.append("There are too few looks to be fairly sure that it is above 60 %.")
    if recent_as_intended < RECENT_AS_INTENDED:
        reasons.append(f"Only {recent_as_intended} of the last {RECENT_LOOKS} looks as intended.")
    if reasons:
        return Fidelity.DEVELOPING, tuple(reasons)
    sentence = (
        "Mostly seen as intended, we are fairly sure it is above 60 %, "
        "and it has not slipped lately."
    )
    return Fidelity.SECURE, (sentence,)
