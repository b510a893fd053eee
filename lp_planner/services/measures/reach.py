"""Whom a project reaches: places visited, people in training, and its measures of reach."""

from collections.abc import Iterable

from lp_planner.charts.chart import Chart
from lp_planner.charts.reach import ReachLine, reach_chart
from lp_planner.domain.records.delivery import FidelityVisit
from lp_planner.domain.records.measures import Direction, Measure, Reading, ReadingGroup
from lp_planner.domain.records.reach import Reach
from lp_planner.domain.records.strategies import TrainingSession
from lp_planner.domain.voices.rounds import AskRound, GivenAnswer, RoundKind, Source
from lp_planner.domain.voices.uptake import said_reach
from lp_planner.services.desk.projects import project_for
from lp_planner.services.desk.workspace import Desk
from lp_planner.statistics.proportions import wilson
from lp_planner.storage.reader import Reader
from lp_planner.wording import counted

REACH = "reach"


def project_reach(desk: Desk, project_id: str) -> Chart:
    """People and places that a project of the actor's reaches, beside those expected.

    Raises:
        NotFound: for an unknown project and for somebody else's alike.
    """
    with desk.read() as reader:
        project_for(reader, desk.actor, project_id)
        return reach_unchecked(reader, project_id)


def reach_unchecked(reader: Reader, project_id: str) -> Chart:
    """The same for services that already read."""
    lines = [
        *_measured(reader, project_id),
        _trained(reader.find(TrainingSession, project_id=project_id)),
        _visited(reader.find(FidelityVisit, project_id=project_id)),
        *_said(reader, project_id),
    ]
    return reach_chart(lines)


def _measured(reader: Reader, project_id: str) -> Iterable[ReachLine]:
    """The measures of reach, as counts where they are counts, else in their own unit."""
    for measure in reader.find(Measure, project_id=project_id, outcome_construct=REACH):
        if measure.direction is not Direction.UP:
            continue
        readings = sorted(
            reader.find(
                Reading,
                project_id=project_id,
                measure_id=measure.id,
                reading_group=ReadingGroup.PROJECT,
            ),
            key=lambda r: (r.taken_on, r.created_at),
        )
        if not readings:
            continue
        latest = readings[-1]
        name = f"{measure.name} ({measure.unit})" if measure.unit else measure.name
        if latest.out_of is None:
            counts = tuple((r.taken_on, r.in_unit(measure.unit)) for r in readings)
            yield ReachLine(name, counts, expected=measure.target)
            continue
        counts = tuple((r.taken_on, r.value) for r in readings if r.out_of is not None)
        yield ReachLine(measure.name, counts, latest.out_of, _interval(latest))


def _interval(reading: Reading) -> str:
    """How sure a share is when those counted stand for others like them."""
    counted, total = reading.value, reading.out_of or 0.0
    if counted != int(counted) or total != int(total) or not 0 <= counted <= total:
        return ""
    found = wilson(int(counted), int(total))
    if found.interval is None or found.share is None:
        return ""
    low, high = round(100 * found.interval.low), round(100 * found.interval.high)
    return (
        f"That is {round(100 * found.share)}%; for more people like these it lies, with 95% "
        f"confidence, from {low}% to {high}%."
    )


def _trained(sessions: Iterable[TrainingSession]) -> ReachLine:
    """The largest group so far: who came twice is not known, so groups are never added up."""
    most, found = 0, []
    for session in sorted(sessions, key=lambda s: (s.held_on, s.created_at)):
        if session.people is not None:
            most = max(most, session.people)
            found.append((session.held_on, float(most)))
    return ReachLine(
        "People in the largest training session so far",
        tuple(found),
        note="Groups are not added up, since the same people may come again.",
    )


def _visited(visits: Iterable[FidelityVisit]) -> ReachLine:
    """Different places, each counted once."""
    seen: set[str] = set()
    found = []
    for visit in sorted(visits, key=lambda v: (v.visited_on, v.created_at)):
        place = " ".join(visit.place.casefold().split())
        if place not in seen:
            seen.add(place)
            found.append((visit.visited_on, float(len(seen))))
    return ReachLine("Places visited to see it in use", tuple(found))


SAID = {
    Source.PERSON: "People who say by their own link that they use it",
    Source.LINK: "People who say by link that they use it",
    Source.TYPED_IN: "People who say on paper that they use it (typed in)",
}
"""Three sources are three lines: they are not worth the same, and are never added up."""


def _said(reader: Reader, project_id: str) -> Iterable[ReachLine]:
    """Those who say themselves that they use it; nobody else speaks for them."""
    rounds = reader.find(AskRound, project_id=project_id, round_kind=RoundKind.UPTAKE)
    answers = reader.find(GivenAnswer, round_id=[one.id for one in rounds]) if rounds else []
    said = said_reach(rounds, answers)
    for source, name in SAID.items():
        found = [one for one in said if one.source is source]
        beyond = counted(
            sum(one.reach is not Reach.OWN_TEAM for one in found),
            "is from another team or school",
            "are from other teams or schools",
        )
        yield ReachLine(
            name,
            tuple((one.said_on, float(at)) for at, one in enumerate(found, start=1)),
            note=f"Of them {beyond}.",
        )
