"""The home page."""

from lp_planner.ui.home import home_page

home_page.render()
