"""What takes long to make is made once in a run; each test works on a copy of it."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

GIVE_UP_AFTER = 600


def shared_folder(factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of this run have in common; gone when the run has passed."""
    own = factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def made_once(shared: Path, name: str, make: Callable[[Path], object]) -> Path:
    """The folder ``name``, filled by ``make`` in the worker that asks first; the others wait."""
    place, turn = shared / name, shared / f"{name}.turn"
    try:
        turn.mkdir()
    except FileExistsError:
        return _finished(place, turn)
    unfinished = turn / "unfinished"
    unfinished.mkdir()
    try:
        make(unfinished)
    except BaseException:
        (turn / "failed").touch()
        raise
    return unfinished.rename(place)


def _finished(place: Path, turn: Path) -> Path:
    give_up_at = time.monotonic() + GIVE_UP_AFTER
    while not place.exists():
        assert not (turn / "failed").exists(), f"another worker could not make {place.name}"
        assert time.monotonic() < give_up_at, f"another worker did not finish {place.name}"
        time.sleep(0.1)
    return place
