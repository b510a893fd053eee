"""What CASE has no field for: our own extension on documents, items and associations."""

from itertools import zip_longest
from typing import cast, get_args

from lp_planner.interchange.case_terms import OURS
from lp_planner.interchange.fields import Fields
from lp_planner.interchange.model import ScaleKind, ScaleStep, details_from
from lp_planner.interchange.plain_text import clean_line
from lp_planner.interchange.report import Ledger


class Extras:
    """Our extension on one object, if the file has one; a foreign extension is reported."""

    def __init__(self, fields: Fields) -> None:
        extensions = fields.table_at("extensions")
        self._fields: Fields | None = None
        if extensions is not None:
            self._fields = extensions.table_at(OURS)
            extensions.rest({})
        self.absent: tuple[str, ...] = ()
        if self._fields is not None:
            self.absent = self._fields.texts("absent", "a note of the planner’s own")

    @property
    def is_ours(self) -> bool:
        """Whether the planner wrote this object."""
        return self._fields is not None

    def text(self, name: str) -> str:
        """A text of ours, or an empty one."""
        return self._fields.text(name, "a field of the planner’s own") if self._fields else ""

    def identifier(self) -> str:
        """The identifier the planner knows this object by, where it is not CASE's."""
        if self._fields is None:
            return ""
        return self._fields.token("identifier", "the planner’s own identifier")

    def end(self, name: str) -> Fields | None:
        """An end of a link as the planner knows it."""
        return self._fields.table_at(name) if self._fields else None

    def steps(self) -> list[Fields]:
        """What the planner keeps of each step of a scale."""
        return self._fields.tables("steps") if self._fields else []

    def details(self) -> dict[str, tuple[str, ...]]:
        """The details that have no field in CASE."""
        return read_details(self._fields) if self._fields else {}


def read_details(fields: Fields) -> dict[str, tuple[str, ...]]:
    """The details of the planner's own that stand in ``fields``."""
    kept = fields.table_at("details")
    if kept is None:
        return {}
    names = [name for name in kept.table if name and clean_line(name) == name]
    found = {name: kept.texts(name, "a detail of the planner’s own") for name in names}
    kept.rest()
    return {name: values for name, values in found.items() if values}


def read_scale(whole: Fields, ledger: Ledger) -> tuple[ScaleKind, tuple[ScaleStep, ...]]:
    """The scale, out of the rubric the planner wrote it into; other rubrics are reported."""
    kind: ScaleKind = ""
    steps: list[ScaleStep] = []
    for rubric in whole.tables("CFRubrics"):
        extras = Extras(rubric)
        named = extras.text("scaleKind")
        if kind or not named or named not in get_args(ScaleKind):
            ledger.dropped(rubric.place, "a rubric", "the planner keeps no rubrics")
            continue
        kind = cast("ScaleKind", named)
        kept = extras.steps()
        for criterion in rubric.tables("CFRubricCriteria"):
            steps += _steps(criterion, kept)
    unique = tuple({step.identifier: step for step in steps}.values())
    return (kind, unique) if unique else ("", ())


def _steps(criterion: Fields, kept: list[Fields]) -> list[ScaleStep]:
    steps = []
    levels = criterion.tables("CFRubricCriterionLevels")
    for number, (level, ours) in enumerate(zip_longest(levels, kept[: len(levels)]), start=1):
        named = ours.token("identifier", "the identifier of a step") if ours else ""
        steps.append(
            ScaleStep(
                identifier=named or str(number),
                name=level.text("quality", "the name of a step"),
                text=level.text("description", "the description of a step"),
                details=details_from(read_details(ours) if ours else {}),
            )
        )
    return steps
