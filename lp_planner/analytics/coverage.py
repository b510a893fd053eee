"""How much evidence there is for each standard, by phase and by reach."""

from collections.abc import Sequence

import pandas as pd


def coverage_by_phase(
    evidence: pd.DataFrame,
    standards: Sequence[tuple[str, str]],
    phases: Sequence[tuple[str, str]],
) -> pd.DataFrame:
    """Count the evidence for each standard in each phase.

    ``evidence`` has the columns ``standard`` and ``phase``, one row per confirmed claim;
    ``standards`` and ``phases`` are (key, name) pairs in their order. The answer has one row per
    standard (index = key, named "standard") and one whole-number column per phase *name*. All
    standards and phases are there, with zeros; keys that are in neither list are not counted.
    """
    return _counted(evidence, "phase", standards, phases)


def coverage_by_reach(
    evidence: pd.DataFrame,
    standards: Sequence[tuple[str, str]],
    reaches: Sequence[tuple[str, str]],
) -> pd.DataFrame:
    """Count the evidence for each standard at each reach.

    As :func:`coverage_by_phase`, from the columns ``standard`` and ``reach``, with one
    whole-number column per reach *name*.
    """
    return _counted(evidence, "reach", standards, reaches)


def _counted(
    evidence: pd.DataFrame,
    column: str,
    standards: Sequence[tuple[str, str]],
    groups: Sequence[tuple[str, str]],
) -> pd.DataFrame:
    counts = evidence.groupby(["standard", column]).size().to_dict()
    rows = [[int(counts.get((key, group), 0)) for group, _ in groups] for key, _ in standards]
    return pd.DataFrame(
        rows,
        index=pd.Index([key for key, _ in standards], name="standard", dtype="str"),
        columns=[name for _, name in groups],
        dtype="int64",
    )
