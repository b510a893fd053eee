"""How few are too few: the numbers below which numbers are held back, and the sentences about it.

Every layer asks here, the statistics too, so this imports nothing.
"""

LEAST = 5
"""A number about fewer than this is shown to nobody else (usual in school statistics)."""
LEAST_SUMMARISED = 10
"""Fewer than this are looked at one by one; an average would mislead."""
LEAST_WITHOUT_CAUTION = 30
"""Fewer than this cannot tell a small difference from chance."""
BAND = LEAST
"""Sums over projects are rounded down to a multiple of this."""

_NAMES = {5: "five", 10: "ten"}
FEWER = f"fewer than {_NAMES[LEAST]}"
IN_BANDS = f"{_NAMES[BAND]}s"

HELD_BACK = "held back"
FEW_OR_NONE = f"Few or none ({FEWER})"
"""Of more than five, just what "held back" says there, in plainer words."""
NEEDS_FIVE = (
    f"Nothing can be summed up yet: a number needs at least {_NAMES[LEAST]} shared projects behind "
    "it, and at least one beside them that it does not hold of. It also waits for the month to "
    "turn, so that it tells nobody who came or went."
)
MOVES_BY_THE_MONTH = (
    f"Numbers move once a month, all together, and only when at least {_NAMES[LEAST]} projects "
    "have changed. Until then they stand, also where somebody has shared or taken back since."
)
ROUNDED = f"rounded down to {IN_BANDS}"
WHY_HELD_BACK = (
    f"A number is held back where {FEWER} stand behind it, or where it would give such a number "
    "away together with the others."
)
WHY_HELD_BACK_IN_SHORT = (
    f"What {FEWER} stand behind, nought included, is held back; so is what would tell it."
)
PEOPLE_BEHIND_A_FIGURE = (
    f"{FEWER.capitalize()} people stand behind a figure, so the figures are left out here: they "
    "could point to one person."
)
TOO_SMALL_TO_BE_SURE = (
    f"With fewer than {_NAMES[LEAST_SUMMARISED]} people, the group is too small to be sure."
)
ANSWERS_LEFT_OUT = f"with {FEWER} answers people could be recognised"
AREAS_LEFT_OUT = f"{FEWER.capitalize()} projects are shared, so their areas are not named."
HOURS_HELD_BACK = f"Hours put in and freed: {HELD_BACK}, since {FEWER} shared plans say."


def is_too_few(number: int) -> bool:
    """Whether what is said about so many has to be held back."""
    return number < LEAST


def may_say_few(group: int) -> bool:
    """Whether "few or none" of a group says no more than that the number is held back.

    Over more than five, a number is held back only where it is too few itself; over five it may
    be all of them as well.
    """
    return group > LEAST


def at_least(number: int | None, what: str = "") -> str:
    """A protected sum in words, such as "at least 10 projects"; ``None`` is held back."""
    if number is None:
        return HELD_BACK
    return f"at least {number} {what}".rstrip()
