"""The plan page."""

from lp_planner.ui.planning import plan_page

plan_page.render()
