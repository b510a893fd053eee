"""Questions about Explore: the choice and the decision (Q06 to Q13)."""

import datetime as dt
from collections.abc import Iterator

from lp_planner.domain.measures.beginning import WITH_PEOPLE
from lp_planner.domain.quality_checks.advisory import Finding, Severity, asks, quoted
from lp_planner.domain.quality_checks.explore import is_filler
from lp_planner.domain.quality_checks.plan import Plan
from lp_planner.domain.records.delivery import CoachingSession, FidelityVisit
from lp_planner.domain.records.diagnosis import FocusCheck
from lp_planner.domain.records.ingredients import ActiveIngredient
from lp_planner.domain.records.options import FIT_DIMENSIONS, AdoptionDecision, FitRating, Option
from lp_planner.domain.records.preparation import TeamMember
from lp_planner.domain.records.strategies import Strategy, TrainingSession
from lp_planner.wording import day_in_words, listed

ENOUGH = 2
LOW_RATING = 2
WIDE_SPREAD = 3
WEAK_EVIDENCE = 2
FIGURES_GROW_OLD_AFTER = dt.timedelta(days=365)
DIMENSION_WORDS = dict(
    zip(
        FIT_DIMENSIONS,
        ("need", "fit", "capacity", "strength of evidence", "ease of use", "support"),
        strict=True,
    )
)


def _options_in_play(plan: Plan) -> tuple[Option, ...]:
    """The chosen option once there is a decision; until then all that would add something."""
    if plan.decision is not None:
        return (plan.chosen,) if plan.chosen else ()
    return tuple(option for option in plan.of(Option) if option.option_kind == "do_something")


@asks(
    "Q06",
    "A real choice",
    severity=Severity.MEDIUM,
    step="options",
    reason="With one option there is no choice, and doing less of something makes room.",
    source="EEF’s implementation guidance of 2019, Explore; EEF’s implementation guidance of "
    "2024, on doing fewer things",
)
def real_choice(plan: Plan) -> Iterator[Finding]:
    """Whether at least two ways forward were weighed, one of them doing less or leaving it be.

    Moment: once people rate how an option fits, or it has been decided to go ahead.
    """
    if not (plan.has(FitRating) or plan.goes_ahead):
        return
    options = plan.of(Option)
    if len(options) < ENOUGH:
        yield Finding("What else could you do about it, or stop doing?")
    elif all(option.option_kind == "do_something" for option in options):
        yield Finding("What would happen if you did less of something, or left things as they are?")


@asks(
    "Q07",
    "What the evidence can bear",
    severity=Severity.MEDIUM,
    step="options",
    reason="An average says what happened elsewhere; who was studied, and how securely, says how "
    "much it can tell you.",
    source="EEF’s Teaching and Learning Toolkit, how to use it; EEF’s implementation "
    "guidance of 2019, Explore",
)
def evidence_with_care(plan: Plan) -> Iterator[Finding]:
    """Whether evidence comes with the people it was gathered with, and weak evidence with doubts.

    Moment: once an option in play cites evidence or a strand of the toolkit table.
    """
    for option in _options_in_play(plan):
        fact = plan.strands.get(option.strand)
        if (option.evidence or option.strand) and not option.studied_with:
            yield Finding(
                f"Who was {quoted(option.name)} tried with, and how like your pupils are they?",
                option,
            )
        elif (
            fact is not None
            and fact.padlocks is not None
            and fact.padlocks <= WEAK_EVIDENCE
            and not option.doubts
        ):
            yield Finding(
                f"The evidence on {quoted(fact.name)} is limited. What do you doubt about "
                f"{quoted(option.name)}?",
                option,
            )


@asks(
    "Q08",
    "Figures of today",
    severity=Severity.LOW,
    step="options",
    reason="The table is kept up to date as studies come in, so a figure can move.",
    source="EEF’s Teaching and Learning Toolkit, a living review; twelve months is our own "
    "suggestion",
)
def figures_of_today(plan: Plan) -> Iterator[Finding]:
    """Whether the toolkit figure behind an option was looked up within the last twelve months.

    Moment: from naming a strand until work with colleagues begins.
    """
    if plan.has_begun:
        return
    for option in _options_in_play(plan):
        fact = plan.strands.get(option.strand)
        if fact and fact.as_at and plan.today - fact.as_at > FIGURES_GROW_OLD_AFTER:
            yield Finding(
                f"The figure for {quoted(fact.name)} is from {day_in_words(fact.as_at)}. Does the "
                "toolkit still say the same?",
                option,
            )


@asks(
    "Q09",
    "The weakest side of the fit",
    severity=Severity.HIGH,
    step="decision",
    reason="A change stands on its weakest side; a condition says how that side is made stronger.",
    source="The Hexagon tool of NIRN for the six sides; EEF’s implementation guidance of "
    "2019, Explore",
)
def weakest_side(plan: Plan) -> Iterator[Finding]:
    """Whether a low rating of the chosen option is met by a condition in the decision.

    Moment: once it has been decided to go ahead.
    """
    if not plan.goes_ahead or plan.decision is None or plan.decision.conditions or not plan.chosen:
        return
    ratings = [r for r in plan.of(FitRating) if r.option_id == plan.chosen.id]
    low = [
        words
        for dimension, words in DIMENSION_WORDS.items()
        if any((getattr(r, dimension) or LOW_RATING + 1) <= LOW_RATING for r in ratings)
    ]
    if low:
        yield Finding(
            f"{quoted(plan.chosen.name)} was rated low for {listed(low)}. On what condition do you "
            "go ahead?",
            plan.decision,
        )


@asks(
    "Q10",
    "More than one rater",
    severity=Severity.MEDIUM,
    step="fit",
    reason="How well something fits is a conversation; each person sees another side of it.",
    source="The Hexagon tool of NIRN; EEF’s implementation guidance of 2019, Explore",
)
def more_than_one_rater(plan: Plan) -> Iterator[Finding]:
    """Whether at least two people rated how the chosen option fits.

    Moment: once it has been decided to go ahead with a known option.
    """
    if not plan.goes_ahead or plan.chosen is None:
        return
    ratings = [r for r in plan.of(FitRating) if r.option_id == plan.chosen.id]
    if len({rating.rater.casefold() for rating in ratings}) < ENOUGH:
        yield Finding(
            f"Who else could say how {quoted(plan.chosen.name)} would fit, someone whose day it "
            "would change?",
            plan.chosen,
        )


@asks(
    "Q11",
    "Where raters differ",
    severity=Severity.MEDIUM,
    step="fit",
    reason="Where people see it differently, somebody knows something that others do not.",
    source="Our own suggestion, after the Hexagon tool of NIRN",
)
def where_raters_differ(plan: Plan) -> Iterator[Finding]:
    """Whether ratings three or more points apart come with a note on why.

    Moment: once everybody who was expected has rated an option in play, and at least two have.
    """
    for option in _options_in_play(plan):
        ratings = [r for r in plan.of(FitRating) if r.option_id == option.id]
        if len(ratings) < max(ENOUGH, option.raters_expected or 0):
            continue
        for dimension, words in DIMENSION_WORDS.items():
            known = [(v, r) for r in ratings if (v := getattr(r, dimension)) is not None]
            values = [value for value, _ in known]
            if not values or max(values) - min(values) < WIDE_SPREAD:
                continue
            if not any(r.note for value, r in known if value in {min(values), max(values)}):
                yield Finding(
                    f"Ratings of {quoted(option.name)} for {words} run from {min(values)} to "
                    f"{max(values)}. What do those people see differently?",
                    option,
                )


@asks(
    "Q12",
    "An open decision",
    severity=Severity.HIGH,
    step="decision",
    reason="An open decision, with who, when and why, is what others can rely on and return to.",
    source="SSAT’s article on lead practitioners, on the decision to take it on; EEF’s "
    "implementation guidance of 2019, Explore",
    of_stopped=True,
)
def open_decision(plan: Plan) -> Iterator[Finding]:
    """Whether preparing rests on a decision with its day and reasons, taken before it began.

    Moment: with the first thing planned in Prepare, and with every decision.
    """
    decision = plan.decision
    if decision is None:
        if plan.has(ActiveIngredient, Strategy, TrainingSession, FidelityVisit, CoachingSession):
            yield Finding("You are preparing already. Who decided to go ahead, when and why?")
        return
    if is_filler(decision.reasons):
        yield Finding("What were the reasons for the decision, in a sentence or two?", decision)
    if decision.decided_on > plan.today:
        yield Finding(
            f"The decision is dated {day_in_words(decision.decided_on)}, which is still to come. "
            "Has it been taken yet?",
            decision,
        )
    elif not decision.decision.goes_ahead:
        later = [
            record.happened_on
            for model in WITH_PEOPLE
            for record in plan.of(model)
            if decision.decided_on < record.happened_on <= plan.today
        ]
        if later:
            yield Finding(
                f"It was decided not to go on, and work went on until {day_in_words(max(later))}. "
                "Has the decision changed?",
                decision,
            )
    elif plan.began_on is not None and _first_yes(plan) > plan.began_on:
        yield Finding(
            f"Work with colleagues began on {day_in_words(plan.began_on)}, before the decision. "
            "Did people still have a say?",
            decision,
        )


def _first_yes(plan: Plan) -> dt.date:
    return min(d.decided_on for d in plan.of(AdoptionDecision) if d.decision.goes_ahead)


@asks(
    "Q13",
    "What makes room",
    severity=Severity.HIGH,
    step="decision",
    reason="Time is finite: what is added while nothing stops comes out of people’s evenings.",
    source="EEF’s implementation guidance of 2024, on doing fewer things",
)
def what_makes_room(plan: Plan) -> Iterator[Finding]:
    """Whether something stops, and whether the hours added are freed or given.

    Moment: once it has been decided to go ahead.
    """
    decision = plan.decision
    if decision is None or not plan.goes_ahead:
        return
    if not decision.what_stops:
        yield Finding("What stops or shrinks to make room for this?", decision)
        return
    focus = plan.latest(FocusCheck)
    given = (focus.hours_a_week or 0) if focus else 0
    given += sum(member.hours_a_week or 0 for member in plan.of(TeamMember))
    short = (decision.hours_added or 0) - (decision.hours_freed or 0) - given
    if short > 0:
        yield Finding(
            f"It adds {decision.hours_added:g} hours a week, {short:g} more than are freed or "
            "given. Where would they come from?",
            decision,
        )
