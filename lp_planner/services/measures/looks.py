"""What visits saw of each ingredient, and the one rule for when it is securely in use.

The verdict, a change to a tight ingredient and the question about such a change all ask here
(docs/adr/0025). The numbers behind it are judged in ``statistics.fidelity``.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from lp_planner.domain.records.delivery import (
    Adaptation,
    FidelityObservation,
    FidelityRating,
    FidelityVisit,
)
from lp_planner.domain.records.ingredients import ActiveIngredient
from lp_planner.domain.records.measures import Direction, Measure, Reading, ReadingGroup
from lp_planner.statistics import fidelity
from lp_planner.statistics.agreement import cohen_kappa
from lp_planner.storage.reader import Reader
from lp_planner.wording import counted

LATELY = dt.timedelta(weeks=12)
"""About a term: what was seen before that says little about how it is done now (our design)."""
FIDELITY = "fidelity"
PER_CENT = "%"
MOST_COUNTED = 200
"""Of one reading; so many looks say as much as any larger number."""
SEEN = {
    FidelityRating.SEEN: fidelity.Seen.AS_INTENDED,
    FidelityRating.PARTLY: fidelity.Seen.PARTLY,
    FidelityRating.NOT_SEEN: fidelity.Seen.NOT_SEEN,
    FidelityRating.NOT_APPLICABLE: fidelity.Seen.NOT_APPLICABLE,
}


RATED = (fidelity.Seen.AS_INTENDED, fidelity.Seen.PARTLY, fidelity.Seen.NOT_SEEN)


@dataclass(frozen=True)
class Looks:
    """The visits of a project by id, and what they saw.

    By ingredient, ``counted`` are the looks that readings of its own measure of use count, and
    ``delivering`` says how many people deliver it, where somebody wrote that down.
    """

    visits: Mapping[str, FidelityVisit]
    observations: Sequence[FidelityObservation]
    counted: Mapping[str, Sequence[fidelity.Look]] = field(default_factory=dict)
    delivering: Mapping[str, int | None] = field(default_factory=dict)

    def use_of(self, ingredient_id: str, on: dt.date) -> fidelity.IngredientFidelity:
        """How securely an ingredient was in use on a day, by what had been seen until then."""
        visits = {id_: visit for id_, visit in self.visits.items() if visit.visited_on <= on}
        # The planner knows no names of those who deliver; the places visited stand for them.
        looks = [look for look in self.counted.get(ingredient_id, ()) if look.day <= on]
        looks += [
            fidelity.Look(
                day=visits[seen.visit_id].visited_on,
                staff=visits[seen.visit_id].place.casefold(),
                seen=SEEN[seen.rating],
            )
            for seen in self.observations
            if seen.ingredient_id == ingredient_id and seen.visit_id in visits
        ]
        return fidelity.judge_ingredient(
            looks,
            today=on,
            delivering=self.delivering.get(ingredient_id),
            window_start=on - LATELY,
        )

    def lacking(self, ingredient_id: str, on: dt.date) -> tuple[str, ...]:
        """What an ingredient lacked on a day to be securely in use; nothing where it was."""
        found = self.use_of(ingredient_id, on)
        return () if found.verdict is fidelity.Fidelity.SECURE else found.reasons

    def places_in_use(self, ingredients: Collection[str], on: dt.date) -> tuple[int, int]:
        """In how many places all of these were last seen as intended, and how many were visited.

        By the looks of about a term before the day; what did not apply in a place is not counted.
        """
        latest: dict[str, dict[str, tuple[dt.date, bool]]] = {}
        for seen in self.observations:
            visit = self.visits.get(seen.visit_id)
            if visit is None or seen.ingredient_id not in ingredients:
                continue
            if SEEN[seen.rating] is fidelity.Seen.NOT_APPLICABLE:
                continue
            if not on - LATELY <= visit.visited_on <= on:
                continue
            place = latest.setdefault(" ".join(visit.place.casefold().split()), {})
            is_so = SEEN[seen.rating] is fidelity.Seen.AS_INTENDED
            before = place.get(seen.ingredient_id, (visit.visited_on, True))
            if before[0] <= visit.visited_on:
                # Of looks on one day, one that did not see it counts.
                is_so = is_so and (before[1] or before[0] < visit.visited_on)
                place[seen.ingredient_id] = (visit.visited_on, is_so)
        return sum(all(so for _, so in one.values()) for one in latest.values()), len(latest)

    def agreement(self) -> str:
        """How far two who looked together saw the same; nothing where nobody did."""
        seen: dict[tuple[dt.date, str, str], dict[str, fidelity.Seen]] = {}
        for look in self.observations:
            visit = self.visits.get(look.visit_id)
            if visit is None or SEEN[look.rating] is fidelity.Seen.NOT_APPLICABLE:
                continue
            what = (visit.visited_on, visit.place.casefold(), look.ingredient_id)
            seen.setdefault(what, {})[visit.visitor.casefold()] = SEEN[look.rating]
        pairs = [tuple(by.values())[:2] for _, by in sorted(seen.items()) if len(by) > 1]
        found = cohen_kappa(
            [first for first, _ in pairs], [second for _, second in pairs], categories=RATED
        )
        if not found.pairs:
            return ""
        together = counted(found.pairs, "time", "times")
        said = f"Two people looked together {together} and saw the same {found.agreed} of these."
        if found.kappa is not None:
            said += f" With what chance would bring taken away, that is {found.kappa:.1f} of 1."
        return f"{said} {found.note}".strip()

    def changed_when_secure(self, changes: Iterable[Adaptation]) -> frozenset[str]:
        """Those whose ingredient was securely in use on the day they were decided, by id."""
        return frozenset(
            change.id
            for change in changes
            if not self.lacking(change.ingredient_id, change.decided_on)
        )


def looks_unchecked(reader: Reader, project_id: str) -> Looks:
    """Everything visits saw in a project, for services that have asked who may know."""
    return Looks(
        visits={visit.id: visit for visit in reader.find(FidelityVisit, project_id=project_id)},
        observations=reader.find(FidelityObservation, project_id=project_id),
        counted=_counted(reader, project_id),
        delivering={
            one.id: one.people_delivering
            for one in reader.find(ActiveIngredient, project_id=project_id)
        },
    )


def _counted(reader: Reader, project_id: str) -> dict[str, list[fidelity.Look]]:
    """What a measure of use says, as looks: it is taken over all who deliver the ingredient.

    A reading "12 of 15" is so many looks on that day, "92%" one look, as intended from 80 %.
    """
    found: dict[str, list[fidelity.Look]] = {}
    for measure in reader.find(Measure, project_id=project_id, outcome_construct=FIDELITY):
        if measure.ingredient_id is None or measure.direction is not Direction.UP:
            continue
        readings = [
            reading
            for reading in reader.find(Reading, project_id=project_id, measure_id=measure.id)
            if reading.reading_group is ReadingGroup.PROJECT
            and (reading.out_of is not None or measure.unit.strip() == PER_CENT)
        ]
        seen = [(reading.taken_on, is_so) for reading in readings for is_so in _as_looks(reading)]
        found.setdefault(measure.ingredient_id, []).extend(
            fidelity.Look(
                day=day,
                staff=f"{measure.id} {number % fidelity.LEAST_STAFF}",
                seen=fidelity.Seen.AS_INTENDED if is_so else fidelity.Seen.PARTLY,
            )
            for number, (day, is_so) in enumerate(seen)
        )
    return found


def _as_looks(reading: Reading) -> list[bool]:
    """Whether each look of a reading saw it as intended."""
    if reading.out_of is None:
        return [reading.value >= fidelity.SECURE_SHARE * 100]
    looks = range(min(int(reading.out_of), MOST_COUNTED))
    return [number < reading.value for number in looks]
