"""One store for each database in this process, however often a module is reloaded.

Two stores on one file would have two write locks, and with two locks updates are lost. The map
therefore hangs on ``sys``, which no reload replaces.
"""

import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from lp_planner.domain.records.errors import StorageUnavailable
from lp_planner.storage.audit_chain import begin_chain
from lp_planner.storage.blobs import files_beside
from lp_planner.storage.duck import DuckEngine
from lp_planner.storage.engine import Engine, is_postgres
from lp_planner.storage.leftovers import tidy_after_crash
from lp_planner.storage.migrate import migrate
from lp_planner.storage.store import Store
from lp_planner.storage.witness import Witness

_NAME = "_lp_planner_stores"
_GUARD = "_lp_planner_stores_guard"
if not hasattr(sys, _NAME):
    setattr(sys, _NAME, {})
    setattr(sys, _GUARD, threading.Lock())


def open_store(
    url: str,
    *,
    files: Path | None = None,
    copies: Path | None = None,
    witnesses: Sequence[Path] = (),
    wait_seconds: float = 5.0,
) -> Store:
    """The store for a file path or a ``postgresql://`` address, migrated to this version.

    ``files`` is the folder for attached files; without it, :func:`blobs.files_beside` says which.
    ``copies`` is the folder for copies, and ``witnesses`` the files that note each save.
    What a crash left half done is cleared away or brought to its end.

    Raises:
        StorageUnavailable: with one sentence on what is wrong; the database is left as it was.
    """
    key = _key(url)
    stores: dict[str, Store] = getattr(sys, _NAME)
    with getattr(sys, _GUARD):
        if key not in stores:
            engine = open_engine(url, copies=copies, wait_seconds=wait_seconds)
            try:
                migrate(engine)
                begin_chain(engine)
                store = Store(url, engine, files or files_beside(url), copies=copies)
                store.witness = Witness(witnesses) if witnesses else None
                tidy_after_crash(store)
            except BaseException:
                engine.close()
                raise
            stores[key] = store
        return stores[key]


def close_store(url: str) -> None:
    """Close one store, if it is open."""
    stores: dict[str, Store] = getattr(sys, _NAME)
    with getattr(sys, _GUARD):
        store = stores.pop(_key(url), None)
    if store is not None:
        store.close()


def close_all() -> None:
    """Close every store of this process."""
    stores: dict[str, Store] = getattr(sys, _NAME)
    with getattr(sys, _GUARD):
        while stores:
            stores.popitem()[1].close()


def _key(url: str) -> str:
    return url if is_postgres(url) else str(Path(url).resolve())


def check_address(url: str) -> None:
    """Return when an address is a file or leads to an engine that we know.

    Raises:
        StorageUnavailable: naming what it starts with.
    """
    if "://" in url and not is_postgres(url):
        scheme = url.partition("://")[0]
        message = (
            f"The address of the database starts with {scheme}://, which we do not know. Please "
            "give a file path or a postgresql:// address."
        )
        raise StorageUnavailable(message)


def open_engine(url: str, *, copies: Path | None = None, wait_seconds: float = 5.0) -> Engine:
    """The engine for an address, as it stands: nothing is migrated, and no store made of it.

    Raises:
        StorageUnavailable: with one sentence on what is wrong.
    """
    if is_postgres(url):
        from lp_planner.storage.postgres import PostgresEngine  # noqa: PLC0415 - only where used

        return PostgresEngine(url, wait_seconds=wait_seconds)
    check_address(url)
    return DuckEngine(str(Path(url).resolve()), copies=copies, wait_seconds=wait_seconds)
