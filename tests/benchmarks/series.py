"""Many measures analysed and charted, beside the same lines drawn with bare numpy and plotly."""

import datetime as dt
import statistics
import time
from collections.abc import Callable

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from lp_planner.charts.impact import impact_chart
from lp_planner.charts.theme import TEMPLATE
from lp_planner.domain.records.measures import Measure
from lp_planner.services.measures.series import Series

MEASURES = 500
READINGS = 200
BEFORE = 50
LIMIT = 1.5
"""Above this the benchmark fails."""
START = dt.date(2020, 1, 6)
NOW = dt.datetime(2026, 1, 5, tzinfo=dt.UTC)
MEASURE = Measure(
    id="quiz",
    project_id="project",
    created_at=NOW,
    created_by="lead",
    updated_at=NOW,
    updated_by="lead",
    name="Quiz",
    outcome_construct="pupil_outcome",
    target=60.0,
)
DAYS = [START + dt.timedelta(days=7 * n) for n in range(READINGS)]


def frames() -> list[pd.DataFrame]:
    """Readings of many measures, always the same."""
    chance = np.random.default_rng(1)
    return [
        pd.DataFrame(
            {
                "taken_on": DAYS,
                "value": chance.normal(50, 5, READINGS),
                "people": [None] * READINGS,
                "reading_group": ["project"] * READINGS,
                "note": [""] * READINGS,
            }
        )
        for _ in range(MEASURES)
    ]


def ours(found: list[pd.DataFrame]) -> None:
    """Each measure read and charted with its words and its table."""
    marks = pd.DataFrame(
        [(DAYS[BEFORE], "Training", "training")], columns=["happened_on", "label", "mark_kind"]
    )
    for frame in found:
        series = Series(MEASURE, frame, marks, DAYS[BEFORE])
        impact_chart(
            frame,
            marks,
            measure_name="Quiz",
            unit="marks",
            direction="up",
            target=60.0,
            finding=series.finding,
            lines=series.lines,
        )


def floor(found: list[pd.DataFrame]) -> None:
    """Median, limits, points outside and the same number of lines, with nothing said about them."""
    for frame in found:
        values = frame["value"].to_numpy()
        ranges = np.abs(np.diff(values[:BEFORE]))
        width = 2.66 * ranges[ranges < 3.267 * ranges.mean()].mean()
        middle, median = values[:BEFORE].mean(), np.median(values[:BEFORE])
        outside = np.abs(values - middle) > width
        np.diff(np.sign(values - median))
        days = [day.isoformat() for day in frame["taken_on"]]
        figure = go.Figure(layout={"template": TEMPLATE, "height": 360})
        figure.add_trace(
            go.Scatter(
                x=days,
                y=values.tolist(),
                mode="lines+markers",
                customdata=[f"{v:g}, {d}" for v, d in zip(values, days, strict=True)],
                hovertemplate="%{customdata}",
            )
        )
        figure.add_trace(
            go.Scatter(
                x=[days[n] for n in np.flatnonzero(outside)],
                y=values[outside].tolist(),
                mode="markers",
            )
        )
        for level in (median, middle + width, middle - width, 60.0):
            figure.add_shape(type="line", xref="paper", x0=0, x1=1, y0=level, y1=level)
        figure.add_shape(type="rect", x0=days[0], x1=days[BEFORE], y0=0, y1=1, yref="paper")
        figure.add_annotation(x=days[-1], y=median, text="median")
        figure.add_annotation(x=days[0], y=60, text="target")
        figure.update_xaxes(type="date", range=[days[0], days[-1]], nticks=5)
        figure.update_yaxes(range=[values.min(), values.max()])


def timed() -> tuple[float, float]:
    """Milliseconds for one measure, ours and the floor's, turn about; the median of the turns."""
    found = frames()
    batches = [found[start : start + 50] for start in range(0, MEASURES, 50)]
    floor(batches[0])
    ours(batches[0])
    turns = [(_one(ours, batch), _one(floor, batch)) for batch in batches]
    return statistics.median(t[0] for t in turns), statistics.median(t[1] for t in turns)


def _one(what: Callable[[list[pd.DataFrame]], None], batch: list[pd.DataFrame]) -> float:
    began = time.perf_counter()
    what(batch)
    return (time.perf_counter() - began) * 1000 / len(batch)


if __name__ == "__main__":
    mine, bare = timed()
    print(f"{mine:.1f} ms, {bare:.1f} ms, {mine / bare:.2f}")
