"""The impact page."""

from lp_planner.ui import impact_page

impact_page.render()
