"""How another framework's standards answer to those that the planner's own forms speak of."""

from lp_planner.domain.records.records import Frozen


class FrameworkMapping(Frozen):
    """For each standard of the planner's own framework those of another that ask for the same.

    It stands beside the framework and not in it, so that an imported framework stays as it came.
    """

    framework: str
    source: str
    answers: dict[str, tuple[str, ...]]
