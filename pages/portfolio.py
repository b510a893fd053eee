"""The portfolio page."""

from lp_planner.ui.portfolio import portfolio_page

portfolio_page.render()
