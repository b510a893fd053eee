"""Turns refusals into sentences, and anything unforeseen into a reference; never a traceback."""

import importlib
import logging
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import uuid4

import streamlit as st

from lp_planner.domain.accounts.accounts import SignedOut
from lp_planner.domain.records.errors import NotFound, PlannerError, StaleRevision, ValidationFailed
from lp_planner.services.safekeeping import health
from lp_planner.services.safekeeping.upkeep import close_workspaces
from lp_planner.ui.frame import attention, kept, navigation, runtime, session
from lp_planner.ui.frame.safe_words import plain

FLASH = "flash"
ONLY_HERE = "This is only on this page for now."
PAGES = "lp_planner.ui.planning.phase_page"
log = logging.getLogger("lp_planner")


class NothingYet(NotFound):
    """A page of a project, and the reader has none; the message says what the page is for.

    ``holds`` are the things it will ask for, each with its name and what it asks.
    """

    def __init__(self, message: str, holds: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(message)
        self.holds = holds


@contextmanager
def guard() -> Iterator[None]:
    """Show a refusal of the services as a sentence in place of the rest of the page."""
    try:
        yield
    except SignedOut as out:
        st.header("Please sign in again")
        st.info(plain(out.message), icon=":material/lock:")
        st.html('<a href="/login" target="_self">Sign in</a>')
    except runtime.NoPlace as nowhere:
        st.header("Where would you like to work?")
        st.info(plain(nowhere.message), icon=":material/home_pin:")
        st.html('<a href="/welcome" target="_self">Choose a place</a>')
    except NothingYet as nothing:
        _draw_beginning(nothing)
    except NotFound as missing:
        st.header("Not here")
        st.info(plain(missing.message), icon=":material/explore_off:")
        st.page_link(navigation.page("home"), label="Go to your projects", icon=":material/home:")
    except PlannerError as refused:
        st.error(plain(refused.message), icon=":material/error:")


def _draw_beginning(page: NothingYet) -> None:
    """An empty page: what will stand here, and the one way to begin."""
    with st.container(border=True, gap="medium"):
        st.markdown(plain(page.message))
        with st.container(horizontal=True, vertical_alignment="center"):
            if st.button("Start a project", type="primary", key="nothing-yet|start"):
                st.switch_page(navigation.target("home"))
            st.caption("A working title is enough to begin.", width="content")
        for name, asks in page.holds:
            st.markdown(f"**{plain(name)}**  \n:gray[{plain(asks)}]")


def on_script_error(error: BaseException) -> bool:
    """Log what nobody foresaw and show a reference number; True keeps Streamlit quiet."""
    reference = uuid4().hex[:8]
    log.error("Unexpected error, reference %s", reference, exc_info=error)
    health.note_error(reference, error)
    st.error(
        "Something went wrong on our side. What you saved is safe. "
        f"If it happens again, please report reference {plain(reference)}.",
        icon=":material/error:",
    )
    return True


def say_next_time(message: str) -> None:
    """Keep a short message for the next run of the page."""
    session.put(FLASH, message)


def show_message() -> None:
    """Show the message kept by :func:`say_next_time`, once."""
    if message := session.take(FLASH):
        say_done(str(message))


def say_done(message: str) -> None:
    """Say what was done; it stays in view wherever on the page one is (``frame.css``)."""
    with st.container(key="said"):
        st.success(plain(message), icon=":material/check_circle:")


@dataclass
class Attempt:
    """What came of an action: whether it was done, and what is said of it."""

    says: str = ""
    is_done: bool = False


@contextmanager
def attempt(
    key: str = "",
    *,
    says: str = "",
    forgets: Sequence[str] | None = None,
    instead: str = "",
    before: str = "",
    if_stale: Callable[[], None] | None = None,
) -> Iterator[Attempt]:
    """Try what stands in the block; a refusal ends the block and is kept to be said.

    Where it is done, the form's answers are forgotten and ``says`` is said on the next page; set
    ``says`` of the yielded :class:`Attempt` where the words depend on what came of it. Where it is
    refused, nothing typed is lost, and :func:`show_refusal` says why wherever it is drawn with
    ``key``; without a key it is said at the head of the next page.

    ``key`` begins the keys of the form, and ``forgets`` names others where they differ.
    ``instead`` stands for the sentences of a form in which only one answer can be wrong, ``before``
    is put before a refusal, and ``if_stale`` is called where both versions are to be shown because
    somebody saved in between.
    """
    tried = Attempt(says)
    session.take(_kept_under(key))
    try:
        yield tried
    except PlannerError as refused:
        if if_stale is not None and isinstance(refused, StaleRevision):
            if_stale()
        elif instead and isinstance(refused, ValidationFailed):
            keep_refusal(key, PlannerError(instead))
        elif before:
            keep_refusal(key, PlannerError(f"{before} {refused.message}"))
        else:
            keep_refusal(key, refused)
        # What is kept as it is typed calls nobody back who has gone on to the next box.
        if not before and refusal(key):
            attention.ask_for(_place(key))
        return
    for prefix in ((key,) if key else ()) if forgets is None else forgets:
        session.forget(prefix)
        kept.drop(prefix)
    if tried.says:
        say_next_time(tried.says)
    tried.is_done = True


def keep_refusal(key: str, refused: PlannerError) -> None:
    """Keep a refusal under ``key`` for :func:`show_refusal`; without a key, say it next time."""
    if key:
        # Its frames hold what the action worked on, such as a whole file; the sentence is enough.
        refused.__traceback__ = refused.__cause__ = refused.__context__ = None
        session.put(_kept_under(key), refused)
    else:
        say_next_time(refused.message)


def refusal(key: str) -> PlannerError | None:
    """The refusal that is kept under ``key``."""
    kept = session.value(_kept_under(key))
    return kept if isinstance(kept, PlannerError) else None


def sentences_of(refused: PlannerError | None) -> Mapping[str, str]:
    """The sentences of a refusal by field; "" is for what is about no field."""
    if refused is None:
        return {}
    return refused.errors if isinstance(refused, ValidationFailed) else {"": refused.message}


def show_refusal(key: str, *, stays: bool = False) -> None:
    """Say what is kept under ``key``: once, or until the next attempt where it ``stays``."""
    if refused := sentences_of(refusal(key)):
        with st.container(key=_place(key)):
            for sentence in refused.values():
                st.error(plain(sentence))
    if not stays:
        session.take(_kept_under(key))


def _place(key: str) -> str:
    """The key of the container that says why something was refused."""
    return f"refused-{key}"


def _kept_under(key: str) -> str:
    return f"{key}|refused"


def warm_up() -> None:
    """Load, beside the first answers, what would make somebody's first page slow."""
    # Addresses name projects; they do not belong in a log.
    logging.getLogger("uvicorn.access").disabled = True
    threading.Thread(target=importlib.import_module, args=(PAGES,), daemon=True).start()


def close_down() -> None:
    """Close the databases as the app stops."""
    close_workspaces()
