"""How far each practice travelled: its rungs, from one's own practice to another school."""

from collections.abc import Sequence

from lp_planner.domain.records.reach import Reach
from lp_planner.domain.records.records import Frozen
from lp_planner.domain.records.sustaining import ReachStep


class Rung(Frozen):
    """One circle of people and the steps that reached it, the earliest first."""

    reach: Reach
    steps: tuple[ReachStep, ...] = ()


class Ladder(Frozen):
    """One practice with all four rungs, nearest first, whether reached or not."""

    practice: str
    rungs: tuple[Rung, ...]

    @property
    def next_rung(self) -> Reach | None:
        """The rung after the furthest one reached; ``None`` at the top."""
        reached = [number for number, rung in enumerate(self.rungs) if rung.steps]
        further = self.rungs[max(reached) + 1 :]
        return further[0].reach if further else None


def ladders(steps: Sequence[ReachStep]) -> tuple[Ladder, ...]:
    """One ladder for each practice, the one that began first on top.

    Practices are told apart by their words, without regard to capitals and spaces.
    """
    in_order = sorted(steps, key=lambda step: (step.reached_on, step.created_at))
    by_practice: dict[str, list[ReachStep]] = {}
    for step in in_order:
        by_practice.setdefault(" ".join(step.practice.casefold().split()), []).append(step)
    return tuple(
        Ladder(
            practice=found[-1].practice,
            rungs=tuple(
                Rung(reach=reach, steps=tuple(s for s in found if s.rung is reach))
                for reach in Reach
            ),
        )
        for found in by_practice.values()
    )
