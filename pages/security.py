"""The page of the security log."""

from lp_planner.ui.accounts import security_page

security_page.render()
