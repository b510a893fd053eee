"""The only place that touches Streamlit's session state: widget answers and small notes.

Nothing lives only here: whatever somebody typed is also a draft in the database.
"""

import datetime as dt
from collections.abc import Mapping
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st
from uuid6 import uuid7

from lp_planner.config import read_settings
from lp_planner.ui.frame.sign_in_cookies import SESSION, value_of

PLACE = "place"
SCHOOL = "school:"
COOKIE = "lp_place"


def place() -> str:
    """Where this browser is: "local", "demo:<person>", or "" before a choice was made.

    Where people sign in it is "school:<secret of the session>".
    """
    return str(st.session_state.get(PLACE) or place_in(st.context.cookies))


def place_in(cookies: Mapping[str, str]) -> str:
    """The place that a browser's cookies name."""
    if read_settings().is_school:
        return SCHOOL + value_of(cookies, SESSION)
    return cookies.get(COOKIE) or ""


def has(key: str) -> bool:
    """Whether a widget or note has a value."""
    return key in st.session_state


def value(key: str) -> object:
    """The value of a widget or note; ``None`` when there is none."""
    return st.session_state.get(key)


def uploaded(key: str) -> bytes:
    """The bytes of the file chosen under ``key``; none where there is none."""
    file = st.session_state.get(key)
    data = file.getvalue() if file is not None and hasattr(file, "getvalue") else b""
    return data if isinstance(data, bytes) else b""


def put(key: str, new: object) -> None:
    """Set a widget's value before it is drawn, or keep a note."""
    st.session_state[key] = new


def begin(key: str, value: object = "") -> str:
    """The key of a widget that begins with ``value``, and does so again once it is forgotten.

    A browser goes on showing what was typed unless the new value is said to it.
    """
    if key not in st.session_state:
        st.session_state[key] = value
    return key


def take(key: str) -> object:
    """The note under ``key``, once."""
    return st.session_state.pop(key, None)


def forget(prefix: str) -> None:
    """Drop every widget value and note whose key starts with ``prefix``."""
    for key in [k for k in st.session_state if isinstance(k, str) and k.startswith(prefix)]:
        del st.session_state[key]


def form_id(key: str) -> str:
    """An id for the record a form will make; the same until the form is saved."""
    name = f"{key}|id"
    if name not in st.session_state:
        st.session_state[name] = str(uuid7())
    return str(st.session_state[name])


def open_project_id() -> str:
    """The project named in the address, else the one last opened in this tab, else ""."""
    return str(st.query_params.get("project") or st.session_state.get("open_project") or "")


def remember_project(project_id: str) -> None:
    """Keep the open project for pages opened from the menu, and show it in the address."""
    st.session_state["open_project"] = project_id
    if st.query_params.get("project") != project_id:
        st.query_params["project"] = project_id


def asked(name: str) -> str:
    """What the address asks for under ``name``; "" when nothing."""
    return str(st.query_params.get(name) or "")


def ask(name: str, wanted: str) -> None:
    """Put ``wanted`` into the address; an empty one takes ``name`` out of it."""
    if wanted:
        st.query_params[name] = wanted
    elif name in st.query_params:
        del st.query_params[name]


def in_local_time(moment: dt.datetime) -> dt.datetime:
    """A moment on the clock of this browser, as far as it says which one it has."""
    try:
        return moment.astimezone(ZoneInfo(str(st.context.timezone or "Europe/London")))
    except (ZoneInfoNotFoundError, ValueError):
        return moment.astimezone(dt.UTC)


def address_of(page: str) -> str:
    """The full address of a page of ours, as this browser reaches the planner."""
    parts = urlsplit(str(st.context.url or ""))
    return f"{parts.scheme}://{parts.netloc}/{page}" if parts.netloc else f"/{page}"


def hold(*names: str) -> None:
    """Write what the address asks for into it once more.

    A link to the page one is on changes what the page shows, but not the address that the browser
    keeps for F5 and bookmarks. All at once: each time is an entry that Back stops at.
    """
    st.query_params.update({name: asked(name) for name in names if asked(name)})
