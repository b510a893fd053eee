"""Whether the active ingredients are seen in use: by week, lately, and at two reviews running.

The share is *seen* out of all visits where the ingredient could have been seen; "partly" does not
count towards it and stands in a column of its own. Shares are about ingredients, never people.
"""

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from lp_planner.domain.records.delivery import FidelityRating

SECURE_SHARE = 0.8
"""Our own threshold, after the common 80 % convention; no source gives one for schools."""
PERIODS_NEEDED = 2

_COUNTS = ["visits", "seen", "partly"]


def fidelity_by_week(fidelity: pd.DataFrame) -> pd.DataFrame:
    """Count what was seen of each ingredient in each week.

    ``fidelity`` has the columns ``visited_on``, ``ingredient_id``, ``ingredient`` and ``rating``,
    one row per observation. The answer has ``week_beginning`` (date, a Monday), ``ingredient_id``,
    ``ingredient``, ``visits`` (where it applied), ``seen``, ``partly`` and ``share`` (seen out of
    visits), by week and ingredient. A week in which an ingredient never applied has no row.
    """
    rows = _applicable(fidelity)
    visited = pd.to_datetime(rows["visited_on"])
    rows["week_beginning"] = (visited - pd.to_timedelta(visited.dt.day_of_week, unit="D")).dt.date
    return _tallied(rows, ["week_beginning", "ingredient_id", "ingredient"])


def is_secure(
    fidelity: pd.DataFrame,
    ingredient_id: str,
    review_dates: Sequence[dt.date],
    threshold: float = SECURE_SHARE,
) -> bool:
    """Whether an ingredient was seen often enough in each of the two latest review periods.

    A period holds the observations after the previous review, up to and including the day of the
    review; the first one reaches back to the start. With fewer than two reviews, or a period in
    which nobody looked, it is not secure.
    """
    reviews = sorted(set(review_dates))
    if len(reviews) < PERIODS_NEEDED:
        return False
    rows = _applicable(fidelity)
    rows = rows[rows["ingredient_id"] == ingredient_id]
    visited = pd.to_datetime(rows["visited_on"])
    ends = [pd.Timestamp(day) for day in reviews]
    starts = [pd.Timestamp.min, *ends]
    return all(
        _share_seen(rows[(visited > start) & (visited <= end)]) >= threshold
        for start, end in list(zip(starts, ends, strict=False))[-PERIODS_NEEDED:]
    )


def _share_seen(rows: pd.DataFrame) -> float:
    return float(rows["seen"].mean()) if len(rows) else 0.0


def _applicable(fidelity: pd.DataFrame) -> pd.DataFrame:
    rows = fidelity[fidelity["rating"] != FidelityRating.NOT_APPLICABLE.value].copy()
    rows["visits"] = 1
    rows["seen"] = (rows["rating"] == FidelityRating.SEEN.value).astype("int64")
    rows["partly"] = (rows["rating"] == FidelityRating.PARTLY.value).astype("int64")
    return rows


def _tallied(rows: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    tally = rows.groupby(by, sort=True)[_COUNTS].sum().reset_index()
    tally[_COUNTS] = tally[_COUNTS].astype("int64")
    tally["share"] = (tally["seen"] / tally["visits"]).astype("float64")
    return tally[[*by, *_COUNTS, "share"]]
