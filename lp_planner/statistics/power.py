"""How often a true change would have been found by now: simulated, not worked out from a formula.

The table was made by ``make calibrate`` with the rule of ``judging`` itself, on independent normal
readings a week apart that were looked at after each one (docs/reference/calibration.md).
"""

from bisect import bisect_right
from collections.abc import Mapping
from types import MappingProxyType

ENOUGH = 0.8
"""From here on, seeing nothing says something."""
SINCE = (4, 6, 8, 10, 12, 16, 20, 24, 32, 40)
FOUND: Mapping[float, Mapping[int, tuple[int, ...]]] = MappingProxyType(
    {
        1.0: MappingProxyType(
            {
                8: (0, 17, 21, 23, 24, 28, 40, 51, 61, 66),
                12: (0, 18, 21, 23, 25, 30, 43, 57, 68, 74),
                16: (0, 20, 23, 25, 26, 30, 45, 59, 71, 78),
                20: (0, 20, 26, 28, 29, 33, 48, 63, 73, 80),
                30: (0, 29, 37, 41, 44, 48, 59, 69, 77, 83),
            }
        ),
        2.0: MappingProxyType(
            {
                8: (0, 62, 70, 73, 76, 82, 89, 93, 96, 98),
                12: (0, 64, 69, 72, 74, 79, 88, 92, 96, 98),
                16: (0, 67, 72, 74, 75, 80, 87, 90, 95, 97),
                20: (0, 71, 75, 77, 78, 81, 87, 91, 95, 97),
                30: (0, 80, 85, 86, 87, 88, 90, 91, 94, 97),
            }
        ),
    }
)
"""By true change in usual spreads and readings before: per cent found within each of ``SINCE``."""


def share_found(before: int, since: int, *, spreads: float = 1.0) -> float:
    """The share of true changes of so many usual spreads that would have been found by now.

    Between two entries of the table the lower one counts; below it, none.
    """
    rows = FOUND[spreads]
    row = bisect_right(sorted(rows), before)
    column = bisect_right(SINCE, since)
    if not row or not column:
        return 0.0
    return rows[sorted(rows)[row - 1]][column - 1] / 100


def needed_since(before: int) -> int:
    """How many readings since a change make it likely enough to be found; at most the table's."""
    for number in SINCE:
        if share_found(before, number) >= ENOUGH:
            return number
    return SINCE[-1]
