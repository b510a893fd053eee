"""A form that needs something written elsewhere, and nothing is: what comes first, and the way."""

import streamlit as st

from lp_planner.domain.planning.pathway import RecordText
from lp_planner.ui.frame import navigation
from lp_planner.ui.frame.safe_words import plain
from lp_planner.ui.planning.record_form import Form


def draw(form: Form) -> bool:
    """Say what has to be written first and lead there; false where the form can be filled in."""
    pathway = form.workspace.library.pathway
    needed = next(
        (
            s.links_to
            for s in form.specs
            if s.required and s.links_to and not form.links[s.links_to]
        ),
        None,
    )
    place = next(
        ((p, step) for p in pathway.phases for step in p.steps if step.kind == needed), None
    )
    if needed is None or place is None:
        return False
    phase, step = place
    thing = pathway.text_by_kind[needed]
    st.markdown(
        f"First comes “{plain(step.name)}” in {plain(phase.name)}: {plain(_one(form.text))} "
        f"belongs to {plain(_one(thing))}, and none is written down yet."
    )
    navigation.link(
        phase.key,
        thing.add_label,
        icon=":material/arrow_forward:",
        step=step.key,
        add="yes",
    )
    return True


def _one(text: RecordText) -> str:
    """“a measure”, “an option”."""
    return text.add_label.removeprefix("Add ")
