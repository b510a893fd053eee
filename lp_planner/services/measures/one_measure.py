"""One measure that somebody may look at or work on."""

from lp_planner.domain.accounts.people import Actor
from lp_planner.domain.accounts.permissions import Action
from lp_planner.domain.records.measures import Measure
from lp_planner.services.desk.projects import project_for
from lp_planner.storage.reader import Reader


def measure_for(
    reader: Reader,
    actor: Actor,
    project_id: str,
    measure_id: str,
    action: Action = Action.READ_PROJECT,
) -> Measure:
    """The measure, for ``action`` on the project whose page the actor is on.

    Raises:
        NotFound: when the project, or that of the measure, is not the actor's.
    """
    project_for(reader, actor, project_id, action)
    measure = reader.get(Measure, measure_id)
    project_for(reader, actor, measure.project_id)
    return measure
