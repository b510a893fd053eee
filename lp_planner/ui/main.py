"""The script that Streamlit runs: the page's frame and the way to each page."""

import streamlit as st

from lp_planner.domain.errors import PlannerError
from lp_planner.ui import navigation, runtime

st.set_page_config(page_title="LP Planner", page_icon=":material/route:", layout="wide")
try:
    reader = runtime.actor()
except PlannerError:
    reader = None
chosen = st.navigation(navigation.pages_for(reader), position="top")
st.html(
    '<p style="text-align:right;margin:0"><a href="/welcome" target="_self">Change who you are</a></p>'
)
chosen.run()
