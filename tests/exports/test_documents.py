"""The documents keep what they promise: rows, tests that exist, links that lead somewhere."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from lp_planner.config import ROOT
from lp_planner.domain.records.catalogue import RECORD_KINDS

REQUIREMENTS = ROOT / "docs" / "requirements.md"
ROW = re.compile(r"^\| (\d+) \|.*\| ([^|]+) \|$")
TEST_ID = re.compile(r"^`(tests/[\w/]+\.py)::(\w+)`$")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def rows() -> list[tuple[int, str]]:
    lines = REQUIREMENTS.read_text(encoding="utf-8").splitlines()
    return [(int(m[1]), m[2].strip()) for line in lines if (m := ROW.match(line))]


def test_the_requirements_have_106_rows_each_once() -> None:
    assert [number for number, _ in rows()] == list(range(1, 107))


def test_every_requirement_names_tests_that_exist_or_says_not_yet() -> None:
    wrong = []
    for number, shown_by in rows():
        if shown_by == "not yet":
            continue
        for part in shown_by.split(", "):
            match = TEST_ID.match(part)
            if not match:
                wrong.append(f"row {number}: {part} is not a test")
                continue
            path = ROOT / match[1]
            if not path.exists() or f"def {match[2]}(" not in path.read_text(encoding="utf-8"):
                wrong.append(f"row {number}: {part} does not exist")
    assert wrong == []


def test_the_glossary_explains_every_kind_of_record() -> None:
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").lower()
    names = {kind: kind.replace("_", " ") for kind in RECORD_KINDS}
    missing = [
        k for k, name in names.items() if f"**{name}" not in text and f"{name}**" not in text
    ]
    assert missing == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_link_between_documents_leads_somewhere(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", text)
    local = [t for t in targets if not t.startswith(("http", "mailto"))]
    assert [t for t in local if not (document.parent / t).exists()] == []


def test_every_setting_is_described_in_the_readme() -> None:
    config = (ROOT / "lp_planner" / "config.py").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    settings = sorted(set(re.findall(r'"(LP_PLANNER_\w+)"', config)) - {"LP_PLANNER_DEMO"})
    assert [name for name in settings if name not in readme] == []


def test_every_command_is_described_in_the_readme() -> None:
    asked = subprocess.run(
        [sys.executable, "-m", "lp_planner", "--help"],
        capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    commands = re.search(r"\{([\w,-]+)\}", asked.stdout)
    assert commands is not None
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    missing = [c for c in commands[1].split(",") if f"lp_planner {c}" not in readme]
    assert missing == []
