"""Was it the idea or the use: every figure and sentence of the verdict, and what decides it."""

import dataclasses
import datetime as dt

import pytest
from lp_planner.statistics.decision import Advice, NextStep, Signal, advise

from lp_planner.domain.records.delivery import FidelityRating
from lp_planner.domain.records.project import Project
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.measures import verdicts
from lp_planner.services.measures.verdicts import IngredientUse
from lp_planner.services.planning import recording
from tests.cast import AMINA, THEN
from tests.factories import DAY, make_project, write

WEEK = dt.timedelta(weeks=1)
SUPPORT = (
    "Not every active ingredient is secure and understood, so the outcomes cannot yet speak about"
    " the approach."
)


@pytest.fixture
def project(planner: Workspace) -> Project:
    return make_project(planner)


def an_hour_later(planner: Workspace) -> Workspace:
    return dataclasses.replace(planner, clock=lambda: THEN + dt.timedelta(hours=1))


def tight(planner: Workspace, project: Project, behaviour: str = "Wait") -> str:
    return write(
        planner, project, "active_ingredient", behaviour=behaviour, fixedness="tight"
    ).id  # fmt: skip


def look(
    planner: Workspace,
    project: Project,
    ingredient: str,
    *,
    days_ago: int,
    place: str,
    rating: FidelityRating = FidelityRating.SEEN,
) -> None:
    values = {"visited_on": DAY - dt.timedelta(days=days_ago), "place": place}
    recording.log_fidelity_visit(planner.desk(AMINA), project.id, values, {ingredient: rating})


def asked(planner: Workspace, project: Project, ingredient: str, **answers: object) -> None:
    write(
        planner, project, "understanding_check", ingredient_id=ingredient, how="In a corridor",
        **answers,  # type: ignore[arg-type]
    )  # fmt: skip


def settled(planner: Workspace, project: Project) -> str:
    """One tight ingredient that is securely in use and understood; when visits began."""
    ingredient = tight(planner, project)
    for number in range(10):
        look(planner, project, ingredient, days_ago=3 * number, place=f"Room {number % 4}")
    asked(planner, project, ingredient, people_asked=6, could_say_why=6)
    return ingredient


def measured(planner: Workspace, project: Project, *days_ago: int, value: float = 5.0) -> str:
    """A measure with a reading on each of these days, all alike."""
    measure = write(planner, project, "measure", direction="up").id
    for days in days_ago:
        taken_on = DAY - dt.timedelta(days=days)
        write(planner, project, "reading", measure_id=measure, taken_on=taken_on, value=value)
    return measure


def use(planner: Workspace, project: Project) -> verdicts.Use:
    return verdicts.project_use(planner.desk(AMINA), project.id)


def verdict(planner: Workspace, project: Project, measure: str) -> verdicts.Verdict:
    return verdicts.measure_verdict(planner.desk(AMINA), project.id, measure)


# The use.


def test_what_nobody_has_looked_at_or_asked_about_says_so(
    planner: Workspace, project: Project
) -> None:
    ingredient = tight(planner, project)
    assert use(planner, project) == verdicts.Use(
        ingredients=(
            IngredientUse(
                ingredient_id=ingredient,
                name="Wait",
                is_tight=True,
                state="not enough evidence",
                figures="Not looked for in the last twelve weeks",
                understood="Nobody has been asked yet why it matters.",
                reasons=("0 of the 8 looks needed.",),
            ),
        ),
        is_settled=False,
        reasons=("Wait: not enough evidence and not yet understood.",),
    )


def test_what_is_in_use_and_understood_says_its_figures(
    planner: Workspace, project: Project
) -> None:
    ingredient = settled(planner, project)
    found = use(planner, project)
    assert found.is_settled
    assert found.reasons == ()
    (seen,) = found.ingredients
    assert (seen.ingredient_id, seen.state, seen.is_tight) == (ingredient, "secure", True)
    assert seen.figures == (
        "In the last twelve weeks seen as intended in 10 of 10 looks;"
        " the true share may lie between 79% and 100%"
    )
    assert seen.understood == "6 of 6 staff state it correctly."


def test_a_loose_ingredient_is_shown_and_decides_nothing(
    planner: Workspace, project: Project
) -> None:
    settled(planner, project)
    write(planner, project, "active_ingredient", behaviour="Hum", fixedness="loose")
    found = use(planner, project)
    assert [(seen.name, seen.is_tight) for seen in found.ingredients] == [
        ("Wait", True), ("Hum", False),
    ]  # fmt: skip
    assert found.is_settled


def test_without_an_ingredient_that_is_to_be_kept_nothing_is_settled(
    planner: Workspace, project: Project
) -> None:
    write(planner, project, "active_ingredient", behaviour="Hum", fixedness="loose")
    found = use(planner, project)
    assert not found.is_settled
    assert found.reasons == ("No active ingredient has been marked as one to keep.",)


def test_of_several_checks_the_latest_about_the_ingredient_counts(
    planner: Workspace, project: Project
) -> None:
    ingredient, other = settled(planner, project), tight(planner, project, "Hum")
    asked(planner, project, other, people_asked=4, could_say_why=1)
    asked(planner, project, ingredient, checked_on=DAY - WEEK, people_asked=9, could_say_why=1)
    said = [seen.understood for seen in use(planner, project).ingredients]
    assert said == [
        "6 of 6 staff state it correctly.",
        "Only 1 of 4 staff state it correctly; 80 % are needed.",
    ]
    later = an_hour_later(planner)
    asked(later, project, ingredient, people_asked=5, could_say_why=2)
    asked(later, project, other, coach_vouches=True)
    said = [seen.understood for seen in use(planner, project).ingredients]
    assert said == [
        "Only 2 of 5 staff state it correctly; 80 % are needed.",
        "A coach judges that it is understood.",
    ]


def test_no_more_can_say_why_than_were_asked(planner: Workspace, project: Project) -> None:
    ingredient = tight(planner, project)
    asked(planner, project, ingredient, people_asked=3, could_say_why=5)
    assert use(planner, project).ingredients[0].understood == "3 of 3 staff state it correctly."
    asked(an_hour_later(planner), project, ingredient, could_say_why=5)
    assert use(planner, project).ingredients[0].understood == (
        "There are no delivering staff to ask."
    )


@pytest.mark.parametrize(
    ("direction", "latest", "is_short"),
    [
        ("up", 39.5, True),
        ("up", 40.0, False),
        ("up", 41.0, False),
        ("down", 41.0, True),
        ("down", 40.0, False),
        ("down", 39.0, False),
        ("neither", 1.0, False),
        ("neither", 99.0, False),
    ],
)
def test_what_does_not_reach_those_it_is_for_is_not_settled(
    planner: Workspace, project: Project, direction: str, latest: float, *, is_short: bool
) -> None:
    settled(planner, project)
    for name, target in (("No target", None), ("No readings", 90.0)):
        write(planner, project, "measure", name=name, outcome_construct="reach", target=target)
    reach = write(
        planner, project, "measure", name="Classes", outcome_construct="reach", target=40.0,
        direction=direction,
    ).id  # fmt: skip
    write(planner, project, "reading", measure_id=reach, taken_on=DAY - WEEK, value=1000.0)
    write(planner, project, "reading", measure_id=reach, taken_on=DAY, value=latest)
    found = use(planner, project)
    assert found.is_settled is not is_short
    sentence = (
        f"It does not yet reach those it is for: Classes stands at {latest:g}, with 40 hoped for."
    )
    assert found.reasons == ((sentence,) if is_short else ())


def test_only_measures_of_reach_say_whom_it_reaches(planner: Workspace, project: Project) -> None:
    settled(planner, project)
    plain = write(planner, project, "measure", target=90.0).id
    write(planner, project, "reading", measure_id=plain, taken_on=DAY, value=1.0)
    assert use(planner, project).is_settled


# The verdict.


def test_while_the_use_is_not_settled_the_advice_is_to_support_it_and_says_why(
    planner: Workspace, project: Project
) -> None:
    tight(planner, project)
    found = verdict(planner, project, measured(planner, project, 0))
    assert found.advice == "Support delivery first: coach, model, simplify."
    assert found.reason == f"{SUPPORT} Wait: not enough evidence and not yet understood."
    assert found.reading == (
        "The readings alone: too early to tell, from 1 reading since the change began."
    )
    assert found.use == use(planner, project)


@pytest.mark.parametrize(
    ("days_ago", "advice", "number"),
    [
        ((), "Keep going.", "0 readings"),
        ((0,), "Keep going.", "1 reading"),
        ((7, 0), "Keep going until 31 December 2025.", "2 readings"),
        ((21, 14, 7, 0), "Keep going until 17 December 2025.", "4 readings"),
        ((16, 9, 2, 1), "Keep going until 16 December 2025.", "4 readings"),
        ((0, 0), "Keep going until 13 November 2025.", "2 readings"),
    ],
)
def test_with_few_readings_one_keeps_going_until_there_will_be_ten_at_that_rhythm(
    planner: Workspace, project: Project, days_ago: tuple[int, ...], advice: str, number: str
) -> None:
    settled(planner, project)
    found = verdict(planner, project, measured(planner, project, *days_ago))
    assert found.advice == advice
    assert found.reading.endswith(f", from {number} since the change began.")
    assert not found.reason.startswith("Not every")


@pytest.mark.parametrize(
    ("after", "advice"),
    [
        (70.0, "Sustain it; consider rebasing the chart."),
        (30.0, "Ask what changed; adapt thoughtfully."),
    ],
)
def test_once_the_use_is_settled_the_readings_decide(
    planner: Workspace, project: Project, after: float, advice: str
) -> None:
    settled(planner, project)
    measure = write(planner, project, "measure", direction="up").id
    first = DAY - dt.timedelta(days=27)
    for number in range(24):
        before = number < 12
        write(
            planner, project, "reading", measure_id=measure,
            taken_on=first - (12 - number) * WEEK if before else
            first + dt.timedelta(days=2 * (number - 12)),
            value=50.0 + number % 2 if before else after + number % 2,
        )  # fmt: skip
    found = verdict(planner, project, measure)
    assert found.use.is_settled
    assert found.advice == advice


# The advice, row by row.

ON_THE_NEW_LEVEL = (
    "The active ingredients are in place, and the measure is read against the better level that you"
    " decided on; 3 readings have been taken on it."
)
TOO_EARLY = (
    "There are 9 readings since the change; with fewer than 10 no signal means too early to tell."
)
IN_PLACE = "The active ingredients are in place and"


@pytest.mark.parametrize(
    ("asks", "step", "sentence", "reason"),
    [
        (
            {"gate_open": False, "signal": Signal.IMPROVEMENT, "points_since": 12},
            NextStep.SUPPORT_DELIVERY,
            "Support delivery first: coach, model, simplify.",
            SUPPORT,
        ),
        (
            {"gate_open": True, "signal": Signal.IMPROVEMENT, "points_since": 12},
            NextStep.SUSTAIN,
            "Sustain it; consider rebasing the chart.",
            f"{IN_PLACE} the measure signals improvement.",
        ),
        (
            {"gate_open": True, "signal": Signal.CONCERN, "points_since": 12},
            NextStep.ASK,
            "Ask what changed; adapt thoughtfully.",
            f"{IN_PLACE} the measure signals a concern.",
        ),
        (
            {"gate_open": True, "signal": Signal.NONE, "points_since": 3, "is_new_level": True},
            NextStep.KEEP_GOING,
            "Keep going on the new level.",
            ON_THE_NEW_LEVEL,
        ),
        (
            {"gate_open": True, "signal": Signal.NONE, "points_since": 9},
            NextStep.KEEP_GOING,
            "Keep going.",
            TOO_EARLY,
        ),
        (
            {"gate_open": True, "signal": Signal.NONE, "points_since": 10},
            NextStep.REVIEW,
            "Review: adapt or stop?",
            f"{IN_PLACE} 10 readings since the change show no signal.",
        ),
    ],
    ids=lambda value: value.name if isinstance(value, NextStep) else "",
)
def test_each_row_of_the_advice_has_its_sentence_and_its_reason(
    asks: dict[str, object], step: NextStep, sentence: str, reason: str
) -> None:
    assert advise(**asks) == Advice(step, sentence, reason)  # type: ignore[arg-type]


def test_readings_that_cannot_be_counted_are_named() -> None:
    with pytest.raises(ValueError, match="readings since the change"):
        advise(gate_open=True, signal=Signal.NONE, points_since=-1)
