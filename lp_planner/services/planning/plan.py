"""The plan on a page: five columns drawn from the records, nothing typed twice.

Each line is told twice from one place: in a single run of words for what is printed and shared,
and in its words and its facts for the page, where it also opens its record.
"""

from collections.abc import Iterator

from lp_planner.content.library import Library
from lp_planner.domain.records.diagnosis import Priority, ProblemStatement
from lp_planner.domain.records.ingredients import ActiveIngredient, Fixedness
from lp_planner.domain.records.measures import Measure
from lp_planner.domain.records.records import Frozen, Record
from lp_planner.domain.records.strategies import Strategy, TrainingSession
from lp_planner.exports.report import PlanColumn
from lp_planner.services.desk.projects import project_for
from lp_planner.services.desk.workspace import Desk
from lp_planner.storage.reader import Reader
from lp_planner.wording import day_in_words, joined, number


class PlanLine(Frozen):
    """One line of a column, and the record that says it."""

    kind: str
    record_id: str
    words: str
    facts: str
    """What is known of it besides: who, when, how much."""
    printed: str
    """All of it, as it stands on paper."""


class PlanPart(Frozen):
    """One column with the records behind its lines, and the kind that fills it."""

    name: str
    question: str
    filled_by: str
    lines: tuple[PlanLine, ...]


def plan_on_a_page(desk: Desk, project_id: str) -> tuple[PlanPart, ...]:
    """The project of the actor's as why, what, how, how well and so what.

    Source of the five questions: EEF implementation plan (named, not copied).

    Raises:
        NotFound: for an unknown project and for somebody else's alike.
    """
    with desk.read() as reader:
        project_for(reader, desk.actor, project_id)
        return _parts(reader, desk.library, project_id)


def plan_columns_unchecked(
    reader: Reader, library: Library, project_id: str
) -> tuple[PlanColumn, ...]:
    """The five columns; a column without records has no lines, and no line says what stays in."""
    return tuple(
        PlanColumn(part.name, part.question, tuple(line.printed for line in part.lines))
        for part in _parts(reader, library, project_id)
    )


def _parts(reader: Reader, library: Library, project_id: str) -> tuple[PlanPart, ...]:
    reader = reader.as_it_leaves()
    measures = reader.find(Measure, project_id=project_id)
    final = [m for m in measures if _is_final(library, m)]
    on_the_way = [m for m in measures if m not in final]
    return tuple(
        PlanPart(name=name, question=question, filled_by=kind.kind, lines=tuple(lines))
        for name, question, kind, lines in (
            ("Why?", "The problem", _first_of_why(reader, project_id), _why(reader, project_id)),
            ("What?", "The active ingredients", ActiveIngredient, _what(reader, project_id)),
            ("How?", "The strategies", Strategy, _how(reader, library, project_id)),
            (
                "How well?",
                "Implementation outcomes",
                Measure,
                (_measure(library, m) for m in on_the_way),
            ),
            ("And so?", "Final outcomes", Measure, (_measure(library, m) for m in final)),
        )
    )


def _first_of_why(reader: Reader, project_id: str) -> type[Record]:
    """What the first column asks for next."""
    return ProblemStatement if reader.find(Priority, project_id=project_id) else Priority


def _is_final(library: Library, measure: Measure) -> bool:
    return library.vocabularies["constructs"].by_key[measure.outcome_construct].group == "final"


def _line(record: Record, words: str, facts: str, printed: str = "") -> PlanLine:
    return PlanLine(
        kind=record.kind,
        record_id=record.id,
        words=words,
        facts=facts,
        printed=printed or joined(words, facts),
    )


def _why(reader: Reader, project_id: str) -> Iterator[PlanLine]:
    for priority in reader.find(Priority, project_id=project_id):
        yield from _named(priority, "Priority", priority.priority)
    for problem in reader.find(ProblemStatement, project_id=project_id):
        yield from _named(problem, "Staff", problem.staff_behaviour)
        yield from _named(problem, "Pupils", problem.pupil_behaviour)
        yield from _named(problem, "Families", problem.families)
        yield from _named(problem, "Services", problem.services)
        yield from _named(problem, "Outcome", problem.pupil_outcome)


def _named(record: Record, name: str, words: str) -> Iterator[PlanLine]:
    if words:
        yield _line(record, words, name, f"{name}: {words}")


def _what(reader: Reader, project_id: str) -> Iterator[PlanLine]:
    for place, i in enumerate(reader.find(ActiveIngredient, project_id=project_id), start=1):
        is_decided = i.fixedness is not Fixedness.UNDECIDED
        said = f" ({i.fixedness.value})" if is_decided else ""
        known = joined(i.who, i.how_often, f"May vary: {i.limits}" if i.limits else "")
        yield _line(
            i,
            f"{place}. {i.behaviour}",
            joined(i.fixedness.value.capitalize() if is_decided else "Tight or loose?", known),
            joined(f"{place}. {i.behaviour}{said}", known),
        )


def _how(reader: Reader, library: Library, project_id: str) -> Iterator[PlanLine]:
    for s in reader.find(Strategy, project_id=project_id):
        kind = library.term_label("strategy_kinds", s.strategy_kind)
        known = joined(
            s.owner,
            f"from {day_in_words(s.from_on)}" if s.from_on else "",
            f"£{number(s.cost)}" if s.cost is not None else "",
            s.cost_in_words,
            _progress(library, s.progress),
        )
        yield _line(s, s.what, joined(kind, known), joined(f"{kind}: {s.what}", known))
    for t in reader.find(TrainingSession, project_id=project_id):
        known = joined(day_in_words(t.held_on), f"{t.people} people" if t.people else "")
        yield _line(
            t,
            t.title,
            joined("Training session", known),
            joined(f"Training session: {t.title}", known),
        )


def _progress(library: Library, progress: str) -> str:
    """How a part of the plan stands, in one word."""
    if not progress:
        return ""
    return library.term_label("progress_colours", progress).partition(":")[0].lower()


def _measure(library: Library, measure: Measure) -> PlanLine:
    horizon = library.term_label("horizons", measure.horizon)
    construct = library.term_label("constructs", measure.outcome_construct)
    unit = measure.unit if measure.unit.startswith("%") else f" {measure.unit}"
    known = joined(
        construct.partition(":")[0],
        horizon.partition(":")[0],
        f"target {measure.target:g}{unit}".strip() if measure.target is not None else "",
        f"target: {measure.target_in_words}" if measure.target_in_words else "",
        f"by {day_in_words(measure.due_on)}" if measure.due_on else "",
        *(
            f"{when}: {words}"
            for when, words in (
                ("soon", measure.seen_soon),
                ("later", measure.seen_later),
                ("in time", measure.seen_in_time),
            )
            if words
        ),
    )
    missed = f"if missed: {measure.response_if_missed}" if measure.response_if_missed else ""
    return _line(measure, measure.name, known, joined(measure.name, known, missed))
