"""What the state of a project allows, whoever asks; each gate can be passed with a reason."""

from collections.abc import Sequence

from lp_planner.domain.evidence.attachments import Attachment, PeopleInIt
from lp_planner.domain.records.delivery import Adaptation, AdaptationOutcome
from lp_planner.domain.records.errors import InvalidTransition, ValidationFailed
from lp_planner.domain.records.ingredients import ActiveIngredient, Fixedness
from lp_planner.domain.records.options import AdoptionDecision
from lp_planner.domain.records.sustaining import SustainDecision


def check_adaptation(
    adaptation: Adaptation, ingredient: ActiveIngredient, *, lacking: Sequence[str]
) -> None:
    """Return when the adaptation may be recorded as it stands.

    A loose ingredient may vary freely. A tight one may change once it is securely in use; before
    that the lead practitioner can go on by writing why, and the reason stays in the record.
    ``lacking`` says in sentences what it lacks to be securely in use; nothing when it is.
    Source: SSAT article L36 and L74.

    Raises:
        ValidationFailed: on ``override_reason``, when a tight ingredient that is not yet secure
            would be changed without one.
    """
    if (
        adaptation.outcome is AdaptationOutcome.MADE
        and ingredient.fixedness is Fixedness.TIGHT
        and lacking
        and not adaptation.override_reason
    ):
        raise ValidationFailed(
            {
                "override_reason": (
                    f"This ingredient is tight and not yet securely in use. {' '.join(lacking)} "
                    "Could you support it first and hold this back? If you go on, write down why: "
                    "the reason stays with the record."
                )
            }
        )


NEVER_REWRITTEN = frozenset({AdoptionDecision.kind, SustainDecision.kind})
"""Decisions are superseded by a later one; what was decided then stays readable."""


def check_may_revise(kind: str) -> None:
    """Return when records of this kind may be changed after they were saved.

    Raises:
        InvalidTransition: for a decision.
    """
    if kind in NEVER_REWRITTEN:
        message = (
            "A decision is not rewritten. Record a new one: it takes the place of this one, and "
            "this one stays in the history."
        )
        raise InvalidTransition(message)


KEPT_OUT_OF_EXPORTS: dict[str, frozenset[str]] = {
    "coaching_session": frozenset(
        {
            "coachee",
            "coach",
            "goal",
            "evidence_seen",
            "question_asked",
            "what_was_heard",
            "action_step",
            "how_it_went",
        }
    ),
}
"""What stays between the people concerned: an export names the session, never what was said."""


def is_private(kind: str) -> bool:
    """Whether what is written in records of this kind stays between the people concerned."""
    return kind in KEPT_OUT_OF_EXPORTS


def public_headline(kind: str, headline: str, kind_name: str) -> str:
    """The line that stands for a record outside the project's own pages."""
    return kind_name.capitalize() if is_private(kind) else headline


def why_it_stays(attachment: Attachment) -> str:
    """Why a thing behind the evidence goes into no document and no pack; "" when it may go."""
    if is_private(attachment.record_kind):
        return "What belongs to coaching stays between the two people."
    if attachment.people_in_it is PeopleInIt.NOT_SURE:
        return "It is not settled whether somebody can be recognised in it."
    return ""
