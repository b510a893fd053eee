"""The health page."""

from lp_planner.ui.safekeeping import health_page

health_page.render()
