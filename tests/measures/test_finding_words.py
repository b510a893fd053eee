"""The words of a finding claim no more than its stage, and keep few people out of sight."""

import dataclasses
import datetime as dt
import re

import pytest

from lp_planner.domain.measures.advice import NextStep, UseState, advise
from lp_planner.domain.measures.finding import Chance, Compared, Finding, Side, Stage
from lp_planner.domain.measures.finding_words import in_a_few_words, said, stage_in_words
from lp_planner.domain.records.measures import Direction

BEGAN = dt.date(2026, 3, 1)
CLAIMS_CAUSE = re.compile(r"impact|effect|caused|months of|proven|significant", re.IGNORECASE)
CLAIMS_CHANGE = re.compile(r"has moved the way you hoped|sustain it", re.IGNORECASE)
MISLEADS = re.compile(
    r"consistent with the change|better than chance alone|the data fit|standard error|Laney|"
    r"p′|crossed 1 times|longest run|rebas|median",
    re.IGNORECASE,
)


def side(value: float, people: int | None = 30, count: int = 9) -> Side:
    return Side(value, dt.date(2026, 1, 5), dt.date(2026, 2, 20), count, people)


def finding(stage: Stage = Stage.EARLY, **facts: object) -> Finding:
    usual: dict[str, object] = {
        "direction": Direction.UP, "unit": "%", "began_on": BEGAN, "before": side(51.0),
        "latest": side(67.0), "number_before": 9, "number_since": 9, "goes_up": True,
        "obstacles": ("the readings take only a few different values",), "needed_before": 8,
        "needed_since": 24, "until": dt.date(2026, 9, 1), "power": 0.86, "new_level_on": BEGAN,
    }  # fmt: skip
    return Finding(stage, **{**usual, **facts})  # type: ignore[arg-type]


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("direction", Direction)
@pytest.mark.parametrize("goes_up", [True, False, None])
@pytest.mark.parametrize("people", [None, 3, 8])
def test_only_an_improvement_is_said_to_have_moved_as_hoped_and_nothing_claims_a_cause(
    stage: Stage, direction: Direction, goes_up: bool | None, people: int | None
) -> None:
    found = finding(
        stage, direction=direction, goes_up=goes_up, before=side(51.0, people),
        latest=side(67.0, people),
    )  # fmt: skip
    cannot_be = {Stage.BETTER: (False, None), Stage.WORSE: (True, None), Stage.MOVED: (True, False)}
    if found.is_hoped_for in cannot_be.get(stage, ()):
        return
    words = said(found)
    advice = advise(UseState.OPEN, (), found)
    assert not CLAIMS_CAUSE.search(words)
    assert not MISLEADS.search(f"{words} {advice.sentence} {advice.reason}")
    assert bool(re.search("has moved the way you hoped", words)) == (stage is Stage.BETTER)
    assert (advice.step is NextStep.SUSTAIN) == (stage in {Stage.BETTER, Stage.HOLDING})
    assert stage is Stage.NO_READINGS or stage_in_words(found) in words
    assert in_a_few_words(found)
    assert "None" not in words


@pytest.mark.parametrize("stage", sorted(set(Stage) - {Stage.NO_READINGS}))
def test_figures_of_fewer_than_five_people_stay_out(stage: Stage) -> None:
    words = said(finding(stage, before=side(51.0, 4)))
    assert "51" not in words
    assert "67" not in words
    assert "Fewer than five people" in words
    beside = finding(
        stage, comparison=Compared.AHEAD, comparison_before=side(52.0),
        comparison_latest=side(53.0, 3),
    )  # fmt: skip
    assert not re.search(r"5[123]|67", said(beside))


def test_without_a_comparison_group_change_is_shown_and_no_cause() -> None:
    assert "There is no comparison group, so this shows change, not its cause." in said(finding())
    half = finding(comparison=Compared.ONE_SIDED, comparison_before=side(50.0))
    assert "no reading from after the change began, so this shows change" in said(half)


@pytest.mark.parametrize("compared", sorted(set(Compared) - {Compared.NONE, Compared.ONE_SIDED}))
def test_a_comparison_that_chance_could_give_does_not_point_to_the_change(
    compared: Compared,
) -> None:
    words = said(
        finding(comparison=compared, comparison_before=side(50.0), comparison_latest=side(51.0))
    )
    assert "from 50% to 51%: higher by 1 percentage point." in words
    assert ("by more than chance" in words) == (
        compared in {Compared.AHEAD, Compared.BEHIND, Compared.APART}
    )


def test_the_same_value_is_called_the_same_so_far_and_no_hope_is_named_for_a_difference() -> None:
    assert ": the same so far." in said(finding(before=side(67.0)))
    assert "hoped" not in said(finding(Stage.EARLY))


def test_possible_says_until_when_to_keep_measuring() -> None:
    words = stage_in_words(finding(Stage.POSSIBLE, needed_since=12))
    assert "Keep measuring until 1 September 2026, when there should be 12 readings" in words
    assert stage_in_words(finding(Stage.POSSIBLE, until=None)).endswith("Keep measuring.")


def test_few_readings_before_are_described_with_the_number_that_a_judgement_needs() -> None:
    words = stage_in_words(finding(Stage.DESCRIBED, number_before=1))
    assert words.startswith("Described, not judged: 1 reading is from before")
    assert "fewer than 8" in words


def test_a_group_chosen_for_low_scores_a_small_one_and_a_single_reading_are_named() -> None:
    assert "some rise is expected anyway" in said(finding(chosen_for_low_scores=True))
    assert "some fall is expected anyway" in said(
        finding(chosen_for_low_scores=True, direction=Direction.DOWN)
    )
    assert "too small to be sure" in said(finding(latest=side(60.0, 9)))
    assert "A single reading can be high or low" in said(finding(latest=side(60.0, count=1)))


@pytest.mark.parametrize("stage", [Stage.NO_READINGS, Stage.NO_DAY, Stage.NOTHING_SINCE])
def test_what_could_be_found_is_said_before_there_is_anything_to_judge(stage: Stage) -> None:
    words = said(finding(stage, chances=(Chance(12, 10, 0.29, 0.797), Chance(12, 20, 0.05, 0.9))))
    assert (
        "12 readings before and 10 since find a change as large as the usual ups and downs 2 in 10 "
        "times, one twice as large 7 in 10 times."
    ) in words
    assert "less than once in 10, one twice as large 9 in 10 times" in words


def test_no_readings_are_asked_for_with_and_without_a_day() -> None:
    nothing = dataclasses.replace(finding(Stage.NO_READINGS), before=Side(), latest=Side())
    assert "from before the change began on 1 March 2026" in said(nothing)
    assert "before the change begins" in said(dataclasses.replace(nothing, began_on=None))


@pytest.mark.parametrize("use", sorted(set(UseState) - {UseState.OPEN}))
@pytest.mark.parametrize("stage", Stage)
def test_while_the_use_stands_in_the_way_nothing_is_said_about_the_idea(
    use: UseState, stage: Stage
) -> None:
    advice = advise(use, ("Wait: nobody has looked for 56 days.",), finding(stage))
    assert "56 days" in advice.reason
    assert "cannot speak about the approach" in advice.reason
    assert not CLAIMS_CHANGE.search(advice.sentence)
    assert stage_in_words(finding(stage)) not in advice.reason


def test_adapt_or_stop_is_asked_only_where_a_change_would_have_shown() -> None:
    asked = [s for s in Stage if "stop" in advise(UseState.OPEN, (), finding(s)).sentence]
    assert asked == [Stage.NOT_SEEN]
    assert "would have shown 8 in 10 times" in stage_in_words(finding(Stage.NOT_SEEN))
