"""Was it the idea or the use? The advice for a measure, and how far each ingredient is in use."""

import streamlit as st

from lp_planner.services.measures.verdicts import Use, Verdict
from lp_planner.ui.frame.safe_words import plain


def draw(verdict: Verdict) -> None:
    """Draw what to do next about a measure, with its reasons."""
    with st.container(border=True):
        st.subheader("Was it the idea or the use?", anchor=False)
        st.markdown(f"**{plain(verdict.advice)}** {plain(verdict.reason)}")
        st.markdown(plain(verdict.reading))
        st.caption(
            "Advice, not a judgement: you and your colleagues decide. An ingredient counts as "
            "secure by a rule of our own, since no source gives one for schools: seen as intended "
            "in at least 8 of 10 looks, with at least 8 looks on 3 days with 3 people or in 3 "
            "places, and not slipping lately."
        )
        if verdict.for_statisticians:
            with st.expander("For statisticians"):
                st.markdown(plain(verdict.for_statisticians))


def draw_use(use: Use) -> None:
    """Draw how far each ingredient is in use and understood."""
    for one in use.ingredients:
        kind = "tight" if one.is_tight else "loose"
        st.markdown(
            f"**{plain(one.name)}** ({kind}): {plain(one.verdict)}  \n"
            f":gray[{plain(one.figures)}. {plain(' '.join(one.reasons))} {plain(one.understood)}]"
        )
    if use.agreement:
        st.caption(plain(use.agreement))
