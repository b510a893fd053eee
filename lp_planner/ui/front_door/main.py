"""The script that Streamlit runs: the page's frame and the way to each page."""

from contextlib import suppress
from pathlib import Path

import streamlit as st

from lp_planner.domain.accounts.people import Actor
from lp_planner.domain.records.errors import PlannerError
from lp_planner.ui.frame import navigation, runtime

ICON = Path(__file__).parent / "assets" / "icon.png"

st.set_page_config(page_title="LP Planner", page_icon=str(ICON), layout="wide")
reader: Actor | None = None
with suppress(PlannerError):
    reader = runtime.actor()
chosen = st.navigation(navigation.pages_for(reader), position="top")
chosen.run()
