"""Measures: readings, verdicts, surveys, pupils' scores and reach."""
