"""The standards at work as a CASE file, for other programs and for other planners."""

from lp_planner.interchange.case import write_case
from lp_planner.interchange.draft_to_framework import from_framework
from lp_planner.services.desk.workspace import Desk

MEDIA_TYPE = "application/json"


def standards_as_case(desk: Desk) -> bytes:
    """The framework that this planner works with as a CASE package, equal when it is read again.

    Raises:
        BadFrameworkFile: where one of its keys cannot be exchanged.
    """
    return write_case(from_framework(desk.library.framework))


def standards_file_name(desk: Desk) -> str:
    """What the file is called."""
    return f"{desk.library.framework.key}.case.json"
