"""How often pupils' scores before and after would find a true difference: said before they are.

The usual test of the mean change, or of the difference to a comparison group with the scores
before allowed for. Classes share something of their own; with one class a side no number of pupils
tells that apart from the change.
"""

from lp_planner.statistics.cautions import TYPICAL_ICC
from lp_planner.statistics.distributions import noncentral_t_below, t_quantile
from lp_planner.statistics.number_series import CONFIDENCE

USUAL_AGREEMENT = 0.8
"""A usual correlation between two good tests of one group; shown as an assumption."""
LEAST_PUPILS = 3


def share_of_differences_found(
    pupils: int,
    spreads: float,
    *,
    is_compared: bool,
    agreement: float = USUAL_AGREEMENT,
    classes: int | None = None,
) -> float:
    """The share of true differences of so many spreads that ``pupils`` a group would find.

    ``classes`` are those of each group where whole classes were formed; ``agreement`` is the
    correlation of both tests.

    Raises:
        ValueError: ``agreement`` is not a correlation below one, or ``spreads`` not above nought.
    """
    if not -1 <= agreement < 1 or not spreads > 0:
        message = "An agreement lies from -1 to below 1, a difference above nought."
        raise ValueError(message)
    if pupils < LEAST_PUPILS or (is_compared and classes == 1):
        return 0.0
    if not is_compared:
        variance, freedom = 2 * (1 - agreement) / pupils, pupils - 1
    elif classes is None:
        variance, freedom = 2 * (1 - agreement**2) / pupils, 2 * pupils - 2 - bool(agreement)
    else:
        within = (1 - TYPICAL_ICC) * (1 - agreement**2) / pupils
        variance, freedom = 2 * (TYPICAL_ICC / classes + within), 2 * classes - 2
    away = spreads / variance**0.5
    return 1 - noncentral_t_below(t_quantile((1 + CONFIDENCE) / 2, freedom), freedom, away)
