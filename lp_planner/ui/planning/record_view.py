"""A record to read: decisions, which are never rewritten, and what a record said before."""

import datetime as dt
from collections.abc import Mapping

import streamlit as st

from lp_planner.domain.records.delivery import FidelityVisit
from lp_planner.domain.records.fields import field_specs
from lp_planner.domain.records.records import Record
from lp_planner.services.desk.answers import answer_in_words
from lp_planner.services.desk.workspace import Desk, Workspace
from lp_planner.services.planning import questions, recording
from lp_planner.ui.frame.safe_words import plain
from lp_planner.ui.planning import questions_panel
from lp_planner.wording import day_in_words


def draw(workspace: Workspace, record: Record, links: Mapping[str, str]) -> None:
    """Draw every answer of a record; ``links`` gives the words for the ids it names."""
    for label, words in _answers(workspace, record, links):
        st.markdown(f"**{plain(label)}**  \n{plain(words)}")


def draw_earlier(desk: Desk, record: Record, links: Mapping[str, str]) -> None:
    """Draw what the record said before it was changed, where it was."""
    if record.version == 1:
        return
    earlier = recording.earlier_versions(desk, record.kind, record.id)
    if not earlier:
        return
    now = _said(desk, record, links)
    reasons = questions.why_it_changed(desk, record.project_id, record.id)
    draw_why(desk, record, reasons)
    with st.expander(f"Earlier versions ({len(earlier)})"):
        for version in earlier:
            said = _said(desk, version, links, at=version.updated_at)
            changed = [label for label in {**said, **now} if said.get(label) != now.get(label)]
            st.markdown(
                f"**Version {version.version:d}**, {day_in_words(version.updated_at.date())}"
            )
            if why := reasons.get(version.version + 1):
                st.markdown(f"**It changed because:** {plain(why)}")
            for label in changed:
                st.markdown(f"- {plain(label)} {plain(said.get(label, '') or 'Nothing written')}")
            if not changed:
                st.caption("The same words as now")
            now = said


def draw_why(desk: Desk, record: Record, reasons: Mapping[int, str]) -> None:
    """Ask why something of the plan was changed, where nobody has said so."""
    code = questions.asks_why_it_changed(record)
    if code and record.version not in reasons:
        with st.expander("You changed this. Why?", icon=":material/edit_note:"):
            questions_panel.draw_reason(
                desk,
                record.project_id,
                code=code,
                about_id=record.id,
                label="One sentence is enough, and it need not be now",
            )


def _said(
    desk: Desk, record: Record, links: Mapping[str, str], at: dt.datetime | None = None
) -> dict[str, str]:
    """What a record says, or said ``at`` a moment: its answers and, for a visit, what it saw."""
    said = dict(_answers(desk.workspace, record, links))
    if isinstance(record, FidelityVisit):
        label = desk.library.vocabularies["fidelity_ratings"].label
        for id_, rating in recording.ratings_of_visit(desk, record.id, at=at).items():
            said[f"{links.get(id_, 'Something removed')}:"] = label(rating.value)
    return said


def _answers(
    workspace: Workspace, record: Record, links: Mapping[str, str]
) -> list[tuple[str, str]]:
    text = workspace.library.pathway.text_by_kind[record.kind]
    found = []
    for spec in field_specs(type(record)):
        words = answer_in_words(workspace.library, spec, getattr(record, spec.name), links)
        if words:
            found.append((text.field_by_name[spec.name].label, words))
    return found
