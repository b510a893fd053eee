"""Measures on screen: impact, verdicts, rebasing, pupils' scores and reach."""
