"""Classes or teams that began one after another: what they say together, and each by itself."""

import pandas as pd
import streamlit as st

from lp_planner.domain.measures.stepped_words import stepped_in_words
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.measures.stepped import stepped
from lp_planner.ui.frame.safe_words import plain, plain_table
from lp_planner.wording import day_in_words


def draw(desk: Desk, project_id: str, measure_id: str) -> None:
    """Draw them where the measure has its like in other classes; else nothing."""
    found = stepped(desk, project_id, measure_id)
    if found is None:
        return
    st.subheader("One after another", anchor=False)
    st.markdown(plain(stepped_in_words(found)))
    rows = [
        (step.name, day_in_words(step.began_on), f"{step.before} + {step.since}", step.said)
        for step in found.steps
    ]
    columns = ["Class or team", "Began", "Readings before + since", "By itself"]
    st.table(plain_table(pd.DataFrame(rows, columns=columns).set_index("Class or team")))
