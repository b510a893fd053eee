"""What a form of ours posts over plain HTTP."""

from collections.abc import Mapping
from urllib.parse import parse_qs

from starlette.requests import Request

LONGEST_FORM = 20_000
LONGEST_ANSWERS = 200_000
"""What somebody may write who answers in their own words, each letter as the web sends it."""
Answers = Mapping[str, str]


async def answers_of(request: Request, *, longest: int = LONGEST_FORM) -> Answers:
    """The answers of a posted form; one that is far too long is read as empty."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > longest:
            return {}
    found = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
    return {name: values[0].replace("\x00", "") for name, values in found.items()}
