"""The matrix as the way in: what stands in a cell of it, and what could."""

from collections.abc import Mapping, Sequence

from lp_planner.content.library import Library
from lp_planner.domain.evidence.evidence_lines import EvidenceLine
from lp_planner.domain.planning.pathway import Step
from lp_planner.domain.records.records import Frozen
from lp_planner.services.evidence.waiting import Waiting


class Cell(Frozen):
    """One standard in one phase."""

    standard: str
    phase: str
    lines: tuple[EvidenceLine, ...]
    waiting: tuple[Waiting, ...]
    """What was done already and could be used here."""
    could_be: tuple[Step, ...]
    """The steps of the plan where something for it could be written."""


def cell_of(
    library: Library,
    lines: Sequence[EvidenceLine],
    waiting: Mapping[str, Sequence[Waiting]],
    standard: str,
    phase: str,
) -> Cell:
    """What is used for a standard in a phase, what waits there, and what could be written."""
    return Cell(
        standard=standard,
        phase=phase,
        lines=tuple(x for x in lines if (x.standard, x.phase) == (standard, phase)),
        waiting=tuple(w for w in waiting.get(standard, ()) if w.phase == phase),
        could_be=library.steps_for(standard, phase),
    )
