"""The trust: schools side by side in protected sums."""

import streamlit as st

from lp_planner.analytics.disclosure import ALL
from lp_planner.services.cohort.summaries import make_trust_summary
from lp_planner.services.cohort.trust import TrustSums, trust_sums
from lp_planner.small_groups import (
    HELD_BACK,
    MOVES_BY_THE_MONTH,
    NEEDS_FIVE,
    ROUNDED,
    WHY_HELD_BACK,
    at_least,
)
from lp_planner.ui.cohort import summary_panel
from lp_planner.ui.frame import page
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import day_in_words

ABREAST = 2

CHOSEN = "trust|school"


def render() -> None:
    """Draw the sums over schools for whoever may see them."""
    with page.framed("Trust") as desk:
        sums = trust_sums(desk)
        st.markdown(
            "The schools side by side, in projects that their leads share with a leader. There are "
            "no titles and no names here."
        )
        if not sums.as_of:
            st.info(NEEDS_FIVE)
            _draw_limits()
            return
        _draw_schools(sums)
        _draw_standards(sums)
        _draw_limits()
        summary_panel.draw(desk, make_trust_summary)


def _draw_schools(sums: TrustSums) -> None:
    st.header("Projects by phase")
    places = [("All schools", ALL), *((school, school) for school in sums.as_of)]
    for at in range(0, len(places), ABREAST):
        for place, (label, school) in zip(
            st.columns(ABREAST), places[at : at + ABREAST], strict=False
        ):
            with place.container(border=True):
                st.markdown(f"**{plain(label)}**: {at_least(sums.in_phase(school))}")
                shown = [p for p in sums.phases if sums.in_phase(school, p) is not None]
                lines = [f"- {plain(p)}: {at_least(sums.in_phase(school, p))}" for p in shown]
                rest = [p for p in sums.phases if p not in shown]
                if rest:
                    lines.append(f"- {plain(', '.join(rest))}: {HELD_BACK}")
                st.markdown("\n".join(lines))

    few = [school for school in sums.schools if school not in sums.as_of]
    if few:
        st.markdown(f"Too few share for numbers of their own: {plain(', '.join(few))}.")
    days = sorted(set(sums.as_of.values()))
    st.caption(f"As they stood on {' or '.join(day_in_words(day) for day in days)}.")


def _draw_standards(sums: TrustSums) -> None:
    st.header("Standards with evidence")
    school = st.selectbox(
        "School",
        [ALL, *sums.as_of],
        key=CHOSEN,
        format_func=lambda name: str(name) or "All schools",
    )
    told = {key: sums.with_evidence(key, str(school or ALL)) for key, _ in sums.standards}
    lines = [
        f"- {plain(key)} {plain(title)}: {at_least(told[key])}"
        for key, title in sums.standards
        if told[key] is not None
    ]
    hidden = [plain(key) for key, number in told.items() if number is None]
    if hidden:
        lines.append(f"- {HELD_BACK.capitalize()}: {', '.join(hidden)}")
    st.markdown("\n".join(lines))


def _draw_limits() -> None:
    st.header("What these numbers can and cannot say")
    st.markdown(
        f"- They count shared projects, {ROUNDED}. Sharing is each person’s own choice, so a small "
        "number says nothing about how much is done.\n"
        f"- {WHY_HELD_BACK} A count of none is left out too, since it could give somebody away.\n"
        f"- {MOVES_BY_THE_MONTH}\n"
        "- They are no measure of a school, a team or a person, and never part of appraisal."
    )
