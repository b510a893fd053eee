"""The page of permissions says what the services ask."""

from lp_planner.config import ROOT
from lp_planner.domain.permissions import Action
from lp_planner.domain.permissions_page import permissions_page

PAGE = ROOT / "docs" / "reference" / "permissions.md"


def test_the_page_of_permissions_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == permissions_page()


def test_every_action_has_a_row() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert [action for action in Action if f"| {action.value} |" not in text] == []


def test_an_admin_is_named_for_looking_after_people_alone() -> None:
    rows = [row for row in permissions_page().splitlines() if "| admin" in row]
    assert rows == ["| look after people and schools | admin |"]
