"""What is mutated and what was said about each survivor: ``rooms.toml`` and ``looked_at.toml``."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Room:
    """Modules that belong together, and the tests that have to notice a fault in them."""

    name: str
    files: tuple[str, ...]
    tests: tuple[str, ...]
    on_postgres: tuple[str, ...] = ()
    """Tests that survivors meet again, on both engines: starting PostgreSQL takes its time."""


@dataclass(frozen=True)
class ByHand:
    """A fault that the tool does not make: in ``file``, ``was`` becomes ``now``."""

    name: str
    file: str
    was: str
    now: str
    tests: tuple[str, ...]


@dataclass(frozen=True)
class LookedAt:
    """What somebody found who looked at a survivor: which one, and why it may survive."""

    function: str
    line: str
    becomes: tuple[str, ...]
    """What the line becomes; empty for whatever it becomes."""
    why: str
    is_accepted: bool
    """A fault that could be noticed and is not; without it, nobody could tell the two apart."""

    def is_about(self, function: str, was: str, now: str) -> bool:
        """Whether this entry speaks of a mutant."""
        return (self.function, self.line) == (function, was) and (
            not self.becomes or now in self.becomes
        )


@dataclass(frozen=True)
class Plan:
    """The whole of ``rooms.toml``."""

    seed: int
    most: int
    rooms: tuple[Room, ...]
    by_hand: tuple[ByHand, ...]


def read_plan(path: Path = HERE / "rooms.toml") -> Plan:
    """What to mutate."""
    text = tomllib.loads(path.read_text(encoding="utf-8"))
    return Plan(
        seed=text["seed"],
        most=text["most"],
        rooms=tuple(
            Room(
                name=room["name"],
                files=tuple(room["files"]),
                tests=tuple(room["tests"]),
                on_postgres=tuple(room.get("on_postgres", ())),
            )
            for room in text["room"]
        ),
        by_hand=tuple(
            ByHand(**{**fault, "tests": tuple(fault["tests"])}) for fault in text["by_hand"]
        ),
    )


def read_looked_at(path: Path = HERE / "looked_at.toml") -> Sequence[LookedAt]:
    """What was said about survivors."""
    text = tomllib.loads(path.read_text(encoding="utf-8"))
    return [
        LookedAt(
            function=entry["function"],
            line=entry["line"],
            becomes=tuple(entry.get("becomes", ())),
            why=entry["why"],
            is_accepted=entry.get("accepted", False),
        )
        for entry in text.get("looked_at", ())
    ]
