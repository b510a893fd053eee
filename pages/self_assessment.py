"""The self-assessment page."""

from lp_planner.ui import self_assessment_page

self_assessment_page.render()
