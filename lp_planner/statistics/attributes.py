"""p, u and Laney p′ charts: shares and rates with a known denominator at each point."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from lp_planner.statistics.number_series import FloatArray, Numbers, as_readings
from lp_planner.statistics.xmr import SCREEN_FACTOR

SIGMAS = 3
MOVING_RANGE_PER_SIGMA = 1.128
"""The mean moving range of two independent normal values, in standard deviations (d2)."""
LEAST_EXPECTED = 5
"""On either side; it implies denominators of ten or more."""
WIDER_FROM = 1.5
"""Shares that vary this many times as much as chance alone get the limits of a p′ chart."""
ENOUGH_FOR_SPREAD = 12
"""Points; from fewer the spread beyond chance is not told from chance."""
_STILL = 1e-9
"""Standardised shares that move less than this do not move: it is rounding."""
_LEAST_EXPOSURE = 1e-100


class AttributeKind(StrEnum):
    """Which chart it is."""

    P = "p chart"
    U = "u chart"
    P_PRIME = "p′ chart"


@dataclass(frozen=True, slots=True)
class AttributeChart:
    """Shares (0 to 1) or rates per unit with limits of their own at each point.

    ``None`` stands where a point is missing or has nothing to count from. ``suitable`` is false
    where the chart's assumptions fail at half the points or more, and ``note`` says how.
    ``extra_spread`` is how many times wider than chance the points vary (p′ only).
    """

    kind: AttributeKind
    centre: float | None
    values: tuple[float | None, ...]
    lower: tuple[float | None, ...]
    upper: tuple[float | None, ...]
    outside: tuple[bool, ...]
    extra_spread: float | None
    suitable: bool
    note: str


def chart_counts(
    counts: Numbers, sizes: Numbers, *, is_share: bool, baseline: int | None = None
) -> AttributeChart:
    """Choose the chart: u for rates; for shares p, or p′ where they vary much beyond chance.

    It is p′ from ``WIDER_FROM`` times the spread that chance alone would give, found in
    ``ENOUGH_FOR_SPREAD`` points or more; with large denominators that is the rule, not the
    exception.

    Raises:
        ValueError: as :func:`p_chart` or :func:`u_chart`.
    """
    if not is_share:
        return u_chart(counts, sizes, baseline=baseline)
    wider = p_prime_chart(counts, sizes, baseline=baseline)
    points = sum(value is not None for value in wider.values[:baseline])
    if points >= ENOUGH_FOR_SPREAD and (wider.extra_spread or 0.0) >= WIDER_FROM:
        return wider
    return p_chart(counts, sizes, baseline=baseline)


def p_chart(counts: Numbers, sizes: Numbers, *, baseline: int | None = None) -> AttributeChart:
    """Chart ``counts`` out of ``sizes``: three standard errors about the overall share.

    Limits are cut off at 0 and 1. With ``baseline`` the centre comes from the first so many points.

    Raises:
        ValueError: the lists differ in length, a number is negative, a count exceeds its size, or
            ``baseline`` is below 1.
    """
    return _shares(counts, sizes, baseline, AttributeKind.P)


def p_prime_chart(
    counts: Numbers, sizes: Numbers, *, baseline: int | None = None
) -> AttributeChart:
    """Chart shares whose denominators are large: Laney's p′, widened by the spread found.

    The spread is the mean moving range of the standardised shares, screened once as on an XmR
    chart, over 1.128.

    Raises:
        ValueError: as :func:`p_chart`.
    """
    return _shares(counts, sizes, baseline, AttributeKind.P_PRIME)


def u_chart(counts: Numbers, exposures: Numbers, *, baseline: int | None = None) -> AttributeChart:
    """Chart events per unit of exposure: three standard errors about the overall rate.

    Lower limits are cut off at 0. Exposures may be fractions (hours, terms).

    Raises:
        ValueError: the lists differ in length, a number is negative, or ``baseline`` is below 1.
    """
    events, units = _checked(counts, exposures, baseline)
    centre = _centre(events, units, baseline)
    rates = events / units
    if centre is None:
        return _empty(AttributeKind.U, rates)
    error = np.sqrt(centre / units)
    note = "No events were counted, so there are no limits." if centre == 0 else ""
    return _chart(
        AttributeKind.U, centre, rates, error, ceiling=np.inf, extra_spread=None, note=note
    )


def _shares(
    counts: Numbers, sizes: Numbers, baseline: int | None, kind: AttributeKind
) -> AttributeChart:
    found, out_of = _checked(counts, sizes, baseline)
    if (found > out_of).any():
        message = "A count cannot exceed the number it is counted out of."
        raise ValueError(message)
    centre = _centre(found, out_of, baseline)
    shares = found / out_of
    if centre is None:
        return _empty(kind, shares)
    error = np.sqrt(centre * (1 - centre) / out_of)
    if centre in (0, 1):
        note = "Every share is the same, so there are no limits."
        return _chart(kind, centre, shares, error, ceiling=1, extra_spread=None, note=note)
    if kind is AttributeKind.P:
        note = _unsuitable(out_of, centre)
        return _chart(kind, centre, shares, error, ceiling=1, extra_spread=None, note=note)
    base = shares if baseline is None else shares[:baseline]
    spread = _spread((base - centre) / error[: base.size])
    if spread is None:
        note = "The spread beyond chance needs two readings that follow each other."
        return _chart(kind, centre, shares, error * 0, ceiling=1, extra_spread=None, note=note)
    note = "" if spread > 0 else "Every share is the same, so there are no limits."
    return _chart(kind, centre, shares, error * spread, ceiling=1, extra_spread=spread, note=note)


def _checked(
    counts: Numbers, sizes: Numbers, baseline: int | None
) -> tuple[FloatArray, FloatArray]:
    found, out_of = as_readings(counts, "counts"), as_readings(sizes, "denominators")
    if found.size != out_of.size:
        message = (
            "Each count needs one denominator: "
            f"there are {found.size} counts and {out_of.size} denominators."
        )
        raise ValueError(message)
    if (found < 0).any() or (out_of < 0).any():
        message = "Counts and denominators cannot be negative."
        raise ValueError(message)
    if baseline is not None and baseline < 1:
        message = f"A baseline needs at least one reading, not {baseline}."
        raise ValueError(message)
    missing = np.isnan(found) | np.isnan(out_of) | (out_of < _LEAST_EXPOSURE)
    found[missing] = np.nan
    out_of[missing] = np.nan
    return found, out_of


def _centre(found: FloatArray, out_of: FloatArray, baseline: int | None) -> float | None:
    whole = float(np.nansum(out_of[:baseline]))
    return float(np.nansum(found[:baseline])) / whole if whole > 0 else None


def _spread(standardised: FloatArray) -> float | None:
    ranges = np.abs(standardised[1:] - standardised[:-1])
    ranges = ranges[np.isfinite(ranges)]
    if ranges.size == 0:
        return None
    mean = float(ranges.mean())
    if mean <= _STILL:
        return 0.0
    kept = ranges[ranges < SCREEN_FACTOR * mean]
    screened = float(kept.mean()) if kept.size else 0.0
    # As on an XmR chart: without the one big step nothing may be left to measure by.
    return (screened if screened > _STILL else mean) / MOVING_RANGE_PER_SIGMA


def _unsuitable(out_of: FloatArray, centre: float) -> str:
    sizes = out_of[np.isfinite(out_of)]
    expected = sizes * min(centre, 1 - centre)
    if 2 * np.count_nonzero(expected < LEAST_EXPECTED) >= sizes.size:
        return (
            "In most counts fewer than five are expected on one side, so these limits are rough; "
            "the chart of the readings is safer."
        )
    return ""


def _chart(
    kind: AttributeKind,
    centre: float,
    values: FloatArray,
    error: FloatArray,
    *,
    ceiling: float,
    extra_spread: float | None,
    note: str,
) -> AttributeChart:
    usable = np.isfinite(values) & (error > 0)
    lower = np.maximum(centre - SIGMAS * error, 0)
    upper = np.minimum(centre + SIGMAS * error, ceiling)
    outside = usable & ((values < lower) | (values > upper))
    return AttributeChart(
        kind=kind,
        centre=centre,
        values=_or_none(values, np.isfinite(values)),
        lower=_or_none(lower, usable),
        upper=_or_none(upper, usable),
        outside=tuple(outside.tolist()),
        extra_spread=extra_spread,
        suitable=not note,
        note=note,
    )


def _empty(kind: AttributeKind, values: FloatArray) -> AttributeChart:
    nothing = (None,) * values.size
    return AttributeChart(
        kind=kind,
        centre=None,
        values=_or_none(values, np.isfinite(values)),
        lower=nothing,
        upper=nothing,
        outside=(False,) * values.size,
        extra_spread=None,
        suitable=False,
        note="There are no readings to take the centre line from.",
    )


def _or_none(
    numbers: FloatArray, usable: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]
) -> tuple[float | None, ...]:
    return tuple(
        number if shown else None
        for number, shown in zip(numbers.tolist(), usable.tolist(), strict=True)
    )
