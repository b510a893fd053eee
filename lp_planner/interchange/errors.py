"""What can be wrong with a framework that comes in or goes out, each in one sentence."""

from lp_planner.domain.records.errors import PlannerError


class BadFrameworkFile(PlannerError):
    """This file could not be read as a standards framework. Nothing was changed."""


class FrameworkNotWritten(PlannerError):
    """The framework was read but could not be stored. Nothing was changed."""
