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
                8: (0, 17, 21, 23, 24, 29, 44, 52, 59, 64),
                12: (0, 18, 21, 23, 25, 30, 48, 58, 66, 72),
                16: (0, 20, 23, 25, 26, 31, 51, 62, 69, 74),
                20: (0, 20, 26, 28, 29, 34, 55, 65, 72, 77),
                30: (0, 29, 36, 40, 43, 48, 63, 71, 77, 80),
            }
        ),
        2.0: MappingProxyType(
            {
                8: (0, 62, 70, 73, 76, 82, 90, 93, 95, 97),
                12: (0, 63, 68, 71, 73, 79, 87, 90, 94, 97),
                16: (0, 66, 70, 73, 75, 80, 87, 89, 94, 96),
                20: (0, 70, 74, 76, 77, 81, 88, 90, 94, 96),
                30: (0, 80, 85, 86, 86, 88, 89, 91, 94, 96),
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
