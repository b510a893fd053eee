"""What most tests stand on: the content, a store with the cast on each engine, the demo school."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from lp_planner.config import ROOT, read_settings
from lp_planner.content.library import Library
from lp_planner.content.loader import load_library
from lp_planner.services.demo.demo_school import open_demo
from lp_planner.services.desk.workspace import Workspace
from lp_planner.storage.registry import close_store, open_store
from lp_planner.storage.store import Store
from tests.cast import THEN, move_in
from tests.demo_copy import copy_database, opened_copy
from tests.machine import find_postgres, folder_in_memory, is_ci
from tests.once import made_once, shared_folder
from tests.page_script import Opener, forget_pages
from tests.postgres import drop_database, fresh_database, private_server

pytest_plugins = ["tests.browser"]


def pytest_xdist_auto_num_workers() -> int:
    """One worker more than cores: a story in the browser waits about a fifth of its time."""
    return (os.cpu_count() or 1) + 1


def pytest_configure() -> None:
    """What the tests write is written in memory, where the machine has room."""
    if folder := folder_in_memory():
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(folder))


@pytest.fixture(scope="session")
def library() -> Library:
    return load_library(ROOT / "data")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    if find_postgres() is None:
        sentence = "PostgreSQL’s server is not on this machine, so the second engine is not tested."
        if is_ci():
            pytest.fail(sentence)
        pytest.skip(sentence)
    with private_server() as address:
        yield address


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder for what the workers of a run share."""
    return shared_folder(tmp_path_factory)


@pytest.fixture(scope="session")
def cast_file(shared: Path) -> Path:
    """A database file of this version with the cast in it; copying it is a fifth of the work."""

    def make(folder: Path) -> None:
        move_in(open_store(str(folder / "cast.duckdb")))
        close_store(str(folder / "cast.duckdb"))

    return made_once(shared, "cast", make) / "cast.duckdb"


@pytest.fixture(scope="session")
def cast_on_postgres(postgres_server: str) -> str:
    """The same in this worker's PostgreSQL: the name of a database to copy."""
    address = fresh_database(postgres_server)
    move_in(open_store(address))
    close_store(address)
    return address.rpartition("/")[2]


@pytest.fixture(params=["duckdb", "postgres"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database with the cast in it, on one of the engines."""
    if request.param == "duckdb":
        copy_database(request.getfixturevalue("cast_file"), tmp_path / "planner.duckdb")
        yield str(tmp_path / "planner.duckdb")
        return
    template = request.getfixturevalue("cast_on_postgres")
    address = fresh_database(request.getfixturevalue("postgres_server"), template)
    yield address
    drop_database(address)


@pytest.fixture
def store(database: str, tmp_path: Path) -> Iterator[Store]:
    """A store with the cast in it, on each engine in turn."""
    yield open_store(database, files=tmp_path / "attached")
    close_store(database)


@pytest.fixture
def workspace(store: Store, library: Library) -> Workspace:
    """A planner with the cast around it, on 5 November 2025, on each engine in turn."""
    return Workspace(store=store, library=library, clock=lambda: THEN)


@pytest.fixture
def planner(cast_file: Path, tmp_path: Path, library: Library) -> Iterator[Workspace]:
    """The same planner on DuckDB only, for tests that are not about storage."""
    with opened_copy(cast_file, tmp_path / "desk.duckdb", library) as workspace:
        yield workspace


@pytest.fixture(scope="session")
def whole_file(shared: Path, cast_file: Path, library: Library) -> Path:
    """A planner with something of everything in it, written once: 1.3 s of computing."""
    from tests.storage.whole import fill_all

    def make(folder: Path) -> None:
        with opened_copy(cast_file, folder / "whole.duckdb", library) as workspace:
            fill_all(workspace)

    return made_once(shared, "whole", make) / "whole.duckdb"


@pytest.fixture
def whole_planner(whole_file: Path, tmp_path: Path, library: Library) -> Iterator[Workspace]:
    """A planner on DuckDB with something of everything in it."""
    with opened_copy(whole_file, tmp_path / "desk.duckdb", library) as workspace:
        yield workspace


@pytest.fixture(scope="session")
def demo_file(shared: Path) -> Path:
    """The demo school, written once in a run; tests that change it work on a copy."""

    def make(folder: Path) -> None:
        path = str(folder / "demo.duckdb")
        open_demo(read_settings({"LP_PLANNER_DEMO_DATABASE": path}))
        close_store(path)

    return made_once(shared, "demo", make) / "demo.duckdb"


@pytest.fixture
def demo(demo_file: Path, tmp_path: Path) -> Iterator[Workspace]:
    """A copy of the demo school."""
    path = tmp_path / "demo.duckdb"
    copy_database(demo_file, path)
    yield open_demo(read_settings({"LP_PLANNER_DEMO_DATABASE": str(path)}))
    close_store(str(path))


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch, demo_file: Path, tmp_path: Path) -> Iterator[Opener]:
    """Opens pages on a copy of the demo school and an empty planner of one's own."""
    demo = tmp_path / "demo.duckdb"
    copy_database(demo_file, demo)
    yield Opener(monkeypatch, demo, tmp_path / "local.duckdb")
    forget_pages()
