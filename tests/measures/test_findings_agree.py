"""Whatever the readings, no two places say different things of one measure."""

import datetime as dt
import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lp_planner.charts.chart import Chart
from lp_planner.domain.measures import standing
from lp_planner.domain.measures.advice import NextStep, UseState, advise
from lp_planner.domain.measures.finding import Stage
from lp_planner.domain.measures.finding_words import in_a_few_words, said, stage_in_words
from lp_planner.domain.measures.standing import Standing
from lp_planner.domain.records.measures import Direction, Measure, MeasureRebase
from lp_planner.services.measures.counted_series import counts_chart
from lp_planner.services.measures.frames import MARK_COLUMNS, READING_COLUMNS
from lp_planner.services.measures.results import result_of
from lp_planner.services.measures.series import Series
from tests.calibration.simulating import is_claimed, judged

START = dt.date(2025, 9, 1)
STAMP = {
    "id": "m", "version": 1, "created_at": dt.datetime(2025, 9, 1, tzinfo=dt.UTC),
    "created_by": "amina", "updated_at": dt.datetime(2025, 9, 1, tzinfo=dt.UTC),
    "updated_by": "amina", "project_id": "p",
}  # fmt: skip
SAID_BETTER = re.compile(r"moved the way you hoped for: further than chance")
CAUSES = re.compile(
    r"consistent with|impact|effect|caused|significant|better than chance|the data fit|"
    r"standard error|crossed 1 times|p′|Laney",
    re.IGNORECASE,
)
no_marks = pd.DataFrame([], columns=list(MARK_COLUMNS))


@st.composite
def measures(draw: st.DrawFn) -> Series:
    """A measure of any kind: flat, stepping, drifting or gone again; with gaps, ties and others."""
    before, since = draw(st.integers(0, 14)), draw(st.integers(0, 20))
    seed = draw(st.integers(0, 10_000))
    step, drift = draw(st.sampled_from([0, 0, 3, 8, -8])), draw(st.sampled_from([0, 0, 0.4, -1]))
    lasts = draw(st.sampled_from([99, 99, 9]))
    digits = draw(st.sampled_from([0, 2]))
    unit = draw(st.sampled_from(["%", "marks"]))
    gap = draw(st.sampled_from([0, 0, 0, 60]))
    is_twice, is_compared, is_counted = (draw(st.booleans()) for _ in range(3))
    rows: list[tuple[object, ...]] = []
    noise = pd.Series(range(before + since)).sample(frac=1, random_state=seed) % 7 - 3
    for number, wobble in enumerate(noise.tolist()):
        place = number - before
        value = 60 + wobble * 1.1 + drift * number + (step if 0 <= place < lasts else 0)
        value = round(min(100.0, max(0.0, value)), digits)
        day = START + dt.timedelta(7 * number + (gap if place >= 3 else 0))
        if is_twice and number == before + 1:
            day -= dt.timedelta(7)
        counts = (value, 100.0) if is_counted and unit == "%" else (None, None)
        rows.append((day, value, draw(st.sampled_from([None, 3, 30])), "project", "", *counts))
        if is_compared:
            rows.append((day, 50.0 + wobble, 30, "comparison", "", None, None))
    began = START + dt.timedelta(7 * before)
    level = MeasureRebase(**STAMP, measure_id="m", from_on=began, reason="The new timetable")
    return Series(
        measure=Measure(
            **STAMP, name="Quiz", outcome_construct="pupil_outcome", unit=unit,
            direction=draw(st.sampled_from(Direction)),
        ),
        readings=pd.DataFrame(rows, columns=list(READING_COLUMNS)).sort_values(
            "taken_on", kind="stable", ignore_index=True
        ),
        marks=no_marks,
        began_on=draw(st.sampled_from([began, began, began, None])),
        rebases=(level,) if draw(st.sampled_from([False, False, True])) else (),
    )  # fmt: skip


def hovers(chart: Chart) -> set[str]:
    shapes = ("circle", "diamond", "triangle-up", "triangle-down")
    return {
        str(trace.hovertemplate)
        for trace in chart.figure.data
        if trace.marker.size == 14 and trace.marker.symbol in shapes
    }


@settings(max_examples=250, deadline=None, derandomize=True)
@given(series=measures())
def test_no_two_places_disagree_about_a_measure(series: Series) -> None:
    found, result = series.finding, result_of(series)
    words = stage_in_words(found)
    advice = advise(UseState.OPEN, (), found)

    places = [result.over_time.takeaway, result.change.takeaway, said(found), advice.reason]
    for place in places:
        assert words in place
        assert bool(SAID_BETTER.search(place)) == (found.stage is Stage.BETTER)
        assert not CAUSES.search(place)
    assert result.over_time.title.endswith(in_a_few_words(found))
    sentence = standing.sentence(Standing(UseState.OPEN, found, latest=50.0))
    assert ("it has moved the way you hoped for." in sentence) == (found.stage is Stage.BETTER)
    if len(result.over_time.alt.split()) < 200:
        assert not series.days or words in result.over_time.alt
    assert (advice.step is NextStep.SUSTAIN) == (found.stage in {Stage.BETTER, Stage.HOLDING})
    assert (advice.step is NextStep.REVIEW) == (found.stage is Stage.NOT_SEEN)

    # A new level is heard everywhere, and nobody is asked to take one twice.
    on_level = bool(series.new_levels) and series.began_on is not None
    assert (found.stage in {Stage.HOLDING, Stage.LEFT}) == on_level
    if on_level:
        assert "may be read against a new level" not in advice.sentence

    # Where nothing is judged, nothing is pointed out; what is pointed out is a question.
    pictures = [result.over_time, *([result.counted] if result.counted else [])]
    for picture in pictures:
        for hover in hovers(picture):
            assert found.is_judged
            assert "what was different then?" in hover
    if not found.is_judged and result.counted is not None:
        assert "yes" not in result.counted.table["Beyond"].tolist()

    # One reference line a stretch, inside its limits, and these inside the scale.
    for stretch in series.lines.stretches:
        if stretch.lower is not None and stretch.upper is not None:
            assert stretch.lower < stretch.middle < stretch.upper
            low, high = series.scale
            assert low is None or stretch.lower >= low
            assert high is None or stretch.upper <= high


@settings(max_examples=120, deadline=None, derandomize=True)
@given(series=measures())
def test_caption_marks_and_tables_say_what_the_finding_says(series: Series) -> None:
    found, result = series.finding, result_of(series)
    # The caption speaks of marks only where there are some to speak of, and counts as the finding.
    caption = series.lines.caption
    marked = {kind for kind in series.lines.kinds if kind != "common"}
    assert ("marked with a shape" in caption) <= found.is_judged
    assert bool(hovers(result.over_time)) == bool(marked)
    if "readings before the change" in caption:
        assert f"the {found.number_before} readings before the change" in caption
    if caption:
        assert caption.startswith(f"{len(series.numbers)} readings from ")
        assert caption in result.over_time.how_to_read
    assert not CAUSES.search(caption)
    table = result.over_time.table
    assert len(table) >= len(series.numbers)
    moved = result.change.table
    if found.change is not None:
        assert f"{found.before.count} before, {found.latest.count} after" in moved.to_string()

    # Where it was long without a reading, the line is broken, and the caption says so.
    if series.lines.gaps:
        own = next(t for t in result.over_time.figure.data if t.name == "Project")
        assert sum(value is None for value in own.y) == len(series.lines.gaps)
        assert own.connectgaps is False
        assert not caption or "Where the line is broken" in caption


@settings(max_examples=80, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10_000), step=st.sampled_from([0.0, 6.0, -6.0]))
def test_what_is_calibrated_is_what_is_said(seed: int, step: float) -> None:
    values = np.random.default_rng(seed).normal(60, 3, 24)
    values[12:] += step
    days = [START + dt.timedelta(7 * number) for number in range(24)]
    rows = [(day, v, 30, "project", "", None, None) for day, v in zip(days, values, strict=True)]
    series = Series(
        Measure(**STAMP, name="Quiz", outcome_construct="reach", unit="marks"),
        pd.DataFrame(rows, columns=list(READING_COLUMNS)),
        no_marks,
        days[12],
    )
    assert is_claimed(judged(values, 12)) == (series.finding.stage is Stage.BETTER)


@pytest.mark.parametrize("direction", [Direction.UP, Direction.DOWN])
def test_the_counts_have_no_chart_where_nothing_was_counted(direction: Direction) -> None:
    measure = Measure(**STAMP, name="Quiz", outcome_construct="reach", direction=direction)
    nothing = Series(measure, pd.DataFrame([], columns=list(READING_COLUMNS)), no_marks, None)
    assert counts_chart(nothing) is None
    assert nothing.finding.stage is Stage.NO_READINGS
