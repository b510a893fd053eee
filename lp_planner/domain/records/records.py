"""What every stored thing has in common, and what every project record promises."""

import datetime as dt
from typing import ClassVar

from pydantic import AwareDatetime, BaseModel, ConfigDict


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
    files and in links, so it never changes.
    """

    keeps_versions: ClassVar[bool] = True
    kind: ClassVar[str] = ""
    headline_field: ClassVar[str] = ""
    date_field: ClassVar[str | None] = None

    project_id: str

    @property
    def headline(self) -> str:
        """The record in one line, as lists and exports show it."""
        return str(getattr(self, self.headline_field))

    @property
    def happened_on(self) -> dt.date:
        """The day it happened, or the day it was written where it has no day of its own."""
        day = getattr(self, self.date_field) if self.date_field else None
        return day if isinstance(day, dt.date) else self.created_at.date()
