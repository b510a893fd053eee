"""The cohort page."""

from lp_planner.ui.cohort import cohort_page

cohort_page.render()
