"""Bringing in pupils' scores, before and after, without anything that says who they are.

What is pasted may begin with a column of names or codes; it is used to keep rows apart while they
are read, and never stored.
"""

from lp_planner.domain.accounts.permissions import Action
from lp_planner.domain.records.measures import PupilScore
from lp_planner.services.desk.bringing_in import Given, RowsNotSaved
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.measures.one_measure import measure_for
from lp_planner.services.measures.pupil_rows import bring_in_scores, look_at_scores
from lp_planner.storage.unit_of_work import UnitOfWork


def keep_pupil_scores(
    desk: Desk,
    project_id: str,
    measure_id: str,
    *,
    text: str = "",
    data: bytes = b"",
) -> int:
    """Put pasted text or a file in the place of a measure's pupil scores; how many pupils.

    For rows that nobody has to look at: whatever would be asked, or cannot be read, refuses them
    all. Headings tell before and after; without headings, they are the only two numbers of a row.
    What else stands in a row is not kept. Missing scores may stay empty.

    Raises:
        NotFound: when the measure is not in a project of the actor's.
        RowsNotSaved: with a sentence for every row that needs another look.
    """
    given = Given(text=text, data=data)
    look = look_at_scores(desk, project_id, measure_id, given)
    if look.troubles:
        raise RowsNotSaved(look.troubles)
    return bring_in_scores(desk, project_id, measure_id, given)


def forget_pupil_scores(desk: Desk, project_id: str, measure_id: str) -> None:
    """Erase every pupil score of a measure; nothing of them is kept.

    Raises:
        NotFound: when the measure is not in a project of the actor's.
    """

    def save(uow: UnitOfWork) -> None:
        measure_for(uow, desk.actor, project_id, measure_id, Action.WRITE_PROJECT)
        uow.erase_all(PupilScore, project_id=project_id, measure_id=measure_id)

    desk.write(save)
