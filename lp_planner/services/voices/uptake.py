"""Reach in the words of those it reached, for the one who asked them."""

from collections.abc import Iterable, Sequence

from lp_planner.content.library import Library
from lp_planner.domain.voices.rounds import AskRound, GivenAnswer, RoundKind
from lp_planner.domain.voices.uptake import SaidReach, counted_by_reach, said_reach
from lp_planner.services.desk.projects import project_for
from lp_planner.services.desk.workspace import Desk
from lp_planner.storage.reader import Reader
from lp_planner.wording import counted


def reach_said_by_others(desk: Desk, project_id: str) -> tuple[SaidReach, ...]:
    """What those it reached say themselves about a project of the actor's, the earliest first.

    Raises:
        NotFound: for an unknown project and for somebody else's alike.
    """
    with desk.read() as reader:
        project_for(reader, desk.actor, project_id)
        return said_reach_unchecked(reader, [project_id])


def said_reach_unchecked(reader: Reader, project_ids: Iterable[str]) -> tuple[SaidReach, ...]:
    """The same of several projects, as far as ``reader`` sees it.

    As it leaves, that is what people agreed to.
    """
    rounds = reader.find(AskRound, project_id=sorted(project_ids), round_kind=RoundKind.UPTAKE)
    answers = reader.find(GivenAnswer, round_id=[one.id for one in rounds]) if rounds else []
    return said_reach(rounds, answers)


def in_a_line(library: Library, said: Sequence[SaidReach]) -> str:
    """From where people say so themselves, such as "Another school (1 person by link)"."""
    return "; ".join(
        f"{library.term_label('reaches', reach.value)} "
        f"({counted(number, 'person', 'people')} {source.how})"
        for reach, source, number in counted_by_reach(said)
    )
