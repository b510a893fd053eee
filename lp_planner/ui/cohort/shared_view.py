"""A shared project, drawn the same for the leader and for the lead practitioner's mirror."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

import streamlit as st

from lp_planner.domain.evidence.evidence_lines import PublicLine
from lp_planner.domain.records.project import Sharing
from lp_planner.services.cohort.cohort_reports import COLUMNS, fact_in_words
from lp_planner.services.cohort.sharing import SharedView
from lp_planner.ui.cohort import countdown_view
from lp_planner.ui.frame import chart_panel, paged
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import day_in_words, joined

FACTS = {name: column for name, column in COLUMNS.items() if name not in {"project", "lead"}}


def draw(view: SharedView, *, place: str = "shared") -> None:
    """Draw all that is shared, and nothing else; ``place`` names it where a page draws several."""
    facts = view.facts
    st.subheader(plain(facts.title), anchor=False)
    st.markdown(f"Led by {plain(facts.lead or 'somebody who gives no name')}")
    said = [(column.heading, fact_in_words(getattr(facts, name))) for name, column in FACTS.items()]
    said.append(("Might welcome a conversation", "; ".join(facts.conversation)))
    st.markdown("\n".join(f"- {plain(label)}: {plain(words)}" for label, words in said if words))
    if facts.sharing.holds(Sharing.PLAN):
        with st.expander("The plan", expanded=True):
            for column in view.plan:
                st.markdown(f"*{plain(column.name)}* {plain(column.question)}")
                answers = [f"- {plain(line)}" for line in column.lines]
                st.markdown("\n".join(answers) if answers else ":gray[Nothing here yet]")
        countdown_view.draw_shared(view.countdown)
    if facts.sharing.holds(Sharing.PLAN_AND_EVIDENCE):
        _draw_measures(view, place)
        if not view.evidence:
            st.caption("No evidence claimed yet")
        for title, lines in groupby(view.evidence, lambda x: f"{x.standard} {x.standard_title}"):
            key = f"{place}|{title}"
            with paged.fold(f"The evidence: {title}", key, of=len(view.evidence)) as is_drawn:
                if is_drawn:
                    _draw_lines(key, list(lines))


def _draw_lines(key: str, lines: Sequence[PublicLine]) -> None:
    for line in paged.part_of(
        lines,
        key,
        words=lambda line: joined(line.claim, line.headline, line.what_changed),
        noun=("piece", "pieces"),
    ):
        _draw_line(line)


def _draw_measures(view: SharedView, place: str) -> None:
    """The words that its lead reads, and the picture one click away."""
    for number, measure in enumerate(view.measures):
        with st.expander(f"What the readings say: {plain(measure.name)}", expanded=not number):
            st.markdown(plain(measure.says))
            if measure.chart is not None:
                chart = replace(measure.chart, key=f"{place}|{view.facts.project_id}|{number}")
                chart_panel.draw_figure(chart)
                st.caption(plain(chart.how_to_read))


def _draw_line(line: PublicLine) -> None:
    changed = f"  \nWhat changed: {plain(line.what_changed)}" if line.what_changed else ""
    st.markdown(f"**{plain(line.claim)}**  \n{plain(line.headline)}{changed}")
    st.caption(f"{day_in_words(line.happened_on)} · {plain(line.reach_name)}")
