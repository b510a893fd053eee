"""The sharing page."""

from lp_planner.ui.cohort import sharing_page

sharing_page.render()
