"""Groups of pupils beside all others: the gap, how sure it is, and what may be told of it."""

from collections.abc import Iterable, Mapping

from lp_planner.analytics.group_counts import Counted, tellable
from lp_planner.domain.measures.group_words import Gap
from lp_planner.domain.records.measures import GroupCount, Measure
from lp_planner.services.desk.projects import project_for
from lp_planner.services.desk.workspace import Desk
from lp_planner.statistics.proportions import difference, wilson
from lp_planner.storage.reader import Reader


def project_gaps(desk: Desk, project_id: str) -> tuple[Gap, ...]:
    """The latest count of each group of a project of the actor's, by its name.

    Raises:
        NotFound: for an unknown project and for somebody else's alike.
    """
    with desk.read() as reader:
        project_for(reader, desk.actor, project_id)
        return gaps_unchecked(reader, project_id)


def gaps_unchecked(reader: Reader, project_id: str) -> tuple[Gap, ...]:
    """The same for services that already read."""
    names = {m.id: m.name for m in reader.find(Measure, project_id=project_id)}
    return gaps_of(reader.find(GroupCount, project_id=project_id), names)


def gaps_of(counts: Iterable[GroupCount], measures: Mapping[str, str]) -> tuple[Gap, ...]:
    """Every group with what may be told of it; counts by whatever measure tell of each other."""
    latest: dict[tuple[str, str], GroupCount] = {}
    for found in sorted(counts, key=lambda c: (c.counted_on, c.created_at)):
        if found.counts is not None:
            by = measures.get(found.measure_id or "", "")
            latest[by, " ".join(found.group_name.casefold().split())] = found
    answer: list[Gap] = []
    for by in sorted({by for by, _ in latest}):
        mine = [found for (name, _), found in sorted(latest.items()) if name == by]
        pairs = [_pair(found) for found in mine]
        for found, pair, is_told in zip(mine, pairs, tellable(pairs), strict=True):
            gap = Gap(found.group_name, by, found.counted_on, found.id)
            answer.append(_told(gap, *pair) if is_told else gap)
    return tuple(answer)


def _pair(found: GroupCount) -> tuple[Counted, Counted]:
    reached, size, others, others_size = found.counts or (0, 0, 0, 0)
    return Counted(reached, size - reached), Counted(others, others_size - others)


def _told(gap: Gap, group: Counted, others: Counted) -> Gap:
    ours = wilson(group.reached, group.reached + group.missed)
    theirs = wilson(others.reached, others.reached + others.missed)
    between = difference(ours, theirs)
    return gap.told(
        (ours.counted, ours.total),
        (theirs.counted, theirs.total),
        None if between is None else (between.low, between.high),
    )
