"""Voices: asking others, answering through a link, and what may be seen of it."""
