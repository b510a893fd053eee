"""XmR, run and attribute charts agree with a second writing of the definitions, in R."""

from typing import Any

import pytest

from lp_planner.statistics.attributes import AttributeChart, p_chart, p_prime_chart, u_chart
from lp_planner.statistics.number_series import Direction
from lp_planner.statistics.runs import analyse_runs, crossings_expected, longest_run_allowed
from lp_planner.statistics.xmr import analyse_xmr
from tests.statistics.cases import cases, names

XMR = cases("time_series", "xmr")
RUNS = cases("time_series", "runs")
ATTRIBUTES = cases("time_series", "attributes")
CHARTS = {"p": p_chart, "p'": p_prime_chart, "u": u_chart}


@pytest.mark.parametrize("case", XMR, ids=names(XMR))
def test_an_xmr_chart_has_the_lines_and_labels_that_r_finds(case: dict[str, Any]) -> None:
    chart = analyse_xmr(
        case["values"],
        improvement=Direction(case["direction"]),
        target=case["target"],
        fix_after=case["fix_after"],
        rebase_at=case["rebase_at"],
        screen=case["screen"],
    )
    for segment, expected in zip(chart.segments, case["segments"], strict=True):
        found = {
            "mean": segment.mean,
            "amr": segment.average_moving_range,
            "lower": segment.lower,
            "near_lower": segment.near_lower,
            "near_upper": segment.near_upper,
            "upper": segment.upper,
        }
        assert found == pytest.approx(expected, rel=1e-9, abs=1e-6)
    assert list(chart.labels) == case["labels"]
    assert list(chart.types) == case["types"]
    assert chart.variation == case["variation"]
    assert chart.assurance == case["assurance"]


@pytest.mark.parametrize("case", RUNS, ids=names(RUNS))
def test_a_run_chart_has_the_runs_and_crossings_that_r_finds(case: dict[str, Any]) -> None:
    chart = analyse_runs(case["values"], baseline=case["baseline"], centre=case["centre_given"])
    assert chart.centre == pytest.approx(case["centre"], abs=1e-9)
    assert chart.useful == case["useful"]
    assert chart.longest_run == case["longest"]
    assert chart.longest_allowed == case["allowed"]
    assert chart.crossings == case["crossings"]
    assert chart.crossings_expected == case["expected"]
    enough = case["useful"] >= 10
    assert chart.unusually_long_run == (case["long"] if enough else None)
    assert chart.unusually_few_crossings == (case["few"] if enough else None)
    assert chart.signal == (case["long"] or case["few"] if enough else None)


def test_both_run_rules_are_those_of_r_from_ten_readings_to_a_hundred() -> None:
    for rule in cases("time_series", "run_rules"):
        assert longest_run_allowed(rule["useful"]) == rule["allowed"]
        assert crossings_expected(rule["useful"]) == rule["expected"]


@pytest.mark.parametrize("case", ATTRIBUTES, ids=names(ATTRIBUTES))
def test_an_attribute_chart_has_the_limits_that_r_finds(case: dict[str, Any]) -> None:
    chart: AttributeChart = CHARTS[case["kind"]](case["counts"], case["sizes"])
    assert chart.centre == pytest.approx(case["centre"], abs=1e-9)
    assert chart.lower == pytest.approx(tuple(case["lower"]), abs=1e-6)
    assert chart.upper == pytest.approx(tuple(case["upper"]), abs=1e-6)
    if case["kind"] == "p'":
        assert chart.extra_spread == pytest.approx(case["spread"], abs=1e-6)
