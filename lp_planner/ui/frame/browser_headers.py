"""What a browser is told to hold to, and what a stranger's headers may not say."""

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import streamlit as st

CLAIMED = re.compile(
    rb"x-(lp|streamlit|auth|authenticated|forwarded|remote|webauth|ms-client|goog)-?[a-z-]*"
    rb"|(remote|proxy)-(user|email|name|groups)[a-z-]*|x-(user|email|username)[a-z-]*"
)
"""Headers with which a proxy would name a person; nobody may name one here."""
OF_THE_WAY = frozenset({b"x-forwarded-for", b"x-forwarded-proto", b"x-forwarded-host"})
"""What a proxy says of the way, not of a person."""
Header = tuple[bytes, bytes]


def without_claims(headers: Iterable[Header]) -> list[Header]:
    """A request's headers without those that claim to say who is asking."""
    return [
        (name, value)
        for name, value in headers
        if name.lower() in OF_THE_WAY or not CLAIMED.fullmatch(name.lower())
    ]


def with_rules(
    headers: Iterable[Header], *, is_https: bool, is_private: bool, hears: bool = False
) -> list[Header]:
    """An answer's headers with the rules for browsers; a stricter one of its own stays.

    A page that ``hears`` may ask for the microphone, for the voice notes of the inbox.
    """
    kept = list(headers)
    known = {name.lower() for name, _ in kept}
    rules = {
        "content-security-policy": content_policy(),
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "same-origin",
        "permissions-policy": f"camera=(), geolocation=(), microphone=({'self' if hears else ''})",
        "cross-origin-opener-policy": "same-origin",
    }
    if is_private:
        rules["cache-control"] = "private, no-store"
        kept = [header for header in kept if header[0].lower() != b"cache-control"]
        known.discard(b"cache-control")
    if is_https:
        rules["strict-transport-security"] = "max-age=31536000"
    return kept + [
        (name.encode(), value.encode())
        for name, value in rules.items()
        if name.encode() not in known
    ]


@cache
def content_policy() -> str:
    """From where a page may load anything: from here alone."""
    policy: Mapping[str, str] = {
        "default-src": "'self'",
        "script-src": " ".join(["'self'", "'wasm-unsafe-eval'", *_inline_scripts()]),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        # A voice note is heard in the browser that recorded it before it is kept.
        "media-src": "'self' blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "worker-src": "'self' blob:",
        "frame-ancestors": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "object-src": "'none'",
    }
    return "; ".join(f"{name} {sources}" for name, sources in policy.items())


def _inline_scripts() -> list[str]:
    """The fingerprints of the scripts that stand in Streamlit's first page itself."""
    page = Path(st.__file__).parent / "static" / "index.html"
    scripts = re.findall(r"<script>(.*?)</script>", page.read_text(encoding="utf-8"), re.DOTALL)
    hashes = [hashlib.sha256(script.encode()).digest() for script in scripts]
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in hashes]
