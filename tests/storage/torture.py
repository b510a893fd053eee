"""Kills a planner while it works, again and again, and counts what was lost and what was left.

    python -m tests.storage.torture --kills 100        # the table of docs/torture.md
    python -m tests.storage.torture --kills 5 saving   # one act

Each kill is a SIGKILL at a random moment in a process of its own, on a copy of one database. What
the process said it had saved has to be there; what it left has to be told or cleared.
"""

import argparse
import datetime as dt
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count as numbers
from pathlib import Path

from lp_planner.config import ROOT
from lp_planner.domain.evidence.attachments import Attachment
from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.errors import StorageUnavailable
from lp_planner.domain.records.project import Project
from lp_planner.storage import leftovers
from lp_planner.storage.audit_chain import verify_chain
from lp_planner.storage.blobs import BlobFolder, files_beside, fingerprint
from lp_planner.storage.contents import Sums, sums_of, unequal
from lp_planner.storage.copying import copies_of, make_copy
from lp_planner.storage.duck import DuckEngine, reading
from lp_planner.storage.erasing import erase_project
from lp_planner.storage.installation import Installation
from lp_planner.storage.integrity import orphans
from lp_planner.storage.migrate import MIGRATIONS, known_migrations, migrate
from lp_planner.storage.moving import move
from lp_planner.storage.registry import close_store, open_store
from lp_planner.storage.restoring import rehearse, restore
from lp_planner.storage.store import Store
from lp_planner.storage.tables import to_row
from lp_planner.storage.unit_of_work import UnitOfWork
from lp_planner.storage.witness import Witness, witness_file
from tests.cast import move_in

SECRET = "zebra-crossing-thoughts-"
ACTS = ("saving", "copying", "migrating", "erasing", "attaching", "moving", "restoring")
LINES = {"saving": 30, "attaching": 20, "erasing": 6, "copying": 40}
"""How many acknowledgements of an act make up the time in which it is killed."""
NEW_STEPS = 12
TRAIL = {"audit_event", "audit_head"}


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def say(*words: object) -> None:
    print(*words, flush=True)


def opened(folder: Path) -> Store:
    url = str(folder / "planner.duckdb")
    return open_store(url, witnesses=(witness_file(url),))


# What the process that is killed does.


def save(store: Store, title: str) -> str:
    def work(uow: UnitOfWork) -> str:
        return uow.add(Project, title=title, owner_id="amina", school_id="oakfield").id

    return store.write("amina", work, at=now())


def saving(folder: Path) -> None:
    store = opened(folder)
    say("go")
    while True:
        say("saved", save(store, "One more"))


def copying(folder: Path) -> None:
    store = opened(folder)

    def keep_saving() -> None:
        while True:
            say("saved", save(store, "Meanwhile"))

    say("go")
    threading.Thread(target=keep_saving, daemon=True).start()
    while True:
        say("copied", make_copy(store, at=now()).path)


def attaching(folder: Path) -> None:
    store = opened(folder)
    with store.read() as reader:
        known = reader.find(Attachment)[0]
    say("go")
    for number in numbers():
        name = store.files.keep(os.urandom(200_000))
        more = known.model_copy(update={"id": f"a-{number}", "sha256": name})

        def work(uow: UnitOfWork, more: Attachment = more) -> None:
            uow.put_back("attachment", to_row(more))

        store.write("amina", work, at=now())
        say("attached", name)


def erasing(folder: Path) -> None:
    store = opened(folder)
    say("go")
    while True:
        id_ = save(store, SECRET + "x" * 150)
        store.files.keep(SECRET.encode())
        say("saved", save(store, "To stay"))

        def work(uow: UnitOfWork, id_: str = id_) -> Path:
            files = erase_project(uow, id_) | {fingerprint(SECRET.encode())}
            return leftovers.note_erasing(store, files)

        leftovers.finish_erasing(store, store.write("amina", work, at=now()))
        say("erased", id_)


def migrating(folder: Path) -> None:
    engine = DuckEngine(str(folder / "planner.duckdb"))
    say("go")
    migrate(engine, folder / "steps")
    say("done")
    engine.close()


def moving(folder: Path) -> None:
    store = opened(folder)
    say("go")
    move(store, Installation(str(folder / "there.duckdb")), at=now())
    say("done")


def restoring(folder: Path) -> None:
    url = str(folder / "planner.duckdb")
    (copy,) = folder.glob("backups/*.duckdb")
    say("go")
    restore(copy, Installation(url, witnesses=(witness_file(url),)), at=now())
    say("done")


# What is there afterwards.


@dataclass
class Count:
    """What came of many kills of one act."""

    kills: int = 0
    acknowledged: int = 0
    lost: int = 0
    faults: int = 0
    unreported: int = 0
    cleared: int = 0
    notes: list[str] = field(default_factory=list)

    def fault(self, what: str) -> None:
        self.faults += 1
        self.notes.append(what)


def held(file: Path) -> Sums:
    with reading(file) as connection:
        return sums_of(connection)


def look(act: str, folder: Path, said: list[list[str]], before: Sums, count: Count) -> None:
    """Open what the killed process left, as the next start does, and count."""
    count.kills += 1
    if act == "migrating":
        engine = DuckEngine(str(folder / "planner.duckdb"))
        migrate(engine, folder / "steps")
        with engine.transaction(is_write=False) as connection:
            sums = sums_of(connection)
        engine.close()
        if lost := unequal(before, {table: sums[table] for table in before}):
            count.fault(f"migrated into something else: {lost}")
        if sorted(set(sums) - set(before)) != sorted(f"more_{n}" for n in range(NEW_STEPS)):
            count.fault("some steps are missing")
        count.acknowledged += sum(summed.rows for summed in before.values())
        return
    broken = sum(1 for p in folder.rglob("*") if ".unfinished" in p.name)
    store = opened(folder)
    try:
        _look_at_store(act, folder, store, said, before, count)
        after = [p for p in folder.rglob("*") if ".unfinished" in p.name]
        count.cleared += broken - len(after)
        count.unreported += len({*after} - {*leftovers.still_holding(store)})
    finally:
        close_store(store.url)


def _look_at_store(
    act: str, folder: Path, store: Store, said: list[list[str]], before: Sums, count: Count
) -> None:
    _count_acknowledged(store, said, count)
    for fault in (*verify_chain(store.engine).faults, *_witnessed(store), *orphans(store)):
        if "that no attachment names" not in fault:  # verify tells of those: they are reported
            count.fault(fault)
    if act == "copying":
        _look_at_copies(store, said, count)
    if act == "erasing":
        _look_for_words(folder, store, count)
    if act == "moving":
        _look_at_move(folder, store, before, count)
    if act == "restoring" and set(unequal(before, _now(store))) - TRAIL - {"project"}:
        count.fault("neither the state before nor the copy")


def _count_acknowledged(store: Store, said: list[list[str]], count: Count) -> None:
    with store.read() as reader:
        there = {str(id_) for (id_,) in reader.rows("SELECT id FROM project")}
        attached = {str(name) for (name,) in reader.rows("SELECT sha256 FROM attachment")}
    kept: dict[str, Callable[[str], bool]] = {
        "saved": lambda id_: id_ in there,
        "attached": lambda name: name in attached and store.files.is_whole(name),
        "erased": lambda id_: id_ not in there,
    }
    for what, *rest in said:
        if what in kept:
            count.acknowledged += 1
            count.lost += not kept[what](rest[0])


def _look_at_copies(store: Store, said: list[list[str]], count: Count) -> None:
    copies = copies_of(store)
    for copy in copies:
        try:
            found = rehearse(copy.path, copy.path.parent, store.stem)
        except StorageUnavailable as refused:
            count.fault(f"a named copy is not whole: {refused.message}")
            continue
        if copy.label is None or found.files.missing or found.files.damaged:
            count.fault("a named copy lacks files or its label")
    made = {Path(rest[0]) for what, *rest in said if what == "copied"}
    count.acknowledged += len(made)
    count.lost += len(made - {copy.path for copy in copies})


def _look_for_words(folder: Path, store: Store, count: Count) -> None:
    """Words of what was erased are in no file; unless the last one was not erased yet."""
    with store.read() as reader:
        if any(p.title.startswith(SECRET) for p in reader.find(Project)):
            return
    store.engine.run("CHECKPOINT")  # type: ignore[attr-defined]
    for path in folder.glob("planner.duckdb*"):
        if path.is_file() and SECRET.encode() in path.read_bytes():
            count.unreported += 1
            count.notes.append(f"words of an erased project are in {path.name}")


def _look_at_move(folder: Path, store: Store, before: Sums, count: Count) -> None:
    there = folder / "there.duckdb"
    if unequal(before, _now(store)):
        count.fault("the place that was left has changed")
    if not there.exists():
        move(store, Installation(str(there)), at=now())
    if unequal(before, held(there)):
        count.fault("what arrived is not what was sent")
    if {*BlobFolder(files_beside(str(there))).names()} != {*store.files.names()}:
        count.fault("files did not arrive")
    count.acknowledged += sum(summed.rows for summed in before.values())


def _now(store: Store) -> Sums:
    with store.engine.transaction(is_write=False) as connection:
        return sums_of(connection)


def _witnessed(store: Store) -> list[str]:
    return Witness([witness_file(store.url)]).faults(store.engine)


# Doing it again and again.


def make_template(folder: Path) -> Path:
    """A small installation: the cast, some projects, five files; and steps to migrate to."""
    store = opened(folder)
    move_in(store)
    for number in range(50):
        id_ = save(store, f"Project {number}")

    def hang(uow: UnitOfWork) -> None:
        option = uow.add(
            RECORD_KINDS["option"], project_id=id_, name="An option", option_kind="do_nothing"
        )
        for number in range(5):
            name = store.files.keep(f"minutes {number}".encode() * 10_000)
            uow.add(
                Attachment, project_id=id_, record_kind="option", record_id=option.id,
                evidence_kind="file", title="Minutes", strength="artefact", people_in_it="nobody",
                file_name="minutes.txt", media_type="text/plain", size=len(name), sha256=name,
            )  # fmt: skip

    store.write("amina", hang, at=now())
    close_store(store.url)
    steps = folder / "steps"
    steps.mkdir()
    for step in MIGRATIONS.glob("*.sql"):
        shutil.copy(step, steps)
    newest = max(step.number for step in known_migrations("duckdb"))
    for number in range(NEW_STEPS):
        sql = f"CREATE TABLE more_{number} AS SELECT * FROM project;"
        (steps / f"{newest + 1 + number:04}_more.sql").write_text(sql, encoding="utf-8")
    return folder


@contextmanager
def one_more(template: Path) -> Iterator[Path]:
    """A copy of the template, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="lp-torture-"))
    try:
        shutil.copytree(template, folder, dirs_exist_ok=True)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def at_work(act: str, template: Path) -> Iterator[tuple[Path, "subprocess.Popen[str]"]]:
    """A process at work on a copy of the template."""
    with one_more(template) as folder:
        if act == "restoring":
            store = opened(folder)
            make_copy(store, at=now())
            save(store, "Written after the copy")
            close_store(store.url)
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.storage.torture", "--worker", act, str(folder)],
            stdout=subprocess.PIPE, cwd=ROOT, text=True,
        )  # fmt: skip
        try:
            yield folder, process
        finally:
            process.kill()
            process.wait()
            if process.stdout:
                process.stdout.close()


def seconds_of(act: str, template: Path) -> float:
    """How long the act takes on this machine just now, undisturbed."""
    with at_work(act, template) as (_, process):
        assert process.stdout is not None
        assert process.stdout.readline() == "go\n"
        began = time.monotonic()
        for _line in range(LINES.get(act, 1)):
            process.stdout.readline()
        return time.monotonic() - began


def kill_once(act: str, template: Path, seconds: float, count: Count) -> None:
    """Start the act, kill it at a random moment, and look at what is there."""
    with at_work(act, template) as (folder, process):
        assert process.stdout is not None
        assert process.stdout.readline() == "go\n"
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        lines = process.communicate()[0].splitlines(keepends=True)
        said = [line.split() for line in lines if line.endswith("\n")]
        if process.returncode != -signal.SIGKILL and ["done"] not in said:
            count.fault(f"{act} ended by itself with {process.returncode}")
        look(act, folder, said, held(template / "planner.duckdb"), count)


def torture(acts: tuple[str, ...], kills: int, seed: int) -> dict[str, Count]:
    """Kill each act so many times."""
    chance = random.Random(seed)  # noqa: S311 - a moment to kill at is no secret
    counts = {act: Count() for act in acts}
    template = Path(tempfile.mkdtemp(prefix="lp-torture-template-"))
    try:
        make_template(template)
        for act in acts:
            longest = seconds_of(act, template)
            for _ in range(kills):
                kill_once(act, template, chance.uniform(0, longest), counts[act])
                print(f"\r{act}: {counts[act].kills} kills", end="", file=sys.stderr, flush=True)
    finally:
        shutil.rmtree(template, ignore_errors=True)
    return counts


def table(counts: dict[str, Count]) -> str:
    """The counts as they stand in docs/torture.md."""
    rows = [
        "| killed in | kills | acknowledged | lost | faults | leftovers cleared | unreported |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for act, c in counts.items():
        rows.append(
            f"| {act} | {c.kills} | {c.acknowledged:,} | {c.lost} | {c.faults} | {c.cleared} |"
            f" {c.unreported} |"
        )
    return "\n".join(rows)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("acts", nargs="*", help=", ".join(ACTS))
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--worker", nargs=2, metavar=("ACT", "FOLDER"))
    chosen = parser.parse_args()
    if chosen.worker:
        acts: dict[str, Callable[[Path], None]] = {name: globals()[name] for name in ACTS}
        acts[chosen.worker[0]](Path(chosen.worker[1]))
        return 0
    counts = torture(tuple(chosen.acts) or ACTS, chosen.kills, chosen.seed)
    print(f"seed {chosen.seed}\n{table(counts)}")
    for act, count in counts.items():
        for note in count.notes:
            print(f"{act}: {note}")
    return 1 if any(c.lost or c.faults or c.unreported for c in counts.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
