"""The page of permissions says what the services ask."""

from lp_planner.config import ROOT
from lp_planner.domain.accounts.permissions import Action
from lp_planner.domain.accounts.permissions_page import permissions_page

PAGE = ROOT / "docs" / "reference" / "permissions.md"


def test_the_page_of_permissions_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == permissions_page()


def test_every_action_has_a_row() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert [action for action in Action if f"| {action.value} |" not in text] == []


def test_an_admin_looks_after_people_and_copies_and_opens_a_project_only_with_a_reason() -> None:
    rows = [row for row in permissions_page().splitlines() if "admin" in row]
    assert rows == [
        next(row for row in rows if row.startswith("| look at a project one was let into | ")),
        "| open a project for a day, with a reason its lead reads | admin |",
        "| look after people and schools | admin |",
        "| make copies of the planner and see how it is | admin |",
        "| read the security log | admin |",
    ]
    assert rows[0].endswith("admin, where they were let in and it has not ended |")
