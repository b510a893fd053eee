"""Safekeeping on screen: taking one's data along and leaving."""
