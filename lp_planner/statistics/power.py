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
                8: (2, 9, 15, 20, 24, 31, 37, 44, 55, 64),
                12: (3, 13, 22, 29, 36, 45, 53, 60, 70, 79),
                16: (3, 15, 27, 36, 43, 55, 64, 71, 81, 88),
                20: (4, 17, 31, 41, 49, 62, 72, 79, 88, 93),
                30: (5, 20, 38, 50, 60, 74, 84, 89, 95, 98),
            }
        ),
        2.0: MappingProxyType(
            {
                8: (10, 41, 58, 68, 75, 83, 88, 92, 96, 98),
                12: (14, 54, 73, 80, 85, 92, 95, 97, 99, 99),
                16: (16, 60, 79, 86, 91, 95, 98, 99, 99, 99),
                20: (18, 65, 84, 90, 94, 97, 99, 99, 99, 99),
                30: (20, 72, 89, 94, 97, 99, 99, 99, 99, 99),
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
