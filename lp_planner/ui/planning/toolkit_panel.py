"""The published toolkits, searched by words and by the age of the children."""

import streamlit as st

from lp_planner.domain.accounts.sectors import Sector
from lp_planner.domain.planning.toolkit import StrandAge
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.planning.weighing import strand_lines
from lp_planner.ui.frame import kept, session
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import counted, day_in_words

KEY = "toolkit"
SHOWN = 5
AGES = {StrandAge.SCHOOL.value: "School", StrandAge.EARLY_YEARS.value: "Early years"}


def draw(desk: Desk) -> None:
    """Draw the search and what it finds, each with its figures, its doubts and its date."""
    toolkit = desk.library.toolkit
    with st.expander("Look in the EEF Toolkits", icon=":material/menu_book:"):
        st.caption(
            "What studies elsewhere found on average, in our own words. It says what to ask, not "
            f"what will happen in your school. Looked up on {day_in_words(toolkit.as_at)}."
        )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            words = kept.line(desk, "Words, such as feedback or talk", f"{KEY}|words", width=280)
            first = StrandAge.EARLY_YEARS if _is_early(desk) else StrandAge.SCHOOL
            st.pills(
                "Age of the children",
                list(AGES),
                key=session.begin(f"{KEY}|age", first.value),
                format_func=lambda age: AGES[age],
            )
        chosen = session.value(f"{KEY}|age")
        age = StrandAge(str(chosen)) if chosen else None
        found = toolkit.search(words, age)
        if not found:
            st.markdown("Nothing there has these words. One word, or another age, may find more.")
        elif not words:
            st.caption(f"{counted(len(found), 'strand', 'strands')} for this age.")
        for strand in found[:SHOWN] if words else ():
            st.markdown(f"**{plain(strand.name)}**")
            st.markdown("\n".join(f"- {plain(line)}" for line in strand_lines(strand)))
            st.page_link(strand.link, label="The published page", icon=":material/open_in_new:")
        if words and len(found) > SHOWN:
            more = ", ".join(strand.name for strand in found[SHOWN:])
            st.caption(f"Also: {plain(more)}")


def _is_early(desk: Desk) -> bool:
    return desk.actor.sector is Sector.EARLY_YEARS
