"""How far something reached in the words of those it reached, beside what its lead claims."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence

from lp_planner.domain.records.reach import Reach
from lp_planner.domain.records.records import Frozen
from lp_planner.domain.voices.rounds import AskRound, GivenAnswer, RoundKind, Source

WHERE, USE, CHANGED = "where", "use", "changed"


class SaidReach(Frozen):
    """One person says what they use; a fact of its own beside the lead's claim."""

    answer_id: str
    project_id: str
    practice: str
    reach: Reach
    who: str
    source: Source
    said_on: dt.date
    use: str
    changed: str
    may_be_shown: bool
    """Whether they agreed that others read it; without that it stays with who asked."""


def said_reach(rounds: Sequence[AskRound], answers: Sequence[GivenAnswer]) -> tuple[SaidReach, ...]:
    """What those it reached say themselves, the earliest first; these rounds are never blind."""
    practices = {one.id: one.about for one in rounds if one.round_kind is RoundKind.UPTAKE}
    found = [
        SaidReach(
            answer_id=one.id,
            project_id=one.project_id,
            practice=practices[one.round_id],
            reach=Reach(one.by_key[WHERE]),
            who=one.who,
            source=one.source,
            said_on=one.given_on,
            use=one.by_key.get(USE, ""),
            changed=one.by_key.get(CHANGED, ""),
            may_be_shown=one.may_leave,
        )
        for one in answers
        if one.round_id in practices
    ]
    return tuple(sorted(found, key=lambda one: one.said_on))


def furthest_said(said: Iterable[SaidReach]) -> Reach | None:
    """The furthest place from which somebody says so themselves."""
    return max((one.reach for one in said), key=list(Reach).index, default=None)


def counted_by_reach(said: Iterable[SaidReach]) -> tuple[tuple[Reach, Source, int], ...]:
    """How many say so from where and in which way, the furthest first.

    What was typed in is never added to what people said by a link.
    """
    found = Counter((one.reach, one.source) for one in said)
    return tuple(
        (reach, source, found[reach, source])
        for reach in reversed(Reach)
        for source in Source
        if found[reach, source]
    )
