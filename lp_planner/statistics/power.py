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
                8: (0, 20, 23, 26, 29, 37, 45, 53, 62, 68),
                12: (0, 22, 26, 29, 31, 39, 48, 57, 68, 74),
                16: (0, 25, 29, 31, 33, 41, 50, 59, 70, 77),
                20: (0, 28, 34, 37, 38, 44, 52, 61, 72, 79),
                30: (0, 36, 45, 50, 53, 57, 62, 67, 75, 82),
            }
        ),
        2.0: MappingProxyType(
            {
                8: (0, 70, 77, 80, 84, 89, 94, 97, 99, 99),
                12: (0, 72, 76, 79, 81, 87, 93, 96, 99, 99),
                16: (0, 78, 81, 82, 84, 89, 94, 97, 99, 99),
                20: (0, 83, 86, 86, 87, 91, 95, 97, 99, 99),
                30: (0, 90, 93, 94, 94, 95, 97, 97, 98, 99),
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
