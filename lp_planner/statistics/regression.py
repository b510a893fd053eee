"""Regression to the mean: how far low scorers rise by themselves when tested again."""

import math
from dataclasses import dataclass

from lp_planner.statistics.distributions import normal_quantile
from lp_planner.statistics.number_series import known_number


@dataclass(frozen=True, slots=True)
class ExpectedRise:
    """The change to expect with no teaching at all, in the test's units and in its SD."""

    units: float | None
    standard_deviations: float | None
    note: str


def expected_rise(
    correlation: float,
    *,
    everyone_mean: float | None,
    selected_mean: float | None,
    everyone_sd: float | None = None,
) -> ExpectedRise:
    """Answer (1 − r)·(mean of everyone − mean of those selected), all on the first test.

    Positive for pupils selected for low scores. Standard deviations need ``everyone_sd``.

    Raises:
        ValueError: ``correlation`` is not between −1 and 1, or ``everyone_sd`` is negative.
    """
    _check_correlation(correlation)
    mean, selected, sd = (known_number(x) for x in (everyone_mean, selected_mean, everyone_sd))
    if sd is not None and sd < 0:
        message = f"A standard deviation cannot be negative; it is {sd}."
        raise ValueError(message)
    if mean is None or selected is None:
        note = "The mean of all pupils and of those selected are both needed."
        return ExpectedRise(None, None, note)
    units = (1 - correlation) * (mean - selected)
    if not sd or not math.isfinite(units / sd):
        return ExpectedRise(units, None, "The standard deviation of all pupils is not known.")
    return ExpectedRise(units, units / sd, "")


def expected_rise_of_lowest(share: float, correlation: float) -> float:
    """Answer the same in standard deviations where the lowest ``share`` was selected.

    Scores are taken to follow the normal curve; the mean of its lowest share p is −φ(z_p)/p.

    Raises:
        ValueError: ``share`` is not between 0 and 1, or ``correlation`` not between −1 and 1.
    """
    _check_correlation(correlation)
    if not 0 < share <= 1:
        message = f"The share selected lies between 0 and 1; it is {share}."
        raise ValueError(message)
    cut = normal_quantile(share)
    height = math.exp(-cut * cut / 2) / math.sqrt(2 * math.pi) if math.isfinite(cut) else 0.0
    return (1 - correlation) * height / share


def spread_of_everyone(share: float, selected_sd: float) -> float:
    """Answer the standard deviation of all, from that of the lowest ``share`` (normal curve).

    The lowest share of a normal curve varies less: its variance is 1 − z·λ − λ² times that of all,
    with z where it ends and λ = φ(z)/p.

    Raises:
        ValueError: ``share`` is not between 0 and 1.
    """
    away = expected_rise_of_lowest(share, 0.0)
    cut = normal_quantile(share)
    left = 1.0 - (cut * away if math.isfinite(cut) else 0.0) - away * away
    return selected_sd / math.sqrt(max(left, 1e-6))


def _check_correlation(correlation: float) -> None:
    if not -1 <= correlation <= 1:
        message = f"A correlation lies between -1 and 1; it is {correlation}."
        raise ValueError(message)
