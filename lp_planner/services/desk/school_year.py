"""The school's year as every room reads it: its own dates, or usual ones until they are set."""

from collections.abc import Sequence

from lp_planner.domain.planning.calendar import SchoolPeriod, UsualPeriod
from lp_planner.domain.planning.school_year import Half, halves_of
from lp_planner.services.desk.workspace import Workspace
from lp_planner.storage.reader import Reader

Period = SchoolPeriod | UsualPeriod


def periods_unchecked(workspace: Workspace, reader: Reader, school_id: str) -> tuple[Period, ...]:
    """The periods of a school by date; usual ones where it has set none."""
    own: Sequence[Period] = reader.find(SchoolPeriod, school_id=school_id)
    return tuple(sorted(own or workspace.library.calendar.periods, key=lambda p: p.from_on))


def halves_unchecked(workspace: Workspace, reader: Reader, school_id: str) -> tuple[Half, ...]:
    """The half-terms of a school."""
    return halves_of(periods_unchecked(workspace, reader, school_id))
