"""What would make the evidence of a project stronger, asked of what is there."""

from lp_planner.domain.attachments import Attachment, EvidenceKind, Strength
from lp_planner.domain.diagnosis import FocusCheck
from lp_planner.domain.evidence import ClaimStatus, EvidenceClaim
from lp_planner.domain.evidence_gaps import Gap, Link, evidence_gaps
from lp_planner.domain.people import Actor
from lp_planner.services.attachments import attachments_by_record
from lp_planner.services.frames import claimed_records
from lp_planner.services.projects import project_for
from lp_planner.services.self_assessment import own_reaches
from lp_planner.services.workspace import Workspace


def gaps_of(workspace: Workspace, actor: Actor, project_id: str) -> tuple[Gap, ...]:
    """The gaps in the evidence of a project of the actor's, the ones worth most first.

    The standards in view are those of the latest look at the focus. The levels are those that the
    actor, who is the owner, chose for themselves; the questions are for that person's eyes.
    """
    behind = attachments_by_record(workspace, actor, project_id)
    with workspace.store.read() as reader:
        project_for(reader, actor, project_id)
        claims = reader.find(EvidenceClaim, project_id=project_id, status=ClaimStatus.CONFIRMED)
        records = claimed_records(reader, claims)
        focus = reader.find(FocusCheck, project_id=project_id)[-1:]
        levels = own_reaches(reader, workspace, actor)
    links = [
        Link(
            standard=claim.standard,
            record_kind=claim.record_kind,
            record_id=claim.record_id,
            headline=record.headline,
            happened_on=record.happened_on,
            reach=claim.reach,
            what_changed=claim.what_changed,
            has_words_of_others=any(map(_is_of_others, behind.get(key, ()))),
        )
        for claim in claims
        if (record := records.get(key := (claim.record_kind, claim.record_id)))
    ]
    return evidence_gaps(
        links,
        order=list(workspace.library.framework.by_key),
        in_view=[key for check in focus for key in check.standards_in_view],
        today=workspace.today(),
        levels=levels,
    )


def _is_of_others(attachment: Attachment) -> bool:
    return (
        attachment.evidence_kind is EvidenceKind.TESTIMONIAL
        or attachment.strength is Strength.COLLEAGUE
    )
