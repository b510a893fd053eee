"""How far two raters agree: the share of agreement, and Cohen's kappa beside it."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from lp_planner.statistics.number_series import ROUNDING

PAIRS_FOR_KAPPA = 10
KAPPA_WANTED = 0.6


class Weights(StrEnum):
    """Whether near misses count as partial agreement."""

    PLAIN = "plain"
    QUADRATIC = "quadratic"


@dataclass(frozen=True, slots=True)
class Agreement:
    """How often two raters gave the same rating (0 to 1), and kappa.

    ``expected`` is the agreement that their habits alone would bring. ``usable`` is false where
    kappa is below 0.60 and ``None`` where there is no kappa to tell by. Never show kappa alone:
    with one rating much commoner than the others it may be about 0 at 90 % agreement.
    """

    pairs: int
    agreed: int
    share_agreed: float | None
    expected: float | None
    kappa: float | None
    usable: bool | None
    left_out: int
    note: str


def cohen_kappa(
    first: Sequence[Hashable | None],
    second: Sequence[Hashable | None],
    *,
    categories: Sequence[Hashable],
    weights: Weights = Weights.PLAIN,
) -> Agreement:
    """Compare two raters' ratings of the same things (Cohen 1960, 1968).

    Args:
        first: the first rater's ratings, one per thing rated; ``None`` where there is none.
        second: the second rater's, in the same order.
        categories: all ratings there are, in order; quadratic weights need the order.
        weights: plain, or quadratic for rubrics with three levels or more.

    Raises:
        ValueError: the lists differ in length, or a rating is not among ``categories``, which must
            be different from each other.
    """
    if len(first) != len(second):
        message = f"Both raters must rate the same things: {len(first)} and {len(second)} ratings."
        raise ValueError(message)
    place = {category: index for index, category in enumerate(categories)}
    if len(place) < len(categories):
        message = "Each category must be named once."
        raise ValueError(message)
    rated = [(a, b) for a, b in zip(first, second, strict=True) if a is not None and b is not None]
    unknown = [rating for pair in rated for rating in pair if rating not in place]
    if unknown:
        message = f"“{unknown[0]}” is not one of the ratings on the scale."
        raise ValueError(message)
    left_out = len(first) - len(rated)
    agreed = sum(a == b for a, b in rated)
    if not rated:
        return Agreement(0, 0, None, None, None, None, left_out, "No pair has been rated yet.")
    table = np.zeros((len(place), len(place)))
    np.add.at(table, ([place[a] for a, _ in rated], [place[b] for _, b in rated]), 1 / len(rated))
    distance = np.subtract.outer(np.arange(len(place)), np.arange(len(place)))
    cost = np.square(distance) if weights is Weights.QUADRATIC else distance != 0
    cost = cost / max(1, int(cost.max()))
    by_chance = float((cost * np.outer(table.sum(axis=1), table.sum(axis=0))).sum())
    observed = float((cost * table).sum())
    kappa: float | None = None
    note = ""
    if len(rated) < PAIRS_FOR_KAPPA:
        note = f"{PAIRS_FOR_KAPPA} shared looks say more than chance could; so far: {len(rated)}."
    elif by_chance <= ROUNDING:
        note = "Both gave the same rating every time, so this cannot be told from chance."
    else:
        kappa = 1 - observed / by_chance
        if kappa < KAPPA_WANTED:
            note = "Agree what to look for before using these data."
    return Agreement(
        pairs=len(rated),
        agreed=agreed,
        share_agreed=agreed / len(rated),
        expected=1 - by_chance,
        kappa=kappa,
        usable=None if kappa is None else kappa >= KAPPA_WANTED,
        left_out=left_out,
        note=note,
    )
