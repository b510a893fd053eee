"""No answer that stays in is in anything that leaves, or that anybody else can ask for."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from lp_planner.config import ROOT
from lp_planner.domain.records.catalogue import RECORD_KINDS
from tests.once import made_once

EVIDENCE = ("evidence.reports.make_export", "evidence.packs.build_pack", "portfolio.moderation")
OTHERS = ("chloe", "hugo", "gwen", "fiona", "ben")


@pytest.fixture(scope="module", params=["new", "every"])
def looked(request: pytest.FixtureRequest, shared: Path) -> Any:
    """What was made and searched: with new private answers, or with every written one private."""

    def look(folder: Path) -> None:
        ran = subprocess.run(
            [sys.executable, "-m", "tests.house.telltales", request.param, str(folder)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr[-3000:]
        (folder / "found.json").write_text(ran.stdout, encoding="utf-8")

    found = made_once(shared, f"telltales-{request.param}", look) / "found.json"
    return {**json.loads(found.read_text(encoding="utf-8")), "how": request.param}


def test_nothing_private_is_found_where_it_should_not_be(looked: Any) -> None:
    assert looked["leaks"] == []


def test_every_kind_was_written_and_everything_that_makes_a_file_was_asked(looked: Any) -> None:
    assert set(looked["kinds"]) == set(RECORD_KINDS)
    assert looked["unknown"] == [], "tests/house/telltales.py does not know how to call these"
    names = " ".join(looked["seen"])
    from lp_planner.exports import catalogue

    for export in (e for k in catalogue.__annotations__ for e in listed(catalogue, k)):
        assert export.key in names or export.key == "calendar", export.key
    for wanted in (*EVIDENCE, "make_calendar", "open_shared", "open_as_guest", "handed over"):
        assert wanted in names
    for actor in OTHERS:
        assert f"for {actor}" in names


def listed(catalogue: object, name: str) -> tuple[Any, ...]:
    found = getattr(catalogue, name)
    return found if isinstance(found, tuple) else ()


def test_what_may_leave_is_found_so_that_the_search_is_no_blind_one(looked: Any) -> None:
    if looked["how"] == "every":
        return
    for name, words in looked["seen"].items():
        if name.startswith(EVIDENCE) and "draft" not in name and "is_open" not in name:
            assert "coaching_session.a_prose_that_may_leave" in words, name
            assert "priority.a_prose_that_may_leave" in words, name
    assert "priority.a_prose_that_may_leave" in looked["seen"]["what was handed over"]


def test_one_s_own_copy_and_one_s_own_workbook_hold_everything(looked: Any) -> None:
    assert looked["not in one's own copy"] == []
    assert looked["not in one's own workbook"] == []
