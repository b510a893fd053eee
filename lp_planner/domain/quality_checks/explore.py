"""Questions about Explore: the need, where it starts and its size (Q01 to Q05)."""

import re
from collections.abc import Iterator

from lp_planner.domain.quality_checks.advisory import Finding, Severity, asks, quoted
from lp_planner.domain.quality_checks.plan import Plan
from lp_planner.domain.records.diagnosis import (
    Baseline,
    DiagnosisSource,
    FocusCheck,
    FocusVerdict,
    Priority,
    ProblemStatement,
)
from lp_planner.domain.records.ingredients import ActiveIngredient
from lp_planner.domain.records.measures import Reading
from lp_planner.domain.records.options import Option
from lp_planner.domain.records.preparation import TeamMember
from lp_planner.wording import day_in_words, listed

ENOUGH = 2
FEWEST_WORDS = 3
FAMILIES = {
    "assessment_data": "figures",
    "attendance_behaviour": "figures",
    "baseline": "figures",
    "pupil_voice": "voices",
    "family_voice": "voices",
    "staff_voice": "voices",
}
"""Kinds of source that look from the same side; every other kind is a side of its own."""
EVERYBODY = re.compile(
    r"\b(whole[- ]school|all pupils|every pupil|all children|every child in the school|"
    r"all (year groups|subjects|departments|classes|staff)|every (subject|class|year group))\b"
)


def is_filler(words: str) -> bool:
    """Whether words are too few to say anything."""
    return len(re.findall(r"\w+", words)) < FEWEST_WORDS


@asks(
    "Q01",
    "Problem before solution",
    severity=Severity.HIGH,
    step="problem",
    reason="When the answer comes first, the problem is easily written to fit it.",
    source="EEF’s implementation guidance of 2019, Explore; SSAT’s article on lead "
    "practitioners, on finding a tight focus",
)
def solution_first(plan: Plan) -> Iterator[Finding]:
    """Whether the problem was understood before an answer was chosen, and is free of its name.

    Moment: from the first option that would add something.
    """
    new = [option for option in plan.of(Option) if option.option_kind == "do_something"]
    problems = plan.of(ProblemStatement)
    if new and not problems and plan.decision is None:
        yield Finding(f"What is happening now that {quoted(new[0].name)} would change?", new[0])
    if not new or not problems:
        return
    earliest = min(new, key=lambda option: option.created_at)
    if earliest.created_at < min(problem.created_at for problem in problems):
        yield Finding(
            f"{quoted(earliest.name)} was written down before the problem. Would you still choose "
            "it if you began from what you found out?",
            earliest,
        )
    for problem in problems:
        parts = [getattr(problem, name) for name in problem.needs_one_of]
        words = " ".join(" ".join(parts).casefold().split())
        for option in new:
            name = " ".join(option.name.casefold().split())
            if " " in name and re.search(rf"\b{re.escape(name)}\b", words):
                yield Finding(
                    f"The problem names {quoted(option.name)}. How would it read without the "
                    "answer in it?",
                    problem,
                )


@asks(
    "Q02",
    "Three sides of the problem",
    severity=Severity.HIGH,
    step="problem",
    reason="A loose “why” gives a loose “what”: each part of the problem steers one of the plan.",
    source="EEF’s implementation guidance of 2019, Explore",
)
def three_sides(plan: Plan) -> Iterator[Finding]:
    """Whether the problem says what adults do, what pupils do and what pupils miss out on.

    Moment: once a problem is written, or a decision or an ingredient stands without one.
    """
    if not plan.of(ProblemStatement) and (plan.goes_ahead or plan.has(ActiveIngredient)):
        yield Finding("What is the problem, in what adults do, what pupils do and what they miss?")
    for problem in plan.of(ProblemStatement):
        sides = {
            "what adults do now": problem.staff_behaviour,
            "what pupils do": problem.pupil_behaviour,
            "what pupils miss out on": problem.pupil_outcome,
        }
        thin = [name for name, words in sides.items() if is_filler(words)]
        if thin:
            yield Finding(f"Could you say a little more about {listed(thin)}?", problem)
        elif len({" ".join(words.casefold().split()) for words in sides.values()}) < len(sides):
            yield Finding(
                f"Two parts of the problem say the same, {quoted(problem.headline)}. What do "
                "adults do, what do pupils do, and what do pupils miss out on?",
                problem,
            )


@asks(
    "Q03",
    "More than one view",
    severity=Severity.HIGH,
    step="diagnosis",
    reason="One source, or several of one sort, can mislead; a second view tells you whether this "
    "is the problem to solve.",
    source="EEF’s implementation guidance of 2019, Explore; SSAT’s article on lead "
    "practitioners, on finding a tight focus and on the knowledge standards",
)
def more_than_one_view(plan: Plan) -> Iterator[Finding]:
    """Whether at least two sources look at the need, and not all from the same side.

    Moment: once a problem, an option or a decision rests on them.
    """
    if not (plan.has(ProblemStatement, Option) or plan.goes_ahead):
        return
    sources = plan.of(DiagnosisSource)
    if len(sources) < ENOUGH:
        yield Finding("Who or what else could tell you whether this is the problem?")
        return
    sides = {FAMILIES.get(source.source_kind, source.source_kind) for source in sources}
    if sides == {"figures"}:
        yield Finding("Your sources are all figures. What would the people concerned say?")
    elif sides == {"voices"}:
        yield Finding("Your sources are all what people say. What could you count or look at?")
    elif len(sides) == 1:
        yield Finding("Your sources are all of one kind. Could you look from another side?")


@asks(
    "Q04",
    "A starting point",
    severity=Severity.HIGH,
    step="baseline",
    reason="Once things begin to change, the chance to see where they started is gone.",
    source="SSAT’s article on lead practitioners, on measures and on the right size of "
    "focus; EEF’s implementation guidance of 2019, Explore",
)
def starting_point(plan: Plan) -> Iterator[Finding]:
    """Whether there is a value from before anything changed.

    Moment: once it has been decided to go ahead, or something has been done with colleagues.
    """
    days = [b.taken_on for b in plan.of(Baseline)] + [r.taken_on for r in plan.of(Reading)]
    if plan.began_on is not None and days and min(days) > plan.began_on:
        yield Finding(
            f"Your first value is from {day_in_words(min(days))}, and work with colleagues began "
            f"on {day_in_words(plan.began_on)}. Does anything from before show where you "
            "started?"
        )
    elif not days and (plan.goes_ahead or plan.has_begun):
        yield Finding("What are things like now, in a number you could take again in a term?")


@asks(
    "Q05",
    "The right size",
    severity=Severity.MEDIUM,
    step="focus",
    reason="Too big, and nobody sees it through; too small, and it never leaves your own room.",
    source="SSAT’s article on lead practitioners, on the right size of focus",
    of_words=True,
)
def right_size(plan: Plan) -> Iterator[Finding]:
    """Whether the focus is neither too big nor too small for the people who carry it.

    Moment: once the size has been judged, or ways forward are on the table without it.
    """
    focus = plan.latest(FocusCheck)
    alone = len(plan.of(TeamMember)) < ENOUGH
    if focus is not None:
        if plan.goes_ahead and focus.verdict is FocusVerdict.TOO_BIG:
            yield Finding("You found the focus too big. What could be left for another day?", focus)
        elif plan.goes_ahead and focus.verdict is FocusVerdict.TOO_SMALL:
            yield Finding("You found the focus too small. Who else could gain from it?", focus)
        elif alone and (wide := EVERYBODY.search(focus.in_scope.casefold())):
            yield Finding(
                f"Your focus takes in “{wide[0]}”. Could one year group or team go first, or who "
                "carries it with you?",
                focus,
            )
    elif alone and plan.has(Option):
        texts = [priority.priority for priority in plan.of(Priority)]
        texts += [f"{p.staff_behaviour} {p.pupil_behaviour}" for p in plan.of(ProblemStatement)]
        if wide := EVERYBODY.search(" ".join(texts).casefold()):
            yield Finding(f"You write of “{wide[0]}”. Is that the right size for you and a year?")
