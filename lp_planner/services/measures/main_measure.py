"""The measure that stands for a project where there is room for one."""

from lp_planner.charts.chart import Chart
from lp_planner.charts.small_line import small_line
from lp_planner.domain.measures.finding import Stage
from lp_planner.domain.measures.finding_words import in_a_few_words
from lp_planner.domain.records.measures import Measure, Reading, ReadingGroup
from lp_planner.services.desk.projects import project_for
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.measures.one_measure import measure_for
from lp_planner.services.measures.series import series_unchecked
from lp_planner.storage.reader import Reader


def main_measure(desk: Desk, project_id: str) -> Measure | None:
    """The measure of a project of the actor's with most readings, the latest read among equals.

    ``None`` while nothing was read.

    Raises:
        NotFound: for a project that is not the actor's.
    """
    with desk.read() as reader:
        project_for(reader, desk.actor, project_id)
        return main_measure_unchecked(reader, project_id)


def main_measure_unchecked(reader: Reader, project_id: str) -> Measure | None:
    """The same for services that already read."""
    return next(iter(by_readings_unchecked(reader, project_id)), None)


def by_readings_unchecked(reader: Reader, project_id: str) -> list[Measure]:
    """The measures of a project that were read, the one that stands for it first."""
    measures = {m.id: m for m in reader.find(Measure, project_id=project_id)}
    if not measures:
        return []
    days: dict[str, list[str]] = {}
    for reading in reader.find(Reading, project_id=project_id):
        if reading.measure_id in measures and reading.reading_group is ReadingGroup.PROJECT:
            days.setdefault(reading.measure_id, []).append(reading.taken_on.isoformat())
    ordered = sorted(days, key=lambda id_: (len(days[id_]), max(days[id_]), id_), reverse=True)
    return [measures[id_] for id_ in ordered]


def few_words_unchecked(reader: Reader, measure: Measure, *narrower: Reader) -> str:
    """What the readings of a measure say in a few words, without a figure; "" without any.

    Of several readers each sees less than the one before it, because something is kept back. Where
    that would alter what is said, nothing is: nobody reads another finding than the one on the
    project's own pages.
    """
    findings = [series_unchecked(each, measure).finding for each in (reader, *narrower)]
    if any(finding.stage is Stage.NO_READINGS for finding in findings):
        return ""
    first, *others = [in_a_few_words(finding) for finding in findings]
    return first if all(other == first for other in others) else ""


def small_line_of(desk: Desk, project_id: str, measure_id: str) -> Chart:
    """The readings of one measure as a small line.

    Raises:
        NotFound: when the measure is not in a project of the actor's.
    """
    with desk.read() as reader:
        measure = measure_for(reader, desk.actor, project_id, measure_id)
        series = series_unchecked(reader, measure)
    return small_line(
        series.readings, measure_name=measure.name, unit=measure.unit, target=measure.target
    )
