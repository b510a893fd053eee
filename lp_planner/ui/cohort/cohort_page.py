"""The cohort: shared progress in counts and dates, and one shared project at a time."""

from collections.abc import Callable, Hashable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from lp_planner.exports.catalogue import Export
from lp_planner.exports.report import CohortReport
from lp_planner.services.cohort import cohort_reports, shared_results, sharing, summaries
from lp_planner.services.cohort.cohort_reports import COLUMNS
from lp_planner.services.cohort.cohorts import (
    FILTERS,
    CohortFilter,
    CohortProgress,
    cohort_progress,
    cohort_sums,
    priorities_served,
)
from lp_planner.services.cohort.memberships import led_cohorts
from lp_planner.services.desk.workspace import Desk
from lp_planner.small_groups import (
    HELD_BACK,
    IN_BANDS,
    MOVES_BY_THE_MONTH,
    NEEDS_FIVE,
    WHY_HELD_BACK,
    at_least,
)
from lp_planner.ui.cohort import (
    cohort_dates_panel,
    gallery_panel,
    help_requests_panel,
    meeting_panel,
    membership_panel,
    pressure_panel,
    shared_view,
    summary_panel,
)
from lp_planner.ui.frame import chart_panel, feedback, navigation, page, session
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import day_in_words, joined

DATES = ("next_milestone", "last_activity", "quiet_since")
VISIT = "cohort|visit"
ABREAST = 2
"""So many projects stand beside each other on a wide screen."""


def render() -> None:
    """Draw the cohort of whoever asks, or the shared project named in the address."""
    with page.framed("Cohort") as desk:
        session.hold("shared")
        if wanted := session.asked("shared"):
            _draw_shared(desk, wanted)
            return
        session.forget("cohort|opening")
        # What comes and goes has a box of its own: without it, what was unfolded would fold.
        with st.container():
            feedback.show_message()
        _draw_cohort(desk)


def _draw_shared(desk: Desk, project_id: str) -> None:
    visit = session.form_id(f"cohort|opening|{project_id}")
    view = sharing.open_shared(desk, project_id, visit=visit)
    navigation.link("cohort", "Back to the cohort", icon=":material/arrow_back:")
    st.caption(
        "Your visit here is noted. The lead practitioner can read that you looked, and when."
    )
    meeting_panel.draw_shared(desk, project_id, visit=visit)
    shared_view.draw(view)


def _draw_cohort(desk: Desk) -> None:
    if not led_cohorts(desk):
        membership_panel.draw_inviting(desk)
        return
    visit = session.form_id(VISIT)
    everything = cohort_progress(desk, visit=visit)
    st.markdown(
        f"**{plain(everything.name)}**: {everything.sharing:d} of {everything.members:d} lead "
        "practitioners share a project with you. You see counts and dates; what they write stays "
        "with them, unless they share it. They can read when you looked."
    )
    with st.container():
        help_requests_panel.draw_answering(desk)
    cohort_dates_panel.draw_setting(desk)
    membership_panel.draw_inviting(desk)
    if everything.progress.empty:
        st.info("Nobody shares a project with you yet. Sharing is each person’s own choice.")
        return
    wanted = _draw_filters(everything)
    is_narrowed = wanted != CohortFilter()
    progress = (cohort_progress(desk, wanted) if is_narrowed else everything).progress
    _draw_conversations(progress)
    _draw_list(progress)
    _draw_served(desk, wanted)
    _draw_standards(desk)
    pressure_panel.draw(desk)
    _draw_results(desk, wanted)
    _draw_exports(desk, everything.name, wanted)
    gallery_panel.draw_all(desk, may_start=False)


def _draw_filters(cohort: CohortProgress) -> CohortFilter:
    with st.container(horizontal=True):
        chosen = {
            name: st.selectbox(
                plain(COLUMNS[name].heading),
                ["", *cohort.choices[name]],
                key=f"cohort|filter|{name}",
                format_func=lambda word: word or "All",
                width=240,
            )
            for name in FILTERS
        }
    return CohortFilter(**{name: str(word or "") for name, word in chosen.items()})


def _draw_conversations(progress: pd.DataFrame) -> None:
    st.header("Who might welcome a conversation")
    found = progress[progress["conversation"] != ""]
    if found.empty:
        st.markdown("Nothing stands out just now.")
        return
    st.markdown(
        "\n".join(
            f"- {plain(row['lead'])}, {plain(row['project'])}: {plain(row['conversation'])}"
            for row in found.to_dict("records")
        )
    )
    st.caption("Drawn from dates alone. A quiet project can be a well-run one: please ask first.")


def _draw_list(progress: pd.DataFrame) -> None:
    st.header("Shared projects")
    if progress.empty:
        st.markdown("No shared project fits these filters.")
        return
    rows = progress.to_dict("records")
    for at in range(0, len(rows), ABREAST):
        for place, row in zip(st.columns(ABREAST), rows[at : at + ABREAST], strict=False):
            with place.container(border=True):
                _draw_project(row)
    st.caption("By school and title. There is no ranking and no score.")
    headings = {name: column.heading for name, column in COLUMNS.items()}
    days = st.column_config.DateColumn(format="D MMM YYYY")
    with st.expander("As a table"):
        st.dataframe(
            progress[list(COLUMNS)].rename(columns=headings),
            hide_index=True,
            height="content",
            alt="Progress of each shared project",
            column_config={headings[name]: days for name in DATES},
        )


def _draw_project(row: Mapping[Hashable, Any]) -> None:
    st.markdown(f"**{plain(row['project'])}**  \n{plain(joined(row['lead'], row['role']))}")
    last = f"last activity {day_in_words(row['last_activity'])}"
    st.caption(plain(joined(row["school"], row["theme"], row["phase"], last)))
    navigation.link(
        "cohort",
        f"Open what {row['lead'].split(' ')[0] or 'they'} shares",
        icon=":material/visibility:",
        shared=str(row["project_id"]),
    )


def _draw_served(desk: Desk, wanted: CohortFilter) -> None:
    st.header("Which priorities they serve")
    for served in priorities_served(desk, wanted):
        lines = [
            f"- {plain(title)}, {plain(school)}" + (f": {plain(words)}" if words else "")
            for title, school, words in served.projects
        ]
        st.markdown("\n".join([f"**{plain(served.area)}**", "", *lines]))
    st.caption("A priority stands in its lead’s own words where the plan is shared.")


def _draw_results(desk: Desk, wanted: CohortFilter) -> None:
    st.header("What shared results say")
    chart = shared_results.shared_results(desk, wanted)
    if chart.table.empty:
        st.markdown("Too early to tell: no project listed shares evidence with enough scores yet.")
        return
    st.caption("From projects that share their evidence. Designs are kept apart.")
    chart_panel.draw(chart)


def _draw_standards(desk: Desk) -> None:
    st.header("Standards across the cohort")
    sums = cohort_sums(desk)
    if sums.is_empty or sums.as_of is None:
        st.markdown(NEEDS_FIVE)
        return
    shown = sums.standards.dropna()
    st.markdown(
        "\n".join(
            f"- {plain(row['standard'])} {plain(row['title'])}: "
            + at_least(int(row["projects"]), f"of {sums.counted:d} projects")
            for row in shown.to_dict("records")
        )
    )
    hidden = [plain(key) for key in sums.standards["standard"] if key not in set(shown["standard"])]
    if hidden:
        st.markdown(f"{HELD_BACK.capitalize()}: {', '.join(hidden)}.")
    st.caption(
        f"Over all that is shared with you, as it stood on {day_in_words(sums.as_of)}, in "
        f"{IN_BANDS}; the filters above do not change it. {MOVES_BY_THE_MONTH} {WHY_HELD_BACK}"
    )


def _draw_exports(desk: Desk, name: str, wanted: CohortFilter) -> None:
    st.header("Take it with you")
    st.markdown(
        "The dates and counts of the projects listed above, for a meeting or your own notes. The "
        "workbook and the PDF are narrowed as this page is, and say so."
    )
    with st.container(horizontal=True):
        for export in cohort_reports.cohort_exports():
            st.download_button(
                plain(export.label),
                data=_maker(desk, export, wanted),
                file_name=cohort_reports.cohort_file_name(desk.workspace, name, export),
                mime=export.mime,
                key=f"export|{export.key}",
                on_click="ignore",
                icon=":material/download:",
            )
    summary_panel.draw(desk, summaries.make_cohort_summary)


def _maker(desk: Desk, export: Export[CohortReport], wanted: CohortFilter) -> Callable[[], bytes]:
    return lambda: cohort_reports.make_cohort_export(desk, export, wanted)[1]
