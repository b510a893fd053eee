"""`make calibrate`: simulate, keep each number once made, and write docs/reference/calibration.md.

A run that is cut goes on where it stopped; ``--fresh`` forgets what is there.
"""

import json
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from lp_planner.config import ROOT
from lp_planner.statistics import power
from tests.calibration import simulating
from tests.calibration.intervals import interval_questions
from tests.calibration.noises import NOISES, OTHERS
from tests.calibration.page import page
from tests.calibration.pupils import pupil_questions

SERIES = 2000
KEPT = ROOT / "reports" / "calibration.json"
PAGE = ROOT / "docs" / "reference" / "calibration.md"
Question = Callable[[], float | tuple[float, ...]]


def questions(series: int) -> dict[str, Question]:
    """Every number that the page holds, by its name."""
    asked: dict[str, Question] = {}
    for noise in (*NOISES, *OTHERS):
        for before, since in simulating.DESIGNS if noise in NOISES else simulating.OTHER_DESIGNS:
            asked[f"nothing|{noise}|{before}+{since}"] = partial(
                simulating.claimed_of_nothing, noise, before, since, series
            )
        asked[f"nothing|{noise}|weekly"] = partial(
            simulating.claimed_by_weekly_looks, noise, series
        )
        asked[f"nothing|{noise}|worst"] = partial(simulating.claimed_of_the_worst, noise, series)
    for spreads, rows in power.FOUND.items():
        for before in rows:
            asked[f"found|{spreads}|{before}"] = partial(
                simulating.found_within, spreads, before, power.SINCE, series
            )
    for before, since in ((12, 24), (20, 40), (30, 40)):
        asked[f"stop|{before}+{since}"] = partial(
            simulating.asked_to_stop_within, 1.0, before, since, series
        )
    return asked | pupil_questions(series) | interval_questions(series)


def main(arguments: list[str]) -> int:
    """Answer what has not been answered yet, and write the page."""
    series = next((int(a) for a in arguments if a.isdigit()), SERIES)
    KEPT.parent.mkdir(exist_ok=True)
    if "--fresh" in arguments:
        KEPT.unlink(missing_ok=True)
    answers = _kept(series)
    for name, ask in questions(series).items():
        if name not in answers:
            answers[name] = ask()
            KEPT.write_text(json.dumps({"series": series, "answers": answers}), encoding="utf-8")
            print(name, answers[name], flush=True)
    Path(PAGE).write_text(page(answers, series), encoding="utf-8")
    return 0


def _kept(series: int) -> dict[str, float | tuple[float, ...]]:
    if not KEPT.exists():
        return {}
    found = json.loads(KEPT.read_text(encoding="utf-8"))
    return found["answers"] if found["series"] == series else {}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
