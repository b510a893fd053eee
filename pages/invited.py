"""The page of projects that somebody was let into."""

from lp_planner.ui.cohort import invited_page

invited_page.render()
