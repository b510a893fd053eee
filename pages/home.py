"""The home page."""

from lp_planner.ui import home_page

home_page.render()
