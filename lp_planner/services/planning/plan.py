"""The plan on a page: five columns drawn from the records, nothing typed twice."""

from lp_planner.content.library import Library
from lp_planner.domain.records.diagnosis import Priority, ProblemStatement
from lp_planner.domain.records.ingredients import ActiveIngredient
from lp_planner.domain.records.measures import Measure
from lp_planner.domain.records.strategies import Strategy, TrainingSession
from lp_planner.exports.report import PlanColumn
from lp_planner.services.desk.projects import project_for
from lp_planner.services.desk.workspace import Desk
from lp_planner.storage.reader import Reader
from lp_planner.wording import day_in_words, joined


def plan_on_a_page(desk: Desk, project_id: str) -> tuple[PlanColumn, ...]:
    """The project of the actor's as why, what, how, how well and so what.

    Source of the five questions: EEF implementation plan (named, not copied).
    """
    with desk.read() as reader:
        project_for(reader, desk.actor, project_id)
        return plan_columns_unchecked(reader, desk.library, project_id)


def plan_columns_unchecked(
    reader: Reader, library: Library, project_id: str
) -> tuple[PlanColumn, ...]:
    """The five columns; a column without records has no lines, and no line says what stays in."""
    reader = reader.as_it_leaves()
    measures = reader.find(Measure, project_id=project_id)
    final = [m for m in measures if _is_final(library, m)]
    return (
        PlanColumn("Why?", "The problem", _why(reader, project_id)),
        PlanColumn("What?", "The active ingredients", _what(reader, project_id)),
        PlanColumn("How?", "The strategies", _how(reader, library, project_id)),
        PlanColumn(
            "How well?",
            "Implementation outcomes",
            tuple(_measure(library, m) for m in measures if m not in final),
        ),
        PlanColumn("And so?", "Final outcomes", tuple(_measure(library, m) for m in final)),
    )


def _is_final(library: Library, measure: Measure) -> bool:
    return library.vocabularies["constructs"].by_key[measure.outcome_construct].group == "final"


def _why(reader: Reader, project_id: str) -> tuple[str, ...]:
    lines = [_named("Priority", p.priority) for p in reader.find(Priority, project_id=project_id)]
    for problem in reader.find(ProblemStatement, project_id=project_id):
        lines += [
            _named("Staff", problem.staff_behaviour),
            _named("Pupils", problem.pupil_behaviour),
            _named("Outcome", problem.pupil_outcome),
        ]
    return tuple(line for line in lines if line)


def _named(name: str, words: str) -> str:
    return f"{name}: {words}" if words else ""


def _what(reader: Reader, project_id: str) -> tuple[str, ...]:
    return tuple(
        joined(
            f"{number}. {i.behaviour} ({i.fixedness.value})",
            i.who,
            i.how_often,
            f"May vary: {i.limits}" if i.limits else "",
        )
        for number, i in enumerate(reader.find(ActiveIngredient, project_id=project_id), start=1)
    )


def _how(reader: Reader, library: Library, project_id: str) -> tuple[str, ...]:
    lines = [
        joined(
            f"{library.term_label('strategy_kinds', s.strategy_kind)}: {s.what}",
            s.owner,
            f"from {day_in_words(s.from_on)}" if s.from_on else "",
        )
        for s in reader.find(Strategy, project_id=project_id)
    ]
    lines += [
        joined(
            f"Training session: {t.title}",
            day_in_words(t.held_on),
            f"{t.people} people" if t.people else "",
        )
        for t in reader.find(TrainingSession, project_id=project_id)
    ]
    return tuple(lines)


def _measure(library: Library, measure: Measure) -> str:
    horizon = library.term_label("horizons", measure.horizon)
    construct = library.term_label("constructs", measure.outcome_construct)
    unit = measure.unit if measure.unit.startswith("%") else f" {measure.unit}"
    return joined(
        measure.name,
        construct.partition(":")[0],
        horizon.partition(":")[0],
        f"target {measure.target:g}{unit}".strip() if measure.target is not None else "",
        f"by {day_in_words(measure.due_on)}" if measure.due_on else "",
        f"if missed: {measure.response_if_missed}" if measure.response_if_missed else "",
    )
