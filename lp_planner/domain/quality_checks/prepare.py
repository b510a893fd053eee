"""Questions about Prepare: ingredients, the support package and measures (Q14 to Q22, Q25)."""

import re
from collections.abc import Iterator

from lp_planner.domain.quality_checks.advisory import Finding, Severity, asks, quoted
from lp_planner.domain.quality_checks.golden_thread import LooseEnd, broken_links, golden_thread
from lp_planner.domain.quality_checks.observable import is_vague
from lp_planner.domain.quality_checks.plan import Plan
from lp_planner.domain.records.diagnosis import ProblemStatement
from lp_planner.domain.records.ingredients import ActiveIngredient, Fixedness
from lp_planner.domain.records.measures import Direction, Measure, Reading
from lp_planner.domain.records.preparation import Risk, TeamMember
from lp_planner.domain.records.readiness import ReadinessRating
from lp_planner.domain.records.strategies import Strategy, TrainingSession
from lp_planner.wording import day_in_words, listed

ENOUGH = 2
A_HANDFUL = 3
MOST_INGREDIENTS = 7
"""Our own limit; the case in the guidance ended with five."""
MISMATCHES = (
    (
        re.compile(
            r"\b(no time|short of time|lack of time|no cover|timetable|workload|too busy)\b"
        ),
        {"training", "communication", "recognition", "monitoring_feedback"},
        "time or room in the week",
    ),
    (
        re.compile(r"\b(know how|unsure how|not sure how|lack of skill|skills?|never tried)\b"),
        {"communication", "recognition", "monitoring_feedback", "time_and_timetable"},
        "knowing how",
    ),
    (
        re.compile(r"\b(no point|see the point|sceptical|doubts?|not convinced|another fad)\b"),
        {"time_and_timetable", "monitoring_feedback"},
        "seeing the point",
    ),
)
"""Words of a barrier, the kinds of help that seldom remove it, and what it is about."""


def _is_under_way(plan: Plan) -> bool:
    """Whether the plan has moved on from its ingredients and support to what follows them."""
    return plan.has(Measure, TeamMember, ReadinessRating, TrainingSession) or plan.has_begun


@asks(
    "Q14",
    "A handful of ingredients",
    severity=Severity.MEDIUM,
    step="ingredients",
    reason="None leaves people to guess what is meant; with many, nobody knows which ones count.",
    source="SSAT’s article on lead practitioners, on active ingredients; EEF’s "
    "implementation guidance of 2019, Prepare; the limit is our own suggestion",
)
def handful_of_ingredients(plan: Plan) -> Iterator[Finding]:
    """Whether there are ingredients, and no more than seven.

    Moment: where there are none, once it has been decided to go ahead and later parts of the plan
    exist; where there are many, at once.
    """
    ingredients = plan.of(ActiveIngredient)
    later = plan.has(Strategy) or _is_under_way(plan)
    if not ingredients and plan.goes_ahead and later:
        yield Finding(
            "What will you see people doing when it is working well?", severity=Severity.HIGH
        )
    elif len(ingredients) > MOST_INGREDIENTS:
        yield Finding(
            f"You name {len(ingredients)} ingredients. Which of them could it not do without?"
        )


@asks(
    "Q15",
    "Ingredients somebody could see",
    severity=Severity.HIGH,
    step="ingredients",
    reason="People can only do, and you can only look for, what somebody could see or hear.",
    source="SSAT’s article on lead practitioners, on active ingredients and on the key "
    "ingredients; EEF’s implementation guidance of 2019, Prepare",
    of_words=True,
)
def ingredients_can_be_seen(plan: Plan) -> Iterator[Finding]:
    """Whether each ingredient is a behaviour that can be seen, with who does it and how often.

    Moment: as soon as an ingredient is written.
    """
    for ingredient in plan.of(ActiveIngredient):
        words = quoted(ingredient.behaviour)
        if is_vague(ingredient.behaviour):
            yield Finding(f"What would you see or hear someone do that shows {words}?", ingredient)
            continue
        asked = (("who does it", ingredient.who), ("how often", ingredient.how_often))
        if missing := [name for name, answer in asked if not answer]:
            yield Finding(f"For {words}: {listed(missing)}?", ingredient)


@asks(
    "Q16",
    "Tight and loose",
    severity=Severity.MEDIUM,
    step="ingredients",
    reason="When everyone knows which parts hold and which may bend, people can fit it to their "
    "setting without losing what matters.",
    source="SSAT’s article on lead practitioners, on active ingredients; EEF’s "
    "implementation guidance of 2019, Prepare",
)
def tight_and_loose(plan: Plan) -> Iterator[Finding]:
    """Whether some ingredients hold, some may vary, and those that may vary have limits.

    Moment: about limits, as soon as an ingredient is loose; about the mix, once later parts of the
    plan exist.
    """
    ingredients = plan.of(ActiveIngredient)
    tight = [i for i in ingredients if i.fixedness is Fixedness.TIGHT]
    if ingredients and (plan.has(Strategy) or _is_under_way(plan)):
        if not tight:
            yield Finding("Which of your ingredients has to hold for it to work?")
        elif len(tight) == len(ingredients) >= A_HANDFUL:
            yield Finding(
                "All your ingredients are tight. Where may people fit it to their setting?"
            )
    for ingredient in ingredients:
        if ingredient.fixedness is Fixedness.UNDECIDED and _is_under_way(plan):
            yield Finding(
                f"Must it hold, or may it vary: {quoted(ingredient.behaviour)}?", ingredient
            )
        if ingredient.fixedness is Fixedness.LOOSE and not ingredient.limits:
            yield Finding(f"How far may this vary: {quoted(ingredient.behaviour)}?", ingredient)


@asks(
    "Q17",
    "Every ingredient helped, every action with a purpose",
    severity=Severity.HIGH,
    step="strategies",
    reason="An ingredient that nothing builds stays on paper, and an action that serves nothing "
    "costs time for no gain.",
    source="EEF’s implementation guidance of 2019, Prepare: why, what and how follow from "
    "each other",
)
def nothing_in_the_air(plan: Plan) -> Iterator[Finding]:
    """Whether something helps people with each ingredient, and each action serves something.

    Moment: about an action, as soon as it stands beside ingredients; about an ingredient, once the
    plan has moved on from the support package to what follows it.
    """
    if not plan.has(ActiveIngredient):
        return
    can_ask = plan.has(Strategy, TrainingSession) and _is_under_way(plan)
    for link in broken_links(golden_thread(plan)):
        about = plan.find(link.node.kind, link.node.id)
        if link.end is LooseEnd.INGREDIENT_WITHOUT_ACTION and can_ask:
            yield Finding(link.question, about)
        elif link.end is LooseEnd.ACTION_WITHOUT_PURPOSE:
            is_training = link.node.kind == TrainingSession.kind
            yield Finding(link.question, about, step="training" if is_training else "strategies")


@asks(
    "Q18",
    "Whether it is in use",
    severity=Severity.HIGH,
    step="measures",
    reason="Without it you cannot tell an idea that did not work from one that was never tried.",
    source="SSAT’s article on lead practitioners, on measures; EEF’s implementation guidance "
    "of 2019, Prepare",
)
def in_use(plan: Plan) -> Iterator[Finding]:
    """Whether each ingredient has a measure of its use, or has been looked for in a visit.

    A fidelity measure that names no ingredient counts for all of them.

    Moment: once there are ingredients, and measures or work with colleagues.
    """
    ingredients = plan.of(ActiveIngredient)
    if not ingredients or not (plan.has(Measure) or plan.has_begun):
        return
    thread = golden_thread(plan)
    of_fidelity = {m.id for m in plan.of(Measure) if m.outcome_construct == "fidelity"}
    seen = {
        edge.from_id
        for edge in thread.edges
        if edge.to_id in of_fidelity or edge.to_id == f"visits:{edge.from_id}"
    }
    unseen = [ingredient for ingredient in ingredients if ingredient.id not in seen]
    if len(unseen) == len(ingredients) > 1:
        yield Finding(
            "How will you see whether your ingredients are in use, without judging anyone?"
        )
        return
    for ingredient in unseen:
        yield Finding(
            f"How will you see whether this is in use: {quoted(ingredient.behaviour)}?", ingredient
        )


@asks(
    "Q19",
    "Early signs as well as results",
    severity=Severity.HIGH,
    step="measures",
    reason="Early signs let you help in time; results alone come when the year is over.",
    source="SSAT’s article on lead practitioners, on measures; EEF’s implementation guidance "
    "of 2019, Prepare; Proctor and others, 2011",
)
def early_signs(plan: Plan) -> Iterator[Finding]:
    """Whether measures tell of more than one thing, and one of them speaks before half-way.

    Moment: from the second measure on, or from the first once work with colleagues has begun.
    """
    measures = plan.of(Measure)
    if not measures or (len(measures) < ENOUGH and not plan.has_begun):
        return
    constructs = {measure.outcome_construct for measure in measures}
    if constructs <= plan.final_constructs:
        yield Finding(
            "Your measures are all of results. What would tell you sooner that it is in use?"
        )
    elif len(constructs) == 1:
        yield Finding("Your measures all tell of one thing. How do people find it, and who gains?")
    due = sorted(measure.due_on for measure in measures if measure.due_on)
    begin = plan.goes_live_on or (plan.decision.decided_on if plan.decision else None)
    if len(due) < ENOUGH or begin is None or any(m.horizon == "short" for m in measures):
        return
    half_way = begin + (due[-1] - begin) / 2
    read = [reading.taken_on for reading in plan.of(Reading) if reading.taken_on > begin]
    if due[0] > half_way and not any(day <= half_way for day in read):
        yield Finding(
            f"Your first measure is due on {day_in_words(due[0])}, past half-way. What could you "
            "look at before that?"
        )


@asks(
    "Q20",
    "Measures that get used",
    severity=Severity.HIGH,
    step="measures",
    reason="A measure with a way, a name, a date and a plan for disappointment turns a number into "
    "a decision.",
    source="SSAT’s article on lead practitioners, on measures; EEF’s implementation guidance "
    "of 2019, Prepare",
    of_words=True,
)
def measures_get_used(plan: Plan) -> Iterator[Finding]:
    """Whether each measure has its way of measuring, collector, date, target and response.

    A measure that has no better direction needs no target.

    Moment: as soon as a measure is written.
    """
    for measure in plan.of(Measure):
        has_target = measure.target is not None or measure.direction is Direction.NEITHER
        asked = (
            ("how is it measured", measure.instrument),
            ("who collects it", measure.collector),
            ("by when", measure.due_on),
            ("what do you hope for", has_target),
            ("what will you do if it disappoints", measure.response_if_missed),
        )
        if missing := [question for question, answer in asked if not answer]:
            yield Finding(f"For {quoted(measure.name)}: {listed(missing)}?", measure)


@asks(
    "Q21",
    "A result that answers the problem",
    severity=Severity.HIGH,
    step="measures",
    reason="Only a result about the problem you began with can tell you that it got better.",
    source="EEF’s implementation guidance of 2019, Prepare: the plan from problem to final "
    "outcomes",
)
def result_answers_problem(plan: Plan) -> Iterator[Finding]:
    """Whether a final outcome is measured and linked to the problem.

    Moment: from the second measure on, or from the first once work with colleagues has begun.
    """
    measures = plan.of(Measure)
    problems = plan.of(ProblemStatement)
    too_soon = len(measures) < ENOUGH and not plan.has_begun
    if not measures or not problems or not plan.final_constructs or too_soon:
        return
    results = [m for m in measures if m.outcome_construct in plan.final_constructs]
    if not results:
        yield Finding(
            f"Which result will tell you that this is better: {quoted(problems[-1].headline)}?"
        )
    elif not {m.problem_id for m in results} & {problem.id for problem in problems}:
        yield Finding(
            f"Is {quoted(results[0].name)} about the problem you began with, "
            f"{quoted(problems[-1].headline)}?",
            results[0],
        )


@asks(
    "Q22",
    "A package of help",
    severity=Severity.HIGH,
    step="strategies",
    reason="Knowing, wanting, practising and having time each need their own kind of help.",
    source="SSAT’s article on lead practitioners, on the support package; EEF’s "
    "implementation guidance of 2019, Prepare",
)
def package_of_help(plan: Plan) -> Iterator[Finding]:
    """Whether the support package has more than one kind of help.

    Moment: once the plan has moved on from the support package to what follows it.
    """
    strategies = plan.of(Strategy)
    kinds = {strategy.strategy_kind for strategy in strategies}
    if len(kinds) != 1 or not _is_under_way(plan):
        return
    if kinds == {"training"}:
        yield Finding("The help you plan is all training. What else would help on an ordinary day?")
    else:
        yield Finding("The help you plan is all of one kind. What other kind would go with it?")


@asks(
    "Q25",
    "Help that fits what is in the way",
    severity=Severity.MEDIUM,
    step="strategies",
    reason="Training does not make time, and time does not teach: help works when it meets "
    "the cause.",
    source="EEF’s implementation guidance of 2019, Prepare; which help seldom fits is our "
    "own suggestion",
    of_words=True,
)
def help_fits_barrier(plan: Plan) -> Iterator[Finding]:
    """Whether each barrier that was named has help of a kind that can remove it.

    Moment: about a strategy, as soon as it names a barrier; about gaps and risks without an answer,
    once a day with colleagues is planned.
    """
    strategies = plan.of(Strategy)
    for strategy in strategies:
        for words, kinds, what in MISMATCHES:
            if strategy.strategy_kind in kinds and words.search(strategy.barrier.casefold()):
                yield Finding(
                    f"{quoted(strategy.barrier)} is about {what}. Would "
                    f"{quoted(strategy.what)} help with that?",
                    strategy,
                )
                break
    if plan.goes_live_on is None:
        return
    served = [f"{s.group_served} {s.barrier}".casefold() for s in strategies]
    for rating in plan.of(ReadinessRating):
        is_served = any(rating.whose.casefold() in words for words in served)
        if rating.gap and not rating.action and not is_served:
            yield Finding(
                f"For {quoted(rating.whose)} you noted {quoted(rating.gap)}. What would help them?",
                rating,
                step="readiness",
            )
    for risk in plan.of(Risk):
        if not risk.response:
            yield Finding(f"What would you do about {quoted(risk.what)}?", risk, step="risks")
