"""The moderation page."""

from lp_planner.ui.portfolio import moderation_page

moderation_page.render()
