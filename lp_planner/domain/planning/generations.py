"""Who coached whom, and who now coaches others: the next generation of coaches."""

from collections.abc import Sequence

from lp_planner.domain.records.delivery import CoachingSession
from lp_planner.domain.records.records import Frozen


class Coached(Frozen):
    """One person who was coached: how often, by whom, and the people they now coach."""

    name: str
    sessions: int
    now_coaches: bool
    coaches: tuple["Coached", ...] = ()

    @property
    def depth(self) -> int:
        """How many generations reach down from here, this one included."""
        return 1 + max((child.depth for child in self.coaches), default=0)


def generations(sessions: Sequence[CoachingSession]) -> tuple[Coached, ...]:
    """The people the lead practitioner coached, with those whom they coach in turn.

    A session without a coach is the lead practitioner's own. Names are compared without regard to
    capitals; a circle (two people who coach each other) is followed once.
    """
    names = {_key(s.coachee): s.coachee for s in sessions}
    by_coach: dict[str, list[str]] = {}
    for session in sorted(sessions, key=lambda s: (s.held_on, s.created_at)):
        coach = _key(session.coach) if _key(session.coach) in names else ""
        pupils = by_coach.setdefault(coach, [])
        if _key(session.coachee) not in pupils and _key(session.coachee) != coach:
            pupils.append(_key(session.coachee))

    def person(key: str, above: frozenset[str]) -> Coached:
        own = [s for s in sessions if _key(s.coachee) == key]
        below = tuple(
            person(other, above | {key}) for other in by_coach.get(key, ()) if other not in above
        )
        return Coached(
            name=names[key],
            sessions=len(own),
            now_coaches=bool(below) or any(s.now_coaches_others for s in own),
            coaches=below,
        )

    first = by_coach.get("", [])
    return tuple(person(key, frozenset({key})) for key in first)


def _key(name: str) -> str:
    return " ".join(name.casefold().split())
