"""The people page."""

from lp_planner.ui import people_page

people_page.render()
