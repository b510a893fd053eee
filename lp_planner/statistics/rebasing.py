"""Whether a chart's lines may be drawn anew. It never happens by itself: somebody decides."""

from dataclasses import dataclass

import numpy as np

from lp_planner.statistics.number_series import Direction, Numbers, as_readings
from lp_planner.statistics.xmr_rules import RUN_LENGTH


@dataclass(frozen=True, slots=True)
class RebaseCheck:
    """Whether every condition for new lines holds; ``reasons`` names those that do not."""

    allowed: bool
    reasons: tuple[str, ...]


def check_rebase(
    values: Numbers, change_at: int, *, improvement: Direction, known_cause: bool
) -> RebaseCheck:
    """Tell whether new lines may begin at index ``change_at``.

    There must be a logged cause, seven readings or more since, and the last seven or more of them
    all on the better side of the mean from before. A missing reading is passed over.

    Raises:
        ValueError: ``change_at`` is not an index after the first, or ``values`` is no flat list.
    """
    readings = as_readings(values)
    if not 0 < change_at < readings.size:
        message = "The change must lie after the first reading and not after the last."
        raise ValueError(message)
    before, after = readings[:change_at], readings[change_at:]
    before, after = before[np.isfinite(before)], after[np.isfinite(after)]
    reasons = []
    if not known_cause:
        reasons.append("No cause has been logged.")
    if after.size < RUN_LENGTH:
        reasons.append(f"There are {after.size} readings since; {RUN_LENGTH} are needed.")
    if before.size == 0:
        reasons.append("There are no readings from before to compare with.")
    elif improvement is Direction.NEITHER:
        reasons.append("No direction has been named as better.")
    elif after.size >= RUN_LENGTH:
        away = after[-RUN_LENGTH:] - before.mean()
        better = away > 0 if improvement is Direction.INCREASE else away < 0
        if not better.all():
            reasons.append("The better level has not held for the last seven readings.")
    return RebaseCheck(not reasons, tuple(reasons))
