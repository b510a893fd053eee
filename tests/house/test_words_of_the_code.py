"""What the glossary, the documents and the docstrings point at is there under that name."""

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from lp_planner.config import ROOT

PACKAGE = ROOT / "lp_planner"
FLOORS = {path.name for path in PACKAGE.iterdir() if path.is_dir()} | {"lp_planner", "tests"}
PLACE = re.compile(r"`([a-z_/]+(?:\.py)?)(?::([A-Za-z_]+))?`")
IN_DOCUMENT = re.compile(rf"`((?:{'|'.join(FLOORS)})/[a-z_/]*(?:\.py)?)(?::([A-Za-z_.]+))?`")
ROLE = re.compile(r":(?:func|class|meth|mod|attr|data):`([\w.]+)`")
DOCUMENTS = [
    *sorted((ROOT / "docs").rglob("*.md")),
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "data/README.md")),
]
MODULES = sorted(PACKAGE.rglob("*.py"))


def path_of(place: str) -> Path:
    """The file or folder that a document means, from the top or from inside the package."""
    is_from_the_top = place.startswith(("lp_planner/", "tests/"))
    return ROOT / place if is_from_the_top else PACKAGE / place


@cache
def names_in(path: Path) -> frozenset[str]:
    """What a module defines or brings in, and what its classes hold."""
    return frozenset(_names(ast.parse(path.read_text(encoding="utf-8"))))


def _names(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield node.name
            case ast.Name(ctx=ast.Store()):
                yield node.id
            case ast.Import() | ast.ImportFrom():
                yield from (alias.asname or alias.name for alias in node.names)


def is_there(place: str, name: str) -> bool:
    """Whether the place exists and defines the name, if one is given."""
    path = path_of(place)
    if not path.exists() or not name:
        return path.exists()
    return path.is_file() and set(name.split(".")) <= names_in(path)


def words_of_the_code() -> Mapping[str, list[tuple[str, str]]]:
    """Each word of the glossary's table with the places it names."""
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    rows = re.findall(
        r"^\| ([^|]+) \| .+ \| ([^|]+) \|$", text.partition("## Words")[2], re.MULTILINE
    )
    return {word: PLACE.findall(where) for word, where in rows if word not in {"word", "---"}}


def test_every_word_of_the_code_lives_where_the_glossary_says() -> None:
    words = words_of_the_code()
    assert len(words) > 30
    lost = [
        f"{word}: {place}:{name}"
        for word, places in words.items()
        for place, name in places or [("nowhere", "")]
        if not is_there(place, name)
    ]
    assert not lost


def test_the_words_of_the_code_stand_in_alphabetical_order() -> None:
    words = list(words_of_the_code())
    assert words == sorted(words)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_module_a_document_names_is_there(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    found = IN_DOCUMENT.findall(text)
    assert [f"{place}:{name}" for place, name in found if not is_there(place, name)] == []


def test_every_name_a_docstring_points_at_is_there() -> None:
    """A bare name is one of the module's own; ``module.name`` is looked for under that module."""
    by_stem: dict[str, set[str]] = {}
    for path in MODULES:
        by_stem.setdefault(path.stem, set()).update(names_in(path))
    lost = []
    for path in MODULES:
        for target in ROLE.findall(path.read_text(encoding="utf-8")):
            *modules, name = target.split(".")
            known = by_stem.get(modules[-1], set()) if modules else names_in(path)
            is_module = (ROOT / Path(*target.split("."))).with_suffix(".py").exists()
            if name not in known and not is_module:
                lost.append(f"{path.name}: {target}")
    assert not lost
