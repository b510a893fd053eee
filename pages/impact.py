"""The impact page."""

from lp_planner.ui.measures import impact_page

impact_page.render()
