"""The self-assessment page."""

from lp_planner.ui.self_assessment import self_assessment_page

self_assessment_page.render()
