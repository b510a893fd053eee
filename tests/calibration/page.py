"""The calibration as a page of tables."""

from collections.abc import Mapping, Sequence

from lp_planner.statistics import power
from tests.calibration.noises import NOISES
from tests.calibration.simulating import DESIGNS

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
step of two spreads. Few false alarms come first, so the bar was set where each design stays at
about 5 for that rise. Roughly, the curve (1,200 to 4,000 series each while tuning):

| standard errors clear of a drift | rise called better, 12 + 12 | 2 in 10 | 1 in 24 |
| --- | --- | --- | --- |
| 1.5, confirmed by one reading | 5.8 | 81 | 54 |
| 1.6 | 6.5 | 82 | 61 |
| 1.7 | 4.8 | 77 | 58 |
| 1.85 falling to 1.45, or 1.9 clear of a tenth a week (chosen) | 4.9 | 80 | 57 |
| 2.2 with the wider errors of neighbours alike | 4.4 | 74 | 47 |

A rising measure looked at every week, or picked as the worst of eight, stays above what was asked:
over half a year it climbs by two and a half spreads, and readings alone cannot say since when.
"""


def page(answers: Answers, series: int) -> str:
    """Every table with a sentence before it."""
    stops = [(n.split("|")[1], _cent(answers[n])) for n in answers if n.startswith("stop|")]
    pupils = [(n.split("|")[1], _pupils(n, answers[n])) for n in answers if n.startswith("pupils|")]
    parts = [
        INTRO.format(series=series),
        NOTHING,
        _nothing(answers),
        FOUND,
        _found(answers),
        STOP,
        _table(("before + since", "said"), stops),
        PUPILS,
        _table(("what", "found"), pupils),
        BOTH,
    ]
    return "\n".join(parts)


def _pupils(name: str, answer: float | tuple[float, ...]) -> str:
    return f"{answer:.2f} points" if "points" in name else _cent(answer)


def _nothing(answers: Answers) -> str:
    columns = [*(f"{before}+{since}" for before, since in DESIGNS), "weekly", "worst"]
    rows = [
        (noise, *(_cent(answers[f"nothing|{noise}|{column}"]) for column in columns))
        for noise in NOISES
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
