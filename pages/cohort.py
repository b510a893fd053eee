"""The cohort page."""

from lp_planner.ui import cohort_page

cohort_page.render()
