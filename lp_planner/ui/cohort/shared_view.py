"""A shared project, drawn the same for the leader and for the lead practitioner's mirror."""

from itertools import groupby

import streamlit as st

from lp_planner.domain.records.project import Sharing
from lp_planner.services.cohort.sharing import SharedClaim, SharedView
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import day_in_words


def draw(view: SharedView) -> None:
    """Draw all that is shared, and nothing else."""
    facts = view.facts
    st.subheader(plain(facts.title), anchor=False)
    st.markdown(f"Led by {plain(facts.lead or 'somebody who gives no name')}")
    lines = [
        ("Role", facts.role),
        ("School", facts.school),
        ("Broad area", facts.theme),
        ("Phase", facts.phase),
        ("Next date", day_in_words(facts.next_milestone) if facts.next_milestone else ""),
        ("Last activity", day_in_words(facts.last_activity)),
        ("Quiet since", day_in_words(facts.quiet_since) if facts.quiet_since else ""),
        ("Standards with evidence", str(facts.standards_evidenced)),
        ("Readiness", facts.readiness),
        ("In use", facts.use),
        ("Might welcome a conversation", "; ".join(facts.conversation)),
    ]
    st.markdown("\n".join(f"- {label}: {plain(words)}" for label, words in lines if words))
    if facts.sharing.holds(Sharing.PLAN):
        with st.expander("The plan", expanded=True):
            for column in view.plan:
                st.markdown(f"*{column.name}* {column.question}")
                said = [f"- {plain(line)}" for line in column.lines]
                st.markdown("\n".join(said) if said else ":gray[Nothing here yet]")
    if facts.sharing.holds(Sharing.PLAN_AND_EVIDENCE):
        if not view.evidence:
            st.caption("No evidence claimed yet")
        for title, claims in groupby(view.evidence, lambda c: f"{c.standard} {c.standard_title}"):
            with st.expander(f"The evidence: {title}"):
                for claim in claims:
                    _draw_claim(claim)


def _draw_claim(claim: SharedClaim) -> None:
    changed = f"  \nWhat changed: {plain(claim.what_changed)}" if claim.what_changed else ""
    st.markdown(f"**{plain(claim.claim)}**  \n{plain(claim.headline)}{changed}")
    st.caption(f"{day_in_words(claim.happened_on)} · {claim.reach}")
