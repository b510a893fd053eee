"""A copy of the content that a test may break."""

import json
import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lp_planner.config import ROOT

DATA = ROOT / "data"
FOLDERS = (
    "pathways", "vocabularies", "frameworks", "toolkit", "calendars", "self_assessment", "inbox",
    "voices",
)  # fmt: skip
PATHWAY = "pathways/implementation.toml"
FRAMEWORK = "frameworks/ssat_lp.toml"
Change = Callable[[dict[str, Any]], None]


def copy_content(into: Path) -> Path:
    """Copy the shipped content below ``into`` and return the copy."""
    copy = into / "data"
    for folder in FOLDERS:
        shutil.copytree(DATA / folder, copy / folder)
    return copy


def change(data: Path, file: str, how: Change) -> None:
    """Read one file, let ``how`` change it, and write it back as TOML."""
    content = tomllib.loads((data / file).read_text(encoding="utf-8"))
    how(content)
    lines = (f"{key} = {_toml(value)}\n" for key, value in content.items())
    (data / file).write_text("".join(lines), encoding="utf-8")


def _toml(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_toml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False)
