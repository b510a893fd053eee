"""How much evidence there is for each standard, by phase and by reach."""

from collections import Counter
from collections.abc import Callable, Sequence

import pandas as pd

from lp_planner.domain.evidence.evidence_lines import EvidenceLine


def coverage_by_phase(
    lines: Sequence[EvidenceLine],
    standards: Sequence[tuple[str, str]],
    phases: Sequence[tuple[str, str]],
) -> pd.DataFrame:
    """Count the evidence for each standard in each phase.

    ``standards`` and ``phases`` are (key, name) pairs in their order. The answer has one row per
    standard (index = key, named "standard") and one whole-number column per phase *name*. All
    standards and phases are there, with zeros; keys that are in neither list are not counted.
    """
    return _counted(lines, lambda line: line.phase, standards, phases)


def coverage_by_reach(
    lines: Sequence[EvidenceLine],
    standards: Sequence[tuple[str, str]],
    reaches: Sequence[tuple[str, str]],
) -> pd.DataFrame:
    """Count the evidence for each standard at each reach.

    As :func:`coverage_by_phase`, with one whole-number column per reach *name*.
    """
    return _counted(lines, lambda line: line.reach.value, standards, reaches)


def _counted(
    lines: Sequence[EvidenceLine],
    group_of: Callable[[EvidenceLine], str],
    standards: Sequence[tuple[str, str]],
    groups: Sequence[tuple[str, str]],
) -> pd.DataFrame:
    counts = Counter((line.standard, group_of(line)) for line in lines)
    rows = [[counts[key, group] for group, _ in groups] for key, _ in standards]
    return pd.DataFrame(
        rows,
        index=pd.Index([key for key, _ in standards], name="standard", dtype="str"),
        columns=[name for _, name in groups],
        dtype="int64",
    )
