"""The command writes a framework once, whole, under a safe name, and never over another one."""

import json
import os
import tomllib
from pathlib import Path

import pytest

from lp_planner.config import ROOT
from lp_planner.domain.evidence.standards import Framework
from lp_planner.domain.records.errors import PlannerError
from lp_planner.interchange.command import import_framework
from lp_planner.interchange.errors import BadFrameworkFile, FrameworkNotWritten
from lp_planner.interchange.keys import framework_key
from tests.interchange.shapes import as_bytes, flat_matrix, small_package


@pytest.fixture
def garden(tmp_path: Path) -> Path:
    path = tmp_path / "garden.matrix"
    path.write_bytes(as_bytes(flat_matrix()))
    return path


def test_the_toml_is_one_the_planner_can_read(garden: Path, tmp_path: Path) -> None:
    into = tmp_path / "new" / "frameworks"
    told = import_framework(garden, into=into, as_json=False)
    content = tomllib.loads((into / "school_garden.toml").read_text(encoding="utf-8"))
    framework = Framework.model_validate(content)
    assert [standard.key for standard in framework.standards] == ["1.1", "1.10", "1.10.1", "2.0"]
    assert framework.source
    assert str(into / "school_garden.toml") in told
    assert sorted(path.name for path in into.iterdir()) == ["school_garden.toml"]


def test_the_report_as_data_says_what_did_not_fit(garden: Path, tmp_path: Path) -> None:
    told = json.loads(import_framework(garden, into=tmp_path, as_json=True))
    assert told["is_new"] is True
    assert told["written_to"] == str(tmp_path / "school_garden.toml")
    assert {"outcome", "place", "places", "what", "why"} == told["lines"][0].keys()
    assert any(line["place"] == "the scale" for line in told["lines"])


def test_the_same_framework_again_changes_nothing(garden: Path, tmp_path: Path) -> None:
    import_framework(garden, into=tmp_path, as_json=False)
    target = tmp_path / "school_garden.toml"
    target.write_text("# ours\n" + target.read_text(encoding="utf-8"), encoding="utf-8")
    told = json.loads(import_framework(garden, into=tmp_path, as_json=True))
    assert told["is_new"] is False
    assert target.read_text(encoding="utf-8").startswith("# ours")


@pytest.mark.parametrize("present", [b"", b"not toml", b"\xff", b'key = "school_garden"\n'])
def test_another_framework_of_that_name_is_never_overwritten(
    garden: Path, tmp_path: Path, present: bytes
) -> None:
    target = tmp_path / "school_garden.toml"
    target.write_bytes(present)
    with pytest.raises(FrameworkNotWritten, match="already there and holds another framework"):
        import_framework(garden, into=tmp_path, as_json=False)
    assert target.read_bytes() == present


def test_a_link_or_a_folder_of_that_name_is_not_followed(garden: Path, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "school_garden.toml").symlink_to(tmp_path / "outside.toml")
    (tmp_path / "b" / "school_garden.toml").mkdir(parents=True)
    for folder in ("a", "b"):
        with pytest.raises(FrameworkNotWritten):
            import_framework(garden, into=tmp_path / folder, as_json=False)
    assert not (tmp_path / "outside.toml").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such paths")
@pytest.mark.parametrize("name", ["missing.json", ".", "a\x00b", "/dev/null"])
def test_what_is_no_file_is_refused_in_words(name: str, tmp_path: Path) -> None:
    with pytest.raises(BadFrameworkFile):
        import_framework(tmp_path / name, into=tmp_path, as_json=False)


def test_a_folder_that_is_a_file_is_refused_in_words(garden: Path) -> None:
    with pytest.raises(FrameworkNotWritten, match="could not be written"):
        import_framework(garden, into=garden, as_json=False)


def test_a_framework_without_standards_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.matrix"
    path.write_bytes(as_bytes(flat_matrix(standards=[], standardelements=[])))
    with pytest.raises(PlannerError, match="holds no standards"):
        import_framework(path, into=tmp_path / "out", as_json=False)
    assert not (tmp_path / "out").exists()


def test_a_case_package_is_named_after_its_title(tmp_path: Path) -> None:
    path = tmp_path / "package.json"
    path.write_bytes(as_bytes(small_package()))
    import_framework(path, into=tmp_path, as_json=False)
    assert (tmp_path / "school_garden.toml").is_file()


def test_our_own_framework_keeps_its_key(tmp_path: Path) -> None:
    own = ROOT / "data" / "frameworks" / "ssat_lp.toml"
    import_framework(own, into=tmp_path, as_json=False)
    written = tomllib.loads((tmp_path / "ssat_lp.toml").read_text(encoding="utf-8"))
    with own.open("rb") as file:
        assert written == tomllib.load(file)


@pytest.mark.parametrize(
    ("identifier", "title", "key"),
    [
        ("ssat_lp", "any", "ssat_lp"),
        ("OECD-CORE", "any", "oecd_core"),
        ("d0000000-0000-4000-8000-000000000000", "Ngā paerewa", "nga_paerewa"),
        ("../../etc/passwd", "Up & away", "up_away"),
        ("CON", "any", "framework_con"),
        ("nul", "any", "framework_nul"),
        ("x" * 200, "any", "x" * 60),
        ("..", "..", "framework_0df6a5e9e5b3"),
    ],
)
def test_a_key_is_safe_as_a_file_name(identifier: str, title: str, key: str) -> None:
    found = framework_key(identifier, title)
    assert found == key or (key.startswith("framework_0") and found.startswith("framework_"))
