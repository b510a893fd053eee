"""What pupils' scores could find, against published power and against simulated classes."""

import numpy as np
import pytest

from lp_planner.statistics.cautions import TYPICAL_ICC
from lp_planner.statistics.distributions import t_quantile
from lp_planner.statistics.power_of_scores import share_of_differences_found


@pytest.mark.parametrize(
    ("pupils", "spreads", "power"),
    [(20, 1.0, 0.8689528), (64, 0.5, 0.8015), (26, 0.8, 0.8075), (394, 0.2, 0.8007)],
)
def test_two_groups_without_a_test_before_are_as_published(
    pupils: int, spreads: float, power: float
) -> None:
    """The first is the example in R's own manual of power.t.test; the rest Cohen's table of n."""
    found = share_of_differences_found(pupils, spreads, is_compared=True, agreement=0.0)
    assert found == pytest.approx(power, abs=6e-4)


def test_one_group_is_the_paired_test_of_its_changes() -> None:
    """Cohen: 34 pairs find half a spread of the changes eight times in ten."""
    found = share_of_differences_found(34, 0.5, is_compared=False, agreement=0.5)
    assert found == pytest.approx(0.8077, abs=1e-3)


def test_whole_classes_find_what_classes_without_an_effect_size_are_simulated_to_find() -> None:
    random, classes, each, series, away = np.random.default_rng(5), 4, 28, 3000, 0.5
    left = (1 - TYPICAL_ICC) * (1 - 0.8**2) / each + TYPICAL_ICC
    means = random.normal(size=(series, 2, classes)) * left**0.5
    means[:, 1] += away
    apart = means[:, 1].mean(axis=1) - means[:, 0].mean(axis=1)
    error = np.sqrt(means.var(axis=2, ddof=1).sum(axis=1) / classes)
    simulated = float((apart / error > t_quantile(0.975, 2 * classes - 2)).mean())
    found = share_of_differences_found(each * classes, away, is_compared=True, classes=classes)
    assert found == pytest.approx(simulated, abs=0.03)


def test_more_pupils_find_more_classes_find_less_and_one_class_finds_nothing() -> None:
    def found(pupils: int, classes: int | None = None, agreement: float = 0.8) -> float:
        return share_of_differences_found(
            pupils, 0.3, is_compared=True, classes=classes, agreement=agreement
        )

    assert found(30) < found(60) < found(120)
    assert found(60, agreement=0.5) < found(60)
    assert found(60, 1) == 0.0 < found(60, 2) < found(60, 6) < found(60)
    assert found(2) == 0.0
    with pytest.raises(ValueError, match="agreement"):
        found(30, agreement=1.0)
