"""Single records that are left out of what is shared: a list to tick."""

from itertools import groupby

import streamlit as st

from lp_planner.services.cohort import keeping_back
from lp_planner.services.cohort.keeping_back import Shareable
from lp_planner.services.desk.workspace import Desk
from lp_planner.ui.frame import feedback, paged, session
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import joined, shortened

LONGEST = 90


def draw(desk: Desk, project_id: str) -> None:
    """Draw what the level shares, record by record, folded away."""
    found = keeping_back.shareable_records(desk, project_id)
    if not found:
        return
    out = sum(record.is_kept_back for record in found)
    with st.expander(f"Leave single things out ({out} left out)"):
        st.markdown(
            "Untick what nobody else should see, neither your leader nor a coach or critical "
            "friend. It leaves their view, lists and exports at once, with the evidence on it."
        )
        shown = paged.part_of(
            found,
            f"kept_back|{project_id}",
            words=lambda record: joined(record.kind_name, record.headline),
            noun=("record", "records"),
        )
        for kind, records in groupby(shown, lambda record: record.kind_name):
            st.markdown(f"**{plain(kind[:1].upper() + kind[1:])}**")
            for record in records:
                _draw(desk, project_id, record)


def _draw(desk: Desk, project_id: str, record: Shareable) -> None:
    key = f"kept_back|{project_id}|{record.record_id}"
    if not session.has(key):
        session.put(key, not record.is_kept_back)
    st.checkbox(
        plain(shortened(record.headline, LONGEST)),
        key=key,
        on_change=_choose,
        args=(desk, project_id, record, key),
    )


def _choose(desk: Desk, project_id: str, record: Shareable, key: str) -> None:
    with feedback.attempt():
        keeping_back.keep_back(
            desk,
            project_id,
            kind=record.kind,
            record_id=record.record_id,
            is_out=not session.value(key),
        )
    session.forget(key)
