"""A plan that is not stored yet, held to the policies that stored records are held to."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from lp_planner.domain.evidence.policies import check_adaptation
from lp_planner.domain.records.delivery import Adaptation
from lp_planner.domain.records.errors import ValidationFailed
from lp_planner.domain.records.ingredients import ActiveIngredient
from lp_planner.domain.records.measures import Measure
from lp_planner.domain.records.oddities import Oddity
from lp_planner.domain.records.records import Record
from lp_planner.services.desk.asking_first import asked_unchecked
from lp_planner.services.measures.looks import looks_unchecked
from lp_planner.storage.reader import Reader
from lp_planner.storage.tables import S


class OnPaper(Reader):
    """Reads records that are not stored yet."""

    def __init__(self, records: Sequence[Record]) -> None:
        self._records = records

    def find(self, model: type[S], *, include_removed: bool = False, **equals: object) -> list[S]:
        """Every record of ``model`` with these values."""
        del include_removed  # nothing was removed from what is not stored
        found = [record for record in self._records if isinstance(record, model)]
        return [r for r in found if all(getattr(r, name) == is_ for name, is_ in equals.items())]


def policy_errors(records: Sequence[Record]) -> Iterator[tuple[str, Mapping[str, str]]]:
    """What the policy for adaptations refuses, by the id of the adaptation."""
    plan = OnPaper(records)
    looks = looks_unchecked(plan, "new")
    ingredients = {ingredient.id: ingredient for ingredient in plan.find(ActiveIngredient)}
    for change in plan.find(Adaptation):
        lacking = looks.lacking(change.ingredient_id, change.decided_on)
        try:
            if change.ingredient_id in ingredients:
                check_adaptation(change, ingredients[change.ingredient_id], lacking=lacking)
        except ValidationFailed as refused:
            yield change.id, refused.errors


def odd_figures(
    records: Sequence[Record], today: dt.date
) -> Iterator[tuple[str, Mapping[str, str], Sequence[Oddity]]]:
    """What cannot be and what is odd about each record beside those before it, by its id."""
    measures = [record for record in records if isinstance(record, Measure)]
    for number, record in enumerate(records):
        plan = OnPaper([*records[:number], *measures])
        try:
            found = asked_unchecked(plan, today, record.project_id, type(record), dict(record))
        except ValidationFailed as refused:
            yield record.id, refused.errors, ()
        else:
            yield record.id, {}, found
