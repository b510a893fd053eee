"""How long a connection may keep us waiting, and how many of them there may be.

A connection that has not said what it wants holds one of the operating system's descriptors. Some
hundreds of them used to stop every answer. So whoever has not asked within ten seconds is let go,
and where many wait at once, the one that has waited longest goes first: a browser asks as soon as
it is connected. Open pages (websockets) do not wait; they need a page of ours, and in a school a
session.
"""

import asyncio
import logging
import socket
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

PATIENCE = 10.0
"""Seconds in which a request has to have come, up to the end of its headers."""
MOST_WAITING = 64
MOST_FROM_ONE = 128
"""Connections from one address, open pages not counted; a proxy in front speaks for everybody."""
MOST = 1_000
"""Connections that are answered at the same time; others hear that we are busy."""
FOR_FILES = 64
"""Descriptors that are left for databases, files and logs."""
AT_ONCE = 32
"""So many connections are taken in one go, before those that wait too long are let go."""
QUEUE = 2_048
"""So many more may stand before the door meanwhile."""
TOLD_EVERY = 3600.0
log = logging.getLogger("lp_planner")


class Room:
    """Who is connected over HTTP just now, and who of them has not said yet what they want."""

    def __init__(self, behind: str) -> None:
        """Make room; ``behind`` names the proxies in front, as ``LP_PLANNER_PROXY`` does."""
        self.behind = {name.strip() for name in behind.split(",")} - {""}
        self.waiting: dict[PatientProtocol, None] = {}
        self.by_address: Counter[str] = Counter()
        self.told: dict[str, float] = {}

    def has_place_for(self, address: str) -> bool:
        """Whether one more may come from this address."""
        is_proxy = "*" in self.behind or address in self.behind
        return is_proxy or self.by_address[address] < MOST_FROM_ONE

    def wait_for(self, connection: "PatientProtocol") -> None:
        """Remember who has not asked yet; where that is too many, the first of them goes."""
        self.waiting[connection] = None
        if len(self.waiting) > MOST_WAITING:
            next(iter(self.waiting)).let_go("Many connections say nothing; the oldest are let go.")

    def tell(self, what: str) -> None:
        """Say it in the log: once in an hour, not for each connection."""
        now = time.monotonic()
        if now - self.told.get(what, -TOLD_EVERY) >= TOLD_EVERY:
            self.told[what] = now
            log.warning(what)


class PatientProtocol(H11Protocol):
    """Speaks HTTP with a browser that says within some seconds what it wants."""

    room: Room
    _timer: asyncio.TimerHandle | None = None
    _address: str | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Let one more in, where there is place."""
        super().connection_made(transport)
        address = self.client[0] if self.client else ""
        if not self.room.has_place_for(address):
            self.let_go("One address holds very many connections; further ones are refused.")
            return
        self._address = address
        self.room.by_address[address] += 1
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Hear what was asked; what is not a whole request yet goes on waiting."""
        super().data_received(data)
        has_become_a_page = self.transport.get_protocol() is not self
        is_asking = self.cycle is not None and not self.cycle.response_complete
        if has_become_a_page:
            self._leave()
        elif is_asking or self.transport.is_closing():
            self._stop_waiting()
        elif self._timer is None:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Make place for another."""
        self._leave()
        super().connection_lost(exc)

    def let_go(self, why: str) -> None:
        """End this connection, and say once why."""
        self._stop_waiting()
        self.room.tell(why)
        self.transport.abort()

    def _wait(self) -> None:
        self._timer = self.loop.call_later(
            PATIENCE, self.let_go, "Connections that say nothing for some seconds are let go."
        )
        self.room.wait_for(self)

    def _stop_waiting(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self.room.waiting.pop(self, None)

    def _leave(self) -> None:
        self._stop_waiting()
        if self._address is not None:
            self.room.by_address[self._address] -= 1
            self.room.by_address += Counter()  # forgets whoever has none
            self._address = None


def patient_towards(behind: str) -> type[PatientProtocol]:
    """The protocol for one server; ``behind`` names the proxies that stand before it."""
    return type("PatientHere", (PatientProtocol,), {"room": Room(behind)})


class PatientServer(uvicorn.Server):
    """Takes few connections in one go, and lets many stand before the door."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Open the door; asyncio has one number for both."""
        await super().startup(sockets)
        for listener in sockets or ():
            listener.listen(QUEUE)


def small_server(app: Callable[..., Any]) -> PatientServer:
    """A server beside the planner's own, for an app that is open for a while."""
    return PatientServer(
        uvicorn.Config(
            app,
            http=patient_towards(""),
            limit_concurrency=raise_the_limit(),
            log_level="warning",
            access_log=False,
            server_header=False,
            lifespan="off",
        )
    )


def raise_the_limit() -> int:
    """Take all the descriptors that the system gives; how many connections that is room for."""
    with suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 - Windows has none, and needs none

        _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
        if soft != resource.RLIM_INFINITY:
            return max(FOR_FILES, min(MOST, soft - FOR_FILES))
    return MOST
