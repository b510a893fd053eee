"""Turns refusals into sentences, and anything unforeseen into a reference; never a traceback."""

import importlib
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import streamlit as st

from lp_planner.domain.accounts.accounts import SignedOut
from lp_planner.domain.records.errors import NotFound, PlannerError
from lp_planner.services.safekeeping.upkeep import close_workspaces
from lp_planner.ui.frame import navigation, session

FLASH = "flash"
PAGES = "lp_planner.ui.planning.phase_page"
log = logging.getLogger("lp_planner")


@contextmanager
def guard() -> Iterator[None]:
    """Show a refusal of the services as a sentence in place of the rest of the page."""
    try:
        yield
    except SignedOut as out:
        st.header("Please sign in again")
        st.info(out.message, icon=":material/lock:")
        st.html('<a href="/login" target="_self">Sign in</a>')
    except NotFound as missing:
        st.header("Not here")
        st.info(missing.message, icon=":material/explore_off:")
        st.page_link(navigation.page("home"), label="Go to your projects", icon=":material/home:")
    except PlannerError as refused:
        st.error(refused.message, icon=":material/error:")


def on_script_error(error: BaseException) -> bool:
    """Log what nobody foresaw and show a reference number; True keeps Streamlit quiet."""
    reference = uuid4().hex[:8]
    log.error("Unexpected error, reference %s", reference, exc_info=error)
    st.error(
        "Something went wrong on our side. What you saved is safe. "
        f"If it happens again, please report reference {reference}.",
        icon=":material/error:",
    )
    return True


def say_next_time(message: str) -> None:
    """Keep a short message for the next run of the page."""
    session.put(FLASH, message)


def show_message() -> None:
    """Show the message kept by :func:`say_next_time`, once."""
    if message := session.take(FLASH):
        st.success(str(message), icon=":material/check_circle:")


def warm_up() -> None:
    """Load, beside the first answers, what would make somebody's first page slow."""
    # Addresses name projects; they do not belong in a log.
    logging.getLogger("uvicorn.access").disabled = True
    threading.Thread(target=importlib.import_module, args=(PAGES,), daemon=True).start()


def close_down() -> None:
    """Close the databases as the app stops."""
    close_workspaces()
