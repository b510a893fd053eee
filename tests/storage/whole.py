"""A whole installation for tests of copying: something of every kind, accounts, a session."""

from pathlib import Path

from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.evidence import attachments
from lp_planner.storage.contents import Sums, sums_of
from lp_planner.storage.duck import reading
from lp_planner.storage.installation import Installation
from lp_planner.storage.store import Store
from lp_planner.storage.witness import witness_file
from tests.accounts.school import Clock, account, as_school, enter
from tests.cast import AMINA
from tests.factories import make_project, write
from tests.safekeeping.test_own_data import fill


def fill_all(workspace: Workspace) -> None:
    """Something of every kind, an account with a session, and a try that failed."""
    fill(workspace)
    record = write(workspace, make_project(workspace), "option", name="With minutes")
    attachments.attach(
        workspace.desk(AMINA), "option", record.id,
        {"evidence_kind": "file", "title": "Mi", "strength": "artefact", "people_in_it": "nobody"},
        file=attachments.GivenFile("minutes.txt", b"minutes of the meeting"),
    )  # fmt: skip
    school = as_school(workspace, Clock())
    enter(school, account(school))


def held(store: Store) -> Sums:
    """The checksums of all that a store holds."""
    with store.engine.transaction(is_write=False) as connection:
        return sums_of(connection)


def held_by(file: Path) -> Sums:
    """The checksums of a file that nobody has open."""
    with reading(file) as connection:
        return sums_of(connection)


def place_in(folder: Path, name: str = "planner.duckdb") -> Installation:
    """An installation in a folder, with a witness beside it."""
    url = str(folder / name)
    return Installation(url, witnesses=(witness_file(url),))


def file_of(store: Store, name: str) -> Path:
    """Where an attached file is kept."""
    return store.files.folder / name[:2] / name
