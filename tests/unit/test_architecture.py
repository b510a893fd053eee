"""The house rules that tools cannot see: sizes, places, and nothing forgotten."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from lp_planner.charts.catalogue import CHARTS
from lp_planner.config import ROOT
from lp_planner.domain.catalogue import RECORD_KINDS
from lp_planner.domain.fields import FieldKind
from lp_planner.storage.tables import TABLES
from lp_planner.ui.navigation import BY_KEY

PACKAGE = ROOT / "lp_planner"
MODULES = sorted(PACKAGE.rglob("*.py"))
PAGES = sorted((ROOT / "pages").glob("*.py"))
SQL = re.compile(r"\b(SELECT .+ FROM|INSERT INTO|UPDATE .+ SET|DELETE FROM)\b", re.DOTALL)
VAGUE = {"utils", "helpers", "common", "manager", "handler", "misc"}


def place(path: Path, node: ast.AST | None = None) -> str:
    line = f":{node.lineno}" if isinstance(node, ast.expr | ast.stmt) else ""
    return f"{path.relative_to(ROOT)}{line}"


def nodes(path: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(path.read_text(encoding="utf-8")))


def strings(path: Path) -> Iterator[ast.Constant]:
    return (n for n in nodes(path) if isinstance(n, ast.Constant) and isinstance(n.value, str))


@pytest.mark.parametrize(("paths", "limit"), [(MODULES, 400), ([*PAGES, ROOT / "app.py"], 60)])
def test_no_module_grows_past_its_limit(paths: list[Path], limit: int) -> None:
    sizes = {place(p): len(p.read_text(encoding="utf-8").splitlines()) for p in paths}
    assert {name: size for name, size in sizes.items() if size > limit} == {}


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        place(p)
        for p in [*MODULES, *PAGES, ROOT / "app.py"]
        if not ast.get_docstring(ast.parse(p.read_text(encoding="utf-8")))
    ]
    assert silent == []


def test_modules_have_names_that_say_something() -> None:
    assert [place(p) for p in MODULES if p.stem in VAGUE] == []


def test_only_one_module_touches_the_session_state() -> None:
    allowed = PACKAGE / "ui" / "session.py"
    found = [
        place(path, node)
        for path in [*MODULES, *PAGES]
        if path != allowed
        for node in nodes(path)
        if isinstance(node, ast.Attribute) and node.attr == "session_state"
    ]
    assert found == []


def test_sql_is_written_in_storage_only() -> None:
    found = [
        place(path, text)
        for path in [*MODULES, *PAGES]
        if "storage" not in path.parts
        for text in strings(path)
        if SQL.search(str(text.value))
    ]
    assert found == []


def test_nothing_dangerous_is_used_anywhere() -> None:
    banned = {"unsafe_allow_html", "unsafe_allow_javascript", "eval", "exec", "pickle"}
    found = [
        place(path, node)
        for path in [*MODULES, *PAGES]
        for node in nodes(path)
        if (isinstance(node, ast.keyword) and node.arg in banned)
        or (isinstance(node, ast.Name) and node.id in banned)
        or (isinstance(node, ast.Import) and banned & {alias.name for alias in node.names})
    ]
    assert found == []


def test_content_files_are_opened_by_the_content_package_and_the_demo_only() -> None:
    allowed = {PACKAGE / "services" / "demo.py", PACKAGE / "storage" / "migrate.py"}
    found = [
        place(path, node)
        for path in [*MODULES, *PAGES]
        if path not in allowed and "content" not in path.parts
        for node in nodes(path)
        if (isinstance(node, ast.Attribute) and node.attr in {"read_text", "tomllib"})
        or (isinstance(node, ast.Import) and "tomllib" in {a.name for a in node.names})
        if path not in allowed and "content" not in path.parts
    ]
    assert found == []


def test_every_page_file_is_in_the_navigation_and_every_entry_has_its_file() -> None:
    assert {path.stem for path in PAGES} == set(BY_KEY)


def test_every_phase_has_its_page() -> None:
    with (ROOT / "data/pathways/implementation.toml").open("rb") as file:
        phases = [phase["key"] for phase in tomllib.load(file)["phases"]]
    missing = [f"phase {key!r} has no pages/{key}.py" for key in phases if key not in BY_KEY]
    assert missing == []


def test_every_kind_of_record_has_its_table() -> None:
    assert [kind for kind, model in RECORD_KINDS.items() if TABLES.get(model) != kind] == []


def test_every_kind_of_answer_is_drawn_by_the_form() -> None:
    drawn = (PACKAGE / "ui" / "field_widgets.py").read_text(encoding="utf-8")
    assert [k.name for k in FieldKind if f"case FieldKind.{k.name}:" not in drawn] == []


def test_every_chart_that_a_service_draws_is_in_the_catalogue() -> None:
    drawn = (PACKAGE / "services" / "results.py").read_text(encoding="utf-8")
    named = set(re.findall(r"from lp_planner\.charts\.\w+ import (.+)", drawn))
    functions = {name.strip() for line in named for name in line.split(",")} - {"Chart"}
    catalogued = {getattr(chart, "__name__", "") for chart in CHARTS.values()}
    partial = {getattr(getattr(chart, "func", None), "__name__", "") for chart in CHARTS.values()}
    assert functions - catalogued - partial == set()
