"""How long what is kept: an installation's rules, each of which can be "never by itself"."""

from lp_planner.domain.records.records import Frozen

NEVER = "never"


class Keeping(Frozen):
    """Days until something is erased by itself; ``None`` keeps it until a person erases it."""

    removed: int | None = 30
    """What somebody removed: so long it can be brought back."""
    openings: int | None = 365
    """Who looked at what was shared or submitted."""
    security_log: int | None = 365
    """What happened to accounts: who signed in, who was refused."""
    submissions: int | None = None
    """A submitted portfolio, from the day its accreditation has run out or could have."""
