"""The frame of every page: the app at work, the session, the way about, and safe words."""
