"""The portfolio page."""

from lp_planner.ui import portfolio_page

portfolio_page.render()
