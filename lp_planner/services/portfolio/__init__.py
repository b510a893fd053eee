"""The portfolio: accounts, submissions and moderation."""
