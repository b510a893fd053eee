"""A box for an account: kept as it is typed, with its earlier versions, safe between two tabs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from lp_planner.domain.portfolio.portfolio import Narrative
from lp_planner.ui.frame import feedback, session
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import day_in_words


@dataclass(frozen=True)
class AccountBox:
    """One box: what it is called, what it begins with, and how its words are kept and read."""

    key: str
    label: str
    asks: str
    stored: Narrative | None
    save: Callable[[str, int], Narrative]
    earlier: Callable[[], Sequence[Narrative]]
    draft: str = ""
    """What stands in it until somebody writes; it goes on saying what the records say."""
    height: int = 200


def begin(box: AccountBox) -> None:
    """Put into the box what was kept, or its draft, where nobody is writing in it."""
    text, drafted = f"{box.key}|text", f"{box.key}|drafted"
    is_untouched = not box.stored and session.value(text) == session.value(drafted)
    if session.has(text) and not is_untouched:
        return
    session.put(text, box.stored.text if box.stored else box.draft)
    session.put(drafted, box.draft)
    session.put(f"{box.key}|version", box.stored.version if box.stored else 0)


def draw(box: AccountBox) -> None:
    """Draw the box, with the other tab's words beside it where two tabs wrote at once."""
    begin(box)
    feedback.show_refusal(box.key)
    if session.value(f"{box.key}|stale"):
        _draw_conflict(box)
    st.text_area(
        plain(box.label),
        key=f"{box.key}|text",
        height=box.height,
        placeholder=plain(box.asks),
        on_change=lambda: keep(box, str(session.value(f"{box.key}|text") or "")),
    )


def draw_earlier(box: AccountBox) -> None:
    """Draw what it said before, where it said something."""
    if box.stored and box.stored.version > 1:
        with st.popover("Earlier versions", key=f"{box.key}|earlier"):
            for narrative in box.earlier():
                day = day_in_words(narrative.updated_at.date())
                st.caption(f"{day}, {narrative.updated_at:%H:%M}")
                st.markdown(plain(narrative.text) or "Nothing")


def keep(box: AccountBox, text: str) -> None:
    """Keep these words, unless another tab kept others meanwhile."""
    version = session.value(f"{box.key}|version")

    def side_by_side() -> None:
        session.put(f"{box.key}|stale", new=True)

    with feedback.attempt(box.key, forgets=(), before=feedback.ONLY_HERE, if_stale=side_by_side):
        saved = box.save(text, version if isinstance(version, int) else 0)
        session.put(f"{box.key}|version", saved.version)


def _draw_conflict(box: AccountBox) -> None:
    st.warning(
        "This account was saved in another tab while you were writing. Your text is below; the "
        "other one is here.",
        icon=":material/difference:",
    )
    st.markdown(plain(box.stored.text) if box.stored else "Nothing")

    def keep_mine() -> None:
        session.take(f"{box.key}|stale")
        session.put(f"{box.key}|version", box.stored.version if box.stored else 0)
        keep(box, str(session.value(f"{box.key}|text") or ""))

    with st.container(horizontal=True):
        st.button("Keep mine", key=f"{box.key}|mine", on_click=keep_mine)
        st.button(
            "Use theirs", key=f"{box.key}|theirs", on_click=session.forget, args=(f"{box.key}|",)
        )
