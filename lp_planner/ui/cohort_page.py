"""The cohort: shared progress, in counts and dates only."""

import streamlit as st

from lp_planner.services.cohorts import cohort_progress
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
        phases = cohort.progress["phase"].value_counts(sort=False)
        st.markdown(" · ".join(f"{phase}: {number}" for phase, number in phases.items()))
        shown = cohort.progress.rename(columns=COLUMNS)
        st.dataframe(
            shown,
            hide_index=True,
            alt="Progress of each shared project",
            column_config={"Last activity": st.column_config.DateColumn(format="D MMM YYYY")},
        )
        st.caption("In the order of the latest activity. There is no ranking and no score.")
