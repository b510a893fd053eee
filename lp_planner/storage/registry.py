"""One store for each database in this process, however often a module is reloaded.

Two stores on one file would have two write locks, and with two locks updates are lost. The map
therefore hangs on ``sys``, which no reload replaces.
"""

import sys
import threading
from pathlib import Path

from lp_planner.domain.records.errors import StorageUnavailable
from lp_planner.storage.audit_chain import begin_chain
from lp_planner.storage.blobs import files_beside
from lp_planner.storage.duck import DuckEngine
from lp_planner.storage.engine import Engine, is_postgres
from lp_planner.storage.migrate import migrate
from lp_planner.storage.store import Store

_NAME = "_lp_planner_stores"
_GUARD = "_lp_planner_stores_guard"
if not hasattr(sys, _NAME):
    setattr(sys, _NAME, {})
    setattr(sys, _GUARD, threading.Lock())


def open_store(url: str, *, files: Path | None = None, wait_seconds: float = 5.0) -> Store:
    """The store for a file path or a ``postgresql://`` address, migrated to this version.

    ``files`` is the folder for attached files; without it, :func:`blobs.files_beside` says which.

    Raises:
        StorageUnavailable: with one sentence on what is wrong; the database is left as it was.
    """
    key = _key(url)
    stores: dict[str, Store] = getattr(sys, _NAME)
    with getattr(sys, _GUARD):
        if key not in stores:
            engine = _engine(url, wait_seconds)
            try:
                migrate(engine)
                begin_chain(engine)
            except BaseException:
                engine.close()
                raise
            stores[key] = Store(url, engine, files or files_beside(url))
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


def _engine(url: str, wait_seconds: float) -> Engine:
    if is_postgres(url):
        from lp_planner.storage.postgres import PostgresEngine  # noqa: PLC0415 - only where used

        return PostgresEngine(url, wait_seconds=wait_seconds)
    if "://" in url:
        scheme = url.partition("://")[0]
        message = (
            f"LP_PLANNER_DATABASE starts with {scheme}://, which we do not know. Please give a "
            "file path or a postgresql:// address."
        )
        raise StorageUnavailable(message)
    return DuckEngine(str(Path(url).resolve()), wait_seconds=wait_seconds)
