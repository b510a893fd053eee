"""The moderation page."""

from lp_planner.ui import moderation_page

moderation_page.render()
