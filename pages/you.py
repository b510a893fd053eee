"""The settings and the data of whoever asks."""

from lp_planner.ui.accounts import you_page

you_page.render()
