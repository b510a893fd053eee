"""The calibration as a page of tables."""

from collections.abc import Iterable, Mapping, Sequence

from lp_planner.statistics import power
from tests.calibration.noises import NOISES, OTHERS
from tests.calibration.simulating import DESIGNS, OTHER_DESIGNS

INTERVALS = """## The interval of an interrupted series where nothing happens

How often it leaves nought out; asked for: at most 5, also where neighbours are alike by 0.4. What
that costs is its reach on each side, in usual spreads. By least squares alone, told how alike
neighbours look, 3 to 5 were outside where they are not alike, and 7 to 13 where they are; the reach
was then about a tenth to a fifth shorter.
"""
DRIFTING = "rising 0.1 a week"
Answers = Mapping[str, float | tuple[float, ...]]
INTRO = """# Calibration: how often nothing is called something, and what is found

Made by `make calibrate`, which anyone can run: {series} series each, with a seed of its own for
each number, read by the rule of the product itself (`lp_planner/statistics/judging.py`; the tests
show that the pages say what that rule says). Numbers are per cent; chance moves one of 5 by about
half a point.
"""


NOTHING = """## “Improvement” said of nothing

Readings a week apart, before + since. *Weekly*: looked at after each of 24 readings, said at least
once. *Worst*: the lowest of eight measures picked to work on, 12 + 12. Asked for: at most 5 in each
design, 8 weekly, 10 for the worst.
"""
OTHER = """### Other kinds of ups and downs

None of these was tuned for. A season of a year looks like a step to whoever has not seen the year
before, and a test that is changed within six readings of the change cannot be told from it by
anybody; a comparison group takes both out. A claim therefore asks as well that no other day fits a
step clearly better ([ADR 113](../adr/0113-a-step-on-its-own-day.md)).
"""
FOUND = """## True changes found

By true change in usual spreads and readings before: found within so many readings since, looked at
after each. Asked for after 12 before: 2 spreads within 10 readings 80, 1 spread within 24 readings
55. This is the table that the product quotes (`lp_planner/statistics/power.py`).
"""
STOP = """## “Adapt or stop?” said of a true change of one spread

At any time within the readings. Asked for: at most 10.
"""
PUPILS = """## Pupils’ scores without any effect

Chosen: the lowest 30 of 120 on the first test, r = 0.8, a spread of 15 points; asked for: no claim,
and the expected rise within 1 point. Classes of 28, ICC 0.1; asked for: at most 6, and no months
for one class against one.
"""
BOTH = """## Where two goals cannot both hold

A rise of a tenth of the spread a week, before and after, looks within 12 + 10 readings much like a
step of two spreads. Four goals meet there: at most 8 said of that rise when it is looked at weekly,
at most 10 when it is the worst of eight measures, and of true changes 80 found of two spreads
within 10 readings and 55 of one spread within 24. No bar holds all four. Few false alarms come
first, so two spreads within 10 readings are found less often than was asked, and as often within
17. The curve (3,000 to 8,000 series each while tuning; the chosen rule by the
run above):

| a step is called better when it is | weekly | worst of eight | 2 in 10 | 1 in 24 |
| --- | --- | --- | --- | --- |
| clear of a drift by 1.85 falling to 1.45, once, then beyond chance | 13.4 | 12.4 | 79 | 58 |
| 2.1 falling to 1.3, no drift seen (1.0), once, then beyond chance | 9.6 | 8.6 | 77 | 60 |
| 2.2 falling to 1.3, no drift seen (0.9), once, then beyond chance | 8.7 | 7.4 | 75 | 59 |
| 2.0 falling to 1.3, no drift seen (1.0), twice running | 7.7 | 7.8 | 73 | 56 |
| 2.0 falling to 1.2, no drift seen (0.95), twice running | 7.2 | 7.0 | 72 | 57 |
| 2.0 falling to 0.7, the same, and no other day clearly better (chosen) | {chosen} |
| 2.2 falling to 1.2, no drift seen (1.1), twice running | 7.3 | 7.3 | 72 | 57 |
"""


def page(answers: Answers, series: int) -> str:
    """Every table with a sentence before it."""
    stops = [(n.split("|")[1], _cent(answers[n])) for n in answers if n.startswith("stop|")]
    pupils = [(n.split("|")[1], _pupils(n, answers[n])) for n in answers if n.startswith("pupils|")]
    parts = [
        INTRO.format(series=series),
        NOTHING,
        _nothing(answers, NOISES, DESIGNS),
        OTHER,
        _nothing(answers, OTHERS, OTHER_DESIGNS),
        FOUND,
        _found(answers),
        STOP,
        _table(("before + since", "said"), stops),
        PUPILS,
        _table(("what", "found"), pupils),
        INTERVALS,
        _table(("before + since", "alike", "level", "slope", "reach"), _intervals(answers)),
        BOTH.format(chosen=_chosen(answers)),
    ]
    return "\n".join(parts)


def _chosen(answers: Answers) -> str:
    """The row of the rule as it is, from this very run."""
    found = [answers[f"found|{spreads}|12"] for spreads in (2.0, 1.0)]
    within = [
        f"{shares[power.SINCE.index(count)]:.0%}"[:-1]
        for shares, count in zip(found, (10, 24), strict=True)
        if isinstance(shares, list | tuple)
    ]
    nothing = [_cent(answers[f"nothing|{DRIFTING}|{column}"]) for column in ("weekly", "worst")]
    return " | ".join([*nothing, *within])


def _intervals(answers: Answers) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for name, answer in answers.items():
        if name.startswith("interval|") and isinstance(answer, list | tuple):
            _, design, alike = name.split("|")
            level, slope, reach = answer
            rows.append((design, alike, _cent(level), _cent(slope), f"{reach:.1f}"))
    return rows


def _pupils(name: str, answer: float | tuple[float, ...]) -> str:
    return f"{answer:.2f} points" if "points" in name else _cent(answer)


def _nothing(answers: Answers, noises: Iterable[str], designs: Iterable[tuple[int, int]]) -> str:
    columns = [*(f"{before}+{since}" for before, since in designs), "weekly", "worst"]
    rows = [
        (noise, *(_cent(answers[f"nothing|{noise}|{column}"]) for column in columns))
        for noise in noises
    ]
    return _table(("measure", *(c.replace("+", " + ") for c in columns)), rows)


def _found(answers: Answers) -> str:
    rows = []
    for spreads, by_before in power.FOUND.items():
        for before in by_before:
            found = answers[f"found|{spreads}|{before}"]
            assert isinstance(found, list | tuple)
            rows.append((f"{spreads:g}", str(before), *(f"{share:.0%}"[:-1] for share in found)))
    return _table(("spreads", "before", *(str(since) for since in power.SINCE)), rows)


def _table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [" | ".join(heads), " | ".join("---" for _ in heads), *(" | ".join(r) for r in rows)]
    return "\n".join(f"| {line} |" for line in lines) + "\n"


def _cent(share: float | tuple[float, ...]) -> str:
    assert isinstance(share, float | int)
    return f"{share * 100:.1f}"
