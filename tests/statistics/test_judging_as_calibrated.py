"""The rule says today what it said when it was calibrated, series by series.

docs/reference/calibration.md tells how often each thing is said; that table would hardly move if
the rule changed a little. So for series of many shapes the very answer is kept here. Whoever
changes the rule runs `make calibrate` first and writes these lines anew with what it then says.
"""

import random
from collections.abc import Callable

import pytest

from lp_planner.statistics.judging import Judgement, Outcome, judge
from lp_planner.statistics.number_series import Direction

LETTERS = {
    Outcome.FEW_BEFORE: "f", Outcome.NOT_JUDGED: "n", Outcome.EARLY: "e", Outcome.NO_SIGNAL: ".",
    Outcome.POSSIBLE: "p", Outcome.CONFIRMED: "C", Outcome.UNDER_WAY: "u", Outcome.FELL_BACK: "b",
    Outcome.HALTED: "h",
}  # fmt: skip
Level = Callable[[int, int], float]
SHAPES: dict[str, Level] = {
    "flat": lambda _, __: 0.0,
    "a step of one": lambda week, since: float(week >= since),
    "a step of two": lambda week, since: 2.0 * (week >= since),
    "a step down": lambda week, since: -1.6 * (week >= since),
    "rising all along": lambda week, _: 0.12 * week,
    "rising, then a step": lambda week, since: 0.08 * week + 1.5 * (week >= since),
    "a slide that stops": lambda week, since: -0.3 * min(week, since),
    "a bend": lambda week, since: 0.22 * max(0, week - since),
    "there and back": lambda week, since: 2.5 * (since <= week < since + 9),
}
DESIGNS = ((8, 4), (8, 12), (12, 8), (12, 16), (16, 26))
SAID = {
    "flat": [
        ".....u........p.........",
        ".............h..........",
        "..p...........p.........",
        ".hh....................C",
        ".......................h",
    ],
    "a step of one": [
        ".p.ppp.pp...pp..p.php.pp",
        "Cp...p.pp.pup.p.p.pC..pC",
        "ppp..buCppp...ppp...p.hu",
        "ppb..ppCpC..p..u...pC.pp",
        "C..CCp.C..ChpCCCC.CCnpC.",
    ],
    "a step of two": [
        "pppuppppppu.pppp.pppppp.",
        "pCCCppCCCCCCCC.CpCCCCu.n",
        "ChhCCCCCpCCpCp.CCCCpCCCp",
        "CCCCC.pCpCCCpCCCCpCpCCCC",
        "CCCppnCCCCCnCCuuCCCCCCCn",
    ],
    "a step down": [
        "p.ppu..pppp..ppppppppp.p",
        "pCp..uC.h.pCCpuC.CCpCCCp",
        "ppCpp..CpCCu..pppCppCpCC",
        "CCnpCnpC.CCCpppCpn.ppCCC",
        "CCuCpCCCppCC.nCCunppCCCn",
    ],
    "rising all along": [
        "....p..p........pp.....u",
        "..u.u.upu.p.u..ppu....hp",
        "pppu...hpp.uuupu.hp.ph.u",
        ".huuuu.u.uuuuu.uuu.puupu",
        "uuuuuuuhnuuuuuuuuuuuuuuu",
    ],
    "rising, then a step": [
        "phpp...hup.pu.ppp.pppppp",
        "pp.puppuuuppCC.upCupupCC",
        "puppCuuuphuCCpCpCCCuChCp",
        "CuCpCCuuCuuuuuuuCuphuupC",
        "CuuChCuCuuuhhCCCuhuuCCCu",
    ],
    "a slide that stops": [
        ".u...hp.p........h.p.u.h",
        ".ChhuuC.huh.p.ppphppC.uh",
        "..phuh.hhuh.hh.h..uup.ph",
        "huhhphuhhuhnhh.huhhuh.hu",
        "huhhuhuhhuhuhhnhuhhuhuhh",
    ],
    "a bend": [
        "....p....p............pp",
        "..u......p..hu...u.u....",
        "..p.p....p.....ppu..p.u.",
        "uu..CuCu.puuuuuuu..u..u.",
        "uCC.CC.u.Cu.CCu.u.CCCCCC",
    ],
    "there and back": [
        "ppupppppppppuppphpp.uppp",
        ".bCCC.C.bCCpCCCbC.bCbbCC",
        "CCCCCCCCCCCCCuCpCCCCCChC",
        "b...h.hbbCCbbbb.pnbC.bhC",
        ".bb.b.bnb..nn.nb.b..n...",
    ],
}
NUMBERS = [
    (-5.5742, -11.9906, 4.1076),
    (3.8045, -1.6337, 3.5552),
    (7.9309, 1.9898, 3.8839),
    (-11.3888, -15.5415, 2.7148),
    (4.0068, -1.9793, 3.8811),
    (2.4028, -3.8006, 4.0555),
    (0.0629, -5.7745, 3.8161),
    (0.7585, -7.8998, 5.6603),
    (11.685, 1.3709, 4.6653),
]


def series(shape: str, design: int, number: int) -> Judgement:
    before, since = DESIGNS[design]
    chance = random.Random(f"{shape} {design} {number}")  # noqa: S311 - no secret
    carried, values, days, week = 0.0, [], [], 0.0
    follows = (0.0, 0.0, 0.3)[number % 3]
    for place in range(before + since):
        carried = follows * carried + chance.gauss(0, 1)
        values.append(50 + 4 * (SHAPES[shape](place, before) + carried))
        days.append(week)
        week += 3 if number % 4 == 3 and place % 6 == 5 else 1
    better = (Direction.INCREASE, Direction.DECREASE, Direction.NEITHER)[number % 5 % 3]
    return judge(values, days, before, improvement=better)


@pytest.mark.parametrize("shape", SHAPES)
def test_the_rule_says_of_each_series_what_it_said_when_it_was_calibrated(shape: str) -> None:
    found = [
        "".join(LETTERS[series(shape, design, number).outcome] for number in range(24))
        for design in range(len(DESIGNS))
    ]
    assert found == SAID[shape]


def test_the_numbers_behind_it_are_those_of_then() -> None:
    found = [
        (round(one.step, 4), round(one.interval.low, 4), round(one.spread, 4))
        for shape in SHAPES
        for one in (series(shape, 3, 1),)
        if one.step is not None and one.interval is not None and one.spread is not None
    ]
    assert found == NUMBERS
