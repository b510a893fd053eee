"""How much may be shown about so many people."""

from enum import StrEnum

from lp_planner.small_groups import LEAST_SUMMARISED, LEAST_WITHOUT_CAUTION, is_too_few
from lp_planner.statistics.number_series import check_whole


class Display(StrEnum):
    """What may be shown."""

    NOTHING = "nothing"
    DOTS = "dots only"
    WITH_CAUTION = "numbers with a caution"
    NORMAL = "numbers"


def display_for(people: int) -> Display:
    """Tell what may be shown about a group: nothing below 5, dots below 10, a caution below 30.

    Raises:
        ValueError: ``people`` is negative or not whole.
    """
    check_whole(people, "people")
    if is_too_few(people):
        return Display.NOTHING
    if people < LEAST_SUMMARISED:
        return Display.DOTS
    return Display.WITH_CAUTION if people < LEAST_WITHOUT_CAUTION else Display.NORMAL
