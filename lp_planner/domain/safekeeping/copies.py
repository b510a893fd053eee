"""When copies are made by themselves, and how many are kept."""

from lp_planner.domain.records.records import Frozen


class CopyRules(Frozen):
    """An installation's rules for copies."""

    every_hours: int | None = None
    """Hours from one copy to the next; ``None`` makes none by itself."""
    keep: int = 7
    """How many of those made by themselves are kept."""
