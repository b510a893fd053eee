"""What was brought in from a file or a paste: what it made, so that all of it can be undone."""

from typing import ClassVar

from lp_planner.domain.records.records import Frozen, Stamped


class Meaning(Frozen):
    """What a heading or a question was taken to mean, for the next file of the same sort."""

    asked: str
    means: str


class Replaced(Frozen):
    """A record that got a new value, and the version that it had before."""

    record_id: str
    version: int


class BroughtIn(Stamped):
    """One import into one project; it is removed when it is undone.

    It holds no words of the file but the headings that were read.
    """

    counts_as_activity: ClassVar[bool] = False

    project_id: str
    record_kind: str
    measure_id: str | None = None
    """The measure it was brought in for, where it is about one."""
    columns: tuple[Meaning, ...] = ()
    told: tuple[Meaning, ...] = ()
    made: tuple[str, ...] = ()
    replaced: tuple[Replaced, ...] = ()
