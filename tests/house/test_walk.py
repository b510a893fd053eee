"""A walk over every page in every role: an id of somebody else reads like one that nobody has."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lp_planner.config import read_settings
from lp_planner.domain.accounts.people import Person, Role
from lp_planner.domain.records.project import Sharing
from lp_planner.services.accounts import people
from lp_planner.services.demo.demo_school import open_demo
from lp_planner.services.desk import projects
from lp_planner.services.planning import recording
from lp_planner.storage.registry import close_store
from lp_planner.storage.unit_of_work import UnitOfWork
from lp_planner.ui.frame.navigation import PAGES
from tests.demo_copy import copy_database
from tests.factories import share
from tests.page_script import forget_pages, open_page, words

WHERE = "LP_PLANNER_DEMO_DATABASE"
UNKNOWN = "no-such-thing"


@pytest.fixture
def walked(demo_file: Path, tmp_path: Path) -> Iterator[tuple[Path, dict[str, str]]]:
    """A demo school with somebody in every role, and ids of Marcia's, whose project is private."""
    path = tmp_path / "demo.duckdb"
    copy_database(demo_file, path)
    planner = open_demo(read_settings({WHERE: str(path)}))
    marcia = people.actor_for(planner, "marcia")
    project = projects.my_projects(planner.desk(marcia))[0]
    share(planner, project, Sharing.PRIVATE, marcia)

    def move_in(uow: UnitOfWork) -> None:
        for role in Role:
            uow.add(Person, id=f"one-{role}", name="One", role=role, school_id=marcia.school_id)

    planner.store.write("set-up", move_in, at=planner.now())
    theirs = {
        "project": project.id,
        "shared": project.id,
        "record": recording.records_of(planner.desk(marcia), project.id, "option")[0].id,
        "measure": recording.records_of(planner.desk(marcia), project.id, "measure")[0].id,
    }
    close_store(str(path))
    yield path, theirs
    forget_pages()


@pytest.mark.parametrize("role", list(Role))
def test_an_id_of_somebody_else_opens_no_page_in_any_role(
    monkeypatch: pytest.MonkeyPatch,
    walked: tuple[Path, dict[str, str]],
    tmp_path: Path,
    role: Role,
) -> None:
    path, theirs = walked
    for page in (item.key for item in PAGES):
        said = [
            words(
                open_page(
                    monkeypatch, path, tmp_path / "local.duckdb", f"demo:one-{role}", page,
                    **{name: id_ or UNKNOWN for name, id_ in ids.items()},
                )
            )
            for ids in (theirs, dict.fromkeys(theirs, ""))
        ]  # fmt: skip
        assert said[0] == said[1], page
        assert "keep-up" not in said[0], page


def test_a_lead_s_own_project_opens_no_record_or_measure_of_somebody_else(
    monkeypatch: pytest.MonkeyPatch, walked: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    path, theirs = walked
    planner = open_demo(read_settings({WHERE: str(path)}))
    lead = people.actor_for(planner, "one-lead_practitioner")
    mine = projects.start_project(planner.desk(lead), title="My own").id
    for page in (item.key for item in PAGES if item.of_a_project):
        said = [
            words(
                open_page(
                    monkeypatch, path, tmp_path / "local.duckdb", f"demo:{lead.person_id}", page,
                    **{**ids, "project": mine, "step": "options"},
                )
            )
            for ids in (theirs, dict.fromkeys(theirs, UNKNOWN))
        ]  # fmt: skip
        assert said[0] == said[1], page
        assert "keep-up" not in said[0], page
