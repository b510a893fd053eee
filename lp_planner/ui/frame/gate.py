"""What stands before the whole app, alone and in a school: one gate that differs in one step.

A page of another address, or of another port of this computer, is no page of ours: its requests
carry the cookies, so the browser's word on where they come from decides. What a person opens in
the address line or by a link is let through; what a page fetches, posts, frames or connects to has
to be one of ours.
"""

import logging

from starlette.requests import ClientDisconnect, HTTPConnection, Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lp_planner.domain.records.errors import PlannerError, StorageUnavailable
from lp_planner.ui.frame import navigation
from lp_planner.ui.frame.browser_headers import with_rules, without_claims
from lp_planner.ui.frame.first_page import asked_whole, naming_our_script
from lp_planner.ui.frame.sign_in_cookies import has_own_origin, is_https

NEVER = ("/_stcore/metrics", "/_stcore/script-health-check")
"""What Streamlit would tell anybody about itself."""
NOT_OURS = "This did not come from a page of ours."
POLICY_CODE = 1008
log = logging.getLogger("lp_planner")


class Gate:
    """Lets through what its rules allow, and holds every answer to the rules for browsers."""

    never: tuple[str, ...] = NEVER

    def __init__(self, app: ASGIApp) -> None:
        """Stand before ``app``."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request or websocket."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        scope = {**scope, "headers": without_claims(scope["headers"])}
        if scope["type"] == "websocket":
            await self.websocket(scope, receive, send)
        else:
            await self._request(Request(scope), receive, send)

    async def instead(self, request: Request, path: str) -> Response | None:
        """What to answer instead of the app; ``None`` lets the request pass."""
        raise NotImplementedError

    async def websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Open the line of a page of ours, and nobody else's."""
        raise NotImplementedError

    async def _request(self, request: Request, receive: Receive, send: Send) -> None:
        path = "/" + str(request.scope["path"]).lstrip("/")  # as the app will read it

        has_begun = False

        async def ruled(message: Message) -> None:
            nonlocal has_begun
            if message["type"] == "http.response.start":
                has_begun = True
                message["headers"] = with_rules(
                    message["headers"],
                    is_https=is_https(request),
                    is_private=not path.startswith(("/static/", "/assets/")),
                    hears=navigation.is_in_menu(path),
                )
            await send(message)

        try:
            answer = await self._refused(request, path) or await self.instead(request, path)
        except PlannerError as refused:
            # The gate stands before every page: it can only answer over HTTP.
            answer = PlainTextResponse(refused.message, 503)
        try:
            if request.method == "GET" and "text/html" in request.headers.get("accept", ""):
                named = naming_our_script(ruled)
                await (answer or self.app)(asked_whole(request.scope), receive, named)
            else:
                await (answer or self.app)(request.scope, receive, ruled)
        except StorageUnavailable as away:
            # A page outside Streamlit that could not even be read: the sentence stands alone.
            if has_begun:
                raise
            answer = PlainTextResponse(away.message, 503, headers={"Retry-After": "5"})
            await answer(request.scope, receive, ruled)
        except ClientDisconnect:
            # Somebody closed the page while sending; there is nobody to answer and nothing to mend.
            log.debug("A browser went away while it was sending")

    async def _refused(self, request: Request, path: str) -> Response | None:
        if is_under(path, self.never):
            return PlainTextResponse("Not found", 404)
        if not (is_opened_by_a_person(request) or has_own_origin(request)):
            return PlainTextResponse(NOT_OURS, 403)
        return None


def is_opened_by_a_person(request: HTTPConnection) -> bool:
    """Whether a browser opens this in a tab of its own: from its address line, or by a link."""
    headers, method = request.headers, request.scope.get("method")
    goes_there = headers.get("sec-fetch-mode") == "navigate"
    return method in {"GET", "HEAD"} and goes_there and headers.get("sec-fetch-dest") == "document"


def is_under(path: str, places: tuple[str, ...]) -> bool:
    """Whether a path is one of these places or lies below one."""
    return any(
        path == place.rstrip("/") or path.startswith(place.rstrip("/") + "/") for place in places
    )


async def close(receive: Receive, send: Send) -> None:
    """Refuse a websocket before it is open."""
    await receive()
    await send({"type": "websocket.close", "code": POLICY_CODE})
