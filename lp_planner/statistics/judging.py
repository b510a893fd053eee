"""Whether a measure has moved since a change began, told apart from chance and from a steady drift.

One straight line with a step at the change is fitted to the readings (an interrupted series). What
has to hold before anything is said was set by simulation (docs/adr/0040, docs/reference/
calibration.md): the step must stand out from chance, from a drift that was under way anyway, and
it must do so twice running. Where the readings are of a kind that these rules were not made for,
nothing is judged and the reason is named.
"""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from statistics import median

import numpy as np

from lp_planner.statistics.distributions import t_quantile
from lp_planner.statistics.number_series import (
    CONFIDENCE,
    Direction,
    FloatArray,
    Interval,
    Numbers,
    as_readings,
)

LEAST_BEFORE = 8
"""With fewer readings from before, even a flat measure would too often seem to move."""
LEAST_SINCE = 4
LATEST = 3
FEW_LEVELS = 5
"""Up to so many different values, the readings are steps rather than amounts."""
TIED_SHARE = 0.4
END_SHARE = 1 / 3
LONG_GAP = 4
"""A gap is long from so many times the usual distance between readings, and four weeks."""
LONG_GAP_WEEKS = 4.0

BEYOND_CHANCE = 2.0
BEYOND_DRIFT, BEYOND_DRIFT_LATER = 2.0, 0.7
BEYOND_A_TENTH = 1.55
EARLY, LATER = 14, 22
DRIFT_A_WEEK = 0.1
DRIFT_SEEN = 0.95
"""From here on a common slope may be a drift: asked early, while it can hardly be seen."""
CLEAR_OF_ANY_DRIFT = 3.0
BENDS = 3.0
NEAR = 6
ELSEWHERE, ELSEWHERE_LATER = 1.5, 1.0
"""So much further may a step stand out on another day, more than so many readings away."""
GOES_ON = 1.6
TREND_BEFORE = 2.5
FOLLOWS_CLOSELY = 1.8
"""Over the root of the number of readings: how alike neighbours may be, beyond chance."""
MOVES_ANYWAY = 3.0
_TINY = 1e-9


class Outcome(StrEnum):
    """What may be said of the readings since the change."""

    FEW_BEFORE = "too few readings before"
    NOT_JUDGED = "not judged"
    EARLY = "too few readings since"
    NO_SIGNAL = "no signal"
    POSSIBLE = "possible change"
    CONFIRMED = "change"
    UNDER_WAY = "already under way before"
    FELL_BACK = "moved and fell back"
    HALTED = "a slide has stopped"


class Obstacle(StrEnum):
    """Why readings cannot be judged by rules about chance."""

    SAME_DAY = "several readings on one day"
    FEW_LEVELS = "few different values"
    TIES = "many readings alike"
    AT_THE_END = "at the end of the scale"
    LONG_GAP = "a long gap"
    FOLLOW = "readings follow each other"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the readings allow to be said, and the numbers that it rests on.

    ``direction`` is where the readings since lie. ``step`` is the change of level in the unit of
    the readings, a steady drift allowed for, with its 95 % interval; ``spread`` is the usual
    spread within the stretches. ``drift`` is the way it was going before, where that is plain.
    """

    outcome: Outcome
    direction: Direction | None
    obstacles: tuple[Obstacle, ...]
    before: int
    since: int
    step: float | None = None
    interval: Interval | None = None
    spread: float | None = None
    drift: Direction | None = None

    @property
    def is_judged(self) -> bool:
        """Whether the rules hold for these readings."""
        return self.outcome not in {Outcome.FEW_BEFORE, Outcome.NOT_JUDGED}


def judge(
    values: Numbers,
    weeks: Sequence[float],
    baseline: int,
    *,
    improvement: Direction = Direction.NEITHER,
    scale: tuple[float | None, float | None] = (None, None),
) -> Judgement:
    """Judge the readings after the first ``baseline`` ones.

    ``weeks`` says when each was taken, counted in weeks from any day; ``scale`` is the lowest and
    the highest value that a reading can have, where there is one.

    Raises:
        ValueError: ``values`` is no flat list, or ``weeks`` is not as long.
    """
    y, x = as_readings(values), as_readings(weeks, "weeks")
    if y.size != x.size:
        message = f"There are {y.size} readings and {x.size} times."
        raise ValueError(message)
    known = np.isfinite(y)
    baseline = int(np.count_nonzero(known[:baseline]))
    y, x = y[known], x[known]
    since = y.size - baseline
    if baseline < LEAST_BEFORE:
        return Judgement(Outcome.FEW_BEFORE, None, (), baseline, since)
    obstacles = tuple(_obstacles(y, x, baseline, improvement, scale))
    if since < LEAST_SINCE:
        outcome = Outcome.NOT_JUDGED if obstacles else Outcome.EARLY
        return Judgement(outcome, None, obstacles, baseline, since)
    if obstacles:
        return Judgement(Outcome.NOT_JUDGED, None, obstacles, baseline, since)
    fit = _Fit(y, x, baseline)
    outcome, sign = _outcome(y, x, baseline, fit, improvement)
    if fit.follows_closely and outcome is not Outcome.FELL_BACK:
        return Judgement(Outcome.NOT_JUDGED, None, (Obstacle.FOLLOW,), baseline, since)
    return Judgement(
        outcome=outcome,
        direction=_direction(sign),
        obstacles=(),
        before=baseline,
        since=since,
        step=fit.step,
        interval=fit.interval,
        spread=fit.spread,
        drift=_direction(fit.drift_before),
    )


def moves_anyway(values: Numbers, weeks: Sequence[float]) -> Direction | None:
    """The way that readings without a “before” are going, where that is plain; else ``None``."""
    y, x = as_readings(values), as_readings(weeks, "weeks")
    if y.size < LEAST_BEFORE or any(_unusable(y, x)):
        return None
    away = x - x.mean()
    squares = float(away @ away)
    slope = float(away @ y) / squares
    rest = y - y.mean() - slope * away
    error = max(math.sqrt(float(rest @ rest) / (y.size - 2) / squares), _TINY * abs(slope))
    trend = slope / (error * _widened(_alike(rest), y.size)) if error else 0.0
    return _direction(_sign(trend, MOVES_ANYWAY))


def long_gaps(weeks: Sequence[float]) -> tuple[int, ...]:
    """The places of readings before which there was a long time without any."""
    steps = [later - week for week, later in pairwise(weeks)]
    long = max(LONG_GAP * median(steps), LONG_GAP_WEEKS) if steps else 0.0
    return tuple(place for place, step in enumerate(steps, start=1) if step >= long)


class _Fit:
    """A line with a step, fitted by least squares from the sums of the two stretches."""

    def __init__(self, y: FloatArray, x: FloatArray, baseline: int) -> None:
        self._readings = y, x, baseline
        before, since = y[:baseline], y[baseline:]
        early, late = x[:baseline] - x[:baseline].mean(), x[baseline:] - x[baseline:].mean()
        up, down = before - before.mean(), since - since.mean()
        number, self.since = y.size, since.size
        xx = float(early @ early), float(late @ late)
        xy = float(early @ up), float(late @ down)
        yy = float(up @ up), float(down @ down)
        least = (_TINY * (float(np.ptp(y)) or 1.0)) ** 2
        total = sum(yy)
        slope = sum(xy) / sum(xx)
        lag = float(x[baseline:].mean() - x[:baseline].mean())
        moved = float(since.mean() - before.mean())
        unit = 1 / baseline + 1 / self.since
        plain = math.sqrt(max(total / (number - 2), least))
        sloped = math.sqrt(max((total - slope * sum(xy)) / (number - 3), least))
        bent = xy[0] ** 2 / xx[0] + xy[1] ** 2 / xx[1]
        bending = math.sqrt(max((total - bent) / (number - 4), least))
        error = sloped * math.sqrt(unit + lag * lag / sum(xx))
        slopes = xy[0] / xx[0], xy[1] / xx[1]
        flat = np.concatenate((up, down))
        left = flat - np.concatenate((early * slopes[0], late * slopes[1]))
        alike = _alike(left) if float(left @ left) > number * least else 0.0
        self.follows_closely = alike > FOLLOWS_CLOSELY / math.sqrt(number)
        widened = _widened(_alike(flat), number)
        self.chance = moved / (plain * math.sqrt(unit)) / widened
        self.tenth = DRIFT_A_WEEK * lag / math.sqrt(unit)
        self.step = moved - slope * lag
        self.drifting = slope * math.sqrt(sum(xx)) / sloped
        self.apart = self.step / error
        self.bend = (slopes[1] - slopes[0]) / (bending * math.sqrt(1 / xx[0] + 1 / xx[1]))
        own = math.sqrt(max((yy[0] - slopes[0] * xy[0]) / (baseline - 2), least))
        self.trend_before = slopes[0] * math.sqrt(xx[0]) / own
        self.drift_before = _sign(self.trend_before, TREND_BEFORE)
        self.still_sliding = slopes[1] * self.drift_before > abs(slopes[0]) / 2
        reach = t_quantile((1 + CONFIDENCE) / 2, number - 3) * error * _widened(alike, number)
        self.interval = Interval(self.step - reach, self.step + reach)
        self.spread = sloped
        latest = since[-LATEST:] - float(np.median(before))
        self.side = np.count_nonzero(latest > 0), np.count_nonzero(latest < 0)

    def is_there(self, sign: int) -> bool:
        """Whether the latest readings still lie on this side of the middle from before."""
        return bool(self.side[0 if sign > 0 else 1] >= LATEST - 1)

    def is_beyond_chance(self, sign: int) -> bool:
        """Whether the level since differs by more than chance would make it."""
        return self.is_there(sign) and self.chance * sign > BEYOND_CHANCE

    def is_signal(self, sign: int) -> bool:
        """Whether that is also more than a steady drift would give."""
        if not self.is_beyond_chance(sign) or self.follows_closely:
            return False
        apart, drifting = self.apart * sign, self.drifting * sign
        later = min(max((self.since - EARLY) / (LATER - EARLY), 0.0), 1.0)
        bar = BEYOND_DRIFT + (BEYOND_DRIFT_LATER - BEYOND_DRIFT) * later
        is_step = drifting < DRIFT_SEEN and (
            apart > bar or self.chance * sign - self.tenth > BEYOND_A_TENTH
        )
        is_bend = self.bend * sign > BENDS and self.trend_before * sign < 1
        if is_bend or not (is_step or apart > CLEAR_OF_ANY_DRIFT):
            return bool(is_bend)
        more = ELSEWHERE + (ELSEWHERE_LATER - ELSEWHERE) * later
        return _elsewhere(*self._readings) <= apart + more


def _elsewhere(y: FloatArray, x: FloatArray, baseline: int) -> float:
    """How far a step stands out on the day on which it does most, away from that of the change.

    A season, or a test that was changed, makes steps of its own; what began on another day did not
    begin with the change.
    """
    places = np.arange(LEAST_SINCE, y.size - LEAST_SINCE + 1)
    places = places[np.abs(places - baseline) > NEAR]
    if not places.size:
        return 0.0
    least = (_TINY * (float(np.ptp(y)) or 1.0)) ** 2
    y, x = y - y.mean(), x - x.mean()
    sums = np.cumsum(np.stack((np.ones_like(x), x, y, x * x, x * y, y * y)), axis=1)
    early = sums[:, places - 1]
    sides = [(n, a / n, b / n, xx - a * a / n, xy - a * b / n, yy - b * b / n)
             for n, a, b, xx, xy, yy in (early, sums[:, -1:] - early)]  # fmt: skip
    (n, mean_x, mean_y, xx, xy, yy), (n2, mean_x2, mean_y2, xx2, xy2, yy2) = sides
    slope = (xy + xy2) / (xx + xx2)
    lag = mean_x2 - mean_x
    spread = np.sqrt(np.maximum((yy + yy2 - slope * (xy + xy2)) / (y.size - 3), least))
    error = spread * np.sqrt(1 / n + 1 / n2 + lag**2 / (xx + xx2))
    return float(np.max(np.abs(mean_y2 - mean_y - slope * lag) / error))


def _outcome(
    y: FloatArray, x: FloatArray, baseline: int, fit: _Fit, improvement: Direction
) -> tuple[Outcome, int]:
    """The outcome and its side: 1 above the level before, −1 below it, 0 neither."""
    better = {Direction.INCREASE: 1, Direction.DECREASE: -1, Direction.NEITHER: 0}[improvement]
    slid = fit.drift_before and fit.drift_before != better and not fit.still_sliding
    if slid and not fit.is_signal(-fit.drift_before):
        return Outcome.HALTED, fit.drift_before
    sides = (better or 1, -(better or 1))
    for sign in sides:
        if fit.is_signal(sign):
            earlier = _earlier(y, x, baseline, y.size - 1)
            stood = earlier is not None and earlier.is_signal(sign)
            return (Outcome.CONFIRMED if stood else Outcome.POSSIBLE), sign
    gone = [sign for sign in sides if not fit.is_there(sign)]
    if came_back := _was_confirmed(y, x, baseline, gone):
        return Outcome.FELL_BACK, came_back
    for sign in sides:
        if fit.is_beyond_chance(sign):
            goes_on = fit.drifting * sign >= GOES_ON or fit.drift_before == sign
            return (Outcome.UNDER_WAY if goes_on else Outcome.POSSIBLE), sign
    return Outcome.NO_SIGNAL, 0


def _earlier(y: FloatArray, x: FloatArray, baseline: int, end: int) -> _Fit | None:
    """The fit as it stood after so many readings; ``None`` before there was one."""
    return _Fit(y[:end], x[:end], baseline) if end - baseline >= LEAST_SINCE else None


def _was_confirmed(y: FloatArray, x: FloatArray, baseline: int, sides: Sequence[int]) -> int:
    """The side of these to which a change once stood, and stood the reading before; else 0."""
    before: _Fit | None = None
    for end in range(baseline + LEAST_SINCE, y.size):
        fit = _Fit(y[:end], x[:end], baseline)
        for side in sides:
            if before is not None and fit.is_signal(side) and before.is_signal(side):
                return side
        before = fit
    return 0


def _obstacles(
    y: FloatArray,
    x: FloatArray,
    baseline: int,
    improvement: Direction,
    scale: tuple[float | None, float | None],
) -> Iterator[Obstacle]:
    yield from _unusable(y, x)
    ends = {Direction.INCREASE: scale[1:], Direction.DECREASE: scale[:1]}.get(improvement, ())
    for end in ends:
        if end is not None and np.count_nonzero(y[:baseline] == end) >= END_SHARE * baseline:
            yield Obstacle.AT_THE_END
    for part in (y[:baseline], y[baseline:]):
        most = max(Counter(part.tolist()).values(), default=0)
        if part.size >= LEAST_SINCE and most > 1 and most >= TIED_SHARE * part.size:
            yield Obstacle.TIES
            return


def _unusable(y: FloatArray, x: FloatArray) -> Iterator[Obstacle]:
    """What is in the way whether or not it is known when a change began."""
    steps = [later - day for day, later in pairwise(x.tolist())]
    if any(step == 0 for step in steps):
        yield Obstacle.SAME_DAY
    if long_gaps(x.tolist()):
        yield Obstacle.LONG_GAP
    if len(set(y.tolist())) <= FEW_LEVELS:
        yield Obstacle.FEW_LEVELS


def _alike(rest: FloatArray) -> float:
    """How far each reading is like the one before it: the correlation of neighbours."""
    squares = float(rest @ rest)
    return float(rest[1:] @ rest[:-1]) / squares if squares > 0 else 0.0


def _widened(alike: float, number: int) -> float:
    """How many times wider an error is where neighbours are alike (small series seem less so)."""
    true = min(max(alike + (1 + 3 * alike) / number, 0.0), 0.9)
    return math.sqrt((1 + true) / (1 - true))


def _sign(number: float, beyond: float) -> int:
    return (number > beyond) - (number < -beyond)


def _direction(sign: int) -> Direction | None:
    return {1: Direction.INCREASE, -1: Direction.DECREASE, 0: None}[sign]
