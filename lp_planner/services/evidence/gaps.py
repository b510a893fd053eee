"""What would make the evidence of a project stronger, asked of what is there."""

from lp_planner.domain.evidence.evidence_gaps import Gap, evidence_gaps
from lp_planner.domain.records.diagnosis import FocusCheck
from lp_planner.services.desk.projects import project_for
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.evidence.attachments import attachments_by_record
from lp_planner.services.evidence.claims import evidence_lines_unchecked
from lp_planner.services.voices.uptake import said_reach_unchecked


def gaps_of(desk: Desk, project_id: str) -> tuple[Gap, ...]:
    """The gaps in the evidence of a project of the actor's, the ones worth most first.

    The standards in view are those of the latest look at the focus. How the lead practitioner rates
    themselves is not looked at: somebody may be looking over their shoulder at this page, and the
    self-assessment asks that question itself.
    """
    behind = attachments_by_record(desk, project_id)
    with desk.read() as reader:
        project = project_for(reader, desk.actor, project_id)
        lines = evidence_lines_unchecked(reader, desk.library, [project])
        said = said_reach_unchecked(reader, [project_id])
        focus = reader.find(FocusCheck, project_id=project_id)[-1:]
    return evidence_gaps(
        lines,
        order=list(desk.library.framework.by_key),
        in_view=[key for check in focus for key in check.standards_in_view],
        today=desk.today(),
        said={one.reach for one in said if one.may_be_shown},
        heard={key for key, things in behind.items() if any(t.is_of_others for t in things)},
    )
