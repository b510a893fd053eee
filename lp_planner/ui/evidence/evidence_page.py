"""Evidence: coverage of the standards, every claim with its record, and the exports."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from lp_planner.domain.evidence.attachments import Attachment, strongest
from lp_planner.exports.catalogue import Export
from lp_planner.exports.report import EvidenceReport
from lp_planner.services.desk.workspace import Desk, Workspace
from lp_planner.services.evidence import attachments, gaps, reports
from lp_planner.ui.evidence import gaps_panel, pack_panel
from lp_planner.ui.frame import chart_panel, drawn, navigation, page, project_header
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import counted, day_in_words, shortened

ALL = "All"
FILTERS = {"phase_name": "Phase", "reach_name": "Reach"}
BehindRecords = Mapping[tuple[str, str], tuple[Attachment, ...]]
Row = Mapping[str, Any]


def render() -> None:
    """Draw the evidence of the project in the address."""
    with page.framed("Evidence") as desk:
        journey = project_header.open_journey(desk)
        project_header.draw(journey)
        coverage = drawn.coverage(desk, journey.project.id)
        by_phase, by_reach = st.columns(2, gap="large")
        with by_phase:
            chart_panel.draw(coverage.by_phase)
        with by_reach:
            chart_panel.draw(coverage.by_reach)
        project_id = journey.project.id
        gaps_panel.draw(desk.workspace, gaps.gaps_of(desk, project_id))
        behind = attachments.attachments_by_record(desk, project_id)
        _draw_list(desk.workspace, coverage.by_standard, behind)
        _draw_exports(desk, project_id)
        pack_panel.draw(desk, project_id)


def _draw_list(
    workspace: Workspace, evidence: Mapping[str, Sequence[Row]], behind: BehindRecords
) -> None:
    st.header("Your evidence, by standard")
    lets_through = _draw_filters([row for rows in evidence.values() for row in rows])
    for standard in workspace.library.framework.standards:
        rows = [row for row in evidence.get(standard.key, ()) if lets_through(row)]
        label = f"{standard.key} {standard.title}: {len(rows)}"
        with st.expander(label, icon=":material/check:" if rows else None):
            st.markdown(standard.descriptor)
            if standard.support_staff_note:
                st.caption(standard.support_staff_note)
            if not rows:
                st.caption("Nothing here yet. One project need not cover every standard.")
            for row in rows:
                key = (str(row["kind"]), str(row["record_id"]))
                _draw_row(row, _rests_on(workspace, behind.get(key, ())))


def _draw_filters(rows: Sequence[Row]) -> Callable[[Row], bool]:
    """Draw what the list can be narrowed to; whether a row is asked for."""
    chosen: dict[str, object] = {}
    if rows:
        with st.container(horizontal=True):
            for name, label in FILTERS.items():
                there = list(dict.fromkeys(str(row[name]) for row in rows))
                chosen[name] = st.selectbox(label, [ALL, *there], key=f"list|{name}", width=240)
    return lambda row: all(wanted in {ALL, row[name]} for name, wanted in chosen.items())


def _rests_on(workspace: Workspace, attached: tuple[Attachment, ...]) -> str:
    """What stands behind a claim, in words."""
    strength = workspace.library.term_label("strengths", strongest(attached).value).lower()
    number = len(attached)
    more = f", {counted(number, 'thing', 'things')} behind it" if number else ""
    return f"Rests on: {strength}{more}"


def _draw_row(row: Row, rests_on: str) -> None:
    when = day_in_words(row["happened_on"])
    changed = f"  \nWhat changed: {plain(str(row['what_changed']))}" if row["what_changed"] else ""
    st.markdown(
        f"**{plain(str(row['claim']))}**  \n{plain(shortened(str(row['headline']), 140))}{changed}"
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            f"{row['kind_name']} · {when} · {row['phase_name']} · {row['reach_name']} · {rests_on}"
        )
        navigation.link(
            str(row["phase"]), "Open", step=str(row["step"]), record=str(row["record_id"])
        )


def _draw_exports(desk: Desk, project_id: str) -> None:
    st.header("Take it with you")
    st.markdown(
        "Your evidence mapped to the standards, with the plan and the measures. What was said in "
        "coaching stays out. Please check that no pupil or colleague is named before you share it."
    )
    with st.container(horizontal=True):
        for export in reports.exports():
            st.download_button(
                export.label,
                data=_maker(desk, project_id, export),
                file_name=reports.export_name(desk, project_id, export),
                mime=export.mime,
                key=f"export|{export.key}",
                on_click="ignore",
                icon=":material/download:",
            )


def _maker(desk: Desk, project_id: str, export: Export[EvidenceReport]) -> Callable[[], bytes]:
    return lambda: reports.make_export(desk, project_id, export)[1]
