"""What would make the evidence of a project stronger, asked of what is there."""

from collections.abc import Mapping

from lp_planner.domain.evidence.attachments import Attachment, EvidenceKind, Strength
from lp_planner.domain.evidence.evidence_gaps import Gap, evidence_gaps
from lp_planner.domain.records.diagnosis import FocusCheck
from lp_planner.domain.records.reach import Reach
from lp_planner.domain.self_assessment.self_assessment import SelfRating
from lp_planner.services.desk.projects import project_for
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.evidence.attachments import attachments_by_record
from lp_planner.services.evidence.claims import evidence_lines_unchecked
from lp_planner.storage.reader import Reader


def gaps_of(desk: Desk, project_id: str) -> tuple[Gap, ...]:
    """The gaps in the evidence of a project of the actor's, the ones worth most first.

    The standards in view are those of the latest look at the focus. The levels are those that the
    actor, who is the owner, chose for themselves; the questions are for that person's eyes.
    """
    behind = attachments_by_record(desk, project_id)
    with desk.read() as reader:
        project = project_for(reader, desk.actor, project_id)
        lines = evidence_lines_unchecked(reader, desk.library, [project])
        focus = reader.find(FocusCheck, project_id=project_id)[-1:]
        levels = own_reaches(reader, desk)
    return evidence_gaps(
        lines,
        order=list(desk.library.framework.by_key),
        in_view=[key for check in focus for key in check.standards_in_view],
        today=desk.today(),
        levels=levels,
        heard={key for key, things in behind.items() if any(map(_is_of_others, things))},
    )


def _is_of_others(attachment: Attachment) -> bool:
    return (
        attachment.evidence_kind is EvidenceKind.TESTIMONIAL
        or attachment.strength is Strength.COLLEAGUE
    )


def own_reaches(reader: Reader, desk: Desk) -> Mapping[str, Reach]:
    """The reach that each level the actor chose asks for, for questions to the actor alone."""
    framework = desk.library.framework
    reaches = {level.key: level.reach for level in framework.levels}
    ratings = reader.find(SelfRating, person_id=desk.actor.person_id, framework=framework.key)
    return {
        r.standard: reaches[r.level]
        for r in sorted(ratings, key=lambda r: (r.created_at, r.id))
        if r.level in reaches
    }
