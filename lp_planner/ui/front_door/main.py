"""The script that Streamlit runs: the frame of every page, and the page."""

from contextlib import suppress
from pathlib import Path

import streamlit as st

from lp_planner.domain.records.errors import PlannerError
from lp_planner.services.desk.workspace import Desk
from lp_planner.ui.frame import menu, navigation, project_header, runtime, undo
from lp_planner.ui.frame.html_pages import filled

ICON = Path(__file__).parent / "assets" / "icon.png"

st.set_page_config(page_title="LP Planner", page_icon=str(ICON), layout="wide")
st.html(filled("frame/look"))
chosen = st.navigation(navigation.all_pages(), position="hidden")
here = chosen.url_path or "home"
undo.pass_by(here)
desk: Desk | None = None
with suppress(PlannerError):
    desk = runtime.desk()
with st.container(key="frame", gap=None), suppress(PlannerError):
    mine = project_header.choose(desk) if desk is not None else []
    menu.draw(desk, here)
    if desk is not None and navigation.BY_KEY[here].in_menu:
        project_header.draw_line(desk, mine, here)
chosen.run()
