"""Where two people visited the same place, what each saw of the same ingredient."""

from collections.abc import Sequence
from itertools import combinations

from lp_planner.domain.voices.rounds import Asked, GivenAnswer

NOT_TOLD = frozenset({"", "not_applicable"})


def same_seen(
    asks: Sequence[Asked], answers: Sequence[GivenAnswer]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ratings of two people side by side, each pair about one ingredient in one place.

    Places are told apart by their words, without regard to capitals and spaces; visits on
    different days are not the same thing.
    """
    first: list[str] = []
    second: list[str] = []
    for one, other in combinations(answers, 2):
        if one.who == other.who or _where(one) != _where(other):
            continue
        for asked in asks:
            pair = one.by_key.get(asked.key, ""), other.by_key.get(asked.key, "")
            if not NOT_TOLD & set(pair):
                first.append(pair[0])
                second.append(pair[1])
    return tuple(first), tuple(second)


def _where(answer: GivenAnswer) -> tuple[str, str]:
    place = " ".join(answer.by_key.get("place", "").casefold().split())
    return place, answer.given_on.isoformat()
