"""Tests of the questions a plan raises, and of the golden thread."""
