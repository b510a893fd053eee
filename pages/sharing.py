"""The sharing page."""

from lp_planner.ui import sharing_page

sharing_page.render()
