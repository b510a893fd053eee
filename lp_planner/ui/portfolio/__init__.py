"""The portfolio on screen: its owner's page and the moderator's."""
