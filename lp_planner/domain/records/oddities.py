"""What cannot be about some answers, and what is merely odd: refused, or asked and never altered.

The rules stand on the fields and kinds as marks (``fields.py``, ``Record.same_by``); every form,
grid, sheet and workbook asks them here (docs/adr/0064). Nothing here changes an answer.
"""

import datetime as dt
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lp_planner.domain.records.errors import PlannerError, ValidationFailed
from lp_planner.domain.records.fields import DayRole, FieldKind, FieldSpec, field_specs
from lp_planner.domain.records.measures import Measure, check_count, is_share
from lp_planner.domain.records.records import Record
from lp_planner.wording import counted, day_in_words, number, shortened, with_unit

FAR_OFF = 5
"""Years: a day longer ago, or planned for later, is more often a slip of the pen than a day."""
MOST_PER_CENT = 100.0
Answers = Mapping[str, object]


class Rule(StrEnum):
    """What is odd, in one word; a sheet asks once for all its rows that are odd in the same way."""

    AHEAD = "ahead"
    LONG_AGO = "long_ago"
    ORDER = "sequence"
    SUM = "sum"
    WHOLE = "whole"
    SCALE = "scale"
    USUAL = "usual"
    AGAIN = "again"


@dataclass(frozen=True)
class Oddity:
    """Something that may be right and is more often a slip: asked before it is saved.

    The ``sentence`` holds the figures, so that another figure is asked about anew.
    """

    rule: Rule
    field: str
    sentence: str

    @property
    def question(self) -> str:
        """The same as a question."""
        return f"{self.sentence}: is that right?"


class NotSureYet(PlannerError):
    """Nothing is saved yet: the person is asked first, with one question for each oddity."""

    def __init__(self, oddities: Sequence[Oddity]) -> None:
        """Keep what is asked."""
        super().__init__(" ".join(oddity.question for oddity in oddities))
        self.oddities = tuple(oddities)


class _Everything(Container[str]):
    """What somebody says who has looked at all of it already."""

    def __contains__(self, _: object) -> bool:
        return True


OF_EVERYTHING: Container[str] = _Everything()


@dataclass(frozen=True)
class Around:
    """What stands around some answers: the day, the others of the kind, their measure."""

    today: dt.date
    others: Sequence[Record] = ()
    measure: Measure | None = None


def impossible(model: type[Record], answers: Answers, around: Around) -> dict[str, str]:
    """A sentence for each answer that cannot be, by its field."""
    found: dict[str, str] = {}
    for spec in field_specs(model):
        value = _figure(answers, spec.name)
        if value is None:
            continue
        if sentence := _not_within(spec, value) or _more_than_whole(spec, value, answers):
            found[spec.name] = sentence
        elif spec.is_on_its_scale:
            found |= _off_the_scale(spec.name, value, answers, around)
    return found


def oddities(model: type[Record], answers: Answers, around: Around) -> tuple[Oddity, ...]:
    """What is to be asked about some answers, in the order of the form."""
    found: list[Oddity] = []
    summed: set[str] = set()
    for spec in field_specs(model):
        if spec.kind is FieldKind.DAY:
            found += _odd_day(spec, answers, around.today)
        value = _figure(answers, spec.name)
        if value is None:
            continue
        found += _odd_figure(spec, value, answers, around)
        if spec.counted_in and spec.counted_in.whole not in summed:
            summed.add(spec.counted_in.whole)
            found += _odd_sum(model, spec.counted_in.whole, answers)
    return (*found, *_again(model, answers, around.others))


def _figure(answers: Answers, name: str) -> float | None:
    value = answers.get(name)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _day(answers: Answers, name: str) -> dt.date | None:
    value = answers.get(name)
    return value if isinstance(value, dt.date) else None


def _not_within(spec: FieldSpec, value: float) -> str:
    ends = spec.within
    if ends is None:
        return ""
    if value < ends.least:
        return f"There cannot be {number(value)} {ends.of}. Please look at it again."
    if ends.most is not None and value > ends.most:
        return f"There are never more than {number(ends.most)} {ends.of}; this says {value:g}."
    return ""


def _more_than_whole(spec: FieldSpec, value: float, answers: Answers) -> str:
    part = spec.part_of
    whole = _figure(answers, part.whole) if part else None
    if part is None or whole is None or value <= whole:
        return ""
    return (
        f"{number(value)} {part.this}, but only {number(whole)} {part.that}. "
        "Please mend one of the two."
    )


def _scale(answers: Answers, around: Around) -> tuple[str, float | None]:
    """The unit and the full marks of the scale that a value is on."""
    if around.measure is not None:
        return around.measure.unit, around.measure.full_marks
    return str(answers.get("unit") or ""), _figure(answers, "full_marks")


def _off_the_scale(name: str, value: float, answers: Answers, around: Around) -> dict[str, str]:
    unit, full = _scale(answers, around)
    out_of = _figure(answers, "out_of")
    if out_of is not None:
        try:
            check_count(value, out_of, unit)
        except ValidationFailed as refused:
            return refused.errors
        return {}
    if full is not None and not 0 <= value <= full:
        return {name: f"{number(value)} is not between 0 and {number(full)}, the full marks."}
    return {}


def _odd_day(spec: FieldSpec, answers: Answers, today: dt.date) -> Iterator[Oddity]:
    day = _day(answers, spec.name)
    if day is None:
        return
    may_lie_ahead = spec.in_calendar is not None or spec.day_role is not DayRole.HAPPENED
    if day > today and (spec.has_happened or not may_lie_ahead):
        yield Oddity(Rule.AHEAD, spec.name, f"{day_in_words(day)} is still to come")
    elif day.year > today.year + FAR_OFF:
        yield Oddity(Rule.AHEAD, spec.name, f"{day_in_words(day)} is a long way off")
    elif day.year < today.year - FAR_OFF:
        yield Oddity(Rule.LONG_AGO, spec.name, f"{day_in_words(day)} is long ago")
    order = spec.not_before
    other = _day(answers, order.other) if order else None
    if order and other and day < other:
        yield Oddity(
            Rule.ORDER,
            spec.name,
            f"{order.this} on {day_in_words(day)}, but {order.that} on {day_in_words(other)}",
        )


def _odd_figure(
    spec: FieldSpec, value: float, answers: Answers, around: Around
) -> Iterator[Oddity]:
    ends = spec.within
    if ends and ends.usual is not None and ends.usual < value <= (ends.most or value):
        yield Oddity(Rule.USUAL, spec.name, f"{number(value)} {ends.of} is a lot")
    if spec.part_of and _figure(answers, spec.part_of.whole) is None:
        words = (
            f"{number(value)} {spec.part_of.this}, and nothing says how many {spec.part_of.that}"
        )
        yield Oddity(Rule.WHOLE, spec.name, words)
    if spec.is_on_its_scale and _figure(answers, "out_of") is None:
        unit, full = _scale(answers, around)
        if full is None and is_share(unit) and not 0 <= value <= MOST_PER_CENT:
            words = f"{with_unit(value, unit)} is not between 0 and 100"
            yield Oddity(Rule.SCALE, spec.name, words)


def _odd_sum(model: type[Record], whole: str, answers: Answers) -> Iterator[Oddity]:
    parts = [s.name for s in field_specs(model) if s.counted_in and s.counted_in.whole == whole]
    asked = _figure(answers, whole)
    total = sum(_figure(answers, name) or 0 for name in parts)
    if asked is not None and total > asked:
        people = counted(int(asked), "person", "people")
        words = f"{counted(int(total), 'answer', 'answers')} from {people}"
        yield Oddity(Rule.SUM, whole, words)


def _again(model: type[Record], answers: Answers, others: Sequence[Record]) -> Iterator[Oddity]:
    """Another one about the same thing, where two are seldom meant."""
    mine = same_thing(model, answers)
    if not mine:
        return
    for other in others:
        if same_thing(model, dict(other)) == mine:
            what = shortened(other.headline, 60)
            day = day_in_words(other.happened_on)
            words = f"“{what}” of {day} is here already, and this would be another one"
            yield Oddity(Rule.AGAIN, model.same_by[0], words)
            return


def same_thing(model: type[Record], answers: Answers) -> tuple[object, ...]:
    """What two records about the same thing have in common; empty where nothing says it."""
    found = tuple(_folded(answers.get(name)) for name in model.same_by)
    return found if any(part not in {None, ""} for part in found) else ()


def _folded(value: object) -> object:
    return " ".join(value.split()).casefold() if isinstance(value, str) else value
