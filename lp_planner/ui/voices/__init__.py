"""Voices on screen: asking in a step, and the plain pages that a link opens."""
