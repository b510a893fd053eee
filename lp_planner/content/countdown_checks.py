"""Checks of the countdown: every standard has lines, and what they name is there."""

from collections import Counter
from collections.abc import Iterator

from lp_planner.content.library import Library
from lp_planner.domain.planning.countdown import CountdownLine
from lp_planner.domain.quality_checks.catalogue import CHECKS
from lp_planner.domain.records.catalogue import RECORD_KINDS

COUNTDOWN = "data/pathways/countdown.toml"


def countdown_faults(library: Library) -> Iterator[str]:
    """What is wrong with the lines of the countdown, as ``file: key: what is wrong``."""
    lines = library.countdown.lines
    for key, number in Counter(line.key for line in lines).items():
        if number > 1:
            yield f"{COUNTDOWN}: {key}: stands there {number} times"
    for standard in library.framework.by_key.keys() - {line.standard for line in lines}:
        yield f"{COUNTDOWN}: no line is for {standard}"
    for line in lines:
        yield from (f"{COUNTDOWN}: {line.key}: {fault}" for fault in _of_line(library, line))


def _of_line(library: Library, line: CountdownLine) -> Iterator[str]:
    if line.standard not in library.framework.by_key:
        yield f"standard: there is no {line.standard!r}"
    for shown in line.shown_by:
        kind, _, answer = shown.partition(".")
        model = RECORD_KINDS.get(kind)
        if model is None or (answer and answer not in model.model_fields):
            yield f"shown_by: there is no {shown!r}"
    activities = library.vocabularies.get("activity_types")
    for key in line.activities:
        if activities is None or key not in activities.by_key:
            yield f"activities: there is no {key!r}"
    if line.question and line.question not in CHECKS:
        yield f"question: there is no {line.question!r}"
    if line.least_weeks > line.usual_weeks:
        yield "least_weeks: more than the usual ones"
