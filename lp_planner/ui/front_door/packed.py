"""Sends the browser's own files packed: each is packed once, and kept.

Streamlit sends its scripts as they are, because packing one anew for every browser costs more than
it saves. A school's line is slow and these files never change, so each is packed when it is first
asked for and sent packed from then on (docs/adr/0098-packed-once.md).
"""

import gzip
import threading

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

STATIC = ("/static/", "/assets/")
"""Where the files are that are the same for everybody, today and tomorrow."""
WORTH_IT = ("text/", "application/javascript", "application/json", "image/svg")
LEAST_BYTES = 1_000
MOST_BYTES = 24_000_000
"""How much is kept, packed; all of Streamlit's files together take a third of it."""


class PackedOnce:
    """Packs what the app sends from its static folders, once for each file."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before ``app``."""
        self._app = app
        self._packed: dict[str, Response | None] = {}
        """By path; ``None`` for what is not worth packing."""
        self._bytes = 0
        self._guard = threading.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request for a file packed, where its browser can read that."""
        if scope["type"] != "http" or not _is_for_a_file(Request(scope)):
            await self._app(scope, receive, send)
            return
        path = str(scope["path"])
        if path in self._packed:
            await (self._packed[path] or self._app)(scope, receive, send)
            return
        messages: list[Message] = []

        async def note(message: Message) -> None:
            messages.append(message)

        await self._app(scope, receive, note)
        if packed := self._keep(path, messages):
            await packed(scope, receive, send)
            return
        for message in messages:
            await send(message)

    def _keep(self, path: str, messages: list[Message]) -> Response | None:
        """What was sent, packed, if it is worth it; kept while there is room."""
        start, *parts = messages
        if start["status"] != 200:  # noqa: PLR2004 - what is missing today may be there tomorrow
            return None
        headers = Headers(raw=start["headers"])
        body = b"".join(part.get("body", b"") for part in parts)
        is_worth_it = (
            headers.get("content-type", "").startswith(WORTH_IT)
            and "content-encoding" not in headers
            and len(body) >= LEAST_BYTES
        )
        packed = _packed(headers, body) if is_worth_it else None
        size = len(packed.body) if packed else 0
        with self._guard:
            if self._bytes + size <= MOST_BYTES:
                self._packed[path] = packed
                self._bytes += size
        return packed


def _is_for_a_file(request: Request) -> bool:
    """Whether a browser asks for the whole of a static file, and reads it packed."""
    asked = request.headers
    return (
        request.method == "GET"
        and request.url.path.startswith(STATIC)
        and "gzip" in asked.get("accept-encoding", "")
        and not {"range", "if-none-match", "if-modified-since"} & {*asked}
    )


def _packed(headers: Headers, body: bytes) -> Response:
    answer = Response(gzip.compress(body, 6))
    sent = MutableHeaders(raw=[pair for pair in headers.raw if pair[0] != b"content-length"])
    sent["content-length"] = str(len(answer.body))
    sent["content-encoding"] = "gzip"
    sent.add_vary_header("Accept-Encoding")
    answer.raw_headers = sent.raw
    return answer
