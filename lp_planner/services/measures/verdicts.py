"""Was it the idea or the use? What the visits say first, then what the readings may say.

While the active ingredients are not securely in use and understood, or do not yet reach those they
are for, nothing is said about the idea: the advice is to support delivery.
"""

import datetime as dt
from collections.abc import Sequence

from lp_planner.domain.measures.advice import NextStep, UseState, advise
from lp_planner.domain.measures.standing import Share, Standing, sentence
from lp_planner.domain.records.delivery import UnderstandingCheck
from lp_planner.domain.records.ingredients import ActiveIngredient, Fixedness
from lp_planner.domain.records.measures import (
    Direction,
    Measure,
    Reading,
    ReadingGroup,
    is_share,
)
from lp_planner.domain.records.records import Frozen
from lp_planner.services.desk.projects import project_for
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.measures.looks import looks_unchecked
from lp_planner.services.measures.one_measure import measure_for
from lp_planner.services.measures.series import Series, latest_unchecked, series_unchecked
from lp_planner.statistics import fidelity
from lp_planner.statistics.proportions import wilson
from lp_planner.storage.reader import Reader

REACH = "reach"
UNDERSTOOD_SHARE = fidelity.UNDERSTOOD_SHARE
IN_PART = {fidelity.Fidelity.NOT_SECURE, fidelity.Fidelity.DEVELOPING}


class IngredientUse(Frozen):
    """How far one ingredient is in use and understood, with the figures behind it."""

    ingredient_id: str
    name: str
    is_tight: bool
    verdict: fidelity.Fidelity
    figures: str
    is_understood: bool
    understood: str
    reasons: tuple[str, ...]
    could_say: Share | None = None
    """How many of those who deliver it can say why it matters; ``None`` where nobody was asked."""

    @property
    def is_settled(self) -> bool:
        """Whether it is securely in use and understood."""
        return self.is_understood and self.verdict is fidelity.Fidelity.SECURE


class Use(Frozen):
    """The use of a whole plan: each ingredient, and whether the idea may be judged yet.

    ``reasons`` are what stands in the way, the deciding ones only.
    """

    ingredients: tuple[IngredientUse, ...]
    state: UseState
    reasons: tuple[str, ...]
    places: Share | None = None
    """In how many places it was last seen as intended, of those visited lately."""
    agreement: str = ""
    """How far those who looked together saw the same; nothing where nobody did."""

    @property
    def is_settled(self) -> bool:
        """Whether the idea may be judged."""
        return self.state is UseState.OPEN


class Verdict(Frozen):
    """What to do next about one measure, and why; it advises, people decide."""

    measure_id: str
    advice: str
    step: NextStep
    reason: str
    deciding: str
    """What stands in the way of judging the idea; nothing where nothing does."""
    use: Use
    sentence: str
    """Where the project stands, with what this measure says of it."""


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
        measure = measure_for(reader, desk.actor, project_id, measure_id)
        use = use_unchecked(reader, measure.project_id, desk.today())
        series = series_unchecked(reader, measure)
        reached = _reached(reader, measure.project_id)
    advice = advise(use.state, use.reasons, series.finding)
    return Verdict(
        measure_id=measure.id,
        advice=advice.sentence,
        step=advice.step,
        reason=advice.reason,
        deciding="" if use.is_settled else advice.reason,
        use=use,
        sentence=sentence(_standing(use, series, reached)),
    )


def standing_unchecked(reader: Reader, measure: Measure, use: Use) -> str:
    """The sentence that says where a project stands, for services that asked who may know."""
    series = series_unchecked(reader, measure)
    return sentence(_standing(use, series, _reached(reader, measure.project_id)))


def _standing(use: Use, series: Series, reached: Share | None) -> Standing:
    asked = [one for one in use.ingredients if one.is_tight]
    known = [one.could_say for one in asked if one.could_say is not None]
    return Standing(
        use=use.state,
        finding=series.finding,
        latest=series.numbers[-1] if series.numbers else None,
        places=use.places,
        understood=min(known, key=lambda share: share.count / share.of, default=None)
        if len(known) == len(asked)
        else None,
        is_asked_in_part=bool(known),
        is_vouched_for=any(
            one.is_understood and one.could_say.count < UNDERSTOOD_SHARE * one.could_say.of
            for one in asked
            if one.could_say is not None
        ),
        reached=reached,
    )


def use_unchecked(reader: Reader, project_id: str, today: dt.date) -> Use:
    """The same for services that already read and have asked who may."""
    looks = looks_unchecked(reader, project_id)
    checks = reader.find(UnderstandingCheck, project_id=project_id)
    found = []
    for ingredient in reader.find(ActiveIngredient, project_id=project_id):
        judged = looks.use_of(ingredient.id, today)
        understood = _understood(ingredient, judged.staff_seen, checks)
        found.append(
            IngredientUse(
                ingredient_id=ingredient.id,
                name=ingredient.behaviour,
                is_tight=ingredient.fixedness is Fixedness.TIGHT,
                verdict=judged.verdict,
                figures=_figures(judged),
                is_understood=understood.understood,
                understood=understood.reason,
                reasons=judged.reasons,
                could_say=Share(understood.could_say, understood.delivering)
                if understood.delivering
                else None,
            )
        )
    state, reasons = _state(
        [one for one in found if one.is_tight], _short_of_reach(reader, project_id)
    )
    tight = [one.ingredient_id for one in found if one.is_tight]
    seen, visited = looks.places_in_use(tight, today)
    return Use(
        ingredients=tuple(found),
        state=state,
        reasons=reasons,
        places=Share(seen, visited) if visited else None,
        agreement=looks.agreement(),
    )


def _state(
    tight: Sequence[IngredientUse], short: tuple[str, ...]
) -> tuple[UseState, tuple[str, ...]]:
    """What stands in the way of judging the idea, the first thing first."""
    if not tight:
        return UseState.NO_INGREDIENT, ("No active ingredient has been marked as one to keep.",)
    for state, holding in (
        (UseState.NOT_IN_USE, IN_PART),
        (UseState.NOT_LOOKED, {fidelity.Fidelity.NOT_ENOUGH}),
    ):
        lacking = [one for one in tight if one.verdict in holding]
        if lacking:
            return state, tuple(f"{one.name}: {' '.join(one.reasons)}" for one in lacking)
    lacking = [one for one in tight if not one.is_understood]
    if lacking:
        return UseState.NOT_UNDERSTOOD, tuple(f"{one.name}: {one.understood}" for one in lacking)
    return (UseState.NOT_REACHING, short) if short else (UseState.OPEN, ())


def _understood(
    ingredient: ActiveIngredient, places: int, checks: Sequence[UnderstandingCheck]
) -> fidelity.Understanding:
    about = [check for check in checks if check.ingredient_id == ingredient.id]
    if not about:
        return fidelity.Understanding(
            understood=False, share=None, reason="Nobody has been asked yet why it matters."
        )
    latest = max(about, key=lambda c: (c.checked_on, c.created_at))
    return fidelity.judge_understanding(
        latest.could_say_why or 0,
        latest.people_asked,
        delivering=ingredient.people_delivering,
        places=places,
        coach_vouches=latest.coach_vouches,
    )


def _figures(judged: fidelity.IngredientFidelity) -> str:
    if not judged.looks:
        return "Not looked for in the last twelve weeks"
    words = (
        f"In the last twelve weeks seen as intended in {judged.as_intended} of {judged.looks} looks"
    )
    interval = wilson(judged.as_intended, judged.looks).interval
    if interval is not None:
        low, high = round(100 * interval.low), round(100 * interval.high)
        words += f"; with 95% confidence the true share lies between {low}% and {high}%"
    return words


def _reached(reader: Reader, project_id: str) -> Share | None:
    """The count of reach that falls shortest of those it is for, by its latest reading."""
    found = []
    for measure in reader.find(Measure, project_id=project_id, outcome_construct=REACH):
        if measure.direction is not Direction.UP:
            continue
        readings = reader.find(Reading, project_id=project_id, measure_id=measure.id,
                               reading_group=ReadingGroup.PROJECT)  # fmt: skip
        latest = max(readings, key=lambda r: (r.taken_on, r.created_at), default=None)
        if latest is not None and latest.out_of:
            found.append(Share(latest.value, latest.out_of))
        elif latest is not None and measure.target and not is_share(measure.unit):
            found.append(Share(latest.value, measure.target))
    return min(found, key=lambda share: share.count / share.of, default=None)


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
