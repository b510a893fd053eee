"""The trust page."""

from lp_planner.ui import trust_page

trust_page.render()
