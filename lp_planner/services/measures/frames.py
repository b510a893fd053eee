"""The tables that charts and exports are drawn from, made from records of one project."""

import pandas as pd

from lp_planner.domain.records.delivery import (
    Adaptation,
    AdaptationOutcome,
    FidelityObservation,
    FidelityVisit,
)
from lp_planner.domain.records.diagnosis import Baseline
from lp_planner.domain.records.ingredients import ActiveIngredient
from lp_planner.domain.records.measures import Measure, Reading, ReadingGroup
from lp_planner.domain.records.strategies import TrainingSession
from lp_planner.storage.reader import Reader

FIDELITY_COLUMNS = ("visited_on", "ingredient_id", "ingredient", "rating")
READING_COLUMNS = ("taken_on", "value", "people", "reading_group", "note", "counted", "out_of")
MARK_COLUMNS = ("happened_on", "label", "mark_kind")


def ingredient_labels_unchecked(reader: Reader, project_id: str) -> dict[str, str]:
    """Short labels of the active ingredients by id, in the order they were written."""
    return {i.id: i.behaviour for i in reader.find(ActiveIngredient, project_id=project_id)}


def fidelity_frame_unchecked(reader: Reader, project_id: str) -> pd.DataFrame:
    """One row for each observation of an ingredient in a visit; ``FIDELITY_COLUMNS``."""
    labels = ingredient_labels_unchecked(reader, project_id)
    days = {v.id: v.visited_on for v in reader.find(FidelityVisit, project_id=project_id)}
    rows = [
        (days[o.visit_id], o.ingredient_id, labels[o.ingredient_id], o.rating.value)
        for o in reader.find(FidelityObservation, project_id=project_id)
        if o.visit_id in days and o.ingredient_id in labels
    ]
    return pd.DataFrame(rows, columns=list(FIDELITY_COLUMNS))


def readings_frame_unchecked(reader: Reader, measure: Measure) -> pd.DataFrame:
    """One row for each reading of a measure, by day; ``READING_COLUMNS``.

    A starting point that the measure begins with counts as its first reading. A count is there as
    it was made, and as a value in the unit of the measure.
    """
    rows: list[tuple[object, ...]] = [
        (
            r.taken_on,
            r.in_unit(measure.unit),
            r.people,
            r.reading_group.value,
            r.note,
            r.value if r.out_of else None,
            r.out_of,
        )
        for r in reader.find(Reading, project_id=measure.project_id, measure_id=measure.id)
    ]
    rows += [
        (b.taken_on, b.value, b.people, ReadingGroup.PROJECT.value, b.name, None, None)
        for b in reader.find(Baseline, project_id=measure.project_id, id=measure.baseline_id or "")
    ]
    frame = pd.DataFrame(rows, columns=list(READING_COLUMNS))
    return frame.sort_values("taken_on", kind="stable", ignore_index=True)


def marks_frame_unchecked(reader: Reader, project_id: str) -> pd.DataFrame:
    """The days of training and of adaptations; ``MARK_COLUMNS``."""
    rows = [
        (t.held_on, t.title, "training")
        for t in reader.find(TrainingSession, project_id=project_id)
    ]
    rows += [
        (
            a.decided_on,
            a.what,
            "adaptation_made" if a.outcome is AdaptationOutcome.MADE else "adaptation_held_back",
        )
        for a in reader.find(Adaptation, project_id=project_id)
    ]
    return pd.DataFrame(rows, columns=list(MARK_COLUMNS)).sort_values(
        "happened_on", kind="stable", ignore_index=True
    )
