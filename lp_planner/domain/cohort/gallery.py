"""What came of a project, put up by its lead so that others can start from it."""

from pydantic import AwareDatetime

from lp_planner.domain.records.fields import Line, NeededLine, NeededProse, Prose
from lp_planner.domain.records.records import Stamped


class GalleryEntry(Stamped):
    """A copy of the words that the lead chose on that day; what changes later is not in it.

    It is up until its lead takes it down; then they alone can read it.
    """

    project_id: str
    title: NeededLine
    by_line: Line = ""
    """Who it is from, in the words of the lead; empty says nobody."""
    problem: Prose = ""
    tight: tuple[str, ...] = ()
    """The ingredients that had to hold."""
    loose: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    """What helped people to do it."""
    ended: NeededLine
    """What was decided in the end, such as that it was stopped."""
    how_it_went: NeededProse
    do_differently: Prose = ""
    is_from_demo: bool = False
    withdrawn_at: AwareDatetime | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """All that others read of it."""
        said = (self.title, self.by_line, self.problem, self.how_it_went, self.do_differently)
        return (*(word for word in said if word), *self.tight, *self.loose, *self.support)
