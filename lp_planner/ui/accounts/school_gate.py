"""The gate of a school installation: nothing of the app passes without a session.

Pages are sent to sign-in; websocket, media, uploads and everything else is refused. A moderator
with a submission's link passes to that one page.
"""

from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import Message, Receive, Scope, Send

from lp_planner.config import read_settings
from lp_planner.services.accounts import sign_in
from lp_planner.services.accounts.sign_in import SignInState
from lp_planner.services.portfolio import moderation
from lp_planner.ui.accounts.sign_in_pages import page
from lp_planner.ui.accounts.sign_in_routes import login_path
from lp_planner.ui.frame import runtime
from lp_planner.ui.frame.gate import NEVER, POLICY_CODE, Gate, close, is_under
from lp_planner.ui.frame.sign_in_cookies import (
    READER,
    SESSION,
    has_own_origin,
    keep,
    own,
)

OPEN = (
    "/login",
    "/login/code",
    "/login/set-up",
    "/login/school",
    "/login/school/back",
    "/logout",
    "/first-admin",
)
OPEN_UNDER = ("/invitation/", "/new-password/", "/assets/", "/moderation/file/", "/ask/", "/card/")
"""Sign-in itself, the typeface, and what asks for the secret of a link by itself."""
EMPTY_HANDED = ("/static/", "/_stcore/health", "/healthz", "/favicon.png", "/favicon.ico")
"""Streamlit's own scripts and whether all is well: they hold nothing of anybody."""
READERS_PAGE = "/moderation"
NOT_FOR_READERS = ("/_stcore/upload_file", "/file/", "/note/")
LINK_IS_OVER = "This link does not open anything now"
WHOM_TO_ASK = (
    "It may have been meant for fewer days, or was taken back, or is not whole. Nothing is wrong "
    "with your computer, and you need no account. Please ask the person who sent it to you for a "
    "new one."
)
"""The same for every link that does not open, so that it says nothing of what there is."""
REFUSED = "Please sign in first."


class SchoolGate(Gate):
    """Lets in who has a session."""

    never = (*NEVER, "/welcome", "/enter")

    async def instead(self, request: Request, path: str) -> Response | None:
        """Send to sign-in whoever has no session, and refuse the rest."""
        if path.rstrip("/") in OPEN or is_under(path, (*OPEN_UNDER, *EMPTY_HANDED)):
            return None
        if await _standing(request) is SignInState.SIGNED_IN:
            return None
        return await self._for_strangers(request, path)

    async def _for_strangers(self, request: Request, path: str) -> Response | None:
        """What to answer a browser that is not signed in."""
        if path == READERS_PAGE and await _opens(request.query_params.get("token", "")):
            if own(request, READER) == request.query_params["token"]:
                return None
            answer = RedirectResponse(f"{READERS_PAGE}?{request.url.query}", 303)
            keep(answer, request, READER, request.query_params["token"])
            return answer
        is_page = request.method == "GET" and "text/html" in request.headers.get("accept", "")
        if is_page and path == READERS_PAGE:
            return HTMLResponse(page(LINK_IS_OVER, WHOM_TO_ASK), 404)
        if is_page:
            return RedirectResponse(login_path(request), 303)
        if not is_under(path, NOT_FOR_READERS) and await _opens(own(request, READER)):
            return None
        return PlainTextResponse(REFUSED, 401)

    async def websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Open the line for a session, or for who reads a submission by its link."""
        connection = HTTPConnection(scope)
        is_reader = await _standing(connection) is not SignInState.SIGNED_IN
        if not has_own_origin(connection) or (
            is_reader and not await _opens(own(connection, READER))
        ):
            await close(receive, send)
            return
        line = _Line(connection, receive, send, is_reader=is_reader)
        await self.app(_as_addressed(scope), line.receive, line.send)


class _Line:
    """An open websocket that ends with its session, not with its browser tab."""

    def __init__(
        self, connection: HTTPConnection, receive: Receive, send: Send, *, is_reader: bool
    ) -> None:
        self._connection, self._receive, self._send = connection, receive, send
        self._is_reader = is_reader
        self._is_cut = False

    async def receive(self) -> Message:
        message = await self._receive()
        if message["type"] == "websocket.receive" and not await self._may_speak():
            self._is_cut = True
            await self._send({"type": "websocket.close", "code": POLICY_CODE})
            return {"type": "websocket.disconnect", "code": POLICY_CODE}
        return message

    async def send(self, message: Message) -> None:
        if not self._is_cut:
            await self._send(message)

    async def _may_speak(self) -> bool:
        if self._is_reader:
            return await _opens(own(self._connection, READER))
        standing = await _standing(self._connection)
        if standing is SignInState.LATE:
            # The one message that comes late is still heard, so that what was typed during the
            # long pause becomes a draft; the page then asks to sign in.
            secret = own(self._connection, SESSION)
            await run_in_threadpool(sign_in.sign_out, runtime.school(), secret)
            return True
        return standing is SignInState.SIGNED_IN


def _as_addressed(scope: Scope) -> Scope:
    """The request under the name that browsers use, which a proxy may have changed.

    Streamlit compares it with the origin, and asks a server elsewhere for our own address when the
    two differ.
    """
    name = urlsplit(read_settings().address).netloc
    if not name:
        return scope
    others = [header for header in scope["headers"] if header[0].lower() != b"host"]
    return {**scope, "headers": [*others, (b"host", name.encode())]}


async def _standing(connection: HTTPConnection) -> SignInState:
    secret = own(connection, SESSION)
    if not secret:
        return SignInState.SIGNED_OUT
    return await run_in_threadpool(sign_in.standing, runtime.school(), secret)


async def _opens(token: str) -> bool:
    """Whether a moderator's link is open."""
    return bool(token) and await run_in_threadpool(moderation.is_open, runtime.school(), token)
