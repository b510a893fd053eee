"""Streamlit's first page with our own script, and what is fetched ahead, named in it; see ADR 62.

The script is a file of ours under ``/assets``, so that what a browser may run stays as it was
(``browser_headers.py``), and it is fetched once for a visit rather than once for a click.
"""

from functools import cache
from pathlib import Path

import streamlit
from starlette.types import Message, Scope, Send

SCRIPT = b'<script defer src="/assets/attention.js"></script>'
END_OF_HEAD = b"</head>"
ROOT_OF_THE_APP = b'id="root"'
"""By this Streamlit's page is known among others, which have no script of ours."""


PACKED = frozenset({b"accept-encoding", b"range", b"if-none-match", b"if-modified-since"})
"""What would have an answer come packed, in part or not at all."""


def asked_whole(scope: Scope) -> Scope:
    """A browser's question for a page, so that the answer comes whole and unpacked."""
    headers = [(name, value) for name, value in scope["headers"] if name.lower() not in PACKED]
    return {**scope, "headers": headers}


def naming_our_script(send: Send) -> Send:
    """Send an answer on; where it is Streamlit's first page, our script is named in its head."""
    start: Message = {}
    parts: list[bytes] = []

    async def send_on(message: Message) -> None:
        if message["type"] == "http.response.start" and _is_a_page(message):
            start.update(message)
        elif not start:
            await send(message)
        else:
            parts.append(message.get("body", b""))
            if not message.get("more_body"):
                body = _named(b"".join(parts))
                await send({**start, "headers": _with_length(start, len(body))})
                await send({"type": "http.response.body", "body": body})

    return send_on


def _is_a_page(message: Message) -> bool:
    headers = {name.lower(): value for name, value in message["headers"]}
    is_html = headers.get(b"content-type", b"").startswith(b"text/html")
    return message["status"] == 200 and is_html and b"content-encoding" not in headers  # noqa: PLR2004


def _named(page: bytes) -> bytes:
    if ROOT_OF_THE_APP not in page:
        return page
    return page.replace(END_OF_HEAD, SCRIPT + charts_ahead() + END_OF_HEAD, 1)


@cache
def charts_ahead() -> bytes:
    """Have the browser fetch what draws the charts while it has nothing else to do.

    It is half of all that a first visit fetches, and no page waits for it this way.
    """
    folder = Path(streamlit.__file__).parent / "static" / "static" / "js"
    return b"".join(
        f'<link rel="prefetch" as="script" href="/static/js/{file.name}">'.encode()
        for file in sorted(folder.glob("PlotlyChart.*.js"))
    )


def _with_length(start: Message, length: int) -> list[tuple[bytes, bytes]]:
    kept = [header for header in start["headers"] if header[0].lower() != b"content-length"]
    return [*kept, (b"content-length", str(length).encode())]
