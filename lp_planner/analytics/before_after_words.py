"""What may honestly be said about a before and an after.

Without a comparison group the words never claim a cause. Figures with fewer than five people
behind them stay out of the sentence, because the sentence leaves the planner in exports.
"""

import datetime as dt
from dataclasses import dataclass

from lp_planner import small_groups
from lp_planner.domain.records.measures import Direction
from lp_planner.wording import day_in_words, difference, with_unit


@dataclass(frozen=True)
class Side:
    """The readings of one group on one side of the change."""

    value: float | None = None
    first_on: dt.date | None = None
    last_on: dt.date | None = None
    count: int = 0
    people: int | None = None
    values: tuple[float, ...] = ()


@dataclass(frozen=True)
class Facts:
    """Everything the sentence is made from."""

    began_on: dt.date | None
    before: Side
    after: Side
    comparison_before: Side
    comparison_after: Side
    direction: Direction
    unit: str
    fewest_people: int | None
    chosen_for_low_scores: bool


def sentence(facts: Facts) -> str:
    """Say what the readings show, what is missing, and what they cannot show."""
    if not facts.before.count and not facts.after.count:
        return _nothing_yet(facts)
    if not facts.before.count:
        return " ".join([*_no_baseline(facts), *_privacy(facts)])
    if not facts.after.count:
        return " ".join([*_too_early(facts), *_privacy(facts)])
    return " ".join(
        [
            *([] if _is_private(facts) else _change(facts)),
            *_privacy(facts),
            *_cause(facts),
            *_cautions(facts),
        ]
    )


def _nothing_yet(facts: Facts) -> str:
    if facts.began_on is None:
        return "No readings yet. Could you take one before the change begins?"
    return (
        f"No readings yet. Is there a figure from before the change began on "
        f"{day_in_words(facts.began_on)}? One from before and one from after are both missing."
    )


def _no_baseline(facts: Facts) -> list[str]:
    began = f" on {day_in_words(facts.began_on)}" if facts.began_on else ""
    parts = [
        (
            f"A reading from before the change began{began} is missing, so we cannot say how far "
            "this has moved."
        )
    ]
    if not _is_private(facts):
        parts.append(f"{_latest(facts).capitalize()} {_side(facts.after, facts.unit)}.")
    parts.append("Is there an older figure you could add?")
    return parts


def _too_early(facts: Facts) -> list[str]:
    if facts.began_on is None:
        parts = ["Too early to tell: we do not know yet on which day the change began."]
        ask = "Your first training session or visit marks that day."
        so_far = "So far the middle reading is" if facts.before.count > 1 else "So far there is"
    else:
        parts = [
            (
                "Too early to tell: a reading from after the change began on "
                f"{day_in_words(facts.began_on)} is missing."
            )
        ]
        ask = "When will you take the next one?"
        so_far = _before(facts)
    if not _is_private(facts):
        parts.append(f"{so_far} {_side(facts.before, facts.unit)}.")
    return [*parts, ask]


def _change(facts: Facts) -> list[str]:
    unit = facts.unit
    moved = _moved(facts.before, facts.after)
    return [
        (
            f"{_before(facts)} {_side(facts.before, unit)}; {_latest(facts)} "
            f"{_side(facts.after, unit)}."
        ),
        f"That is {_size(moved, unit)}{_hoped(moved, facts.direction)}",
    ]


def _hoped(moved: float, direction: Direction) -> str:
    if moved == 0 or direction is Direction.NEITHER:
        return "."
    if _gain(moved, direction) > 0:
        return ", the way you hoped for."
    return ", not the way you hoped for. What could lie behind that?"


def _cause(facts: Facts) -> list[str]:
    before, after = facts.comparison_before, facts.comparison_after
    if not before.count and not after.count:
        return ["There is no comparison group, so this shows change, not its cause."]
    if not before.count or not after.count:
        side = "after" if before.count else "before"
        return [
            (
                f"The comparison group has no reading from {side} the change began, so this shows "
                "change, not its cause."
            )
        ]
    if _is_private(facts):
        return ["There is a comparison group; both are on the project's own pages."]
    theirs, ours = _moved(before, after), _moved(facts.before, facts.after)
    return [
        (
            f"Over the same time the comparison group went from {_value(before.value, facts.unit)} "
            f"to {_value(after.value, facts.unit)}: {_size(theirs, facts.unit)}."
        ),
        _consistent(ours, theirs, facts.direction),
    ]


def _consistent(ours: float, theirs: float, direction: Direction) -> str:
    if direction is Direction.NEITHER:
        if ours == theirs:
            return "Both moved alike, so these readings do not set the project apart."
        return (
            "The two moved differently, which is consistent with the change making a "
            "difference; other differences between the groups could explain it too."
        )
    if _gain(ours, direction) > max(_gain(theirs, direction), 0):
        return (
            "That is consistent with the change having helped; other differences between the "
            "groups could explain it too."
        )
    return (
        "The project did not move further the hoped-for way than the comparison group, so these "
        "readings do not point to the change. What else do you know?"
    )


def _cautions(facts: Facts) -> list[str]:
    found = []
    if 1 in {facts.before.count, facts.after.count}:
        found.append("A single reading can be high or low by chance.")
    if facts.chosen_for_low_scores:
        way = "fall" if facts.direction is Direction.DOWN else "rise"
        start = "high" if facts.direction is Direction.DOWN else "low"
        found.append(
            f"The group was chosen because its scores were {start}, so some {way} is expected "
            "anyway (regression to the mean)."
        )
    if facts.fewest_people is not None and facts.fewest_people < small_groups.LEAST_SUMMARISED:
        found.append(small_groups.TOO_SMALL_TO_BE_SURE)
    return found


def _is_private(facts: Facts) -> bool:
    return facts.fewest_people is not None and small_groups.is_too_few(facts.fewest_people)


def _privacy(facts: Facts) -> list[str]:
    return [small_groups.PEOPLE_BEHIND_A_FIGURE] if _is_private(facts) else []


def _before(facts: Facts) -> str:
    return (
        "Before the change the middle reading was"
        if facts.before.count > 1
        else "Before the change there was one reading,"
    )


def _latest(facts: Facts) -> str:
    return "the middle of the latest readings is" if facts.after.count > 1 else "the latest is"


def _side(side: Side, unit: str) -> str:
    when = day_in_words(side.first_on) if side.first_on else ""
    if side.last_on and side.last_on != side.first_on:
        when = f"{when} to {day_in_words(side.last_on)}"
    count = f"{side.count} readings, " if side.count > 1 else ""
    return f"{_value(side.value, unit)} ({count}{when})"


def _moved(before: Side, after: Side) -> float:
    return round((after.value or 0.0) - (before.value or 0.0), 6)


def _gain(moved: float, direction: Direction) -> float:
    return -moved if direction is Direction.DOWN else moved


def _size(moved: float, unit: str) -> str:
    return "the same so far" if moved == 0 else difference(moved, unit)


def _value(value: float | None, unit: str) -> str:
    return "" if value is None else with_unit(value, unit)
