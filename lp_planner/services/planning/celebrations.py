"""What there is to celebrate in a project: milestones reached, successes shared, thanks given."""

from lp_planner.domain.records.leading import LeadershipNote
from lp_planner.domain.records.preparation import Milestone
from lp_planner.domain.records.records import Frozen
from lp_planner.services.desk.projects import project_for
from lp_planner.services.desk.workspace import Desk

NOTICED = frozenset({"thanks", "success"})
"""The small acts of leadership that notice what somebody else did."""


class Celebrations(Frozen):
    """Milestones that were reached and words of thanks, each with the latest first."""

    reached: tuple[Milestone, ...]
    noticed: tuple[LeadershipNote, ...]

    @property
    def unthanked(self) -> Milestone | None:
        """The latest milestone, when nobody was thanked since its day."""
        if not self.reached:
            return None
        latest = self.reached[0]
        since = [n for n in self.noticed if latest.done_on and n.noted_on >= latest.done_on]
        return None if since else latest


def worth_celebrating(desk: Desk, project_id: str) -> Celebrations:
    """What a project of the actor's has reached, and whom they thanked for it.

    Raises:
        NotFound: for an unknown project and for somebody else's alike.
    """
    with desk.read() as reader:
        project_for(reader, desk.actor, project_id)
        milestones = reader.find(Milestone, project_id=project_id)
        notes = reader.find(LeadershipNote, project_id=project_id)
    reached = [(m.done_on, m) for m in milestones if m.done_on is not None]
    return Celebrations(
        reached=tuple(m for _, m in sorted(reached, key=lambda found: found[0], reverse=True)),
        noticed=tuple(
            sorted(
                (n for n in notes if n.leadership_kind in NOTICED),
                key=lambda n: n.noted_on,
                reverse=True,
            )
        ),
    )
