"""Voices: colleagues, pupils and families answer for themselves, through a link."""
