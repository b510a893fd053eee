"""Was it the idea or the use? What the visits say first, then what the readings may say.

While the active ingredients are not securely in use and understood, or do not yet reach those they
are for, nothing is said about the idea: the advice is to support delivery.
"""

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from lp_planner.domain.records.delivery import UnderstandingCheck
from lp_planner.domain.records.ingredients import ActiveIngredient, Fixedness
from lp_planner.domain.records.measures import Direction, Measure
from lp_planner.domain.records.records import Frozen
from lp_planner.services.desk.projects import project_for
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.measures.looks import looks_unchecked
from lp_planner.services.measures.series import latest_unchecked, series_unchecked
from lp_planner.statistics import decision, fidelity, runs
from lp_planner.storage.reader import Reader
from lp_planner.wording import counted, day_in_words

REACH = "reach"


class IngredientUse(Frozen):
    """How far one ingredient is in use and understood, with the figures behind it."""

    ingredient_id: str
    name: str
    is_tight: bool
    state: str
    figures: str
    understood: str
    reasons: tuple[str, ...]


class Use(Frozen):
    """The use of a whole plan: each ingredient, and whether the idea may be judged yet."""

    ingredients: tuple[IngredientUse, ...]
    is_settled: bool
    reasons: tuple[str, ...]


class Verdict(Frozen):
    """What to do next about one measure, and why; it advises, people decide."""

    advice: str
    reason: str
    reading: str
    """What the readings alone say, and how many there are since the change began."""
    use: Use


def project_use(desk: Desk, project_id: str) -> Use:
    """How far the ingredients of a project of the actor's are in use."""
    with desk.read() as reader:
        project_for(reader, desk.actor, project_id)
        return use_unchecked(reader, project_id, desk.today())


def measure_verdict(desk: Desk, project_id: str, measure_id: str) -> Verdict:
    """The advice for one measure of a project of the actor's.

    Raises:
        NotFound: when the measure is not in a project of the actor's.
    """
    with desk.read() as reader:
        measure = reader.get(Measure, measure_id)
        project_for(reader, desk.actor, measure.project_id)
        project_for(reader, desk.actor, project_id)
        use = use_unchecked(reader, measure.project_id, desk.today())
        series = series_unchecked(reader, measure)
    found = series.change
    advice = decision.advise(
        gate_open=use.is_settled,
        signal=_signal(found),
        points_since=found.points_since,
        until=_until(series.judged_days, found.points_since),
        is_new_level=bool(series.new_levels),
    )
    number = counted(found.points_since, "reading", "readings")
    since = "since the change began"
    if series.new_levels:
        since = f"on the new level from {day_in_words(series.new_levels[-1].from_on)}"
    return Verdict(
        advice=advice.sentence,
        reason=" ".join([advice.reason, *use.reasons]) if not use.is_settled else advice.reason,
        reading=f"The readings alone: {found.verdict.value}, from {number} {since}.",
        use=use,
    )


def _signal(found: runs.ChangeReading) -> decision.Signal:
    if found.improvement is None:
        return decision.Signal.NONE
    return decision.Signal.IMPROVEMENT if found.improvement else decision.Signal.CONCERN


def _until(days: Sequence[dt.date], since: int) -> dt.date | None:
    """When there will be enough readings, if they go on coming as they did."""
    if len(days) < 2:  # noqa: PLR2004 - a rhythm needs two days
        return None
    gaps = [(later - day).days for day, later in pairwise(days)]
    missing = max(0, decision.POINTS_TO_REVIEW - since)
    return days[-1] + dt.timedelta(days=missing * max(1, round(median(gaps))))


def use_unchecked(reader: Reader, project_id: str, today: dt.date) -> Use:
    """The same for services that already read and have asked who may."""
    ingredients = reader.find(ActiveIngredient, project_id=project_id)
    looks = looks_unchecked(reader, project_id)
    checks = reader.find(UnderstandingCheck, project_id=project_id)
    found, tight = [], []
    for ingredient in ingredients:
        judged = looks.use_of(ingredient.id, today)
        understood = _understood(ingredient.id, checks)
        is_tight = ingredient.fixedness is Fixedness.TIGHT
        if is_tight:
            tight.append(
                fidelity.TightIngredient(
                    name=ingredient.behaviour,
                    fidelity=judged.verdict,
                    understood=understood.understood,
                )
            )
        found.append(
            IngredientUse(
                ingredient_id=ingredient.id,
                name=ingredient.behaviour,
                is_tight=is_tight,
                state=judged.verdict.value,
                figures=_figures(judged),
                understood=understood.reason,
                reasons=judged.reasons,
            )
        )
    gate = fidelity.judge_gate(tight)
    short = _short_of_reach(reader, project_id)
    return Use(
        ingredients=tuple(found),
        is_settled=gate.open and not short,
        reasons=(*gate.reasons, *short),
    )


def _understood(ingredient_id: str, checks: Sequence[UnderstandingCheck]) -> fidelity.Understanding:
    about = [check for check in checks if check.ingredient_id == ingredient_id]
    if not about:
        return fidelity.Understanding(
            understood=False, share=None, reason="Nobody has been asked yet why it matters."
        )
    latest = max(about, key=lambda c: (c.checked_on, c.created_at))
    asked = latest.people_asked or 0
    return fidelity.judge_understanding(
        min(latest.could_say_why or 0, asked), asked, coach_vouches=latest.coach_vouches
    )


def _figures(judged: fidelity.IngredientFidelity) -> str:
    if not judged.looks:
        return "Not looked for in the last twelve weeks"
    words = (
        f"In the last twelve weeks seen as intended in {judged.as_intended} of {judged.looks} looks"
    )
    if judged.interval is not None:
        low, high = round(100 * judged.interval.low), round(100 * judged.interval.high)
        words += f"; the true share may lie between {low}% and {high}%"
    return words


def _short_of_reach(reader: Reader, project_id: str) -> tuple[str, ...]:
    """A sentence for each measure of reach whose latest reading falls short of what was hoped."""
    found = []
    for measure in reader.find(Measure, project_id=project_id, outcome_construct=REACH):
        latest = latest_unchecked(reader, measure)
        if latest is None or measure.target is None:
            continue
        short = (
            latest < measure.target
            if measure.direction is Direction.UP
            else (measure.direction is Direction.DOWN and latest > measure.target)
        )
        if short:
            found.append(
                f"It does not yet reach those it is for: {measure.name} stands at {latest:g}, "
                f"with {measure.target:g} hoped for."
            )
    return tuple(found)
