"""What is served beside Streamlit: the welcome page, the choice of place, and the gate.

Without sign-in the planner opens on this computer only: the gate refuses every other machine and
every other name for this one (so a web page elsewhere cannot reach it by a trick of addresses).
"""

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote, urlsplit

from starlette.middleware import Middleware
from starlette.requests import HTTPConnection, Request
from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
)
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from lp_planner.config import LOOPBACK_HOSTS, read_settings
from lp_planner.domain.records.errors import NotFound, PlannerError
from lp_planner.ui.accounts.welcome import DEMO_CAST, welcome_page
from lp_planner.ui.frame import runtime, session
from lp_planner.ui.frame.gate import Gate, close
from lp_planner.ui.frame.own_path import own_path
from lp_planner.ui.frame.session import COOKIE
from lp_planner.ui.frame.sign_in_cookies import has_own_origin
from lp_planner.ui.front_door.packed import PackedOnce

if TYPE_CHECKING:
    from lp_planner.services.desk.workspace import Desk
    from lp_planner.services.evidence.attachments import ServedFile
    from lp_planner.services.planning.inbox import NoteFile

ASSETS = Path(__file__).parent / "assets"
CLOSED = {
    "Cache-Control": "private, no-store",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
}
"""What stands on every answer that may hold somebody's file."""
LOCAL = "local"
OPEN_BY_LINK = "/moderation"
"""The one page that needs no place: its link says what may be read, and nothing else may."""
FILE_BY_LINK = f"{OPEN_BY_LINK}/file/"
HEALTH = "/healthz"
"""For a monitor, without sign-in."""
LOCAL_ONLY = "LP Planner opens on this computer only. Please use http://127.0.0.1 here."


def is_place(place: str) -> bool:
    """Whether a cookie or form names a place we offer."""
    return place == LOCAL or place in {f"demo:{person.id}" for person in DEMO_CAST}


async def welcome(request: Request) -> Response:
    """The first screen: just me on this computer, or the demo school."""
    page = welcome_page(
        next_path=own_path(request.query_params.get("next", "")),
        is_demo_only=read_settings().demo_first,
    )
    return HTMLResponse(page)


async def enter(request: Request) -> Response:
    """Remember the chosen place in a cookie and go on."""
    form = parse_qs((await request.body()).decode("utf-8", "replace"))
    place = form.get("place", [""])[0]
    if not is_place(place):
        return RedirectResponse("/welcome", 303)
    answer = RedirectResponse(own_path(form.get("next", [""])[0]) or "/", 303)
    answer.set_cookie(COOKIE, place, httponly=True, samesite="lax", max_age=60 * 60 * 24 * 365)
    return answer


def healthz(_: Request) -> Response:
    """Whether all is well, for a monitor: 200 or 503, and nothing of what is kept."""
    from lp_planner.services.safekeeping.health import vitals  # noqa: PLC0415 - as above

    try:
        found = vitals(runtime.own_workspace())
    except (PlannerError, OSError):
        # A monitor reads a number and three words; no sentence of ours is for it.
        return JSONResponse({"is_well": False, "database": False}, 503)
    told = {"is_well": found.is_well, **found.model_dump()}
    return JSONResponse(told, 200 if found.is_well else 503, headers={"Cache-Control": "no-store"})


def served_file(request: Request) -> Response:
    """A file that hangs on a record, for its owner alone; it is saved, never shown in place.

    Whatever is not there for this browser reads the same, whether it exists or not.
    """
    from lp_planner.services.evidence import attachments  # noqa: PLC0415 - the start needs no tables

    return _saved(
        lambda: attachments.file_of(_desk_of(request), request.path_params["attachment_id"])
    )


def _desk_of(request: Request) -> "Desk":
    place = session.place_in(request.cookies)
    known = place if is_place(place) or read_settings().is_school else ""
    return runtime.workspace_at(known).desk(runtime.actor_at(known))


def served_note(request: Request) -> Response:
    """The file of a note of the inbox, as :func:`served_file` gives those of records."""
    from lp_planner.services.planning import inbox  # noqa: PLC0415 - the start needs no tables

    return _saved(lambda: inbox.note_file(_desk_of(request), request.path_params["note_id"]))


def file_by_link(request: Request) -> Response:
    """A file of a frozen copy, for whoever has a link to the copy; it is noted for its owner."""
    from lp_planner.services.portfolio import moderation  # noqa: PLC0415 - the start needs no tables

    def found() -> "ServedFile":
        token = request.query_params.get("token", "")
        workspace = runtime.workspace_of_link(token)
        return moderation.file_by_link(workspace, token, request.path_params["sha256"])

    return _saved(found)


def _saved(find: "Callable[[], ServedFile | NoteFile]") -> Response:
    """The answer that has a browser save a file, or one sentence where there is none."""
    try:
        found = find()
    except NotFound as missing:
        return PlainTextResponse(missing.message, 404, headers=CLOSED)
    except PlannerError as refused:
        # A file's answer has no page to say it on.
        return PlainTextResponse(refused.message, 503, headers=CLOSED)
    kind = found.media_type
    answer = Response(found.data, headers={**CLOSED, "Content-Disposition": _saved_as(found.name)})
    answer.headers["Content-Type"] = f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
    return answer


def _saved_as(name: str) -> str:
    """The header that has a browser save a file under its name."""
    plain = re.sub(r"[^A-Za-z0-9 ._-]", "_", name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


class LocalGate(Gate):
    """Lets this computer in, and sends a browser without a place to the welcome page."""

    async def instead(self, request: Request, path: str) -> Response | None:
        """Refuse another computer or name, and ask a browser without a place for one."""
        if not _is_this_computer(request):
            return PlainTextResponse(LOCAL_ONLY, 403)
        return _without_place(request) if _is_page(request, path) else None

    async def websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Open the line of our own pages on this computer."""
        connection = HTTPConnection(scope)
        if _is_this_computer(connection) and has_own_origin(connection):
            await self.app(scope, receive, send)
        else:
            await close(receive, send)


def _is_this_computer(request: HTTPConnection) -> bool:
    client = request.client
    name = urlsplit(f"//{request.headers.get('host', '')}").hostname
    is_here = client is None or client.host in LOOPBACK_HOSTS or client.host.startswith("127.")
    return is_here and name in LOOPBACK_HOSTS


def _is_page(request: Request, path: str) -> bool:
    """Whether a browser asks for a page of the app, rather than for a part of one."""
    if request.method != "GET" or path.startswith(("/welcome", "/enter", "/assets", "/_stcore")):
        return False
    if path in {OPEN_BY_LINK, HEALTH} or path.startswith(FILE_BY_LINK):
        return False
    return "text/html" in request.headers.get("accept", "")


def _without_place(request: Request) -> Response | None:
    """Where to go instead, when this browser has not chosen a place yet."""
    place = request.cookies.get(COOKIE, "")
    wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    if read_settings().demo_first:
        if place.startswith("demo:") and is_place(place):
            return None
        answer = RedirectResponse(wanted or "/", 303)
        place = _place_of(request.query_params.get("project", ""))
        answer.set_cookie(COOKIE, place, httponly=True, samesite="lax")
        return answer
    if is_place(place):
        return None
    return RedirectResponse("/welcome" + ("" if wanted == "/" else f"?next={quote(wanted)}"), 303)


def _place_of(project_id: str) -> str:
    """The eyes of the demo school that see a project, so that a link to it opens it."""
    from lp_planner.services.desk import projects  # noqa: PLC0415 - the start needs no tables

    places = [f"demo:{person.id}" for person in DEMO_CAST]
    for place in places if project_id else ():
        desk = runtime.workspace_at(place).desk(runtime.actor_at(place))
        if project_id in {project.id for project in projects.my_projects(desk)}:
            return place
    return places[0]


def routes() -> Iterable[BaseRoute]:
    """The addresses beside Streamlit's own."""
    if read_settings().is_school:
        from lp_planner.ui.accounts import sign_in_routes  # noqa: PLC0415 - only where people sign in

        doors: list[BaseRoute] = sign_in_routes.routes()
    else:
        doors = [
            Route("/welcome", welcome, methods=["GET"]),
            Route("/enter", enter, methods=["POST"]),
        ]
    return [
        *doors,
        Route(HEALTH, healthz, methods=["GET"]),
        Route("/file/{attachment_id}", served_file, methods=["GET"]),
        Route("/note/{note_id}", served_note, methods=["GET"]),
        Route(f"{FILE_BY_LINK}{{sha256}}", file_by_link, methods=["GET"]),
        Mount("/assets", StaticFiles(directory=ASSETS)),
    ]


def middleware() -> list[Middleware]:
    """What every request passes."""
    if read_settings().is_school:
        from lp_planner.ui.accounts.school_gate import SchoolGate  # noqa: PLC0415 - only where they sign in

        return [Middleware(SchoolGate), Middleware(PackedOnce)]
    return [Middleware(LocalGate), Middleware(PackedOnce)]
