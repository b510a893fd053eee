"""Whatever a person gives, every service answers in a sentence and never with a fault of ours."""

import datetime as dt
import importlib
import inspect
import pkgutil
import random
import types
import typing
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from enum import Enum
from pathlib import Path

import pytest

import lp_planner.services
from lp_planner.content.library import Library
from lp_planner.domain.accounts.people import Actor
from lp_planner.domain.records.errors import PlannerError
from lp_planner.services.desk.bringing_in import Given
from lp_planner.services.desk.workspace import Desk, Workspace
from lp_planner.storage.registry import close_store, open_store
from tests.cast import AMINA, THEN
from tests.demo_copy import opened_copy
from tests.factories import DAY, make_project, write
from tests.postgres import drop_database, fresh_database

TIMES = 8
ODD_TEXT = (
    "", " ", "x" * 30_000, "\0", "a\ud800b", "'; DROP TABLE project; --", "🦆\u202e", "2025-02-30",
    "1e999", "=1+1", "%", "../../etc/passwd", "[" * 300, "{}", "null", "Date,Value\n31/02/2025,nan",
)  # fmt: skip
ODD_DATA = (b"", b"\xff\xfe\x00", b"PK\x03\x04" + b"\0" * 40, b"a,b\n\x00,1", "ü".encode("utf-16"))
ODD_DAYS = (dt.date.min, dt.date.max, DAY, dt.date(2040, 2, 29))
ODD_NUMBERS = (float("nan"), float("inf"), -1e308, -0.0, 1.5)
NOT_FOR_A_PERSON: dict[str, str] = {
    "own_data_page.own_data_page": "the names of files that a pack has just made",
}
"""Services whose arguments no page passes on as they were given, each with its reason."""


def _services() -> dict[str, Callable[..., object]]:
    found: dict[str, Callable[..., object]] = {}
    for module in pkgutil.walk_packages(lp_planner.services.__path__, "lp_planner.services."):
        if ".demo" in module.name:
            continue
        loaded = importlib.import_module(module.name)
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            if function.__module__ != module.name or name.startswith("_"):
                continue
            if next(iter(inspect.signature(function).parameters), "") == "desk":
                found[f"{module.name.rpartition('.')[2]}.{name}"] = function
    return found


SERVICES = _services()


def _odd(  # noqa: PLR0911 - one for each sort of argument
    hint: object, name: str, ids: Mapping[str, str], dice: random.Random
) -> object:
    """A value that a page could pass on for this argument; an error where nobody can."""
    origin, parts = typing.get_origin(hint), typing.get_args(hint)
    if origin in {typing.Union, types.UnionType}:
        return _odd(dice.choice([p for p in parts if p is not type(None)]), name, ids, dice) if (
            dice.random() < 0.7
        ) else (None if type(None) in parts else _odd(parts[0], name, ids, dice))  # fmt: skip
    if hint is str:
        known = ids.get(name)
        return known if known and dice.random() < 0.8 else dice.choice(ODD_TEXT)
    if hint is object:
        return dice.choice([*ODD_TEXT, *ODD_NUMBERS, *ODD_DAYS, None, True, (), {"a": 1}])
    choices: dict[object, Sequence[object]] = {
        bytes: ODD_DATA, dt.date: ODD_DAYS, float: ODD_NUMBERS, int: (-1, 0, 1, 2**40),
        bool: (True, False),
    }  # fmt: skip
    if hint in choices:
        return dice.choice(choices[hint])
    if hint is Given:
        told = dict.fromkeys(("unit", "order", "year", "part", "sheet", "column:value"), "0")
        return Given(dice.choice(ODD_TEXT), dice.choice(ODD_DATA), told=dice.choice([{}, told]))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return dice.choice(list(hint))
    if origin is not None and issubclass(origin, Mapping):
        return {_odd(parts[0], "", {}, dice): _odd(parts[1], "", {}, dice) for _ in range(2)}
    if origin is tuple and Ellipsis not in parts:
        return tuple(_odd(part, name, ids, dice) for part in parts)
    if origin is not None and issubclass(origin, Sequence | set | Container):
        several = [_odd(parts[0], "", ids, dice) for _ in range(2)]
        return tuple(several) if issubclass(origin, tuple) else several
    raise LookupError(hint)


def _world(workspace: Workspace) -> dict[str, str]:
    project = make_project(workspace)
    measure = write(workspace, project, "measure", name="M", unit="%", direction="up").id
    for week in range(3):
        write(workspace, project, "reading", measure_id=measure, value=50.0 + week,
              taken_on=DAY + dt.timedelta(weeks=week))  # fmt: skip
    return {
        "project_id": project.id, "measure_id": measure, "kind": "reading",
        "record_kind": "measure", "record_id": measure, "person_id": AMINA.person_id,
        "standard": "LP5", "code": "Q01",
    }  # fmt: skip


World = tuple[str, dict[str, str]]


@pytest.fixture(scope="module")
def on_duckdb(cast_file: Path, tmp_path_factory: pytest.TempPathFactory, library: Library) -> World:
    """A file with a project, a measure and three readings, to copy for each service; its ids."""
    path = tmp_path_factory.mktemp("world") / "world.duckdb"
    with opened_copy(cast_file, path, library) as workspace:
        return str(path), _world(workspace)


@pytest.fixture(scope="module")
def on_postgres(postgres_server: str, cast_on_postgres: str, library: Library) -> World:
    """The same in this worker's PostgreSQL: the name of a database."""
    address = fresh_database(postgres_server, cast_on_postgres)
    store = open_store(address)
    ids = _world(Workspace(store=store, library=library, clock=lambda: THEN))
    close_store(address)
    return address.rpartition("/")[2], ids


@pytest.fixture
def world(
    request: pytest.FixtureRequest, engine: str, tmp_path: Path, library: Library
) -> Iterator[tuple[Workspace, dict[str, str]]]:
    """A planner with the project in it, of this test alone."""
    source, ids = request.getfixturevalue(f"on_{engine}")
    if engine == "duckdb":
        with opened_copy(Path(source), tmp_path / "desk.duckdb", library) as workspace:
            yield workspace, ids
        return
    address = fresh_database(request.getfixturevalue("postgres_server"), source)
    store = open_store(address, files=tmp_path / "attached")
    yield Workspace(store=store, library=library, clock=lambda: THEN), ids
    close_store(address)
    drop_database(address)


@pytest.mark.parametrize("engine", ["duckdb", "postgres"])
@pytest.mark.parametrize("service", [s for s in SERVICES if s not in NOT_FOR_A_PERSON])
def test_odd_values_end_in_a_sentence(
    world: tuple[Workspace, dict[str, str]], service: str
) -> None:
    function = SERVICES[service]
    hints = typing.get_type_hints(function)
    workspace, ids = world
    dice = random.Random(service)  # noqa: S311 - the same odd values every time
    for _ in range(TIMES):
        given: dict[str, object] = {}
        for name, parameter in list(inspect.signature(function).parameters.items())[1:]:
            if parameter.default is not parameter.empty and dice.random() < 0.3:
                continue
            try:
                given[name] = _odd(hints[name], name, ids, dice)
            except LookupError:
                if parameter.default is parameter.empty:
                    return  # a thing of ours, which no person gives
        try:
            function(Desk(workspace, _actor()), **given)
        except PlannerError:
            continue
        except Exception as fault:  # noqa: BLE001 - whatever it is, it is ours to mend
            pytest.fail(f"{service}({given!r:.600}) ended in {type(fault).__name__}: {fault}")


def _actor() -> Actor:
    return AMINA
