"""The mutants of a room: made, drawn and tried with mutmut, in a copy of the planner."""

import contextlib
import json
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import ndiff
from pathlib import Path

from mutmut.mutation.file_mutation import mutate_file_contents
from mutmut.stats import status_by_exit_code

from lp_planner.config import ROOT
from tests.mutants.rooms import ByHand, Room

WORKERS = 2
ON_DUCKDB = "not postgres and not browser and not demo"
ON_BOTH = "not browser and not demo"
STAYS = shutil.ignore_patterns(
    ".git", ".venv", ".*_cache", ".hypothesis", "__pycache__", "reports", "local"
)
MUTMUT = Path(sys.executable).with_name("mutmut")
NOTICED = {"killed", "timeout"}


@dataclass(frozen=True)
class Mutant:
    """One fault: where it is, and what a line was and becomes."""

    name: str
    file: str
    function: str
    was: str
    now: str


@dataclass(frozen=True)
class Tried:
    """A mutant and what became of it."""

    mutant: Mutant
    status: str

    @property
    def is_noticed(self) -> bool:
        """Whether a test failed because of it, or went on for much too long."""
        return self.status in NOTICED


@contextlib.contextmanager
def copy_of_the_planner() -> Iterator[Path]:
    """A copy that may be spoilt; it is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copy = Path(folder) / "planner"
        shutil.copytree(ROOT, copy, ignore=STAYS)
        yield copy


def make_mutants(copy: Path, room: Room) -> list[Mutant]:
    """Every mutant of a room, in the order of its modules."""
    _configure(copy, room.files)
    found = []
    with contextlib.chdir(copy):
        for file in room.files:
            found += _mutants_of(file, Path(file).read_text(encoding="utf-8"))
    return found


def draw(mutants: Sequence[Mutant], most: int, seed: int) -> list[Mutant]:
    """A sample of them that is the same each time."""
    if len(mutants) <= most:
        return list(mutants)
    return random.Random(seed).sample(mutants, most)  # noqa: S311 - a sample, not a secret


def try_mutants(copy: Path, room: Room, mutants: Sequence[Mutant]) -> list[Tried]:
    """Run the tests of a room against each mutant; on PostgreSQL, where that says more.

    Raises:
        RuntimeError: when the tests do not pass without any mutant, or the tool breaks off.
    """
    tried = _run(copy, room.files, mutants, room.tests, ON_DUCKDB)
    survivors = [one.mutant for one in tried if not one.is_noticed]
    if not (room.on_postgres and survivors):
        return tried
    again = _run(copy, room.files, survivors, room.on_postgres, ON_BOTH)
    last = {one.mutant.name: one for one in (*tried, *again)}
    return [last[mutant.name] for mutant in mutants]


def _run(
    copy: Path, files: Sequence[str], mutants: Sequence[Mutant], tests: Sequence[str], which: str
) -> list[Tried]:
    if not mutants:
        return []
    _configure(copy, files, tests, which)
    shutil.rmtree(copy / "mutants", ignore_errors=True)
    ran = subprocess.run(
        [MUTMUT, "run", "--max-children", str(WORKERS), *(mutant.name for mutant in mutants)],
        cwd=copy,
        capture_output=True,
        text=True,
        check=False,
    )
    codes: dict[str, int | None] = {}
    for file in files:
        meta = copy / "mutants" / f"{file}.meta"
        if meta.exists():
            codes.update(json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"])
    if ran.returncode or any(codes.get(mutant.name) is None for mutant in mutants):
        message = f"{files}: {ran.stdout[-3000:]}\n{ran.stderr[-3000:]}"
        raise RuntimeError(message)
    return [Tried(mutant, status_by_exit_code[codes[mutant.name]]) for mutant in mutants]


def is_noticed_by_hand(copy: Path, fault: ByHand) -> bool:
    """Whether the tests notice a fault written by hand.

    Raises:
        RuntimeError: when the words it replaces do not stand in the module exactly once.
    """
    file = copy / fault.file
    text = file.read_text(encoding="utf-8")
    if text.count(fault.was) != 1:
        message = f"{fault.name}: {fault.file} does not say once {fault.was!r}"
        raise RuntimeError(message)
    file.write_text(text.replace(fault.was, fault.now), encoding="utf-8")
    try:
        ran = subprocess.run(
            [sys.executable, "-m", "pytest", "-x", "-q", "-k", ON_DUCKDB, *fault.tests],
            cwd=copy,
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        file.write_text(text, encoding="utf-8")
    if ran.returncode not in {0, 1}:
        message = f"{fault.name}: {ran.stdout[-3000:]}\n{ran.stderr[-3000:]}"
        raise RuntimeError(message)
    return ran.returncode == 1


def _configure(
    copy: Path, files: Sequence[str], tests: Sequence[str] = (), which: str = ON_DUCKDB
) -> None:
    """Write mutmut's settings into the copy.

    Each mutant gets a fresh process from a server that has only imported the tests: DuckDB's
    threads do not live through a fork.
    """
    lists: Mapping[str, Sequence[str]] = {
        "source_paths": ["lp_planner"],
        "only_mutate": files,
        "also_copy": ["app.py", "pages", "data", "docs", ".streamlit", "README.md"],
        "pytest_add_cli_args_test_selection": tests,
        "pytest_add_cli_args": ["-k", which, "-p", "no:cacheprovider"],
    }
    single = {
        "process_isolation": "forkserver",
        "track_dependencies": "false",
        "use_git_change_detection": "false",
        "timeout_constant": "10",
    }
    lines = ["[mutmut]", *(f"{name}={value}" for name, value in single.items())]
    for name, values in lists.items():
        lines += [f"{name}=", *(f"    {value}" for value in values)]
    (copy / "setup.cfg").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _mutants_of(file: str, source: str) -> list[Mutant]:
    made = mutate_file_contents(file, source)
    lines = made.code.splitlines()
    module = file.removesuffix(".py").replace("/", ".")

    def code(name: str) -> list[str]:
        span = made.line_span_by_function_name[name]
        body = lines[span.start - 1 : span.end]
        return [line.replace(name, "", 1) for line in body]

    found = []
    for name in made.mutant_names:
        function = name.partition("__mutmut_")[0]
        was, now = _difference(code(f"{function}__mutmut_orig"), code(name))
        plain = function.replace("ǁ", ".").removeprefix("x_").removeprefix("x.")
        found.append(
            Mutant(
                name=f"{module}.{name}",
                file=file,
                function=f"{module.removeprefix('lp_planner.')}.{plain}",
                was=was,
                now=now,
            )
        )
    return found


def _difference(before: Sequence[str], after: Sequence[str]) -> tuple[str, str]:
    """The lines that differ, as they were and as they become."""
    told = list(ndiff(before, after))
    was = " ".join(line[2:].strip() for line in told if line.startswith("- "))
    now = " ".join(line[2:].strip() for line in told if line.startswith("+ "))
    return was, now
