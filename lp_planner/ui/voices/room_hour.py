"""For an hour, phones on the school's own network reach the page of one round, and nothing else.

A planner for one computer listens to that computer alone. By an explicit choice a second, small
server answers beside it on the network. It knows the pages for answers and no other, a code leads
to one round of it, and it closes by a button, by itself, or with the planner (docs/adr/0106).
"""

import datetime as dt
import hmac
import secrets
import socket
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from lp_planner import connections
from lp_planner.domain.records.errors import PlannerError
from lp_planner.domain.voices.words import HOME_LANGUAGE
from lp_planner.services.voices import answering
from lp_planner.ui.frame import runtime
from lp_planner.ui.frame.gate import Gate, close
from lp_planner.ui.frame.html_pages import filled
from lp_planner.ui.frame.sign_in_cookies import keep, own

AN_HOUR = dt.timedelta(hours=1)
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Without those that are taken for each other when read from a wall."""
CODE_LENGTH = 6
CODE = "lp_room"
ANYWHERE = "0.0.0.0"  # noqa: S104 - the point of it, for an hour and by an explicit choice
ELSEWHERE = ("192.0.2.1", 9)
"""An address for documentation: asking for the way there sends nothing."""
NOT_HERE = "There is nothing here."


class NoNetwork(PlannerError):
    """This computer is on no network just now, so no phone could reach it."""


@dataclass(frozen=True)
class Hour:
    """A round that is open on the network: where, with which code, and until when."""

    secret: str
    code: str
    until: dt.datetime
    address: str
    """What somebody types; the code leads on from there."""
    server: connections.PatientServer
    clock: Callable[[], dt.datetime]

    @property
    def is_over(self) -> bool:
        """Whether its time has passed."""
        return self.clock() >= self.until

    @property
    def entry(self) -> str:
        """What a square code holds: the address with the code."""
        return f"{self.address}/?{urlencode({'code': self.code})}"


class _Door:
    """The one round that may be open at a time."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.hour: Hour | None = None


_door = _Door()


def open_now(secret: str = "") -> Hour | None:
    """The round that is open on the network just now; with ``secret``, only if it is that one."""
    hour = _door.hour
    if hour is None or hour.is_over or (secret and hour.secret != secret):
        return None
    return hour


def open_for_an_hour(
    secret: str, routes: Sequence[BaseRoute], clock: Callable[[], dt.datetime]
) -> Hour:
    """Open one round on the network; whatever was open before is closed.

    Raises:
        NoNetwork: where this computer has no address that others could reach.
    """
    host = own_address()
    close_now()
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.bind((ANYWHERE, 0))
    listener.listen(connections.QUEUE)
    doors = [Route("/", _front, methods=["GET"]), *routes]
    server = connections.small_server(Starlette(routes=doors, middleware=[Middleware(_RoomGate)]))
    hour = Hour(
        secret=secret,
        code="".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH)),
        until=clock() + AN_HOUR,
        address=f"http://{host}:{listener.getsockname()[1]}",
        server=server,
        clock=clock,
    )
    with _door.lock:
        _door.hour = hour
    threading.Thread(
        target=server.run, kwargs={"sockets": [listener]}, name="room-hour", daemon=True
    ).start()
    timer = threading.Timer(AN_HOUR.total_seconds(), _close, args=(hour,))
    timer.daemon = True
    timer.start()
    return hour


def close_now() -> None:
    """Close whatever is open on the network; closing twice is the same."""
    hour = _door.hour
    if hour is not None:
        _close(hour)


def _close(hour: Hour) -> None:
    with _door.lock:
        if _door.hour is hour:
            _door.hour = None
    hour.server.should_exit = True
    # Whoever keeps a page open must not keep the door open.
    hour.server.force_exit = True


def own_address() -> str:
    """The address of this computer on its network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way:
        try:
            way.connect(ELSEWHERE)
        except OSError as refused:
            raise NoNetwork from refused
        return str(way.getsockname()[0])


class _RoomGate(Gate):
    """Lets nothing through but the page of the round that is open, and the cards it gives."""

    async def instead(self, request: Request, path: str) -> Response | None:
        """Refuse whatever is no part of the round, and lead those without the code to the door."""
        hour = open_now()
        if hour is None:
            return PlainTextResponse(NOT_HERE, 404)
        if path == "/":
            return None
        if path != f"/ask/{hour.secret}" and not path.startswith("/card/"):
            return PlainTextResponse(NOT_HERE, 404)
        return None if _knows(request, hour) else RedirectResponse("/", 303)

    async def websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        """None is open here."""
        del scope
        await close(receive, send)


def _knows(request: HTTPConnection, hour: Hour) -> bool:
    return _same(own(request, CODE), hour.code)


def _same(given: str, code: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), code.encode())


def _front(request: Request) -> Response:
    """The door: a code leads to the round; every other one is counted and reads alike."""
    hour = open_now()
    if hour is None:
        return PlainTextResponse(NOT_HERE, 404)
    workspace = runtime.workspace_of_link(hour.secret)
    language = request.query_params.get("in", HOME_LANGUAGE)[:10]
    words = answering.words_in(workspace, language)
    given = "".join(request.query_params.get("code", "").split()).upper()
    network = request.client.host if request.client else ""
    if _same(given, hour.code) and not answering.has_guessed_too_often(workspace, network):
        answer = RedirectResponse(f"/ask/{hour.secret}?{urlencode({'in': words.language})}", 303)
        keep(answer, request, CODE, hour.code, lasts=AN_HOUR)
        return answer
    if given:
        answering.count_what_opens_nothing(workspace, network)
    others = [one for one in workspace.library.voices.values() if one is not words]
    page = filled("voices/door", words=words, is_demo=workspace.is_demo, is_wrong=bool(given),
                  others=others)  # fmt: skip
    return HTMLResponse(page)
