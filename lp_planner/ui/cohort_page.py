"""The cohort: shared progress, in counts and dates only."""

from collections import Counter
from collections.abc import Callable

import streamlit as st

from lp_planner.domain.people import Actor
from lp_planner.exports.catalogue import Export
from lp_planner.exports.report import CohortReport
from lp_planner.services import cohorts
from lp_planner.services.cohorts import cohort_progress
from lp_planner.services.workspace import Workspace
from lp_planner.ui import frame
from lp_planner.ui.words import plain

COLUMNS = {
    "project": "Project",
    "lead": "Led by",
    "role": "Role",
    "school": "School",
    "phase": "Phase",
    "last_activity": "Last activity",
    "standards_evidenced": "Standards with evidence",
}


def render() -> None:
    """Draw the progress of the cohort of whoever asks."""
    with frame.page("Cohort") as (workspace, actor):
        cohort = cohort_progress(workspace, actor)
        st.markdown(
            f"**{plain(cohort.name)}**: {cohort.sharing} of {cohort.members} lead practitioners "
            "share their progress. You see counts and dates; what they write stays with them."
        )
        if cohort.progress.empty:
            st.info("Nobody has shared a project yet. Sharing is each person’s own choice.")
            return
        counts = Counter(cohort.progress["phase"])
        known = [phase.name for phase in workspace.library.pathway.phases]
        ordered = [*(n for n in known if n in counts), *(n for n in counts if n not in known)]
        st.markdown(" · ".join(f"{phase}: {counts[phase]}" for phase in ordered))
        shown = cohort.progress.rename(columns=COLUMNS)
        st.dataframe(
            shown,
            hide_index=True,
            height="content",
            alt="Progress of each shared project",
            column_config={"Last activity": st.column_config.DateColumn(format="D MMM YYYY")},
        )
        st.caption("In the order of the latest activity. There is no ranking and no score.")
        _draw_exports(workspace, actor, cohort.name)


def _draw_exports(workspace: Workspace, actor: Actor, name: str) -> None:
    st.header("Take it with you")
    st.markdown("The same counts and dates, for a governors’ meeting or your own notes.")
    with st.container(horizontal=True):
        for export in cohorts.cohort_exports():
            st.download_button(
                export.label,
                data=_maker(workspace, actor, export),
                file_name=cohorts.cohort_file_name(workspace, name, export),
                mime=export.mime,
                key=f"export|{export.key}",
                on_click="ignore",
                icon=":material/download:",
            )


def _maker(workspace: Workspace, actor: Actor, export: Export[CohortReport]) -> Callable[[], bytes]:
    return lambda: cohorts.make_cohort_export(workspace, actor, export)[1]
