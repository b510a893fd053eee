"""The store: reads are free, every write of this process passes one first-in-first-out lock."""

import datetime as dt
import random
import threading
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from pathlib import Path
from typing import TypeVar

from lp_planner.domain.records.errors import PlannerError, StorageUnavailable
from lp_planner.storage.audit_chain import take_turn
from lp_planner.storage.blobs import BlobFolder, copies_beside
from lp_planner.storage.engine import Connection, Engine, EngineName
from lp_planner.storage.fifo import FifoLock
from lp_planner.storage.read_cache import Base, ReadCache
from lp_planner.storage.reader import Reader
from lp_planner.storage.together import Together
from lp_planner.storage.trail_feed import TrailFeed
from lp_planner.storage.unit_of_work import UnitOfWork
from lp_planner.storage.witness import Witness

T = TypeVar("T")
R = TypeVar("R")
TRIES = 6
WAIT_SECONDS = 30.0


class Store:
    """A database that has been opened and migrated; make one with ``registry.open_store``."""

    def __init__(
        self, url: str, engine: Engine, files: Path, *, copies: Path | None = None
    ) -> None:
        """Serve ``engine``, which was opened for ``url``, with attached files in ``files``.

        Copies go into the folder ``copies``, or else ``backups`` beside the database.
        """
        self.url = url
        self.files = BlobFolder(files)
        self.copies = copies or copies_beside(url)
        self.witness: Witness | None = None
        """Who notes each save outside the database; the user's own planner has one."""
        self.copying = threading.Lock()
        """One copy at a time."""
        self._engine = engine
        self._lock = FifoLock()
        self._together = Together()
        is_alone = engine.name == "duckdb"
        self._cache = ReadCache() if is_alone else None
        self._feed = None if is_alone else TrailFeed()

    @property
    def engine_name(self) -> EngineName:
        """Which engine this is."""
        return self._engine.name

    @property
    def engine(self) -> Engine:
        """The engine, for the maintenance modules of this package."""
        return self._engine

    @property
    def stem(self) -> str:
        """What the names of its copies begin with."""
        return self._engine.stem

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """Read one consistent state."""
        with self._engine.transaction(is_write=False) as connection:
            if self._feed is None:
                yield Reader(connection, self._cache)
            else:
                cache, since = self._feed.catch_up(connection)
                yield Reader(connection, cache, since=since)

    def write(self, actor_id: str, work: Callable[[UnitOfWork], T], *, at: dt.datetime) -> T:
        """Do ``work`` as one transaction: all of it with its audit rows, or nothing.

        ``work`` may run more than once when two writers meet, so it must only touch the unit of
        work it is given. The lock is taken before the transaction begins: without that, DuckDB
        loses updates silently (docs/adr/0002).

        Raises:
            StorageUnavailable: when the database stays busy.
        """
        for attempt in range(TRIES):
            try:
                with self._lock.held(WAIT_SECONDS):
                    with (
                        ExitStack() as settling,
                        self._engine.transaction(is_write=True) as connection,
                    ):
                        take_turn(self._engine, connection)
                        uow = UnitOfWork(connection, actor_id, at)
                        done = work(uow)
                        head = uow.finish()
                        settling.enter_context(self._settling(uow.touched))
                    if head and self.witness:
                        self.witness.saw(head)
            except Exception as error:
                if not self._engine.is_conflict(error):
                    raise
            else:
                return done
            time.sleep(random.uniform(0.5, 1.0) * 0.005 * 2**attempt)  # noqa: S311 - jitter
        message = "The planner is busy saving other people's work. Please try again in a moment."
        raise StorageUnavailable(message)

    def write_together(
        self,
        actor_id: str,
        said: T,
        work: Callable[[UnitOfWork, Sequence[T]], Sequence[R | PlannerError]],
        *,
        at: dt.datetime,
    ) -> R:
        """Do ``work`` for this and for all that was said in the name of ``actor_id`` meanwhile.

        It is one transaction for all of them, as :meth:`write` runs it; ``work`` gives back an
        outcome for each, in their order. A refusal is an outcome too: nothing of it is written,
        and the others are kept.

        Raises:
            PlannerError: what this one was refused with.
            StorageUnavailable: when the database stays busy.
        """

        def write(who: Callable[[], Sequence[T]]) -> Sequence[R | PlannerError]:
            return self.write(actor_id, lambda uow: work(uow, who()), at=at)

        return self._together.say(actor_id, said, write)

    @contextmanager
    def writers_paused(self) -> Iterator[None]:
        """Keep every writer of this process waiting, for a backup's last steps."""
        with self._lock.held(WAIT_SECONDS):
            yield

    @contextmanager
    def rewriting(self) -> Iterator[Connection]:
        """One transaction over all that is here, with every other writer waiting."""
        with (
            self._lock.held(WAIT_SECONDS),
            self._settling(None),
            self._engine.transaction(is_write=True) as connection,
        ):
            take_turn(self._engine, connection)
            yield connection

    def _settling(self, touched: Collection[Base] | None) -> AbstractContextManager[None]:
        """Around a commit: what was remembered of what it touches, or of everything, is over."""
        return self._cache.changing(touched) if self._cache else nullcontext()

    def close(self) -> None:
        """Let the database go."""
        self._engine.close()
