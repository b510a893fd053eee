"""The page on how a cohort starts says what the screens say, and what it promises is so."""

import re
from pathlib import Path

from lp_planner.config import ROOT
from lp_planner.domain.records.errors import PermissionDenied
from lp_planner.services.cohort import cohorts
from lp_planner.services.desk.workspace import Workspace
from tests.cast import FIONA, HUGO

PAGE = (ROOT / "docs" / "how-to" / "start-a-cohort.md").read_text(encoding="utf-8")
SCREENS = "\n".join(
    path.read_text(encoding="utf-8")
    for path in sorted(Path(ROOT / "lp_planner" / "ui").rglob("*.py"))
)


def test_every_button_it_names_is_on_a_screen() -> None:
    named = re.findall(r"“([^”]+)”", PAGE)
    assert len(named) > 6
    assert [name for name in named if f'"{name}"' not in SCREENS] == []


def test_it_is_one_page_and_is_found_from_the_readme() -> None:
    assert len(PAGE.split()) < 700
    assert "docs/how-to/start-a-cohort.md" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_a_coach_and_an_admin_see_no_cohort(planner: Workspace) -> None:
    for actor in (HUGO, FIONA):
        try:
            cohorts.cohort_progress(planner.desk(actor))
        except PermissionDenied:
            continue
        raise AssertionError(actor.name)
