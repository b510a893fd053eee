"""Reading a measure against a new level, by a decision of people and never by the planner."""

import datetime as dt

from lp_planner.domain.accounts.permissions import Action
from lp_planner.domain.records.errors import InvalidTransition, ValidationFailed
from lp_planner.domain.records.measures import MeasureRebase
from lp_planner.services.desk.checking import checked
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.measures.findings import BETTER
from lp_planner.services.measures.one_measure import measure_for
from lp_planner.services.measures.series import Series, series_unchecked
from lp_planner.statistics.rebasing import check_rebase
from lp_planner.storage.unit_of_work import UnitOfWork


def rebase_measure(
    desk: Desk,
    project_id: str,
    measure_id: str,
    *,
    from_on: dt.date | None,
    reason: str,
) -> MeasureRebase:
    """Read a measure against a new level from a day on; the earlier stretch stays in the chart.

    It is fair when the readings have moved to a better level and stayed there, and the cause is
    known (the reason is written down).

    Raises:
        NotFound: when the measure is not in a project of the actor's.
        ValidationFailed: without a day or a reason.
        InvalidTransition: when the readings do not carry it yet, with what is missing.
    """
    if from_on is None:
        raise ValidationFailed({"from_on": "Please say from which day on."})
    answers = checked(
        desk.library,
        MeasureRebase,
        {"measure_id": measure_id, "from_on": from_on, "reason": reason},
    )

    def save(uow: UnitOfWork) -> MeasureRebase:
        measure = measure_for(uow, desk.actor, project_id, measure_id, Action.WRITE_PROJECT)
        series = series_unchecked(uow, measure)
        change_at = series.place_of(from_on)
        start, end = _stretch_around(series, change_at)
        check = check_rebase(
            series.numbers[start:end],
            change_at - start,
            improvement=BETTER[measure.direction],
            known_cause=True,
        )
        if not check.allowed:
            raise InvalidTransition("Not yet: " + " ".join(check.reasons))
        return uow.add(MeasureRebase, project_id=project_id, **answers)

    return desk.write(save)


def _stretch_around(series: Series, change_at: int) -> tuple[int, int]:
    """The stretch that a new level would divide: what it is better than is the level until then."""
    for start, end in series.stretches:
        if start < change_at < end:
            return start, end
    message = "Not yet: there must be readings on the level before, and some from that day on."
    raise InvalidTransition(message)
