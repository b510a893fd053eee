"""Every chart, with nothing, with one row and in full: always a finding, words and numbers."""

import datetime as dt
import html
import pkgutil
import re
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree as ET

import pandas as pd
import plotly.graph_objects as go
import pytest

from lp_planner import charts
from lp_planner.charts import theme
from lp_planner.charts.as_svg import figure_svg
from lp_planner.charts.chart import Chart
from lp_planner.charts.cohort_strips import SharedDate, Strip
from lp_planner.charts.counted import Counted
from lp_planner.charts.lines import Stretch
from lp_planner.charts.reach import ReachLine
from lp_planner.charts.svg_axes import Axis
from lp_planner.charts.timeline import Band, Moment, SchoolDays
from lp_planner.domain.measures.finding import Chance, Compared, Finding, Side, Stage
from lp_planner.domain.measures.school_rows import Bar, GroupShown, Shown
from lp_planner.domain.measures.school_rows import Stretch as Part
from lp_planner.domain.records.measures import Direction
from tests.charts.every_chart import CHARTS

NOT_CHARTS = {
    "as_svg",
    "chart",
    "impact_figures",
    "lines",
    "marks",
    "points",
    "figure_builder",
    "svg_axes",
    "svg_parts",
    "svg_traces",
    "theme",
    "figure_text",
}
ON_SCREEN = {
    "logic_model",
    "timeline",
    "cohort_strips",
    "school_distribution",
    "school_trend",
    "school_gaps",
}
"""In documents the thread is a table and the days a calendar; a school's own file stays here."""
PRINTED = [key for key in CHARTS if key not in ON_SCREEN]
"""The charts that documents draw."""
SVG = "{http://www.w3.org/2000/svg}"
STANDARDS = {f"LP{n}": f"Standard number {n}" for n in range(1, 11)}
PHASES = ["Explore", "Prepare", "Deliver", "Sustain"]
REACHES = ["My own practice", "My own team", "Another team", "Another school"]
INGREDIENTS = {"a": "Correct at once", "b": "Retrieval quiz <b>first</b> & every lesson"}
START = dt.date(2026, 1, 5)
SIZES = ["empty", "one row", "full"]
ROWS = {"empty": 0, "one row": 1, "full": 26}


def found(**facts: Any) -> Finding:
    """A finding as the services would hand it over."""
    usual = {"stage": Stage.DESCRIBED, "direction": Direction.UP, "unit": "%", "began_on": None,
             "needed_before": 8, "chances": (Chance(12, 10, 0.29, 0.79),)}  # fmt: skip
    return Finding(**{**usual, **facts})


def school_rows(rows: int) -> Shown:
    """What a file of a school shows, with one step and one group held back."""
    bars = tuple(Bar(n, n + 1, n + 5 if n else None) for n in range(rows))
    weeks = tuple(Part(f"Week {n}", 90.0 + n, 20) for n in range(rows))
    group = GroupShown("PP <b>yes</b>", 20, 90.0, (88.0, 92.0), 30, 95.0, (-8.0, -2.0))
    return Shown(
        "Attendance & <i>more</i>", "%", 50, 93.0, (90.0, 94.0, 97.0), bars, weeks,
        (group,) * min(rows, 1), "PP", ("PP not known",) * (rows > 1),
    )  # fmt: skip


def sides(before: tuple[float, int] | None, latest: tuple[float, int] | None) -> dict[str, Side]:
    return {
        name: Side(side[0], START, START, side[1])
        for name, side in (("before", before), ("latest", latest))
        if side is not None
    }


def counts(columns: list[str], rows: int) -> pd.DataFrame:
    cells = [[0] * len(columns) for _ in STANDARDS]
    for n in range(rows):
        cells[n % 7][n % 4] += 1
    return pd.DataFrame(cells, index=list(STANDARDS), columns=columns)


def readings(rows: int) -> pd.DataFrame:
    found: list[tuple[dt.date, float, int | None, str, str]]
    found = [(START + dt.timedelta(7 * n), 40.0 + n, None, "project", "") for n in range(rows)]
    found += [(START + dt.timedelta(14 * n), 41.0, 12, "comparison", "") for n in range(rows // 2)]
    return pd.DataFrame(found, columns=["taken_on", "value", "people", "reading_group", "note"])


def marks(rows: int) -> pd.DataFrame:
    kinds = ["training", "adaptation_made", "adaptation_held_back", "review"]
    found = [
        (START + dt.timedelta(3 * n), f"What happened in step {n}", kinds[n % 4])
        for n in range(rows)
    ]
    return pd.DataFrame(found, columns=["happened_on", "label", "mark_kind"])


def by_week(rows: int) -> pd.DataFrame:
    found = [
        (START + dt.timedelta(7 * (n // 2)), "ab"[n % 2], INGREDIENTS["ab"[n % 2]], 4, 3, 1, 0.75)
        for n in range(rows)
    ]
    return pd.DataFrame(
        found,
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


def survey(rows: int) -> pd.DataFrame:
    found = [(f"It is worth <the> time {n}", START + dt.timedelta(n), 12, n % 2 == 1, 1, 2, 3, 4, 2)
             for n in range(rows)]  # fmt: skip
    return pd.DataFrame(
        found,
        columns=["statement", "asked_on", "invited", "is_reversed", "strongly_disagree", "disagree",
                 "neither", "agree", "strongly_agree"],
    )  # fmt: skip


def effects(rows: int) -> pd.DataFrame:
    found = [(f"Project <{n}>", ["comparison", "change"][n % 2], 30 + n, 0.2, -0.1, 0.5,
              ["", "an improvement"][n % 2]) for n in range(rows)]  # fmt: skip
    return pd.DataFrame(
        found, columns=["label", "design", "people", "estimate", "low", "high", "said"]
    )


def thread(rows: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    nodes = [(f"n{n}", ["problem", "action"][n % 2], f"Thing <{n}> & more", n == 0)
             for n in range(rows)]  # fmt: skip
    edges = [("n0", f"n{n}") for n in range(1, rows, 2)]
    return (
        pd.DataFrame(nodes, columns=["id", "column", "words", "is_loose"]),
        pd.DataFrame(edges, columns=["from_id", "to_id"]),
    )


def drawn(key: str, size: str) -> Chart:  # noqa: C901, PLR0911, PLR0912 - one line for each chart
    rows = ROWS[size]
    chart = CHARTS[key]
    if key == "coverage_by_phase":
        return chart(counts(PHASES, rows), standard_titles=STANDARDS)
    if key == "coverage_by_reach":
        return chart(counts(REACHES, rows), standard_titles=STANDARDS)
    if key == "impact":
        return chart(
            readings(rows),
            marks(rows),
            measure_name="Quiz scores",
            unit="%",
            direction="up",
            target=70.0 if size == "full" else None,
            finding=found(
                stage=Stage.DESCRIBED if rows else Stage.NO_READINGS,
                began_on=START + dt.timedelta(30) if size == "full" else None,
                **sides((40.0, 4), (44.0, 2)) if rows else {},
            ),
        )
    if key == "counted":
        counted = [
            Counted(START + dt.timedelta(7 * n), 8.0 + n % 5, 20.0 + n % 7, 40.0 + n, 20.0 - n % 7,
                    60.0 + n % 7, ["common", "concern", "high"][n % 3])
            for n in range(rows)
        ]  # fmt: skip
        return chart(counted, marks(rows), measure_name="Books", is_share=size == "full",
                     stretches=[Stretch(part[0].on, part[-1].on, 45.0, "together")
                                for part in (counted[: rows // 2], counted[rows // 2 :]) if part],
                     caption="Made from values.",
                     began_on=START + dt.timedelta(30) if size == "full" else None)  # fmt: skip
    if key == "reach":
        names = ["Places <visited>", "Pupils", "Trained"][: 3 if size == "full" else 1]
        return chart([
            ReachLine(name, tuple((START + dt.timedelta(7 * n), 2.0 + n) for n in range(rows)),
                      expected=[None, 30.0, 20.0][place])
            for place, name in enumerate(names)
        ])  # fmt: skip
    if key == "before_after":
        facts = {
            "empty": found(stage=Stage.NO_READINGS),
            "one row": found(stage=Stage.NO_DAY, **sides((50.0, 1), None)),
            "full": found(
                **sides((50.0, 4), (64.0, 2)),
                comparison=Compared.ALIKE,
                comparison_before=Side(50.0, count=4),
                comparison_latest=Side(53.0, count=2),
            ),
        }
        ends = (46.0, 55.0) if size == "full" else None
        return chart(facts[size], measure_name="Quiz scores", before_interval=ends,
                     after_interval=None if ends is None else (60.0, 70.0))  # fmt: skip
    if key == "survey":
        return chart(survey(rows), hidden=0 if size == "full" else 1)
    if key == "forest":
        return chart(effects(rows), pooled=effects(1) if size == "full" else None)
    if key == "pupil_dots":
        return chart([("Project", 10.0 + n, 12.0 + n) for n in range(rows)], unit="marks",
                     sentence="Look at each one.")  # fmt: skip
    if key == "pupil_interval":
        return chart(2.0, -1.0, 5.0, unit="marks", sentence="What may be said.",
                     is_compared=size == "full")  # fmt: skip
    if key.startswith("school_"):
        return chart(school_rows(rows))
    if key == "small_line":
        return chart(readings(rows), measure_name="Quiz scores", unit="%",
                     target=70.0 if size == "full" else None)  # fmt: skip
    if key == "timeline":
        today = START + dt.timedelta(70)
        moments = [Moment(START + dt.timedelta(7 * n), f"<Date> {n}", f"Row {n % 2}")
                   for n in range(rows)]  # fmt: skip
        halves = [Band("Spring 1", START, START + dt.timedelta(40))]
        return chart([Band("Explore", START, today)][:rows], moments,
                     school=SchoolDays(halves, [Band("Half-term", START, START)]),
                     today=today)  # fmt: skip
    if key == "cohort_strips":
        today = START + dt.timedelta(70)
        bands = [
            Band("<Explore>", START, START + dt.timedelta(30)),
            Band("Prepare", START + dt.timedelta(30), today),
        ]
        strips = [Strip(f"Name <b>{n}</b>", f"Project {n}", bands, today, today, "Quiet since May")
                  for n in range(rows)]  # fmt: skip
        return chart(strips, [SharedDate(START, "Review"), SharedDate(today, "Submission")],
                     today=today, takeaway="Submission in 9 days.")  # fmt: skip
    if key == "logic_model":
        return chart(*thread(rows), columns=[("problem", "Problem"), ("action", "What helps")])
    return chart(by_week(rows), marks(rows), INGREDIENTS)


everywhere = pytest.mark.parametrize("size", SIZES)
each_chart = pytest.mark.parametrize("key", list(CHARTS))


@each_chart
@everywhere
def test_every_colour_has_another_one_for_a_dark_page(key: str, size: str) -> None:
    chart = drawn(key, size)
    light, dark = (
        {colour.upper() for colour in re.findall("#[0-9A-Fa-f]{6}", str(figure.to_json()))}
        for figure in (chart.figure, chart.dark_figure)
    )
    assert light <= {*theme.IN_THE_DARK}
    assert dark == {theme.IN_THE_DARK[colour] for colour in light}
    assert len(chart.dark_figure.data) == len(chart.figure.data)


@pytest.mark.parametrize(
    ("ink", "paper"),
    [
        (theme.INK, theme.PAPER), (theme.GREY, theme.PAPER), (theme.TEAL, theme.PAPER),
        (theme.ORANGE, theme.PAPER), (theme.INK, theme.BEFORE_WASH), (theme.INK, theme.TEAL_WASH),
        (theme.INK, theme.MID_TEAL), (theme.INK, theme.PALE_ORANGE), (theme.INK, theme.PALE_GREY),
        (theme.PAPER, theme.DARKER_TEAL), (theme.PAPER, theme.TEAL), (theme.PAPER, theme.ORANGE),
        *((colour, theme.PAPER) for colour in theme.PHASE_COLOURS.values()),
    ],
)  # fmt: skip
def test_words_in_a_chart_can_be_read_on_a_light_and_on_a_dark_page(ink: str, paper: str) -> None:
    assert contrast(ink, paper) >= 4.5
    assert contrast(theme.IN_THE_DARK[ink], theme.IN_THE_DARK[paper]) >= 4.5


def test_every_chart_module_is_in_the_catalogue() -> None:
    modules = {found.name for found in pkgutil.iter_modules(charts.__path__)} - NOT_CHARTS
    drawing = {
        getattr(chart, "func", chart).__module__.rsplit(".", 1)[-1] for chart in CHARTS.values()
    }
    assert modules == drawing


@pytest.mark.parametrize("size", ["one row", "full"])
@each_chart
def test_words_of_somebody_are_no_markup_in_a_figure(
    monkeypatch: pytest.MonkeyPatch, key: str, size: str
) -> None:
    hostile = "<a href='//x.example'>&amp;"
    monkeypatch.setitem(INGREDIENTS, "a", hostile)
    if key == "logic_model":
        nodes, edges = thread(ROWS[size])
        nodes["words"] = hostile
        chart = CHARTS[key](nodes, edges, columns=[("problem", "Problem"), ("action", "Helps")])
    else:
        chart = drawn(key, size)
    assert "<a" not in chart.figure.to_json().replace("\\u003c", "<")


@each_chart
@everywhere
def test_every_chart_has_a_finding_and_says_it_in_words(key: str, size: str) -> None:
    chart = drawn(key, size)
    assert chart.key == key
    assert chart.title
    assert len(chart.title) <= 120
    assert chart.takeaway.endswith((".", "?"))
    assert chart.alt.endswith(".")
    assert len(chart.alt.split()) <= 250
    assert isinstance(chart.table, pd.DataFrame)


@each_chart
@everywhere
def test_no_chart_says_that_something_is_not_a_number(key: str, size: str) -> None:
    chart = drawn(key, size)
    texts = [chart.title, chart.takeaway, chart.how_to_read, chart.alt]
    assert not re.search(r"\b(nan|NaN|inf|None|NaT)\b", " ".join(texts))


@each_chart
@everywhere
def test_every_chart_wears_the_one_template_and_no_forbidden_shape(key: str, size: str) -> None:
    figure = drawn(key, size).figure
    assert figure.layout.template.layout.font.family == theme.FONT_FAMILY
    assert figure.layout.paper_bgcolor is None
    assert figure.layout.title.text is None
    assert {trace.type for trace in figure.data} <= {"scatter", "heatmap", "bar"}


@each_chart
def test_a_full_chart_has_its_numbers_in_the_table_and_how_to_read_it(key: str) -> None:
    chart = drawn(key, "full")
    assert not chart.table.empty
    assert chart.how_to_read


@each_chart
@everywhere
def test_every_chart_can_be_sent_to_the_page(key: str, size: str) -> None:
    assert "NaN" not in drawn(key, size).figure.to_json()


@pytest.mark.parametrize("key", PRINTED)
@everywhere
def test_a_printed_chart_has_the_words_the_points_and_the_colours_of_the_screen(
    key: str, size: str
) -> None:
    chart = drawn(key, size)
    root = ET.fromstring(figure_svg(chart.figure, alt=chart.alt))  # noqa: S314 - our own
    title = root.find(f"{SVG}title")
    assert title is not None
    assert title.text == chart.alt
    printed = ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]
    for note in chart.figure.layout.annotations:
        for line in re.sub(r"</?b>", "", note.text).split("<br>"):
            assert html.unescape(line) in printed
    circles = list(root.iter(f"{SVG}circle")) + list(root.iter(f"{SVG}polygon"))
    dots = [
        t
        for t in chart.figure.data
        if t.type == "scatter" and "markers" in (t.mode or "") and t.marker.opacity != 0
    ]
    bars = [t for t in chart.figure.data if t.type == "bar"]
    for trace in bars:
        assert {words for words in trace.text if words} <= set(printed)
        assert not trace.showlegend or trace.name in printed
    assert len(circles) == sum(len(trace.x) for trace in dots)
    for trace in chart.figure.data:
        if trace.type == "heatmap":
            cells = [str(n) for row in trace.z for n in row if n]
            assert all(cell in printed for cell in cells)
    colours = {element.get(name) for element in root.iter() for name in ("fill", "stroke")}
    assert theme.PAPER in colours
    assert {t.line.color for t in dots if t.line.color} <= colours


def test_a_printed_chart_refuses_what_our_charts_do_not_use() -> None:
    with pytest.raises(ValueError, match="pie"):
        figure_svg(go.Figure(go.Pie(values=[1]), layout=theme.new_figure(100).layout), alt="")


def test_a_printed_axis_has_few_round_marks() -> None:
    linear = Axis({"type": "linear", "nticks": 5}, 0, 100, 13, 87)
    assert [label for _, label in linear.ticks()] == ["20", "40", "60", "80"]
    for days in (1, 30, 100, 400, 1500, 6000):
        end = START + dt.timedelta(days)
        axis = Axis({"type": "date", "nticks": 5}, 0, 100, START.toordinal(), end.toordinal())
        assert 1 <= len(axis.ticks()) <= 8


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    "colour",
    [theme.INK, theme.GREY, theme.TEAL, theme.ORANGE, *theme.PHASE_COLOURS.values()],
)
def test_every_colour_of_words_is_legible_on_the_paper(colour: str) -> None:
    assert contrast(colour, theme.PAPER) >= 4.5
    assert contrast(colour, "#FFFFFF") >= 4.5


def test_the_counts_are_legible_on_every_shade() -> None:
    for place, colour in theme.SEQUENTIAL[1:]:
        text = theme.PAPER if place > theme.LIGHT_TEXT_ABOVE else theme.INK
        assert contrast(text, colour) >= 4.5
    assert all(one[0] < other[0] for one, other in pairwise(theme.SEQUENTIAL))
