"""How far each practice travelled: its rungs, from one's own practice to another school.

On each rung, what its lead noted and what those it reached say themselves stand apart.
"""

from collections.abc import Sequence

from lp_planner.domain.records.reach import Reach
from lp_planner.domain.records.records import Frozen
from lp_planner.domain.records.sustaining import ReachStep
from lp_planner.domain.voices.uptake import SaidReach


class Rung(Frozen):
    """One circle of people and the steps that reached it, the earliest first."""

    reach: Reach
    steps: tuple[ReachStep, ...] = ()
    said: tuple[SaidReach, ...] = ()
    """What people there say themselves, whether its lead noted the rung or not."""


class Ladder(Frozen):
    """One practice with all four rungs, nearest first, whether reached or not."""

    practice: str
    rungs: tuple[Rung, ...]

    @property
    def next_rung(self) -> Reach | None:
        """The rung after the furthest one reached; ``None`` at the top.

        A rung counts whoever says so, since what is asked next is how to go on from there.
        """
        reached = [number for number, rung in enumerate(self.rungs) if rung.steps or rung.said]
        further = self.rungs[max(reached) + 1 :]
        return further[0].reach if further else None


def ladders(steps: Sequence[ReachStep], said: Sequence[SaidReach] = ()) -> tuple[Ladder, ...]:
    """One ladder for each practice, the one that began first on top; then those only others name.

    Practices are told apart by their words, without regard to capitals and spaces.
    """
    in_order = sorted(steps, key=lambda step: (step.reached_on, step.created_at))
    by_practice: dict[str, list[ReachStep]] = {}
    for step in in_order:
        by_practice.setdefault(_alike(step.practice), []).append(step)
    by_others: dict[str, list[SaidReach]] = {}
    for one in said:
        by_others.setdefault(_alike(one.practice), []).append(one)
    return tuple(
        _ladder(by_practice.get(name, []), by_others.get(name, []))
        for name in dict.fromkeys([*by_practice, *by_others])
    )


def _alike(practice: str) -> str:
    return " ".join(practice.casefold().split())


def _ladder(steps: Sequence[ReachStep], said: Sequence[SaidReach]) -> Ladder:
    return Ladder(
        practice=steps[-1].practice if steps else said[-1].practice,
        rungs=tuple(
            Rung(
                reach=reach,
                steps=tuple(step for step in steps if step.rung is reach),
                said=tuple(one for one in said if one.reach is reach),
            )
            for reach in Reach
        ),
    )
