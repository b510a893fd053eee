"""When sums over projects may move on, so that two of them side by side give nobody away.

A sum that is shown stands until enough has changed behind it. Whoever sees both is taken to know
everything but the secret: which projects are counted, which of them came, went or changed in
between, and how a sum is rounded and held back. For none of them may it then be certain that a
standard has evidence there, or that it has none (docs/adr/0034).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lp_planner.small_groups import BAND, is_too_few


@dataclass(frozen=True)
class Counted:
    """One project's part in the sums: what it evidences is the secret, the rest is not."""

    standards: frozenset[str]
    phase: str = ""
    area: str = ""


Picture = Mapping[str, Counted]
"""The projects that count, by id, at one moment."""
NOTHING = Counted(frozenset())


def shown_sum(value: int, group: int) -> int | None:
    """A sum over a group whose size is known: in fives, and never that all of them have it."""
    shown = min(value, group - 1) // BAND * BAND
    return None if is_too_few(shown) else shown


def may_move(shown_before: Iterable[Picture], now: Picture) -> bool:
    """Whether sums may go on to ``now``, given every picture whose sums were shown before.

    At least five projects must have changed since each of them, and where evidence changed, that of
    five; and nobody may be certain of what any of them has.
    """
    pictures = list(shown_before)
    if not pictures:
        return not is_too_few(len(now))
    return all(_is_safe_beside(before, now) for before in pictures)


def _is_safe_beside(before: Picture, now: Picture) -> bool:
    everybody = before.keys() | now.keys()
    changed = {id_ for id_ in everybody if before.get(id_) != now.get(id_)}
    secret = {
        id_
        for id_ in everybody
        if before.get(id_, NOTHING).standards != now.get(id_, NOTHING).standards
    }
    if is_too_few(len(changed)) or (secret and is_too_few(len(secret))):
        return False
    standards = {s for one in (*before.values(), *now.values()) for s in one.standards}
    return all(_leaves_open(before, now, changed, standard) for standard in standards)


def _leaves_open(before: Picture, now: Picture, changed: set[str], standard: str) -> bool:
    """Whether nobody is pinned down in one standard by the two sums of it."""
    left = len(before.keys() - now.keys())
    came = len(now.keys() - before.keys())
    both = before.keys() & now.keys()
    moved = len(both & changed)
    stayed = len(both) - moved
    low, high = _room(before, standard)
    low_now, high_now = _room(now, standard)
    # For each number that those who stayed as they were could come to, what the others can.
    fits = [
        (n, (low - n, high - n), (low_now - n, high_now - n))
        for n in range(stayed + 1)
        if low - n <= left + moved and high - n >= 0
        if low_now - n <= came + moved and high_now - n >= 0
    ]
    return all(
        not size or (max(most) > 0 and min(least) < size)
        for size, least, most in (
            (stayed, [n for n, _, _ in fits], [n for n, _, _ in fits]),
            *_ranges(left, moved, [then for _, then, _ in fits]),
            *_ranges(came, moved, [today for _, _, today in fits]),
        )
    )


def _ranges(
    one: int, other: int, sums: list[tuple[int, int]]
) -> tuple[tuple[int, list[int], list[int]], tuple[int, list[int], list[int]]]:
    """Least and most of two groups that come to one of these sums together, for each of both."""
    first = [(max(0, low - other), min(one, high)) for low, high in sums]
    second = [(max(0, low - one), min(other, high)) for low, high in sums]
    return (
        (one, [least for least, _ in first], [most for _, most in first]),
        (other, [least for least, _ in second], [most for _, most in second]),
    )


def _room(picture: Picture, standard: str) -> tuple[int, int]:
    """Between what a sum lies, for somebody who knows the group and why a sum is missing."""
    group = len(picture)
    value = sum(standard in one.standards for one in picture.values())
    low = max(0, min(value, group - 1)) // BAND * BAND
    most = low + BAND if group == low + BAND else low + BAND - 1
    return low, min(most, group)
