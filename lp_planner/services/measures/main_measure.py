"""The measure that stands for a project where there is room for one."""

from lp_planner.domain.records.measures import Measure, Reading, ReadingGroup
from lp_planner.services.desk.projects import project_for
from lp_planner.services.desk.workspace import Desk


def main_measure(desk: Desk, project_id: str) -> Measure | None:
    """The measure of a project of the actor's with most readings, the latest read among equals.

    ``None`` while nothing was read.

    Raises:
        NotFound: for a project that is not the actor's.
    """
    with desk.read() as reader:
        project_for(reader, desk.actor, project_id)
        measures = {m.id: m for m in reader.find(Measure, project_id=project_id)}
        readings = [
            reading
            for reading in reader.find(Reading, project_id=project_id)
            if reading.measure_id in measures and reading.reading_group is ReadingGroup.PROJECT
        ]
    if not readings:
        return None
    days: dict[str, list[str]] = {}
    for reading in readings:
        days.setdefault(reading.measure_id, []).append(reading.taken_on.isoformat())
    return measures[max(days, key=lambda id_: (len(days[id_]), max(days[id_]), id_))]
