"""Reach in the words of those it reached, for the one who asked them."""

from lp_planner.domain.voices.rounds import AskRound, GivenAnswer, RoundKind
from lp_planner.domain.voices.uptake import SaidReach, said_reach
from lp_planner.services.desk.projects import project_for
from lp_planner.services.desk.workspace import Desk


def reach_said_by_others(desk: Desk, project_id: str) -> tuple[SaidReach, ...]:
    """What those it reached say themselves about a project of the actor's, the earliest first.

    Raises:
        NotFound: for an unknown project and for somebody else's alike.
    """
    with desk.read() as reader:
        project_for(reader, desk.actor, project_id)
        rounds = reader.find(AskRound, project_id=project_id, round_kind=RoundKind.UPTAKE)
        answers = reader.find(GivenAnswer, round_id=[one.id for one in rounds])
    return said_reach(rounds, answers)
