"""Was it the idea or the use? Where a project stands, and how far each ingredient is in use."""

import streamlit as st

from lp_planner.services.measures.verdicts import IngredientUse, Use, Verdict
from lp_planner.ui.frame.safe_words import plain


def draw_first(verdict: Verdict) -> None:
    """Draw where the project stands, in one sentence, and what to do next."""
    st.header(plain(verdict.sentence), anchor=False)
    st.markdown(f"**{plain(verdict.advice)}** {plain(verdict.deciding)}")


def draw_use(use: Use) -> None:
    """Draw what is not in use yet, and the rest folded away."""
    lacking = [one for one in use.ingredients if one.is_tight and not one.is_settled]
    for one in lacking:
        _draw_ingredient(one)
    rest = [one for one in use.ingredients if one not in lacking]
    with st.expander("Part by part, and when a part counts as secure"):
        for one in rest:
            _draw_ingredient(one)
        st.caption(
            "Secure is a rule of our own, since no source gives one for schools. It means: seen as "
            "intended in at least 8 of 10 looks, and not slipping lately. It takes at least 8 "
            "looks, on 3 days, with 3 people or in 3 places."
        )
    if use.agreement:
        st.caption(plain(use.agreement))


def _draw_ingredient(one: IngredientUse) -> None:
    kind = "tight" if one.is_tight else "loose"
    st.markdown(
        f"**{plain(one.name)}** ({kind}): {plain(one.verdict)}  \n"
        f":gray[{plain(one.figures)}. {plain(' '.join(one.reasons))} {plain(one.understood)}]"
    )
