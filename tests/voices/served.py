"""A planner on one computer with rounds in it, made before it is served; and answers over HTTP."""

import re
from pathlib import Path

import httpx2

from lp_planner.config import read_settings
from lp_planner.domain.voices.rounds import AskRound, RoundKind
from lp_planner.services.accounts.people import local_actor
from lp_planner.services.desk import projects
from lp_planner.services.desk.workspace import Workspace, open_workspace
from lp_planner.services.voices import asking
from lp_planner.services.voices.asking import WhatToAsk
from lp_planner.storage.registry import close_store
from tests.factories import write

AS_PAGE = {"Accept": "text/html", "Connection": "close"}
HOSTILE = "\"><script>alert(1)</script>{{ 7*7 }} ' OR 1=1 --"


def alone(folder: Path) -> Workspace:
    """The planner of one computer, as it lies in a folder."""
    return open_workspace(read_settings({"LP_PLANNER_DATABASE": str(folder / "planner.duckdb")}))


def left_alone(folder: Path) -> None:
    """Let go of the planner, so that a server can open it."""
    close_store(str(folder / "planner.duckdb"))


def ask_in_every_way(folder: Path, *, expected: int = 2) -> dict[RoundKind, AskRound]:
    """A round of each kind in one project, with all that they are about."""
    planner = alone(folder)
    me = local_actor(planner)
    desk = planner.desk(me)
    project = projects.start_project(desk, title="Calm starts")
    about = {
        RoundKind.FIT: write(planner, project, "option", me, name="Swap lists"),
        RoundKind.EXIT_TICKET: write(planner, project, "training_session", me, title="Twilight"),
        RoundKind.UNDERSTANDING: write(
            planner, project, "active_ingredient", me, behaviour="Says the sound first"
        ),
        RoundKind.OTHER_HALF: write(
            planner, project, "coaching_session", me, coachee="Sana", action_step="Wait a while"
        ),
    }
    asks = {
        RoundKind.PULSE: ("know_why", "Is it calm?"),
        RoundKind.EXIT_TICKET: ("Which sound comes first?",),
    }
    found = {}
    for kind in RoundKind:
        what = WhatToAsk(
            round_kind=kind,
            about="" if kind in about else "The swap list",
            record_id=about[kind].id if kind in about else "",
            asks=asks.get(kind, ()),
            is_unnamed=kind in {RoundKind.PULSE, RoundKind.READINESS, RoundKind.EXIT_TICKET},
            expected=expected,
            names=("Peer in Year 3",),
        )
        found[kind] = asking.ask(desk, project.id, what)
    return found


def paths_of(folder: Path, rounds: dict[RoundKind, AskRound]) -> dict[RoundKind, str]:
    """Where each round is answered; of personal links the first."""
    planner = alone(folder)
    desk = planner.desk(local_actor(planner))
    paths = {}
    for kind, asked in rounds.items():
        view = asking.rounds_of(desk, asked.project_id, [kind])[0]
        paths[kind] = f"/ask/{asked.secret or view.invited[0].secret}"
    return paths


def open_form(client: httpx2.Client, path: str) -> tuple[httpx2.Response, dict[str, str]]:
    """A page, and what it hides in its form."""
    shown = client.get(path)
    return shown, dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', shown.text))
