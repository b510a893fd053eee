"""The evidence page."""

from lp_planner.ui.evidence import evidence_page

evidence_page.render()
