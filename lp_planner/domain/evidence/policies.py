"""What the state of a project allows, whoever asks; each gate can be passed with a reason."""

from collections.abc import Sequence

from lp_planner.domain.records.delivery import Adaptation, AdaptationOutcome
from lp_planner.domain.records.errors import InvalidTransition, ValidationFailed
from lp_planner.domain.records.ingredients import ActiveIngredient, Fixedness
from lp_planner.domain.records.records import Record


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


def check_may_revise(model: type[Record]) -> None:
    """Return when records of this kind may be changed after they were saved.

    Raises:
        InvalidTransition: for a decision.
    """
    if model.is_superseded:
        message = (
            "A decision is not rewritten. Record a new one: it takes the place of this one, and "
            "this one stays in the history."
        )
        raise InvalidTransition(message)
