"""Where things stand in a printed chart: scales, and the marks along an axis."""

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lp_planner import wording

Spec = Mapping[str, Any]
STEPS = (1, 2, 2.5, 5, 10)
MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60)
DAY_STEPS = (1, 2, 7, 14)
WEEKS_ENOUGH = 60
"""Days up to which an axis is marked by days, above by months."""


@dataclass(frozen=True)
class Axis:
    """One axis: where it lies in pixels, what it runs from and to, and its settings."""

    spec: Spec
    from_px: float
    to_px: float
    first: float
    last: float
    categories: Sequence[str] = field(default=())

    @property
    def kind(self) -> str:
        """Its type: "category", "date" or "linear"."""
        return str(self.spec.get("type") or "linear")

    def value(self, given: object) -> float:
        """A value of the data as a number along the axis."""
        if self.kind == "category":
            text = str(given)
            return float(self.categories.index(text)) if text in self.categories else 0.0
        return number_on_axis(given)

    def at(self, given: object) -> float:
        """Where a value stands, in pixels."""
        span = (self.last - self.first) or 1.0
        part = (self.value(given) - self.first) / span
        return self.from_px + part * (self.to_px - self.from_px)

    def part(self, share: float) -> float:
        """Where a share of the axis stands, in pixels."""
        return self.from_px + share * (self.to_px - self.from_px)

    def ticks(self) -> list[tuple[object, str]]:
        """The marks along the axis with their words."""
        given = self.spec.get("tickvals")
        if given is not None:
            texts = self.spec.get("ticktext")
            texts = list(texts) if texts is not None else [wording.number(v) for v in given]
            return list(zip(given, texts, strict=True))
        if self.kind == "category":
            return [(name, name) for name in self.categories]
        low, high = sorted((self.first, self.last))
        most = int(self.spec.get("nticks") or 6)
        if self.kind == "date":
            return [
                (day, f"{day.day} {wording.MONTHS[day.month - 1][:3]}<br>{day.year}")
                for day in _days(low, high, most)
            ]
        suffix = str(self.spec.get("ticksuffix") or "")
        return [
            (value, wording.number(value) + suffix) for value in _round_numbers(low, high, most)
        ]


def number_on_axis(given: Any) -> float:  # noqa: ANN401 (a value of a chart)
    """A number, or a day as the number of days."""
    if isinstance(given, str):
        return float(dt.date.fromisoformat(given[:10]).toordinal())
    if isinstance(given, dt.date):
        return float(given.toordinal())
    return float(given)


def _round_numbers(low: float, high: float, most: int) -> list[float]:
    span = high - low
    if span <= 0:
        return [low]
    rough = span / max(most, 1)
    power = 10 ** math.floor(math.log10(rough))
    step = next(power * s for s in STEPS if power * s >= rough - 1e-12)
    first = math.ceil(low / step - 1e-9)
    return [n * step for n in range(first, math.floor(high / step + 1e-9) + 1)]


def _days(low: float, high: float, most: int) -> list[dt.date]:
    first, last = dt.date.fromordinal(math.ceil(low)), dt.date.fromordinal(math.floor(high))
    span = (last - first).days
    if span <= WEEKS_ENOUGH:
        step = next((s for s in DAY_STEPS if span / s <= most), DAY_STEPS[-1])
        return [first + dt.timedelta(days=n) for n in range(0, span + 1, step)]
    months = span / 30
    step = next((s for s in MONTH_STEPS if months / s <= most), MONTH_STEPS[-1])
    number = first.year * 12 + first.month - 1
    found = []
    while (day := dt.date(number // 12, number % 12 + 1, 1)) <= last:
        if day >= first and (number % step == 0 or step > MONTH_STEPS[3]):
            found.append(day)
        number += 1
    return found if step <= MONTH_STEPS[3] else found[:: max(step, 1)]
