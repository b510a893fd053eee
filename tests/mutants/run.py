"""Put faults into a copy of the planner, see whether the tests notice, and write it down.

``make mutants`` tries a drawn sample of every room, ``--all`` every mutant, ``--room`` one room,
``--again`` only those that survived last, ``--page`` only writes ``docs/mutants.md`` again.
"""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict

from lp_planner.config import ROOT
from tests.mutants.mutants import (
    Mutant,
    Tried,
    copy_of_the_planner,
    draw,
    is_noticed_by_hand,
    make_mutants,
    try_mutants,
)
from tests.mutants.page import Found, mutants_page
from tests.mutants.rooms import Plan, read_looked_at, read_plan

FOUND = ROOT / "reports" / "mutants.json"
PAGE = ROOT / "docs" / "mutants.md"
MOST_SURVIVORS = 0.05
BY_HAND = "by hand"


def main(arguments: Sequence[str]) -> int:
    """Try mutants and write the page; 1 when more survive than we accept."""
    parser = argparse.ArgumentParser(prog="mutants", description=__doc__)
    parser.add_argument("--all", action="store_true", help="every mutant, not a sample")
    parser.add_argument("--again", action="store_true", help="only what survived last")
    parser.add_argument("--room", action="append", help=f"only this room, or “{BY_HAND}”")
    parser.add_argument("--page", action="store_true", help="only write the page again")
    asked = parser.parse_args(arguments)
    plan = read_plan()
    found = _kept(plan)
    if not asked.page:
        _try(plan, found, wanted=asked.room, take_all=asked.all, again=asked.again)
    page = mutants_page(plan, found, read_looked_at())
    PAGE.write_text(page.text, encoding="utf-8")
    sys.stdout.write(page.summary)
    return int(page.share_survived > MOST_SURVIVORS or page.missed_by_hand > 0)


def _try(
    plan: Plan, found: Found, *, wanted: Sequence[str] | None, take_all: bool, again: bool
) -> None:
    with copy_of_the_planner() as copy:
        for fault in plan.by_hand if not wanted or BY_HAND in wanted else ():
            if not (again and found.by_hand.get(fault.name)):
                found.by_hand[fault.name] = is_noticed_by_hand(copy, fault)
                _keep(found)
        for room in plan.rooms:
            if wanted and room.name not in wanted:
                continue
            began = time.monotonic()
            made = make_mutants(copy, room)
            drawn = made if take_all else draw(made, plan.most, plan.seed)
            known = {one.mutant: one for one in found.tried.get(room.name, ()) if one.is_noticed}
            todo = [mutant for mutant in drawn if not (again and mutant in known)]
            known.update({one.mutant: one for one in try_mutants(copy, room, todo)})
            found.tried[room.name] = [known[mutant] for mutant in drawn]
            for file in room.files:
                found.made[file] = sum(mutant.file == file for mutant in made)
            _keep(found)
            sys.stdout.write(f"{room.name}: {len(todo)} in {time.monotonic() - began:.0f} s\n")


def _keep(found: Found) -> None:
    FOUND.parent.mkdir(exist_ok=True)
    FOUND.write_text(json.dumps(asdict(found), indent=1, ensure_ascii=False), encoding="utf-8")


def _kept(plan: Plan) -> Found:
    """What was found before of rooms and faults that are still there."""
    if not FOUND.exists():
        return Found()
    kept = json.loads(FOUND.read_text(encoding="utf-8"))
    rooms = {room.name for room in plan.rooms}
    faults = {fault.name for fault in plan.by_hand}
    return Found(
        made=kept["made"],
        tried={
            name: [Tried(Mutant(**one["mutant"]), one["status"]) for one in tried]
            for name, tried in kept["tried"].items()
            if name in rooms
        },
        by_hand={name: seen for name, seen in kept["by_hand"].items() if name in faults},
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
