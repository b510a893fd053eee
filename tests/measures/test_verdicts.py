"""Was it the idea or the use: every figure and sentence of the verdict, and what decides it."""

import dataclasses
import datetime as dt

import pytest

from lp_planner.domain.measures.advice import NextStep, UseState
from lp_planner.domain.records.delivery import FidelityRating
from lp_planner.domain.records.oddities import OF_EVERYTHING
from lp_planner.domain.records.project import Project
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.measures import verdicts
from lp_planner.services.measures.verdicts import IngredientUse
from lp_planner.services.planning import recording
from lp_planner.statistics.fidelity import Fidelity
from tests.cast import AMINA, THEN
from tests.factories import DAY, make_project, write

WEEK = dt.timedelta(weeks=1)
UNTIL_THEN = "Until then the outcomes cannot speak about the approach."


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
    recording.log_fidelity_visit(
        planner.desk(AMINA), project.id, values, {ingredient: rating}, sure=OF_EVERYTHING
    )


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
                verdict=Fidelity.NOT_ENOUGH,
                figures="Not looked for in the last twelve weeks",
                is_understood=False,
                understood="Nobody has been asked yet why it matters.",
                reasons=("0 of the 8 looks needed.",),
            ),
        ),
        state=UseState.NOT_LOOKED,
        reasons=("Wait: 0 of the 8 looks needed.",),
    )


def test_what_is_in_use_and_understood_says_its_figures(
    planner: Workspace, project: Project
) -> None:
    ingredient = settled(planner, project)
    found = use(planner, project)
    assert found.is_settled
    assert found.reasons == ()
    (seen,) = found.ingredients
    assert (seen.ingredient_id, seen.verdict, seen.is_tight) == (
        ingredient, Fidelity.SECURE, True,
    )  # fmt: skip
    assert seen.figures == (
        "In the last twelve weeks seen as intended in 10 of 10 looks;"
        " with 95% confidence the true share lies between 72% and 100%"
    )
    assert seen.understood == "6 of at least 6 who deliver it can say why it matters."


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
        "6 of at least 6 who deliver it can say why it matters.",
        "1 of at least 4 who deliver it can say why it matters; 8 in 10 are needed.",
    ]
    later = an_hour_later(planner)
    asked(later, project, ingredient, people_asked=5, could_say_why=2)
    asked(later, project, other, coach_vouches=True)
    said = [seen.understood for seen in use(planner, project).ingredients]
    assert said == [
        "2 of at least 5 who deliver it can say why it matters; 8 in 10 are needed.",
        "A coach judges that it is understood.",
    ]


@pytest.mark.parametrize(
    ("delivering", "asked_", "can", "is_understood", "words"),
    [
        (None, 1, 1, False, "1 of at least 4 who deliver it can say why it matters; 8 in 10"),
        (1, 1, 1, True, "1 of the 1 who deliver it can say why it matters."),
        (6, 3, 3, False, "3 of the 6 who deliver it can say why it matters; 8 in 10"),
        (None, 5, 5, True, "5 of at least 5 who deliver it can say why it matters."),
        (None, None, 9, False, "9 can say why it matters, and nobody says of how many: please"),
    ],
)  # fmt: skip
def test_understood_is_counted_out_of_those_who_deliver_it(
    planner: Workspace,
    project: Project,
    delivering: int | None,
    asked_: int | None,
    can: int,
    is_understood: bool,
    words: str,
) -> None:
    ingredient = write(
        planner, project, "active_ingredient", behaviour="Wait", fixedness="tight",
        people_delivering=delivering,
    ).id  # fmt: skip
    for number in range(10):
        look(planner, project, ingredient, days_ago=3 * number, place=f"Room {number % 4}")
    asked(planner, project, ingredient, people_asked=asked_, could_say_why=can)
    found = use(planner, project)
    (seen,) = found.ingredients
    assert seen.understood.startswith(words)
    assert seen.is_understood is is_understood
    if not is_understood:
        assert found.state is UseState.NOT_UNDERSTOOD
        assert found.reasons == (f"Wait: {seen.understood}",)


def test_a_measure_of_use_that_counts_is_as_many_looks(
    planner: Workspace, project: Project
) -> None:
    ingredient = tight(planner, project)
    measure = write(
        planner, project, "measure", outcome_construct="fidelity", ingredient_id=ingredient,
        direction="up", unit="%",
    ).id  # fmt: skip
    for days in (21, 14, 7):
        write(
            planner, project, "reading", measure_id=measure, value=9.0, out_of=10.0, people=4,
            taken_on=DAY - dt.timedelta(days=days),
        )  # fmt: skip
    (seen,) = use(planner, project).ingredients
    assert seen.verdict is Fidelity.SECURE
    assert "27 of 30 looks" in seen.figures


@pytest.mark.parametrize(("low", "verdict"), [(82.0, Fidelity.SECURE), (79.0, Fidelity.NOT_SECURE)])
def test_a_share_that_is_read_week_by_week_is_a_look_each_time(
    planner: Workspace, project: Project, low: float, verdict: Fidelity
) -> None:
    ingredient = tight(planner, project)
    for unit in ("%", "minutes"):
        measure = write(
            planner, project, "measure", outcome_construct="fidelity", ingredient_id=ingredient,
            direction="up", unit=unit,
        ).id  # fmt: skip
        for week in range(9):
            write(planner, project, "reading", measure_id=measure, taken_on=DAY - week * WEEK,
                  value=low)  # fmt: skip
    (seen,) = use(planner, project).ingredients
    assert seen.verdict is verdict
    assert "of 9 looks" in seen.figures


def test_that_nobody_has_looked_lately_is_the_reason_and_not_that_it_is_not_in_use(
    planner: Workspace, project: Project
) -> None:
    ingredient = tight(planner, project)
    for number in range(10):
        look(planner, project, ingredient, days_ago=56 + number, place=f"Room {number % 4}")
    found = verdict(planner, project, measured(planner, project, 0))
    assert found.step is NextStep.LOOK
    assert found.reason == f"Wait: Nobody has looked for 56 days. {UNTIL_THEN}"


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


@pytest.mark.parametrize("target", [None, 40.0])
def test_a_measure_of_reach_that_nobody_has_read_yet_says_nothing(
    planner: Workspace, project: Project, target: float | None
) -> None:
    settled(planner, project)
    measure = write(
        planner, project, "measure", outcome_construct="reach", target=target, direction="up"
    ).id
    assert use(planner, project).is_settled
    assert (
        "reaching"
        not in verdicts.measure_verdict(planner.desk(AMINA), project.id, measure).sentence
    )


def test_only_measures_of_reach_say_whom_it_reaches(planner: Workspace, project: Project) -> None:
    settled(planner, project)
    plain = write(planner, project, "measure", target=90.0).id
    write(planner, project, "reading", measure_id=plain, taken_on=DAY, value=1.0)
    assert use(planner, project).is_settled


def test_what_two_saw_together_is_set_side_by_side(planner: Workspace, project: Project) -> None:
    ingredient = tight(planner, project)
    assert use(planner, project).agreement == ""
    for number in range(12):
        if number == 1:
            said = use(planner, project).agreement
            assert said.startswith("Two people looked together 1 time and saw the same 1 of these")
        for visitor in ("Ama", "Bea"):
            rating = "partly" if number < 3 or (number == 3 and visitor == "Bea") else "seen"
            day = DAY - dt.timedelta(days=number)
            visit = write(planner, project, "fidelity_visit", visited_on=day, place="Room 1",
                          visitor=visitor).id  # fmt: skip
            write(planner, project, "fidelity_observation", visit_id=visit,
                  ingredient_id=ingredient, rating=rating)  # fmt: skip
    said = use(planner, project).agreement
    assert said.startswith("Two people looked together 12 times and saw the same 11 of these.")
    assert "that is 0.8 of 1" in said


# The verdict.


def test_while_the_use_is_not_settled_the_advice_is_about_it_and_says_why(
    planner: Workspace, project: Project
) -> None:
    ingredient = tight(planner, project)
    for number in range(10):
        look(
            planner, project, ingredient, days_ago=number, place=f"Room {number % 4}",
            rating=FidelityRating.PARTLY,
        )  # fmt: skip
    found = verdict(planner, project, measured(planner, project, 0))
    assert found.advice == "Support delivery first: coach, model, simplify."
    assert found.reason.startswith("Wait: We are fairly sure that it is seen less than 60 %")
    assert found.reason.endswith(UNTIL_THEN)
    assert found.use == use(planner, project)


WAVES = (0.0, 2.0, -1.0, 1.0, -2.0, 0.5, -0.5)


@pytest.mark.parametrize(
    ("before", "level", "step"),
    [
        (12, 70.0, NextStep.SUSTAIN),
        (12, 30.0, NextStep.ASK),
        (12, 50.0, NextStep.KEEP_GOING),
        (7, 70.0, NextStep.OTHER_EVIDENCE),
        (0, 70.0, NextStep.OTHER_EVIDENCE),
    ],
)
def test_once_the_use_is_settled_the_readings_decide(
    planner: Workspace, project: Project, before: int, level: float, step: NextStep
) -> None:
    settled(planner, project)
    measure = write(planner, project, "measure", direction="up").id
    first = DAY - dt.timedelta(days=27)
    for number in range(before + 12):
        days = (number - before) * 2
        write(
            planner, project, "reading", measure_id=measure,
            taken_on=first + dt.timedelta(days=days),
            value=(50.0 if number < before else level) + WAVES[number % 7],
        )  # fmt: skip
    found = verdict(planner, project, measure)
    assert found.use.is_settled
    assert found.step is step
    assert found.deciding == ""
    assert found.sentence.startswith("In use in 4 of 4 places, understood by 6 of 6; ")
