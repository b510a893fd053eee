"""Our own script is named in Streamlit's first page and in no other answer."""

import asyncio
import re
from pathlib import Path

import pytest
import streamlit
from starlette.types import Message

from lp_planner.ui.frame.first_page import SCRIPT, naming_our_script

PAGE = b'<html><head></head><body><div id="root"></div></body></html>'


def sent(body: bytes, *, status: int = 200, **headers: str) -> tuple[dict[bytes, bytes], bytes]:
    """What a browser gets of an answer that comes in two parts."""
    got: list[Message] = []

    async def note(message: Message) -> None:
        got.append(message)

    async def answer() -> None:
        send = naming_our_script(note)
        told = {"content-length": str(len(body)), **headers}
        pairs = [(name.replace("_", "-").encode(), value.encode()) for name, value in told.items()]
        await send({"type": "http.response.start", "status": status, "headers": pairs})
        await send({"type": "http.response.body", "body": body[:9], "more_body": True})
        await send({"type": "http.response.body", "body": body[9:]})

    asyncio.run(answer())
    return dict(got[0]["headers"]), b"".join(message.get("body", b"") for message in got[1:])


def test_the_first_page_names_our_script_and_says_its_new_length() -> None:
    headers, body = sent(PAGE, content_type="text/html; charset=utf-8")
    assert SCRIPT in body.partition(b"</head>")[0]
    assert headers[b"content-length"] == str(len(body)).encode()


def test_what_draws_the_charts_is_fetched_ahead_and_is_a_file_that_streamlit_has() -> None:
    (name,) = re.findall(
        rb'<link rel="prefetch" as="script" href="/static/js/([^"]+)">',
        sent(PAGE, content_type="text/html")[1],
    )
    assert (Path(streamlit.__file__).parent / "static/static/js" / name.decode()).is_file()


@pytest.mark.parametrize(
    ("body", "status", "kind"),
    [
        (b"<html><head></head><body>Sign in</body></html>", 200, "text/html"),
        (PAGE, 404, "text/html"),
        (PAGE, 200, "text/plain"),
    ],
    ids=["another page of ours", "a refusal", "no page"],
)
def test_every_other_answer_stays_as_it_is(body: bytes, status: int, kind: str) -> None:
    headers, got = sent(body, status=status, content_type=kind)
    assert got == body
    assert headers[b"content-length"] == str(len(body)).encode()


def test_what_comes_packed_is_left_alone() -> None:
    assert sent(PAGE, content_type="text/html", content_encoding="gzip")[1] == PAGE
