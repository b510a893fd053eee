"""The trust page."""

from lp_planner.ui.cohort import trust_page

trust_page.render()
