"""The evidence page."""

from lp_planner.ui import evidence_page

evidence_page.render()
