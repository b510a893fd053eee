"""Evidence: coverage of the standards, every claim with its record, and the exports."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from lp_planner.domain.evidence.attachments import Attachment, strongest
from lp_planner.domain.evidence.evidence_lines import EvidenceLine, RecordKey
from lp_planner.services.desk.workspace import Desk, Workspace
from lp_planner.services.evidence import attachments, gaps, reports, standards_file, waiting
from lp_planner.services.evidence.coverage import standards_in_view
from lp_planner.ui.evidence import gaps_panel, matrix_panel, pack_panel, waiting_panel
from lp_planner.ui.frame import (
    attention,
    chart_panel,
    downloads,
    drawn,
    navigation,
    page,
    paged,
    project_header,
    session,
)
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import counted, day_in_words, joined, shortened

ALL = "All"
ON_A_PAGE = 8
STANDARD = "standard"
"""The address asks for one of the list by this name."""
FILTERS = {"phase_name": "Phase", "reach_name": "Reach"}
BehindRecords = Mapping[RecordKey, tuple[Attachment, ...]]


def render() -> None:
    """Draw the evidence of the project in the address."""
    with page.framed("Evidence") as desk:
        journey = project_header.open_journey(desk, "evidence")
        project_header.draw(journey)
        session.hold("cell", "waiting", STANDARD)
        project_id = journey.project.id
        coverage = drawn.coverage(desk, project_id)
        in_view = standards_in_view(desk, project_id)
        behind = attachments.attachments_by_record(desk, project_id)
        shown = in_view or tuple(coverage.by_standard)
        order = [key for key in desk.library.framework.by_key if key in shown]

        def draw_line(line: EvidenceLine) -> None:
            _draw_line(line, _rests_on(desk.workspace, behind.get(line.record_key, ())))

        found = drawn.once(waiting.waiting_for_standards, desk, project_id)
        inbox, matrix = st.columns([5, 4], gap="large")
        with inbox:
            waiting_panel.draw(desk, project_id, in_view, found)
        with matrix:
            matrix_panel.draw(desk.library, order, coverage.lines, found, draw_line)
            _draw_who_says_so(coverage.lines, behind)
            if coverage.lines:
                with st.expander("How far it reaches", icon=":material/share_location:"):
                    chart_panel.draw(coverage.by_reach)
        # What is settled is folded: what waits and the matrix are what somebody comes for.
        pieces = counted(len(coverage.lines), "piece", "pieces")
        with st.expander(f"Your evidence, by standard: {pieces}", icon=":material/checklist:"):
            _draw_list(desk.workspace, order, coverage.by_standard, draw_line)
        gaps_panel.draw(desk.workspace, drawn.once(gaps.gaps_of, desk, project_id))
        with st.expander("Take it with you: documents and a pack", icon=":material/download:"):
            _draw_exports(desk, project_id)
            pack_panel.draw(desk, project_id)


def _draw_who_says_so(lines: Sequence[EvidenceLine], behind: BehindRecords) -> None:
    if not lines:
        return
    heard = sum(any(a.is_of_others for a in behind.get(x.record_key, ())) for x in lines)
    claims = counted(len(lines), "claim", "claims")
    verb = "has" if heard == 1 else "have"
    st.markdown(
        f"**Who says so?**  \nOf {claims}, {heard:d} {verb} somebody else’s words behind it."
    )


def _draw_list(
    workspace: Workspace,
    order: Sequence[str],
    evidence: Mapping[str, Sequence[EvidenceLine]],
    draw_line: matrix_panel.DrawLine,
) -> None:
    every = [line for lines in evidence.values() for line in lines]
    lets_through = _draw_filters(every)
    found = {key: [x for x in lines if lets_through(x)] for key, lines in evidence.items()}
    for category in workspace.library.framework.categories:
        keys = [standard.key for standard in category.standards if standard.key in order]
        if keys:
            st.markdown(f"**{plain(category.name)}**")
        for key in keys:
            _draw_standard(workspace, key, found.get(key, ()), draw_line, of=len(every))
    rest = [key for key in workspace.library.framework.by_key if key not in order]
    if rest:
        there = sum(1 for key in rest if evidence.get(key))
        has = f"{counted(there, 'has', 'have')} something" if there else "nothing in them"
        label = f"{counted(len(rest), 'standard', 'standards')} not in view ({has})"
        with st.expander(label, expanded=session.asked(STANDARD) in rest):
            for key in rest:
                if found.get(key) or key == session.asked(STANDARD):
                    _draw_standard(workspace, key, found[key], draw_line, of=len(every))
            if not there:
                st.caption("One project is not meant to show them all.")


def _draw_standard(
    workspace: Workspace,
    key: str,
    lines: Sequence[EvidenceLine],
    draw_line: matrix_panel.DrawLine,
    *,
    of: int,
) -> None:
    standard = workspace.library.framework.by_key[key]
    label = f"{key} {standard.title}: {len(lines)}"
    is_asked, place = session.asked(STANDARD) == key, f"standard-{key}"
    if is_asked:
        attention.ask_once(place, st.context.url or "")
    icon = ":material/check:" if lines else None
    with (
        st.container(key=place),
        paged.fold(label, f"list|{key}", of=of, icon=icon, expanded=is_asked) as is_drawn,
    ):
        if not is_drawn:
            return
        st.markdown(plain(standard.descriptor))
        if standard.support_staff_note:
            st.caption(plain(standard.support_staff_note))
        if not lines:
            st.caption("Nothing here yet. One project need not cover every standard.")
        for line in paged.part_of(
            lines,
            f"list|{key}",
            words=lambda line: joined(line.claim, line.headline, line.what_changed, line.kind_name),
            noun=("piece", "pieces"),
            each=ON_A_PAGE,
        ):
            draw_line(line)


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
    st.markdown(
        "Your evidence mapped to the standards, with the plan and the measures. What was said in "
        "coaching stays out. Please check that no pupil or colleague is named before you share it."
    )
    downloads.draw(
        reports.exports(),
        make=lambda export: reports.make_export(desk, project_id, export),
        name=lambda export: reports.export_name(desk, project_id, export),
    )
    st.download_button(
        "The standards alone, for another program (CASE)",
        data=lambda: standards_file.standards_as_case(desk),
        file_name=standards_file.standards_file_name(desk),
        mime=standards_file.MEDIA_TYPE,
        key="export|case",
        on_click="ignore",
        type="tertiary",
        icon=":material/download:",
    )
