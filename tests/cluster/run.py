"""Kills parts of the cluster while thirty people write, and counts what was lost.

    make cluster        # or: python -m tests.cluster.run

All of it runs on 127.0.0.1 and stops by itself after about two minutes. What it needs beside the
tests' own is named where it is not there. Its log stands in
docs/reference/more-than-one-machine.md.
"""

import datetime as dt
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import psycopg

from lp_planner.config import ROOT
from lp_planner.content.library import Library
from lp_planner.content.loader import load_library
from lp_planner.domain.voices.rounds import MOST_EXPECTED, GivenAnswer, RoundKind
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.voices import asking
from lp_planner.services.voices.asking import WhatToAsk
from lp_planner.storage.registry import close_store, open_store
from tests.cast import AMINA, move_in
from tests.cluster.machines import DATABASE, HERE, Databases, Planners, found, what_is_missing
from tests.cluster.writers import Said, Writers
from tests.factories import make_project, write
from tests.server import free_port

PEOPLE, ROUNDS = 30, 8
WITHOUT_A_SENTENCE = ("NO SENTENCE", "Internal Server Error", "Traceback")
MOST_SECONDS = 30


@dataclass
class Log:
    """What happened, by the second."""

    began: float

    def say(self, words: str) -> None:
        """Print a line with its time."""
        print(f"{time.monotonic() - self.began:6.1f} s  {words}", flush=True)


def main() -> int:
    """Run all of it; 1 where something was lost or took too long."""
    if missing := what_is_missing():
        print(f"This machine lacks: {', '.join(missing)}. On Debian: apt install them.")
        return 1
    if os.geteuid() != 0:
        print("pg_auto_failover runs as another account here, so this needs root.")
        return 1
    folder = Path(tempfile.mkdtemp(prefix="lp-cluster-"))
    folder.chmod(0o711)
    (folder / "pg").mkdir()
    (folder / "web").mkdir()
    databases = Databases(folder / "pg")
    planners: Planners | None = None
    log = Log(time.monotonic())
    library = load_library(ROOT / "data")
    try:
        databases.start()
        log.say("two databases: each save is on both before it is acknowledged")
        links = prepare(databases.address, library)
        planners = Planners(folder / "web", databases.address)
        planners.start()
        log.say("two planners behind haproxy")
        writers = Writers(planners.address, links)
        writers.start(PEOPLE)
        faults = act(log, databases, planners, writers)
        writers.stop()
        faults += counted_again(log, databases, writers, library)
        faults += verified(log, planners)
        faults += through_pgbouncer(log, databases, folder, library)
    finally:
        if planners:
            planners.stop()
        databases.stop()
        time.sleep(1)
        shutil.rmtree(folder, ignore_errors=True)
    for fault in faults:
        log.say(f"FAULT: {fault}")
    return 1 if faults else 0


def prepare(address: str, library: Library) -> list[str]:
    """The cast, a project of Amina's, and rounds that everybody may answer; their links."""
    store = open_store(address)
    move_in(store)
    workspace = Workspace(store=store, library=library, clock=lambda: dt.datetime.now(dt.UTC))
    project = make_project(workspace)
    asked = [
        asking.ask(
            workspace.desk(AMINA),
            project.id,
            WhatToAsk(
                round_kind=RoundKind.READINESS, about=f"Group {n}", expected=MOST_EXPECTED,
                is_unnamed=True,
            ),
        )
        for n in range(ROUNDS)
    ]  # fmt: skip
    close_store(address)
    return [one.secret for one in asked]


def act(log: Log, databases: Databases, planners: Planners, writers: Writers) -> list[str]:
    """Upgrade, kill a planner, kill the database; what went wrong."""
    time.sleep(8)
    told(log, writers, 0, f"{PEOPLE} people write")
    for name in ("one", "two"):
        mark = len(writers.said)
        planners.upgrade(name)
        told(log, writers, mark, f"planner {name} made way for another version of itself")
    mark, at = len(writers.said), time.monotonic()
    planners.kill("one")
    time.sleep(8)
    told(log, writers, mark, "planner one was killed", since=at)
    planners.start_one("one")
    mark, name = len(writers.said), databases.primary()
    databases.kill(name)
    at = time.monotonic()
    log.say(f"the database that writes ({name}) was killed with its machine")
    waited = until_kept(writers, at)
    log.say(f"writing again after {waited:.1f} s, on {databases.primary() or 'nothing'}")
    time.sleep(8)
    told(log, writers, mark, "with the other database", since=at)
    return [f"writing again after {waited:.1f} s"] if waited > MOST_SECONDS else []


def until_kept(writers: Writers, since: float) -> float:
    """How long nothing was kept that began after a moment."""
    while time.monotonic() - since < 3 * MOST_SECONDS:
        if any(one.is_kept and one.at > since for one in list(writers.said)):
            break
        time.sleep(0.2)
    return time.monotonic() - since


def told(log: Log, writers: Writers, mark: int, what: str, *, since: float = 0) -> None:
    """Say how many saves were kept and what the others were told."""
    said = list(writers.said)[mark:]
    kept = sorted(one.seconds for one in said if one.is_kept)
    middle = f", half of them within {kept[len(kept) // 2] * 1000:.0f} ms" if kept else ""
    log.say(f"{what}: {len(kept)} saves kept{middle}")
    for words, number in Counter(one.words for one in said if not one.is_kept).items():
        log.say(f"      {number} were told: {words}")


def counted_again(log: Log, databases: Databases, writers: Writers, library: Library) -> list[str]:
    """Look for every acknowledged save in the database, once each."""
    store = open_store(databases.address)
    with store.read() as reader:
        stored = Counter(token_of(answer) for answer in reader.find(GivenAnswer))
    close_store(databases.address)
    kept = {one.token for one in writers.said if one.is_kept}
    lost = kept - set(stored)
    twice = [token for token, number in stored.items() if token and number > 1]
    silent = [one for one in writers.said if not one.is_kept and is_silent(one)]
    log.say(
        f"{len(kept)} saves were acknowledged: {len(lost)} lost, {len(twice)} there twice; "
        f"{sum(not one.is_kept for one in writers.said)} refused, {len(silent)} without a sentence"
    )
    faults = [f"{len(lost)} acknowledged saves are lost"] if lost else []
    faults += [f"{len(twice)} saves are there twice"] if twice else []
    return faults + ([f"without a sentence: {silent[0].words}"] if silent else [])


def token_of(answer: GivenAnswer) -> str:
    """What this answer of ours said."""
    return next((one.value for one in answer.said if one.key == "note"), "")


def is_silent(said: Said) -> bool:
    """Whether somebody was left without words on what to do."""
    return not said.words or any(words in said.words for words in WITHOUT_A_SENTENCE)


def verified(log: Log, planners: Planners) -> list[str]:
    """Check the trail, every row and every file."""
    done = subprocess.run(
        [sys.executable, "-m", "lp_planner", "verify"],
        check=False, capture_output=True, text=True, cwd=ROOT,
        env={
            **os.environ,
            "LP_PLANNER_DATABASE": planners.database,
            "LP_PLANNER_FILES": str(planners.folder / "files"),
            "LP_PLANNER_COPIES": str(planners.folder / "copies"),
            "LP_PLANNER_WITNESS": str(planners.folder / "two"),
        },
    )  # fmt: skip
    words = (done.stdout or done.stderr).strip().splitlines()
    log.say(f"verify: {words[0] if words else 'said nothing'}")
    return [] if done.returncode == 0 else ["verify is not content"]


def through_pgbouncer(log: Log, databases: Databases, folder: Path, library: Library) -> list[str]:
    """Write and read through PgBouncer in transaction mode, thirty times each."""
    place, port = folder / "bouncer", free_port()
    place.mkdir()
    shutil.chown(place, "postgres")
    (place / "userlist.txt").write_text('"planner" ""\n', encoding="utf-8")
    text = (ROOT / "deploy" / "pgbouncer.ini").read_text(encoding="utf-8")
    writes = databases.ports[databases.primary()]
    text = text.replace("port=5432", f"port={writes}").replace("= 6432", f"= {port}")
    text += f"unix_socket_dir = {place}\nlogfile = {place}/log\npidfile = {place}/pid\n"
    text = text.replace("userlist.txt", f"{place}/userlist.txt")
    (place / "pgbouncer.ini").write_text(text, encoding="utf-8")
    bouncer = subprocess.Popen(
        [str(found("pgbouncer")), "-q", "-u", "postgres", str(place / "pgbouncer.ini")],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    address = f"postgresql://planner@{HERE}:{port}/{DATABASE}"
    try:
        time.sleep(1.5)
        store = open_store(address)
        workspace = Workspace(store=store, library=library, clock=lambda: dt.datetime.now(dt.UTC))
        project = make_project(workspace, title="Through PgBouncer")
        for n in range(PEOPLE):
            record = write(workspace, project, "milestone", what=f"Milestone {n}")
            with store.read() as reader:
                if reader.find(type(record), project_id=project.id)[-1] != record:
                    return ["PgBouncer: what was read is not what was written"]
    except (psycopg.Error, OSError) as refused:
        return [f"PgBouncer: {refused}"]
    finally:
        close_store(address)
        bouncer.kill()
        bouncer.wait()
    log.say(f"PgBouncer in transaction mode: {PEOPLE} records written and read")
    return []


if __name__ == "__main__":
    sys.exit(main())
