"""The refusal of a file, in one sentence."""

from lp_planner.domain.records.errors import PlannerError


class BadFile(PlannerError):
    """We cannot keep this file. Nothing was saved."""
