"""Beside the sources and the measures: research of both kinds, and a measure for colleagues."""

import streamlit as st

from lp_planner.domain.planning.voices import research_of
from lp_planner.domain.records.diagnosis import DiagnosisSource, Priority
from lp_planner.domain.records.measures import Measure
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.planning.recording import records_of
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import shortened

FOR_COLLEAGUES = "staff_outcome"
WHOSE = {
    "pupil_voice": "pupils",
    "family_voice": "families",
    "staff_voice": "colleagues, support staff among them",
}


def draw_research(desk: Desk, project_id: str) -> None:
    """Draw what is published beside what people say, and ask about a voice that is missing."""
    records = records_of(desk, project_id, DiagnosisSource.kind)
    found = research_of(r for r in records if isinstance(r, DiagnosisSource))
    if not records:
        return
    st.subheader("What you know so far")
    st.markdown("What people tell you is research, as much as what is published.")
    for name, sources in (
        ("What people say", found.voices),
        ("What is published or seen from outside", found.published),
        ("What you counted or looked at here", found.counted),
    ):
        lines = [f"- {plain(shortened(source.says, 110))}" for source in sources]
        said = "\n".join(lines) or ":gray[nothing noted yet]"
        st.markdown(f"**{name}: {len(sources)}**" + ("\n" if lines else "  \n") + said)
    if found.missing:
        whose = ", ".join(WHOSE[kind] for kind in found.missing[:-1])
        last = WHOSE[found.missing[-1]]
        named = f"{whose} or {last}" if whose else last
        st.info(
            f"Nothing is noted yet of what {named} say. Is a voice missing that would change the "
            "picture, and who could not easily be asked? Where it does not concern them, that is "
            "an answer, too.",
            icon=":material/record_voice_over:",
        )
        st.caption("Source: SSAT’s article on lead practitioners, on the knowledge standards")


def draw_for_colleagues(desk: Desk, project_id: str) -> None:
    """Invite a measure of what gets better for colleagues, where none is named yet."""
    measures = records_of(desk, project_id, Measure.kind)
    if any(isinstance(m, Measure) and m.outcome_construct == FOR_COLLEAGUES for m in measures):
        return
    priorities = records_of(desk, project_id, Priority.kind)
    hoped = [p.benefit_colleagues for p in priorities if isinstance(p, Priority)]
    words = f" You hope: “{plain(shortened(hoped[0], 140))}”" if hoped and hoped[0] else ""
    st.info(
        f"How will you know what got better for colleagues?{words} Workload, morale and the wish "
        "to stay can be asked in two lines, now and once more in a term. Choose “A result for "
        "colleagues” as what the measure tells you about.",
        icon=":material/diversity_3:",
    )
    st.caption("Source: SSAT’s article on lead practitioners, on what a lead practitioner is")
