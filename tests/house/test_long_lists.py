"""Where there is much, a page stays short: what it draws and what it sends are counted."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest, local_script_runner
from streamlit.testing.v1.element_tree import Block, ElementTree, parse_tree_from_messages

from lp_planner.config import read_settings
from lp_planner.domain.accounts.people import Actor, Cohort, Membership, Person, Role
from lp_planner.domain.cohort.sharing import CohortShare, OpeningPlace, SharedOpening
from lp_planner.domain.evidence.claims import EvidenceClaim
from lp_planner.domain.records.delivery import FidelityVisit
from lp_planner.domain.records.project import Sharing
from lp_planner.domain.records.reach import Reach
from lp_planner.services.accounts import people
from lp_planner.services.demo.demo_school import open_demo
from lp_planner.services.desk import projects
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.portfolio import portfolio, submissions
from lp_planner.storage.registry import close_store
from lp_planner.storage.unit_of_work import UnitOfWork
from tests.demo_copy import copy_database
from tests.once import made_once
from tests.page_script import Opener, forget_pages

RECORDS, PEOPLE, LOOKS = 50, 2_000, 200
MOST_ELEMENTS = 360
"""Of Streamlit's; each is four or five nodes of the page (docs/benchmarks.md)."""
MOST_BYTES = 80_000
KEPT_BY_THE_BROWSER = 10_000
"""A message of this size is sent once, and named afterwards."""


def fill(workspace: Workspace, me: Actor, project_id: str) -> None:
    """Five hundred claims, two thousand colleagues, and a leader who looks every day."""
    standards = [standard.key for standard in workspace.library.framework.standards]

    def save(uow: UnitOfWork) -> None:
        visits = uow.add_many(
            FidelityVisit,
            [
                {
                    "project_id": project_id,
                    "visited_on": dt.date(2025, 11, 1) + dt.timedelta(days=n % 20),
                    "place": f"Room {n}, where the class was reading to each other",
                }
                for n in range(RECORDS)
            ],
        )
        uow.add_many(
            EvidenceClaim,
            [
                {
                    "project_id": project_id,
                    "record_kind": visit.kind,
                    "record_id": visit.id,
                    "standard": standard,
                    "claim": f"I asked before I told ({visit.place}), and waited for {standard}",
                    "reach": Reach.OWN_TEAM,
                    "what_changed": "Lessons begin on time",
                }
                for visit in visits
                for standard in standards
            ],
        )
        roles = (Role.LEAD_PRACTITIONER, Role.COACH)
        everybody = uow.add_many(
            Person,
            [
                {"name": f"Person {n:04d}", "role": roles[n % 2], "school_id": me.school_id}
                for n in range(PEOPLE)
            ],
        )
        leader = uow.add(Person, name="A leader", role=Role.SENIOR_LEADER, school_id=me.school_id)
        cohort = uow.add(Cohort, name="A large cohort", leader_id=leader.id)
        place = uow.add(Membership, cohort_id=cohort.id, person_id=me.person_id)
        uow.add(
            CohortShare,
            project_id=project_id,
            membership_id=place.id,
            leader_id=leader.id,
            level=Sharing.PLAN_AND_EVIDENCE,
        )
        uow.add_many(
            SharedOpening,
            [
                {
                    "project_id": project_id,
                    "opened_by": everybody[n].id,
                    "place": OpeningPlace.LIST,
                    "level": Sharing.PLAN,
                    "visit": f"visit {n}",
                }
                for n in range(LOOKS)
            ],
        )

    workspace.store.write("set-up", save, at=workspace.now())


def link_to_a_copy(workspace: Workspace, me: Actor) -> str:
    desk = workspace.desk(me)
    chosen = portfolio.choices_of(desk).model_copy(update={"reason": "To see how it reads"})
    portfolio.keep_choices(desk, chosen)
    copy = submissions.submit(desk)
    return submissions.make_link(desk, copy.id, for_whom="A moderator", days=7).secret


@pytest.fixture(scope="module")
def much(demo_file: Path, shared: Path) -> Path:
    """The demo school with a project that has everything many times."""

    def make(folder: Path) -> None:
        path = folder / "demo.duckdb"
        copy_database(demo_file, path)
        workspace = open_demo(read_settings({"LP_PLANNER_DEMO_DATABASE": str(path)}))
        marcia = people.actor_for(workspace, "marcia")
        fill(workspace, marcia, projects.my_projects(workspace.desk(marcia))[0].id)
        (folder / "secret").write_text(link_to_a_copy(workspace, marcia), encoding="utf-8")
        close_store(str(path))

    return made_once(shared, "much", make)


Sent = list[int]


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Sent:
    """How many bytes each run of a page sends, as a browser that was here before gets them."""
    sizes: Sent = []

    def read(messages: list) -> ElementTree:  # type: ignore[type-arg]
        each = [message.ByteSize() for message in messages]
        sizes.append(sum(size for size in each if size < KEPT_BY_THE_BROWSER))
        return parse_tree_from_messages(messages)

    monkeypatch.setattr(local_script_runner, "parse_tree_from_messages", read)
    return sizes


@pytest.fixture
def open_much(monkeypatch: pytest.MonkeyPatch, much: Path, tmp_path: Path) -> Iterator[Opener]:
    copy_database(much / "demo.duckdb", tmp_path / "demo.duckdb")
    yield Opener(monkeypatch, tmp_path / "demo.duckdb", tmp_path / "local.duckdb")
    forget_pages()


def elements(page: AppTest) -> int:
    def below(block: Block) -> int:
        return sum(
            1 + below(child) if isinstance(child, Block) else 1 for child in block.children.values()
        )

    return below(page._tree)


def check_is_short(page: AppTest, sent: Sent) -> None:
    assert not page.exception
    assert elements(page) <= MOST_ELEMENTS
    assert sent[-1] <= MOST_BYTES


@pytest.mark.parametrize("page", ["evidence", "portfolio", "sharing"])
def test_a_page_with_five_hundred_claims_and_two_thousand_colleagues_is_short(
    open_much: Opener, sent: Sent, page: str
) -> None:
    check_is_short(open_much("demo:marcia", page), sent)


def test_a_copy_of_five_hundred_claims_is_short_for_a_moderator(
    open_much: Opener, sent: Sent, much: Path
) -> None:
    secret = (much / "secret").read_text(encoding="utf-8")
    page = open_much("", "moderation", token=secret)
    assert any("Read 50 pieces" in str(fold.label) for fold in page.expander)
    check_is_short(page, sent)


@pytest.mark.parametrize("page", ["evidence", "portfolio"])
def test_what_is_folded_is_there_once_it_is_unfolded_with_a_search(
    open_much: Opener, sent: Sent, page: str
) -> None:
    opened = open_much("demo:marcia", page, standard="LP5")
    check_is_short(opened, sent)
    search = next(box for box in opened.text_input if str(box.label).endswith("pieces"))
    search.input("Room 49,").run()
    assert "1 to 1 of 1" in [text.value for text in opened.markdown]


def test_one_of_two_thousand_is_chosen_by_a_few_letters(open_much: Opener) -> None:
    page = open_much("demo:marcia", "sharing")
    project = open_much.project_of("marcia")
    page.text_input(key=f"guest|{project}|who|search").input("1234").run()
    whom = page.selectbox(key=f"guest|{project}|who")
    assert whom.options == [next(name for name in whom.options if name.startswith("Person 1234"))]
