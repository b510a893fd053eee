"""What most tests stand on: the content, and a fresh store on each engine."""

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
from tests.demo_copy import copy_database
from tests.machine import find_postgres, is_ci
from tests.postgres import fresh_database, private_server

pytest_plugins = ["tests.browser"]


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
def postgres_template(postgres_server: str) -> str:
    """A migrated, empty database; each test copies it, which is quicker than migrating again."""
    address = fresh_database(postgres_server)
    open_store(address)
    close_store(address)
    return address.rpartition("/")[2]


@pytest.fixture(params=["duckdb", "postgres"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a fresh database on one of the engines."""
    if request.param == "duckdb":
        return str(tmp_path / "planner.duckdb")
    server = request.getfixturevalue("postgres_server")
    return fresh_database(server, request.getfixturevalue("postgres_template"))


@pytest.fixture
def store(database: str, tmp_path: Path) -> Iterator[Store]:
    """A fresh store with the cast in it, on each engine in turn."""
    opened = open_store(database, files=tmp_path / "attached")
    move_in(opened)
    yield opened
    close_store(database)


@pytest.fixture
def workspace(store: Store, library: Library) -> Workspace:
    """A planner with the cast around it, on 5 November 2025, on each engine in turn."""
    return Workspace(store=store, library=library, clock=lambda: THEN)


@pytest.fixture
def planner(tmp_path: Path, library: Library) -> Iterator[Workspace]:
    """The same planner on DuckDB only, for tests that are not about storage."""
    opened = open_store(str(tmp_path / "desk.duckdb"))
    move_in(opened)
    yield Workspace(store=opened, library=library, clock=lambda: THEN)
    close_store(opened.url)


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo school, written once; tests that change it work on a copy."""
    path = tmp_path_factory.mktemp("demo") / "demo.duckdb"
    open_demo(read_settings({"LP_PLANNER_DEMO_DATABASE": str(path)}))
    close_store(str(path))
    return path


@pytest.fixture
def demo(demo_file: Path, tmp_path: Path) -> Iterator[Workspace]:
    """A copy of the demo school."""
    path = tmp_path / "demo.duckdb"
    copy_database(demo_file, path)
    yield open_demo(read_settings({"LP_PLANNER_DEMO_DATABASE": str(path)}))
    close_store(str(path))
