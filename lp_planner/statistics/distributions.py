"""Quantiles, the small-sample factor of effect sizes, and the non-central t interval.

Only ``scipy.special`` is used: ``scipy.stats`` gives the same numbers and takes far longer to load.
"""

import math
from functools import lru_cache

from scipy import special

from lp_planner.statistics.number_series import Interval

_BISECTIONS = 200
_CLOSE_ENOUGH = 1e-8
_LEAST_DF = 2
_LARGEST_T = 1000


@lru_cache(maxsize=256)
def normal_quantile(probability: float) -> float:
    """Answer the standard normal value below which ``probability`` lies."""
    return float(special.ndtri(probability))


@lru_cache(maxsize=256)
def t_quantile(probability: float, df: float) -> float:
    """Answer the value of Student's t with ``df`` degrees of freedom below which it lies."""
    return float(special.stdtrit(df, probability))


def small_sample_factor(df: float) -> float:
    """Answer Hedges' exact factor J(df) = Γ(df/2) / (√(df/2) Γ((df−1)/2)).

    A standardised difference from few pupils comes out too large on average; multiplied by J it
    does not (Hedges 1981). The usual shortcut 1 − 3/(4df − 1) differs by 0.0004 at ten degrees of
    freedom.

    Raises:
        ValueError: ``df`` is below 2, where there is no usable correction (J(1) is 0).
    """
    if not df >= _LEAST_DF:
        message = f"The small-sample factor needs at least 2 degrees of freedom; there are {df}."
        raise ValueError(message)
    return math.exp(math.lgamma(df / 2) - math.lgamma((df - 1) / 2)) / math.sqrt(df / 2)


def noncentral_t_interval(t: float, df: float, confidence: float) -> Interval | None:
    """Answer the non-centralities for which ``t`` is just not surprising, or ``None``.

    The lower end makes a t as large as this the upper tail, the upper end makes it the lower tail
    (Steiger and Fouladi 1997). ``None`` means that the distribution could not be evaluated, which
    happens only where the difference dwarfs the spread (t beyond 1000).
    """
    if abs(t) > _LARGEST_T:
        return None
    tail = (1 - confidence) / 2
    low = _noncentrality(t, df, 1 - tail)
    high = _noncentrality(t, df, tail)
    return None if low is None or high is None else Interval(low, high)


def _noncentrality(t: float, df: float, probability: float) -> float | None:
    """Find the non-centrality at which ``P(T <= t)`` is ``probability``; it falls as that grows."""
    low, high, step = t, t, 1.0
    while noncentral_t_below(t, df, low) < probability:
        low -= step
        step *= 2
    step = 1.0
    while noncentral_t_below(t, df, high) > probability:
        high += step
        step *= 2
    for _ in range(_BISECTIONS):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if noncentral_t_below(t, df, middle) > probability:
            low = middle
        else:
            high = middle
    middle = (low + high) / 2
    return middle if abs(noncentral_t_below(t, df, middle) - probability) < _CLOSE_ENOUGH else None


def noncentral_t_below(t: float, df: float, noncentrality: float) -> float:
    """Answer ``P(T <= t)``; far out, where scipy answers NaN, the value it has long settled at."""
    share = float(special.nctdtr(df, noncentrality, t))
    if math.isnan(share):
        return 0.0 if noncentrality > t else 1.0
    return share
