"""What every stored thing has in common, and what every project record promises."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from pydantic import AwareDatetime, BaseModel, ConfigDict

from lp_planner.domain.records.fields import field_specs


class Frozen(BaseModel):
    """A value that never changes once made and accepts no unknown field."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Stamped(Frozen):
    """A stored thing: who wrote it, when, and at which version.

    ``version`` starts at 1 and goes up by one with every save; a save that names an older version
    is refused. ``deleted_at`` marks a thing as removed; it can be brought back.
    """

    keeps_versions: ClassVar[bool] = False
    """Whether what it said before is kept with every change."""
    stays_with_its_owner: ClassVar[bool] = False
    """Whether no document and no view for somebody else has anything of it."""
    counts_as_activity: ClassVar[bool] = False
    """Whether a change to it is work on the project; sharing, settings and looks are not."""

    @property
    def may_leave(self) -> bool:
        """Whether a document or a view for somebody else may have anything of it."""
        return not self.stays_with_its_owner

    id: str
    version: int = 1
    created_at: AwareDatetime
    created_by: str
    updated_at: AwareDatetime
    updated_by: str
    deleted_at: AwareDatetime | None = None


class Record(Stamped):
    """Anything a lead practitioner writes down once in a project, where it belongs.

    Each subclass has its own table, named by ``kind``; the same name is its key in the content
    files and in links, so it never changes. What is true of a kind stands here, as a trait that a
    subclass sets; what is true of one answer is a mark on its field (``fields.py``).
    """

    keeps_versions: ClassVar[bool] = True
    counts_as_activity: ClassVar[bool] = True
    kind: ClassVar[str] = ""
    headline_field: ClassVar[str] = ""
    date_field: ClassVar[str | None] = None
    """The field whose day stands for the record, found by its :class:`fields.DayRole`."""

    has_form: ClassVar[bool] = True
    """Whether people write it by itself, so that it has words and a step in the pathway."""
    is_once: ClassVar[bool] = False
    """Whether a project has one of these: the form shows it instead of a new one."""
    same_by: ClassVar[tuple[str, ...]] = ()
    """The answers by which two of them are about the same thing: a day and a person, a name."""
    needs_one_of: ClassVar[tuple[str, ...]] = ()
    """The answers of which at least one has to be there, whichever it is."""
    is_superseded: ClassVar[bool] = False
    """Whether a later one takes its place: what was decided then is never rewritten."""
    is_private: ClassVar[bool] = False
    """Whether its words stay in: a free text of it leaves only where its field says so."""
    stays_because: ClassVar[str] = "What belongs to it stays with the people concerned."
    """Why nothing that hangs on a private one goes into a document."""
    goes_with_the_project: ClassVar[bool] = True
    """Whether whoever takes the project on gets it; nothing private ever goes."""
    is_in_a_plan: ClassVar[bool] = False
    """Whether a shared plan says its words or dates."""
    is_with_people: ClassVar[bool] = False
    """Whether it happens with colleagues: from the first of these on, things may have changed."""
    is_exploring: ClassVar[bool] = False
    """Whether it belongs to finding out, before anything is decided."""

    project_id: str

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:  # noqa: ANN401 - pydantic's own
        """Find the day that stands for the record."""
        super().__pydantic_init_subclass__(**kwargs)
        days = (spec.name for spec in field_specs(cls) if spec.day_role)
        cls.date_field = next(days, None)

    @classmethod
    def enough(cls, records: Sequence["Record"]) -> tuple[bool, str]:
        """Whether a step that asks for this kind has what it asks for, and why we say so.

        A step is done with its first record; a kind that asks for more says so here.
        """
        if records:
            return True, f"{len(records)} recorded"
        return False, "Nothing recorded yet"

    @property
    def headline(self) -> str:
        """The record in one line, as lists and exports show it."""
        return str(getattr(self, self.headline_field))

    @property
    def happened_on(self) -> dt.date:
        """The day it happened, or the day it was written where it has no day of its own."""
        day = getattr(self, self.date_field) if self.date_field else None
        return day if isinstance(day, dt.date) else self.created_at.date()

    def is_settled(self, _: "Records", /) -> bool:
        """Whether what it was to be looked at again for has been done.

        It is given the project's records by their kind: those with a day to look again and those
        that link to them.
        """
        return False


Records = Mapping[str, Sequence[Record]]
"""Records by their kind."""
