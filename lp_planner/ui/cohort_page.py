"""The cohort: shared progress, in counts and dates only."""

from collections import Counter

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
