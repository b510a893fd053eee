"""The plan page."""

from lp_planner.ui import plan_page

plan_page.render()
