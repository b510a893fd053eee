"""The sentence that stands first on the Impact page: short, and never more than is known."""

import datetime as dt

import pytest

from lp_planner.domain.measures.advice import UseState
from lp_planner.domain.measures.finding import Finding, Stage
from lp_planner.domain.measures.finding_words import in_a_clause
from lp_planner.domain.measures.standing import Share, Standing, sentence
from lp_planner.domain.records.delivery import FidelityRating
from lp_planner.domain.records.measures import Direction
from lp_planner.domain.records.oddities import OF_EVERYTHING
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.measures import verdicts
from lp_planner.services.planning import recording
from tests.cast import AMINA
from tests.factories import DAY, make_project, write
from tests.page_script import Opener, words

SEEN, PARTLY, NOT_APPLICABLE = (
    FidelityRating.SEEN, FidelityRating.PARTLY, FidelityRating.NOT_APPLICABLE,
)  # fmt: skip
EARLY = Finding(Stage.EARLY, Direction.UP, "%", None)
UNASKED = "nobody asked yet whether it is understood"
IN_PART = "whether it is understood was asked of some parts only"
TOO_FEW = "without enough looks lately to be sure"
AT_THE_END = "90% at the latest reading; too early to say whether it moved."


def standing(use: UseState = UseState.OPEN, **facts: object) -> str:
    return sentence(Standing(use, EARLY, latest=90.0, **facts))  # type: ignore[arg-type]


def test_everything_that_is_known_stands_in_one_sentence() -> None:
    assert standing(
        places=Share(4, 4), understood=Share(4, 5), reached=Share(38, 40)
    ) == (
        f"In use in 4 of 4 places, understood by 4 of 5, reaching 38 of 40; {AT_THE_END}"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("use", "facts", "says"),
    [
        (UseState.NO_INGREDIENT, {}, "What must hold is not named yet"),
        (UseState.NOT_LOOKED, {}, f"Nobody has looked lately whether it is in use, {UNASKED}"),
        (UseState.NOT_LOOKED, {"places": Share(2, 3), "is_asked_in_part": True},
         f"Seen in use in 2 of 3 places, {TOO_FEW}, {IN_PART}"),
        (UseState.NOT_IN_USE, {"places": Share(1, 3), "understood": Share(5, 5)},
         "Seen in use in 1 of 3 places, not securely in use yet, understood by 5 of 5"),
        (UseState.NOT_UNDERSTOOD, {"places": Share(3, 3), "understood": Share(2, 5)},
         "In use in 3 of 3 places, understood by 2 of 5"),
        (UseState.NOT_UNDERSTOOD, {"places": Share(0, 3), "understood": Share(2, 5)},
         ("Securely in use, at the latest look with every part in 0 of 3 places, "
         "understood by 2 of 5")),
        (UseState.OPEN, {"understood": Share(2, 5), "is_vouched_for": True},
         "Securely in use, understood by 2 of 5 and, a coach says, by all"),
        (UseState.OPEN, {"understood": Share(5, 5), "reached": Share(42, 40)},
         "Securely in use, understood by 5 of 5, reaching 42, with 40 expected"),
    ],
)  # fmt: skip
def test_what_nobody_knows_is_said_to_be_unknown(
    use: UseState, facts: dict[str, object], says: str
) -> None:
    assert standing(use, **facts) == f"{says}; {AT_THE_END}"


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("goes_up", [True, False, None])
def test_every_stage_ends_the_sentence_in_few_words(stage: Stage, goes_up: bool | None) -> None:
    clause = in_a_clause(Finding(stage, Direction.DOWN, "", None, goes_up=goes_up))
    assert clause
    assert len(clause.split()) <= 16
    assert not clause.endswith(".")


def test_a_place_counts_by_its_latest_look_at_everything_that_must_hold(
    planner: Workspace,
) -> None:
    project = make_project(planner)
    keep = [
        write(planner, project, "active_ingredient", behaviour=name, fixedness="tight").id
        for name in ("Wait", "Name the sound")
    ]
    loose = write(planner, project, "active_ingredient", behaviour="Sing", fixedness="loose").id
    measure = write(planner, project, "measure", direction="up").id

    def look(days_ago: int, place: str, *ratings: FidelityRating) -> None:
        values = {"visited_on": DAY - dt.timedelta(days=days_ago), "place": place}
        seen = dict(zip(keep, ratings, strict=True)) | {loose: PARTLY}
        recording.log_fidelity_visit(
            planner.desk(AMINA), project.id, values, seen, sure=OF_EVERYTHING
        )

    def said() -> str:
        return verdicts.measure_verdict(planner.desk(AMINA), project.id, measure).sentence

    assert said().startswith("Nobody has looked lately whether it is in use")
    look(200, "Hall", SEEN, SEEN)
    assert said().startswith("Nobody has looked lately whether it is in use")
    look(20, "Room 1", PARTLY, SEEN)
    look(10, "room  1", SEEN, SEEN)
    assert said().startswith("Seen in use in 1 of 1 places")
    look(9, "Room 2", SEEN, NOT_APPLICABLE)
    assert said().startswith("Seen in use in 2 of 2 places")
    look(5, "Room 2", PARTLY, SEEN)
    look(5, "Room 2", SEEN, SEEN)
    assert said().startswith("Seen in use in 1 of 2 places")


def test_the_reach_that_falls_shortest_is_named(planner: Workspace) -> None:
    project = make_project(planner)
    measure = write(planner, project, "measure", direction="up", outcome_construct="reach").id
    other = write(
        planner, project, "measure", direction="up", outcome_construct="reach", target=20
    ).id

    def said() -> str:
        return verdicts.measure_verdict(planner.desk(AMINA), project.id, measure).sentence

    assert "reaching" not in said()
    write(planner, project, "reading", measure_id=measure, taken_on=DAY, value=38, out_of=40)
    assert said().startswith("What must hold is not named yet, reaching 38 of 40; ")
    write(planner, project, "reading", measure_id=other, taken_on=DAY, value=12)
    assert "reaching 12 of 20;" in said()


def test_the_page_says_the_sentence_first_and_draws_the_open_tab_alone(opened: Opener) -> None:
    app = opened("demo:marcia", "impact")
    assert not app.exception
    sentence = app.header[0].value
    assert sentence.startswith("In use in 4 of 4 places, understood by 4 of 4; 90%")
    assert len(app.get("plotly_chart")) == 1
    assert "What people said" not in words(app)

    # Another tab is the same page with other work: the measure's own charts are not made again.
    talking = opened("demo:marcia", "impact", tab="What people say")
    assert talking.header[0].value == sentence
    assert "were asked" in words(talking)
    assert "There is no comparison group" not in words(talking)


@pytest.mark.parametrize(
    ("lead", "sentence", "deciding"),
    [
        ("marcia", "In use in 4 of 4 places, understood by 4 of 4;", ""),
        ("daniel", ("Securely in use, at the latest look with every part in 0 of 3 places, whether "
         "it is understood was asked of some parts only;"),
         "Nobody has been asked yet why it matters."),
        ("priya", f"Seen in use in 3 of 3 places, {TOO_FEW}, {UNASKED};",
         "Nobody has looked for 56 days."),
    ],
)  # fmt: skip
def test_the_three_large_demo_projects_say_first_what_decides(
    opened: Opener, lead: str, sentence: str, deciding: str
) -> None:
    app = opened(f"demo:{lead}", "impact", tab="What people say")
    assert not app.exception
    assert sentence in app.header[0].value
    assert deciding in words(app)
