"""Evidence: coverage of the standards, every claim with its record, and the exports."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from lp_planner.domain.evidence.attachments import Attachment, strongest
from lp_planner.domain.evidence.evidence_lines import EvidenceLine, RecordKey
from lp_planner.exports.catalogue import Export
from lp_planner.exports.report import EvidenceReport
from lp_planner.services.desk.workspace import Desk, Workspace
from lp_planner.services.evidence import attachments, gaps, reports
from lp_planner.ui.evidence import gaps_panel, pack_panel
from lp_planner.ui.frame import chart_panel, drawn, navigation, page, project_header
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import counted, day_in_words, joined, shortened

ALL = "All"
FILTERS = {"phase_name": "Phase", "reach_name": "Reach"}
BehindRecords = Mapping[RecordKey, tuple[Attachment, ...]]


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
    workspace: Workspace, evidence: Mapping[str, Sequence[EvidenceLine]], behind: BehindRecords
) -> None:
    st.header("Your evidence, by standard")
    lets_through = _draw_filters([line for lines in evidence.values() for line in lines])
    for standard in workspace.library.framework.standards:
        lines = [line for line in evidence.get(standard.key, ()) if lets_through(line)]
        label = f"{standard.key} {standard.title}: {len(lines)}"
        with st.expander(plain(label), icon=":material/check:" if lines else None):
            st.markdown(plain(standard.descriptor))
            if standard.support_staff_note:
                st.caption(plain(standard.support_staff_note))
            if not lines:
                st.caption("Nothing here yet. One project need not cover every standard.")
            for line in lines:
                _draw_line(line, _rests_on(workspace, behind.get(line.record_key, ())))


def _draw_filters(lines: Sequence[EvidenceLine]) -> Callable[[EvidenceLine], bool]:
    """Draw what the list can be narrowed to; whether a line is asked for."""
    chosen: dict[str, object] = {}
    if lines:
        with st.container(horizontal=True):
            for name, label in FILTERS.items():
                there = list(dict.fromkeys(getattr(line, name) for line in lines))
                chosen[name] = st.selectbox(
                    plain(label), [ALL, *there], key=f"list|{name}", width=240
                )
    return lambda line: all(wanted in {ALL, getattr(line, name)} for name, wanted in chosen.items())


def _rests_on(workspace: Workspace, attached: tuple[Attachment, ...]) -> str:
    """What stands behind a claim, in words."""
    strength = workspace.library.term_label("strengths", strongest(attached).value).lower()
    number = len(attached)
    more = f", {counted(number, 'thing', 'things')} behind it" if number else ""
    return f"Rests on: {strength}{more}"


def _draw_line(line: EvidenceLine, rests_on: str) -> None:
    changed = f"  \nWhat changed: {plain(line.what_changed)}" if line.what_changed else ""
    st.markdown(f"**{plain(line.claim)}**  \n{plain(shortened(line.headline, 140))}{changed}")
    with st.container(horizontal=True, vertical_alignment="center"):
        when = day_in_words(line.happened_on)
        st.caption(plain(joined(line.kind_name, when, line.phase_name, line.reach_name, rests_on)))
        navigation.link(line.phase, "Open", step=line.step, record=line.record_id)


def _draw_exports(desk: Desk, project_id: str) -> None:
    st.header("Take it with you")
    st.markdown(
        "Your evidence mapped to the standards, with the plan and the measures. What was said in "
        "coaching stays out. Please check that no pupil or colleague is named before you share it."
    )
    with st.container(horizontal=True):
        for export in reports.exports():
            st.download_button(
                plain(export.label),
                data=_maker(desk, project_id, export),
                file_name=reports.export_name(desk, project_id, export),
                mime=export.mime,
                key=f"export|{export.key}",
                on_click="ignore",
                icon=":material/download:",
            )


def _maker(desk: Desk, project_id: str, export: Export[EvidenceReport]) -> Callable[[], bytes]:
    return lambda: reports.make_export(desk, project_id, export)[1]
