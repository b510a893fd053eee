"""The table of ASVS names tests that exist, and says why where a line is not met."""

import ast
import re

import pytest

from lp_planner.config import ROOT

PAGE = (ROOT / "docs" / "reference" / "asvs.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (\d[\d.–]+) \| (.+?) \| (.+) \|$", PAGE, re.MULTILINE)
NAMED = sorted(set(re.findall(r"`(tests/[\w/.]+)::(\w+)`", PAGE)))


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_every_test_that_the_table_names_is_there(file: str, name: str) -> None:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_every_line_has_a_test_a_page_or_a_reason() -> None:
    assert len(ROWS) > 70
    for number, _, stands in ROWS:
        says = "::" in stands or "](" in stands or "because" in stands or len(stands) > 12
        assert says, number
        if "not met" in stands or "partly" in stands:
            assert "because" in stands, number


def test_no_line_stands_twice() -> None:
    numbers = [number for number, _, _ in ROWS]
    assert len(set(numbers)) == len(numbers)
