"""The desk a use case works at: the store, the content and the clock."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from lp_planner.config import Settings
from lp_planner.content.library import Library
from lp_planner.content.loader import load_library
from lp_planner.storage.registry import open_store
from lp_planner.storage.store import Store


def utc_now() -> dt.datetime:
    """The current time, aware, in UTC."""
    return dt.datetime.now(dt.UTC)


@dataclass(frozen=True)
class Workspace:
    """One database and the content that explains it; ``is_demo`` marks all that it shows."""

    store: Store
    library: Library
    is_demo: bool = False
    clock: Callable[[], dt.datetime] = utc_now

    def now(self) -> dt.datetime:
        """The time that stamps what is saved."""
        return self.clock()

    def today(self) -> dt.date:
        """The day, for forms and exports."""
        return self.clock().date()


def open_workspace(settings: Settings) -> Workspace:
    """Open the user's own database; create and migrate it as needed.

    Raises:
        ContentError: with every fault of the content files.
        StorageUnavailable: with one sentence on what is wrong with the database.
    """
    store = open_store(settings.database, files=settings.files)
    return Workspace(store=store, library=load_library(settings.data_dir))
