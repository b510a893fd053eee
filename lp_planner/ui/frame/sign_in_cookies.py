"""The cookies of sign-in: the session, what a browser is known by, the proof of a form of ours."""

import datetime as dt
import hmac
import secrets
from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection
from starlette.responses import Response

from lp_planner.config import read_settings

SESSION, FORM, READER, ASKED = "lp_session", "lp_form", "lp_reader", "lp_asked"
BROWSER, STEP = "lp_browser", "lp_step"
LOCKED = "__Host-"
"""Browsers take a cookie of this name only over https, for this host alone."""


def is_https(request: HTTPConnection) -> bool:
    """Whether the browser speaks https, with us or with the proxy before us."""
    by_setting = read_settings().address.startswith("https://")
    return by_setting or request.url.scheme in {"https", "wss"}


def value_of(cookies: Mapping[str, str], name: str) -> str:
    """The value of one of our cookies; the locked one counts where there are two."""
    return cookies.get(LOCKED + name) or cookies.get(name) or ""


def own(request: HTTPConnection, name: str) -> str:
    """The value of one of our cookies, as this connection must carry it."""
    return request.cookies.get(_name(request, name), "")


def keep(
    answer: Response,
    request: HTTPConnection,
    name: str,
    value: str,
    *,
    lasts: dt.timedelta | None = None,
) -> None:
    """Set one of our cookies, until the browser closes or for a while; scripts cannot read it."""
    secure = is_https(request)
    answer.set_cookie(
        _name(request, name),
        value,
        max_age=int(lasts.total_seconds()) if lasts else None,
        httponly=True,
        secure=secure,
        samesite="strict" if name == FORM else "lax",
        path="/",
    )


def keep_form(answer: Response, request: HTTPConnection, proof: str) -> None:
    """Let a browser prove that the form of this answer came from us."""
    keep(answer, request, FORM, proof)


def drop(answer: Response, request: HTTPConnection, name: str) -> None:
    """Take one of our cookies away."""
    answer.delete_cookie(
        _name(request, name), path="/", secure=is_https(request), httponly=True, samesite="lax"
    )


def form_proof(request: HTTPConnection) -> str:
    """What stands hidden in a form and in a cookie; a page elsewhere knows neither."""
    return own(request, FORM) or secrets.token_urlsafe(32)


def is_from_us(request: HTTPConnection, proof: str) -> bool:
    """Whether a posted form came from a page of ours."""
    kept = own(request, FORM)
    same = bool(kept) and hmac.compare_digest(kept.encode(), proof.encode("utf-8", "replace"))
    return same and has_own_origin(request)


def has_own_origin(request: HTTPConnection) -> bool:
    """Whether a request was made by a page of ours, as far as the browser says."""
    if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        return False
    origin = request.headers.get("origin")
    if origin is None:
        return True
    names = {request.headers.get("host", ""), urlsplit(read_settings().address).netloc} - {""}
    return urlsplit(origin).netloc in names


def _name(request: HTTPConnection, name: str) -> str:
    return LOCKED + name if is_https(request) else name
