"""The words of a finding: one set of sentences for charts, verdicts and documents.

They claim no cause without a comparison group, and no change that the stage does not carry. Figures
with fewer than five people behind them stay out, because the sentences leave the planner.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from lp_planner import small_groups
from lp_planner.domain.measures.finding import Compared, Finding, Side, Stage
from lp_planner.domain.records.measures import Direction
from lp_planner.wording import (
    counted,
    day_in_words,
    difference,
    listed,
    times_in_ten,
    with_unit,
)

POINT_MEANINGS = MappingProxyType(
    {
        "improvement": "Outside the usual range, on the better side: what was different then?",
        "concern": "Outside the usual range, on the other side: what was different then?",
        "high": "Above the usual range: what was different then?",
        "low": "Below the usual range: what was different then?",
    }
)
"""What a reading that is pointed out means: a question, never a finding of its own."""


def said(finding: Finding) -> str:
    """All that may be said of a measure, in a few sentences."""
    if finding.stage is Stage.NO_READINGS:
        return " ".join([_nothing_yet(finding), *_could_find(finding)])
    parts = [*_figures(finding), stage_in_words(finding)]
    if finding.stage in {Stage.NO_DAY, Stage.NOTHING_SINCE}:
        parts += _could_find(finding)
    if finding.before.count and finding.latest.count:
        parts += [*_cause(finding), *_cautions(finding)]
    return " ".join(part for part in parts if part)


def stage_in_words(finding: Finding) -> str:
    """What the readings allow to be said of whether the measure has moved."""
    return _STAGES[finding.stage](finding)


def in_a_few_words(finding: Finding) -> str:
    """The stage for a heading: at most half a dozen words, without figures."""
    way = "" if finding.goes_up is None else (", upwards" if finding.goes_up else ", downwards")
    short = {
        Stage.POSSIBLE: f"a possible change{way}",
        Stage.MOVED: f"a change{way}",
        Stage.UNDER_WAY: "going as it went before" if finding.goes_on else "drifting steadily",
        Stage.NOT_SEEN: "no change seen",
    }
    return short.get(finding.stage, finding.stage.value)


def in_a_clause(finding: Finding) -> str:
    """The stage as the end of a sentence, without a full stop and without figures."""
    rises = "rising" if finding.goes_up else "falling"
    clauses = {
        Stage.NO_READINGS: "there is no reading yet",
        Stage.NO_DAY: "too early to say, as the day on which the change began is not known",
        Stage.NOTHING_SINCE: "no reading yet since the change began",
        Stage.NOTHING_BEFORE: "how far it moved nobody can say without a reading from before",
        Stage.MOVES: f"it is {rises}, and we cannot say since when",
        Stage.DESCRIBED: "too few readings from before to judge whether it moved",
        Stage.NOT_JUDGED: "whether it moved cannot be judged from readings of this kind",
        Stage.EARLY: "too early to say whether it moved",
        Stage.POSSIBLE: f"it may have moved{_way(finding)}, not sure yet",
        Stage.BETTER: f"it has moved{_way(finding)}",
        Stage.WORSE: f"it has moved{_way(finding)}",
        Stage.MOVED: f"it has moved{_way(finding)}",
        Stage.UNDER_WAY: f"it is {rises} as before"
        if finding.goes_on
        else f"it is {rises} steadily, and we cannot say since when",
        Stage.FELL_BACK: "it moved for a time and has gone back",
        Stage.HALTED: f"it was {rises} before and does so no longer",
        Stage.NOT_SEEN: "no change is seen, though one would most likely have shown",
        Stage.HOLDING: "it holds its new level",
        Stage.LEFT: "it no longer holds its new level",
    }
    return clauses[finding.stage]


def _nothing_yet(finding: Finding) -> str:
    if finding.began_on is None:
        return "No readings yet. Could you take one before the change begins?"
    return (
        f"No readings yet. Is there a figure from before the change began on "
        f"{day_in_words(finding.began_on)}? One from before and one from after are both missing."
    )


def _could_find(finding: Finding) -> list[str]:
    """What so many readings could find, said before there are any."""
    return [
        f"{chance.before} readings before and {chance.since} since find a change as large as the "
        f"usual ups and downs {times_in_ten(chance.one)}, one twice as large "
        f"{times_in_ten(chance.two)}."
        for chance in finding.chances
    ]


def _figures(finding: Finding) -> list[str]:
    if _is_private(finding):
        return [small_groups.PEOPLE_BEHIND_A_FIGURE]
    before, latest = finding.before, finding.latest
    if before.count and latest.count and finding.change is not None:
        moved = round(finding.change, 6)
        size = "the same so far" if moved == 0 else difference(moved, finding.unit)
        was, now = _side(before, finding.unit), _side(latest, finding.unit)
        return [f"{_before(finding)} {was}; {_latest(finding)} {now}: {size}."]
    if latest.count:
        return [f"{_latest(finding).capitalize()} {_side(latest, finding.unit)}."]
    return [f"{_before(finding)} {_side(before, finding.unit)}."]


def _no_day(_: Finding) -> str:
    return (
        "Too early to tell: we do not know yet on which day the change began. Your first training "
        "session or visit marks that day."
    )


def _nothing_since(finding: Finding) -> str:
    began = day_in_words(finding.began_on) if finding.began_on else ""
    return (
        f"Too early to tell: a reading from after the change began on {began} is missing. When "
        "will you take the next one?"
    )


def _nothing_before(finding: Finding) -> str:
    return (
        f"A reading from before the change began{_on(finding)} is missing, so we cannot say how "
        "far this has moved. Is there an older figure you could add?"
    )


def _moves(finding: Finding) -> str:
    way = "rising" if finding.goes_up else "falling"
    return (
        f"It is moving ({way}), and we cannot say since when: a reading from before the change "
        f"began{_on(finding)} is missing. Is there an older figure you could add?"
    )


def _described(finding: Finding) -> str:
    few = counted(finding.number_before, "reading is", "readings are")
    return (
        f"Described, not judged: {few} from before the change, and with fewer than "
        f"{finding.needed_before} even a measure that stands still would often seem to have moved."
    )


def _not_judged(finding: Finding) -> str:
    return f"Shown, not judged: {listed(finding.obstacles)}. Look at the readings themselves."


def _early(finding: Finding) -> str:
    number = counted(finding.number_since, "reading", "readings")
    return f"Too early to tell, with {number} since the change began. {_keep_measuring(finding)}"


def _possible(finding: Finding) -> str:
    way = _way(finding)
    return f"It may have moved{way}; that is not sure yet. {_keep_measuring(finding)}"


def _better(finding: Finding) -> str:
    return (
        f"It has moved{_way(finding)}: further than chance or a steady drift would take it, and "
        "the latest readings are still there."
    )


def _worse(finding: Finding) -> str:
    return f"{_better(finding)} What could lie behind that?"


def _under_way(finding: Finding) -> str:
    rises = "rising" if finding.goes_up else "falling"
    if finding.goes_on:
        return (
            f"It was {rises} before the change and has gone on as it went, so these readings do "
            "not show that the change made a difference."
        )
    return (
        f"It has been {rises} steadily, so these readings do not show whether that began with the "
        f"change. {_keep_measuring(finding)}"
    )


def _fell_back(finding: Finding) -> str:
    return (
        f"For a time it moved{_way(finding)}, and it has gone back: the latest readings are no "
        "longer on that side of the middle from before. What was different while it lasted?"
    )


def _halted(finding: Finding) -> str:
    slid = "rising" if finding.goes_up else "falling"
    return (
        f"It was {slid} before the change and does so no longer. Whether that is due to the "
        "change, or would have happened anyway, these readings cannot say."
    )


def _not_seen(finding: Finding) -> str:
    return (
        "No change is seen, and with this many readings one as large as the usual ups and downs "
        f"would have shown {times_in_ten(finding.power or 0.0)}."
    )


def _holding(finding: Finding) -> str:
    number = counted(finding.number_since, "reading", "readings")
    return (
        f"It holds the new level from {_new_level(finding)}, with {number} on it: the latest are "
        "still better than the level before."
    )


def _left(finding: Finding) -> str:
    return (
        f"It no longer holds the new level from {_new_level(finding)}: the latest readings are "
        "back where the level before was. What has changed?"
    )


_STAGES: Mapping[Stage, Callable[[Finding], str]] = MappingProxyType(
    {
        Stage.NO_READINGS: _nothing_yet,
        Stage.NO_DAY: _no_day,
        Stage.NOTHING_SINCE: _nothing_since,
        Stage.NOTHING_BEFORE: _nothing_before,
        Stage.MOVES: _moves,
        Stage.DESCRIBED: _described,
        Stage.NOT_JUDGED: _not_judged,
        Stage.EARLY: _early,
        Stage.POSSIBLE: _possible,
        Stage.BETTER: _better,
        Stage.WORSE: _worse,
        Stage.MOVED: _better,
        Stage.UNDER_WAY: _under_way,
        Stage.FELL_BACK: _fell_back,
        Stage.HALTED: _halted,
        Stage.NOT_SEEN: _not_seen,
        Stage.HOLDING: _holding,
        Stage.LEFT: _left,
    }
)


def _keep_measuring(finding: Finding) -> str:
    missing = max(0, finding.needed_since - finding.number_since)
    if finding.until is not None and missing:
        return (
            f"Keep measuring until {day_in_words(finding.until)}, when there should be "
            f"{finding.needed_since} readings since the change."
        )
    return "Keep measuring."


def _way(finding: Finding) -> str:
    if finding.is_hoped_for is None:
        return " upwards" if finding.goes_up else " downwards"
    return " the way you hoped for" if finding.is_hoped_for else " the other way than you hoped for"


def _on(finding: Finding) -> str:
    return f" on {day_in_words(finding.began_on)}" if finding.began_on else ""


def _new_level(finding: Finding) -> str:
    return day_in_words(finding.new_level_on) if finding.new_level_on else ""


def _cause(finding: Finding) -> list[str]:
    before, latest = finding.comparison_before, finding.comparison_latest
    if finding.comparison is Compared.NONE:
        return ["There is no comparison group, so this shows change, not its cause."]
    if finding.comparison is Compared.ONE_SIDED:
        side = "after" if before.count else "before"
        lacks = f"The comparison group has no reading from {side} the change began"
        return [f"{lacks}, so this shows change, not its cause."]
    if _is_private(finding):
        return ["There is a comparison group; both are on the project's own pages."]
    moved = round((latest.value or 0.0) - (before.value or 0.0), 6)
    size = "the same so far" if moved == 0 else difference(moved, finding.unit)
    was, now = _value(before, finding.unit), _value(latest, finding.unit)
    return [
        f"Over the same time the comparison group went from {was} to {now}: {size}.",
        _COMPARED[finding.comparison],
    ]


_OTHERWISE = "other differences between the groups could explain it too."
_COMPARED = MappingProxyType(
    {
        Compared.FEW: "On too few days were both groups read alike to tell the two apart.",
        Compared.ALIKE: "The two may be as far apart by chance alone: this does not point to the "
        "change.",
        Compared.AHEAD: "The project moved further the hoped-for way, by more than chance; "
        f"{_OTHERWISE}",
        Compared.BEHIND: "The project did worse than the comparison group, by more than chance. "
        "What else do you know?",
        Compared.APART: f"The two moved differently, by more than chance; {_OTHERWISE}",
    }
)


def _cautions(finding: Finding) -> list[str]:
    found = []
    if 1 in {finding.before.count, finding.latest.count}:
        found.append("A single reading can be high or low by chance.")
    if finding.chosen_for_low_scores:
        falls = finding.direction is Direction.DOWN
        found.append(
            f"The group was chosen because its scores were {'high' if falls else 'low'}, so some "
            f"{'fall' if falls else 'rise'} is expected anyway (regression to the mean)."
        )
    if finding.fewest_people is not None and (
        finding.fewest_people < small_groups.LEAST_SUMMARISED
    ):
        found.append(small_groups.TOO_SMALL_TO_BE_SURE)
    return found


def _is_private(finding: Finding) -> bool:
    return finding.fewest_people is not None and small_groups.is_too_few(finding.fewest_people)


def _before(finding: Finding) -> str:
    if finding.began_on is None:
        return "So far the middle reading is" if finding.before.count > 1 else "So far there is"
    if finding.before.count > 1:
        return "Before the change the middle reading was"
    return "Before the change there was one reading,"


def _latest(finding: Finding) -> str:
    return "the middle of the latest readings is" if finding.latest.count > 1 else "the latest is"


def _side(side: Side, unit: str) -> str:
    when = day_in_words(side.first_on) if side.first_on else ""
    if side.last_on and side.last_on != side.first_on:
        when = f"{when} to {day_in_words(side.last_on)}"
    count = f"{side.count} readings, " if side.count > 1 else ""
    return f"{_value(side, unit)} ({count}{when})"


def _value(side: Side, unit: str) -> str:
    return "" if side.value is None else with_unit(side.value, unit)
