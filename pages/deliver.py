"""Deliver: its steps and records."""

from lp_planner.ui.planning import phase_page

phase_page.render("deliver")
