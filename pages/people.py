"""The people page."""

from lp_planner.ui.accounts import people_page

people_page.render()
