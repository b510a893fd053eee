"""Every refusal the product can give, each in words a colleague can act on."""

from collections.abc import Mapping


class PlannerError(Exception):
    """Something could not be done; nothing was changed."""

    def __init__(self, message: str = "") -> None:
        """Use the class's own first docstring line when no message is given."""
        super().__init__(message or (self.__doc__ or "").strip().splitlines()[0])

    @property
    def message(self) -> str:
        """The sentence to show."""
        return str(self)


class NotFound(PlannerError):
    """We could not find that here. It may have been removed, or the link may be incomplete."""


class PermissionDenied(PlannerError):
    """That is not open to you in your role."""


class InvalidTransition(PlannerError):
    """That step is not possible from here."""


class ValidationFailed(PlannerError):
    """Some answers need another look.

    ``errors`` maps a field's name to the sentence for it; all faults are gathered before raising.
    """

    def __init__(self, errors: Mapping[str, str]) -> None:
        """Keep every fault, in the order of the form."""
        super().__init__("Some answers need another look: " + " ".join(errors.values()))
        self.errors = dict(errors)


class StaleRevision(PlannerError):
    """Someone saved this while you were writing. Your text is kept beside theirs."""


class CopyChanged(PlannerError):
    """This copy is no longer as it was submitted, so it is not shown. Please ask for a new one."""


class StorageUnavailable(PlannerError):
    """The planner's database cannot be used just now. Nothing was changed."""


class CopyNotWhole(PlannerError):
    """The copy was made, and something that belongs in it is missing or damaged."""


class NotWhole(PlannerError):
    """The audit trail is not what was written, or something in the database leads nowhere."""


class ContentError(PlannerError):
    """The planner's own content files have faults.

    ``faults`` lists each one with its file and key.
    """

    def __init__(self, faults: tuple[str, ...]) -> None:
        """Say all faults at once, one line each."""
        lines = "\n".join(f"  - {fault}" for fault in faults)
        super().__init__(f"The content in data/ has {len(faults)} fault(s):\n{lines}")
        self.faults = faults


class UnwritableText(PlannerError):
    """This holds a sign that cannot be kept. Please type it again instead of pasting it."""
