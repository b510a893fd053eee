"""From pupils in memory to the numbers that may be told: each about five of them or more."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from lp_planner.analytics.held_back import bars_of, held_back
from lp_planner.domain.measures.school_rows import Bar, GroupShown, Shown, Stretch
from lp_planner.interchange.rows.cells import plain
from lp_planner.small_groups import is_too_few
from lp_planner.statistics.mean_gaps import mean_gap, mean_interval
from lp_planner.statistics.number_series import Interval
from lp_planner.wording import MONTHS, day_in_words

MOST_WEEKS = 26
"""More weeks than this are told by month."""
_SAID = {
    "y": "yes", "yes": "yes", "t": "yes", "true": "yes", "1": "yes", "n": "no", "no": "no",
    "f": "no", "false": "no", "0": "no", "": "nothing written",
}  # fmt: skip


@dataclass
class PupilSeen:
    """One pupil while the file is looked at."""

    group: str = ""
    values: list[float] = field(default_factory=list)
    series: dict[str, float] = field(default_factory=dict)

    @property
    def mean(self) -> float:
        """The figure of this pupil: the mean where several rows are about the same one."""
        return sum(self.values) / len(self.values)


@dataclass(frozen=True)
class Gathered:
    """What was read from a file."""

    what: str
    unit: str
    by: str
    pupils: tuple[PupilSeen, ...]
    by_day: tuple[tuple[dt.date, object, float], ...] = ()
    """Day, pupil, value."""
    periods: tuple[str, ...] = ()
    is_log: bool = False


def shown_of(found: Gathered, today: dt.date) -> Shown:
    """What may be told of it."""
    values = sorted(pupil.mean for pupil in found.pupils)
    if is_too_few(len(values)):
        return Shown(found.what, found.unit, len(values), None, None, is_log=found.is_log)
    last = max((day for day, _, _ in found.by_day), default=None)
    groups, hidden = _groups(found)
    low, middle, high = (_quantile(values, part) for part in (0.25, 0.5, 0.75))
    return Shown(
        what=found.what,
        unit=found.unit,
        pupils=len(values),
        mean=sum(values) / len(values),
        middle=(low, middle, high),
        bars=_bars(values),
        stretches=_by_column(found) if found.periods else _by_time(found),
        groups=groups,
        by=found.by,
        held_back=hidden,
        is_log=found.is_log,
        last_on=last if last is not None and last <= today else None,
    )


def _bars(values: Sequence[float]) -> tuple[Bar, ...]:
    found = bars_of(values)
    hidden = held_back({place: count for place, (_, _, count) in enumerate(found)})
    return tuple(
        Bar(low, high, None if place in hidden else count)
        for place, (low, high, count) in enumerate(found)
    )


def _quantile(values: Sequence[float], part: float) -> float:
    place = part * (len(values) - 1)
    low = int(place)
    high = min(low + 1, len(values) - 1)
    return round(values[low] + (values[high] - values[low]) * (place - low), 1)


def _groups(found: Gathered) -> tuple[tuple[GroupShown, ...], tuple[str, ...]]:
    if not found.by:
        return (), ()
    parts: dict[str, list[float]] = defaultdict(list)
    is_yes_no = all(plain(pupil.group) in _SAID for pupil in found.pupils)
    for pupil in found.pupils:
        group = pupil.group or _SAID[""]
        said = _SAID[plain(pupil.group)] if is_yes_no else group
        parts[f"{found.by}: {said}"].append(pupil.mean)
    if len(parts) == 1:
        return (), ()
    hidden = held_back({name: len(part) for name, part in parts.items()})
    told = []
    for name, ours in sorted(parts.items()):
        if name in hidden:
            continue
        theirs = [mean for other, rest in parts.items() if other != name for mean in rest]
        gap, interval = mean_gap(ours, theirs), mean_interval(ours)
        told.append(
            GroupShown(
                name=name,
                pupils=len(ours),
                mean=sum(ours) / len(ours),
                interval=_ends(interval),
                others=len(theirs),
                others_mean=sum(theirs) / len(theirs),
                between=_ends(gap.interval),
            )
        )
    return tuple(told), tuple(sorted(hidden))


def _ends(interval: Interval | None) -> tuple[float, float] | None:
    return None if interval is None else (interval.low, interval.high)


def _by_column(found: Gathered) -> tuple[Stretch, ...]:
    """The mean of each column of a file that has one for each term or test."""
    stretches = []
    for name in found.periods:
        values = [pupil.series[name] for pupil in found.pupils if name in pupil.series]
        is_told = not is_too_few(len(values))
        mean = sum(values) / len(values) if is_told else None
        stretches.append(Stretch(name, mean, len(values) if is_told else None))
    return tuple(stretches)


def _by_time(found: Gathered) -> tuple[Stretch, ...]:
    """The mean, or how often, of each week, or of each month where there are many weeks."""
    is_by_month = len({_monday(day) for day, _, _ in found.by_day}) > MOST_WEEKS
    rows: dict[dt.date, list[tuple[object, float]]] = defaultdict(list)
    for day, who, value in found.by_day:
        rows[day.replace(day=1) if is_by_month else _monday(day)].append((who, value))
    about = {start: len({who for who, _ in part}) for start, part in rows.items()}
    # What happened adds up to how often in all; means do not.
    hidden = held_back(about) if found.is_log else {s for s, n in about.items() if is_too_few(n)}
    stretches = []
    for start, part in sorted(rows.items()):
        label = f"{MONTHS[start.month - 1]} {start.year}" if is_by_month else day_in_words(start)
        value = float(len(part)) if found.is_log else sum(v for _, v in part) / len(part)
        stretches.append(
            Stretch(label, None, None, start)
            if start in hidden
            else Stretch(label, value, about[start], start)
        )
    return tuple(stretches)


def _monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())
