"""What single charts say and draw."""

import datetime as dt
from typing import Literal

import pandas as pd
import pytest

from lp_planner import wording
from lp_planner.charts import figure_text, theme
from lp_planner.charts import marks as time_marks
from lp_planner.charts.chart import Chart
from lp_planner.charts.coverage import coverage_chart
from lp_planner.charts.fidelity import fidelity_chart
from lp_planner.charts.impact import impact_chart
from lp_planner.domain.measures.finding import Finding, Stage
from lp_planner.domain.records.measures import Direction

TITLES = {"LP1": "Communicating", "LP2": "Coaching", "LP3": "Leading"}
START = dt.date(2026, 1, 5)
NO_MARKS = pd.DataFrame([], columns=["happened_on", "label", "mark_kind"])


def coverage(
    cells: list[list[int]], by: Literal["phase", "reach"], in_view: tuple[str, ...] = ()
) -> Chart:
    columns = {
        "phase": ["Explore", "Prepare", "Deliver", "Sustain"],
        "reach": ["My own practice", "My own team", "Another team", "Another school"],
    }
    return coverage_chart(
        pd.DataFrame(cells, index=list(TITLES), columns=columns[by]),
        standard_titles=TITLES,
        by=by,
        in_view=in_view,
    )


def course(values: list[float], *, unit: str = "%", target: float | None = None) -> Chart:
    rows = [(START + dt.timedelta(7 * n), v, None, "project", "") for n, v in enumerate(values)]
    return impact_chart(
        pd.DataFrame(rows, columns=["taken_on", "value", "people", "reading_group", "note"]),
        NO_MARKS,
        measure_name="Quiz scores",
        unit=unit,
        direction="up",
        target=target,
        finding=Finding(Stage.NO_DAY if values else Stage.NO_READINGS, Direction.UP, unit, None),
    )


def labels(chart: Chart) -> list[str]:
    return [annotation.text for annotation in chart.figure.layout.annotations]


def visits(*rows: tuple[int, str, int, int]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            (START + dt.timedelta(weeks=week), key, key, count, seen, 0, seen / count)
            for week, key, count, seen in rows
        ],
        columns=[
            "week_beginning",
            "ingredient_id",
            "ingredient",
            "visits",
            "seen",
            "partly",
            "share",
        ],
    )


def test_coverage_names_what_is_in_view_and_has_nothing_yet_as_a_question() -> None:
    cells = [[1, 0, 2, 0], [0, 0, 0, 0], [0, 0, 0, 0]]
    chart = coverage(cells, "phase", in_view=("LP1", "LP2"))
    assert chart.title == "Evidence for 1 of 2 standards in view so far"
    assert "LP2 Coaching" in chart.takeaway
    assert chart.takeaway.endswith("?")
    assert "LP3" not in chart.takeaway


def test_nobody_is_nudged_towards_a_standard_that_is_not_in_view() -> None:
    chart = coverage([[1, 0, 2, 0], [0, 0, 0, 0], [0, 1, 0, 0]], "phase")
    assert chart.title == "Evidence for 2 standards so far"
    assert "LP2" not in chart.takeaway


def test_a_document_for_others_asks_its_author_nothing() -> None:
    chart = coverage([[1, 0, 2, 0], [0, 0, 0, 0], [0, 0, 0, 0]], "phase", in_view=("LP1", "LP2"))
    assert chart.takeaway.endswith("?")
    assert chart.finding == "Nothing yet for LP2 Coaching, in view for this project."
    assert coverage([[1, 0, 0, 0]] * 3, "phase").finding == ""


def test_coverage_by_reach_counts_what_goes_beyond_the_own_team() -> None:
    chart = coverage([[1, 0, 2, 0], [0, 3, 0, 0], [0, 0, 0, 1]], "reach")
    assert chart.title == "2 standards reach beyond the own team"
    assert "LP2" in chart.takeaway


def test_a_count_of_zero_is_a_dot_and_every_other_count_is_written() -> None:
    chart = coverage([[1, 0, 2, 0], [0, 0, 0, 0], [0, 0, 0, 12]], "phase")
    assert list(chart.figure.data[1].text) == list("1·2·") + list("····") + ["·", "·", "·", "12"]


def test_the_standards_stand_on_the_axis_by_their_short_names() -> None:
    chart = coverage([[1, 0, 0, 0]] * 3, "phase")
    assert list(chart.figure.data[0].y) == ["LP1", "LP2", "LP3"]


def test_the_title_of_a_measure_gives_the_latest_reading_and_the_target() -> None:
    assert course([50.0, 61.5], target=70.0).title == (
        "Quiz scores: 61.5% at the latest reading, target 70%; no day on which the change began"
    )


def test_a_middle_line_is_drawn_from_six_readings_on() -> None:
    assert not any("middle" in label for label in labels(course([1.0, 2, 3, 4, 5])))
    assert "middle 3.5" in labels(course([1.0, 2, 3, 4, 5, 6]))
    assert "With 1 more reading" in course([1.0, 2, 3, 4, 5]).how_to_read


def test_the_target_is_labelled() -> None:
    assert "target 70" in labels(course([50.0], target=70.0))


def test_words_of_people_cannot_put_markup_into_a_figure() -> None:
    chart = course([1.0], unit="<a href='x'>points</a>")
    assert "<a" not in chart.figure.to_json().replace("\\u003c", "<")


def test_marks_of_one_day_share_a_box_and_close_days_stand_on_levels() -> None:
    rows = [
        (START, "One", "training"),
        (START, "Two", "adaptation_made"),
        (START + dt.timedelta(1), "Three", "review"),
        (START + dt.timedelta(90), "Four", "training"),
    ]
    found = time_marks.numbered(pd.DataFrame(rows, columns=NO_MARKS.columns))
    figure = theme.new_figure(300)
    height = time_marks.draw(figure, found, START, START + dt.timedelta(100))
    boxes = figure.layout.annotations
    assert [box.text for box in boxes] == ["1-2", "3", "4"]
    assert boxes[0].yshift < boxes[1].yshift
    assert boxes[2].yshift == boxes[0].yshift
    assert height == 2 * time_marks.LEVEL_HEIGHT


def test_the_list_below_says_what_each_mark_is() -> None:
    rows = pd.DataFrame([(START, "Twilight one", "training")], columns=NO_MARKS.columns)
    assert time_marks.explained(time_marks.numbered(rows)) == (
        "Marks: 1 training, 5 January 2026: Twilight one."
    )


def test_one_ingredient_is_named_with_its_visits_in_the_last_six_weeks() -> None:
    rows = visits(
        (0, "Correct at once", 5, 0), (6, "Correct at once", 9, 8), (9, "Correct at once", 11, 11)
    )
    chart = fidelity_chart(rows, NO_MARKS, {"Correct at once": "Correct at once"})
    assert chart.title == (
        f"{figure_text.single_quoted('Correct at once')} seen in 19 of 20 visits "
        "in the last six weeks"
    )


def test_of_several_ingredients_the_one_to_ask_about_comes_first() -> None:
    rows = visits((0, "a", 10, 9), (0, "b", 10, 4))
    chart = fidelity_chart(rows, NO_MARKS, {"a": "Quiz", "b": "Cold calling", "c": "Exit ticket"})
    assert chart.title.startswith(
        f"Least seen: {figure_text.single_quoted('Cold calling')}, in 4 of 10"
    )
    assert "1 ingredient has had no visit" in chart.takeaway
    assert len(chart.figure.data) == 3


def test_the_share_is_drawn_from_nought_to_a_hundred_per_cent() -> None:
    chart = fidelity_chart(visits((0, "a", 10, 9)), NO_MARKS, {"a": "Quiz"})
    assert list(chart.figure.layout.yaxis.ticktext) == ["0%", "50%", "100%"]


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (54.0, "%", "54%"),
        (12.5, "minutes", "12.5 minutes"),
        (1234567.0, "", "1,234,567"),
        (-0.001, "", "0"),
        (1 / 3, "", "0.33"),
    ],
)
def test_numbers_are_written_as_people_write_them(value: float, unit: str, expected: str) -> None:
    assert wording.with_unit(value, unit) == expected


def test_a_long_text_alternative_points_to_the_table() -> None:
    text = figure_text.within_limit("word " * 900)
    assert len(text.split()) <= figure_text.LONGEST_ALT
    assert text.endswith("has all the numbers.")
