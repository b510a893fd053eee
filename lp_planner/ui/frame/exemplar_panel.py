"""A weak sentence beside a better one, where somebody writes one of their own."""

from collections.abc import Sequence

import streamlit as st

from lp_planner.domain.accounts.people import Actor
from lp_planner.domain.planning.pathway import Exemplar, nearest_exemplars
from lp_planner.ui.frame.safe_words import plain

MOST = 3
INVENTED = "These examples are made up. Yours says what happens in your school."


def draw_worked(exemplars: Sequence[Exemplar], actor: Actor) -> None:
    """Draw how some people came from a wish to a focus, those nearest to somebody first."""
    near = nearest_exemplars(exemplars, actor.sector, actor.post)
    found = [*near, *(e for e in exemplars if e not in near)][:MOST]
    st.markdown("**How others chose** (made up)")
    for shown in found:
        st.markdown(
            f"{plain(shown.sector.words)}, {plain(shown.post)}: they began with "
            f"“{plain(shown.weak)}” and chose “{plain(shown.better)}”  \n:gray[{plain(shown.why)}]"
        )


def draw(exemplars: Sequence[Exemplar], actor: Actor) -> None:
    """Draw the examples that suit somebody, one click away; nothing where there are none."""
    found = nearest_exemplars(exemplars, actor.sector, actor.post)
    if not found:
        return
    with st.popover(
        "A weak sentence and a better one", icon=":material/lightbulb:", type="tertiary"
    ):
        st.caption(INVENTED)
        for shown in found[:MOST]:
            st.markdown(
                f"**{plain(shown.sector.words)}, {plain(shown.post)}**  \n"
                f"Weak: “{plain(shown.weak)}”  \n"
                f"Better: “{plain(shown.better)}”  \n:gray[{plain(shown.why)}]"
            )


def draw_better(exemplars: Sequence[Exemplar], actor: Actor, sentence: str) -> None:
    """Draw the sentence that is meant, and a better one of the same sort from a made-up school."""
    found = nearest_exemplars(exemplars, actor.sector, actor.post)
    if not found or not sentence:
        return
    shown = found[0]
    st.markdown(
        f"You wrote: “{plain(sentence)}”  \n"
        f"A better one, made up ({plain(shown.sector.words)}, {plain(shown.post)}): "
        f"“{plain(shown.better)}”  \n:gray[{plain(shown.why)}]"
    )
