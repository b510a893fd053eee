"""Nothing in the product looks at a self-assessment but the places that belong to its owner."""

import ast
from pathlib import Path

from lp_planner.config import ROOT
from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.self_assessment.self_assessment import SelfRating, SelfThought

MAY_LOOK = {
    "lp_planner/services/self_assessment/self_assessment.py": "the owner's own reading and writing",
    "lp_planner/services/safekeeping/own_data.py": "the owner's own copy",
    "lp_planner/services/safekeeping/own_data_page.py": "the owner's own copy, to be read",
    "lp_planner/ui/self_assessment/thought_box.py": "a box of the owner's own page",
    "lp_planner/services/safekeeping/own_data_return.py": "the owner's own copy, coming back",
    "lp_planner/services/demo/demo_school.py": "writes the invented one of the demo school",
    "lp_planner/storage/tables.py": "names the tables",
    "lp_planner/ui/self_assessment/self_assessment_page.py": "the owner's page",
    "lp_planner/ui/home/beginning_panel.py": "whether the owner has begun",
}
MODULES = {
    "lp_planner.domain.self_assessment.self_assessment",
    "lp_planner.services.self_assessment.self_assessment",
}
TABLES = ("self_rating", "self_thought")


def imported_by(path: Path) -> set[str]:
    """The full names that a file imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {str(node.module)} | {f"{node.module}.{a.name}" for a in node.names}
    return found


def test_only_its_owner_s_places_import_the_self_assessment() -> None:
    files = [*(ROOT / "lp_planner").rglob("*.py"), *(ROOT / "pages").glob("*.py"), ROOT / "app.py"]
    lookers = {f.relative_to(ROOT).as_posix() for f in files if imported_by(f) & MODULES}
    assert lookers - MAY_LOOK.keys() == set()


def test_no_query_names_its_tables() -> None:
    files = (ROOT / "lp_planner").rglob("*.py")
    naming = {
        f.relative_to(ROOT).as_posix()
        for f in files
        if any(table in f.read_text(encoding="utf-8") for table in TABLES)
    }
    assert naming == {"lp_planner/storage/tables.py"}


def test_it_is_no_kind_of_record_so_exports_and_counts_walk_past_it() -> None:
    assert not {SelfRating, SelfThought} & {*RECORD_KINDS.values()}
