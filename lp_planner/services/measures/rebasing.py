"""Reading a measure against a new level, by a decision of people and never by the planner."""

import datetime as dt

from lp_planner.domain.accounts.permissions import Action
from lp_planner.domain.records.errors import InvalidTransition, ValidationFailed
from lp_planner.domain.records.measures import Measure, MeasureRebase
from lp_planner.services.desk.checking import checked
from lp_planner.services.desk.projects import project_for
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.measures.frames import readings_frame_unchecked
from lp_planner.services.measures.results import change_began_on_unchecked
from lp_planner.services.measures.series import BETTER, read_series
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
        project_for(uow, desk.actor, project_id, Action.WRITE_PROJECT)
        measure = uow.get(Measure, measure_id)
        project_for(uow, desk.actor, measure.project_id)
        series = read_series(
            readings_frame_unchecked(uow, project_id, measure_id),
            change_began_on_unchecked(uow, project_id),
            direction=measure.direction,
        )
        change_at = sum(1 for day in series.days if day < from_on)
        check = check_rebase(
            series.values, change_at, improvement=BETTER[measure.direction], known_cause=True
        )
        if not check.allowed:
            raise InvalidTransition("Not yet: " + " ".join(check.reasons))
        return uow.add(MeasureRebase, project_id=project_id, **answers)

    return desk.write(save)
