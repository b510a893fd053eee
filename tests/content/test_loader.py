"""The loader accepts the shipped content and names every fault of broken content."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lp_planner.content.library import Library
from lp_planner.content.loader import load_library
from lp_planner.domain.records.errors import ContentError
from lp_planner.interchange.command import import_framework
from tests.content.files import FRAMEWORK, PATHWAY, Change, change
from tests.interchange.shapes import as_bytes, flat_matrix

REACHES = "vocabularies/reaches.toml"
GUIDE = "self_assessment/ssat_lp.toml"
ACTIVITIES = "vocabularies/activity_types.toml"


def faults_of(data: Path) -> str:
    """What the loader says about ``data``, one fault a line."""
    with pytest.raises(ContentError) as refused:
        load_library(data)
    return "\n".join(refused.value.faults)


def record(content: dict[str, Any], kind: str) -> dict[str, Any]:
    """The words of one form in a parsed pathway file."""
    found: dict[str, Any] = next(r for r in content["records"] if r["kind"] == kind)
    return found


def steps(content: dict[str, Any]) -> list[dict[str, Any]]:
    """The steps of the first item in a parsed pathway file."""
    found: list[dict[str, Any]] = content["phases"][0]["items"][0]["steps"]
    return found


def term(content: dict[str, Any], key: str) -> dict[str, Any]:
    """One answer in a parsed vocabulary."""
    found: dict[str, Any] = next(t for t in content["terms"] if t["key"] == key)
    return found


def test_the_shipped_content_loads(library: Library) -> None:
    assert [phase.key for phase in library.pathway.phases] == [
        "explore", "prepare", "deliver", "sustain",
    ]  # fmt: skip
    assert len(library.framework.standards) == 10


def test_an_untouched_copy_loads_after_being_written_again(data: Path) -> None:
    for file in (PATHWAY, FRAMEWORK, REACHES):
        change(data, file, lambda _: None)
    load_library(data)


def test_a_second_framework_loads_from_its_file_alone(data: Path) -> None:
    first = (data / FRAMEWORK).read_text(encoding="utf-8")
    second = first.replace('key = "ssat_lp"', 'key = "trust"', 1)
    (data / "frameworks" / "trust.toml").write_text(second, encoding="utf-8")
    library = load_library(data)
    assert list(library.frameworks) == ["ssat_lp", "trust"]
    assert library.framework.key == "ssat_lp"
    assert list(library.guides) == ["ssat_lp"]
    (data / "frameworks" / "trust.toml").write_text(first, encoding="utf-8")
    assert "data/frameworks/trust.toml: key" in faults_of(data)


def test_a_framework_brought_in_by_the_command_is_there_to_be_chosen(
    data: Path, tmp_path: Path
) -> None:
    matrix = tmp_path / "garden.matrix"
    matrix.write_bytes(as_bytes(flat_matrix()))
    import_framework(matrix, into=data / "frameworks", as_json=False)
    library = load_library(data)
    assert list(library.frameworks) == ["ssat_lp", "school_garden"]


FAULTS: list[tuple[str, str, Change, tuple[str, ...]]] = [
    ("a missing label", REACHES, lambda c: c["terms"][1].pop("label"), ("terms[2].label",)),
    (
        "an unknown key",
        REACHES,
        lambda c: c["terms"][0].update(lable="x"),
        ("terms[1].lable", "key"),
    ),
    ("a wrong type", REACHES, lambda c: c["terms"][0].update(label=3), ("terms[1].label",)),
    ("an empty source", REACHES, lambda c: c["terms"][2].update(source=" "), ("terms[3].source",)),
    ("a key unlike its file", REACHES, lambda c: c.update(key="reach"), ("key", "reaches")),
    ("an enum value renamed", REACHES, lambda c: c["terms"][0].update(key="me"), ("own_practice",)),
    ("an enum value removed", REACHES, lambda c: c["terms"].pop(), ("another_school",)),
    (
        "a repeated term",
        ACTIVITIES,
        lambda c: c["terms"].append(c["terms"][0]),
        ("terms", "self_assessment"),
    ),
    ("an unknown phase", ACTIVITIES, lambda c: c["terms"][0].update(phase="begin"), ("begin",)),
    (
        "an unknown standard of a term",
        ACTIVITIES,
        lambda c: c["terms"][1]["standards"][0].update(standard="LP11"),
        ("choose_from_sip", "LP11"),
    ),
    (
        "one act with two first standards",
        ACTIVITIES,
        lambda c: term(c, "pulse_survey")["standards"][0].update(standard="LP2"),
        ("pulse_survey", "survey_round", "same first standard"),
    ),
    (
        "an act that no form records",
        ACTIVITIES,
        lambda c: term(c, "thank_team").update(same_as="leadership_note:applause"),
        ("thank_team", "applause"),
    ),
    (
        "a form with two first standards",
        PATHWAY,
        lambda c: record(c, "peer_session")["standards"][1].update(is_primary=True),
        ("peer_session", "two standards come first", "LP8, LP9"),
    ),
    (
        "a form whose answer puts another standard first",
        PATHWAY,
        lambda c: record(c, "leadership_note")["standards"][1].update(is_primary=True),
        ("leadership_note:success", "LP2, LP1"),
    ),
    (
        "an unknown standard of a form",
        PATHWAY,
        lambda c: record(c, "priority")["standards"][0].update(standard="LP0"),
        ("priority", "LP0"),
    ),
    (
        "a missing field",
        PATHWAY,
        lambda c: record(c, "option")["fields"].pop(0),
        ("option", "name"),
    ),
    (
        "a field too many",
        PATHWAY,
        lambda c: record(c, "option")["fields"].append({"name": "colour", "label": "Colour"}),
        ("option", "colour"),
    ),
    (
        "a missing field of a segment",
        PATHWAY,
        lambda c: record(c, "segment")["fields"].pop(),
        ("segment", "why"),
    ),
    (
        "a first answer that is no field",
        PATHWAY,
        lambda c: record(c, "option").update(first=["colour"]),
        ("option", "first", "colour"),
    ),
    (
        "a first answer that is needed anyway",
        PATHWAY,
        lambda c: record(c, "option").update(first=["name"]),
        ("option", "first", "name"),
    ),
    (
        "too many first answers",
        PATHWAY,
        lambda c: record(c, "measure").update(
            first=[
                "unit",
                "target",
                "due_on",
                "classes",
                "horizon",
                "direction",
                "collector",
                "good",
            ]
        ),
        ("measure", "first", "at most 7"),
    ),
    (
        "a row that says no field",
        PATHWAY,
        lambda c: record(c, "option").update(row={"tags": ["colour"]}),
        ("option", "row", "colour"),
    ),
    ("a missing form", PATHWAY, lambda c: c["records"].pop(0), ("records", "priority")),
    (
        "an unknown kind of form",
        PATHWAY,
        lambda c: c["records"].append({**record(c, "priority"), "kind": "wish"}),
        ("records", "wish"),
    ),
    (
        "a step of an unknown kind",
        PATHWAY,
        lambda c: steps(c)[0].update(kind="wish"),
        ("wish",),
    ),
    ("a kind without a step", PATHWAY, lambda c: steps(c).__delitem__(0), ("priority",)),
    (
        "a repeated step",
        PATHWAY,
        lambda c: steps(c).insert(0, steps(c)[0]),
        ("steps", "priority"),
    ),
    (
        "a repeated item",
        PATHWAY,
        lambda c: c["phases"][0]["items"][1].update(key="focus_area"),
        ("items", "focus_area"),
    ),
    (
        "an item without a step, noted nowhere",
        PATHWAY,
        lambda c: c["phases"][0]["items"][2].update(steps=[], noted_at="nowhere"),
        ("fit_here", "noted_at"),
    ),
    (
        "a phase without a core",
        PATHWAY,
        lambda c: c["phases"][3]["items"][0]["steps"][0].update(is_core=False),
        ("sustain", "core"),
    ),
    (
        "a missing descriptor",
        FRAMEWORK,
        lambda c: c["categories"][0]["standards"][0].pop("descriptor"),
        ("categories[1].standards[1].descriptor",),
    ),
    (
        "an unknown reach",
        FRAMEWORK,
        lambda c: c["levels"][0].update(reach="x"),
        ("levels[1].reach",),
    ),
    (
        "a level of a standard without words",
        GUIDE,
        lambda c: c["standards"][2]["levels"].pop(1),
        ("LP3", "developing"),
    ),
    (
        "words for a standard that is not there",
        GUIDE,
        lambda c: c["standards"][0].update(standard="LP11"),
        ("LP11",),
    ),
    ("a way on from no level", GUIDE, lambda c: c["onward"][0].update(level="x"), ("onward", "x")),
    ("words for no framework", GUIDE, lambda c: c.update(framework="other"), ("framework",)),
    (
        "a repeated standard",
        FRAMEWORK,
        lambda c: c["categories"][0]["standards"].append(c["categories"][0]["standards"][0]),
        ("standards", "LP1"),
    ),
]


@pytest.mark.parametrize(
    ("file", "how", "named"), [f[1:] for f in FAULTS], ids=[f[0] for f in FAULTS]
)
def test_a_fault_is_named_with_its_file_and_place(
    data: Path, file: str, how: Change, named: tuple[str, ...]
) -> None:
    change(data, file, how)
    about = [line for line in faults_of(data).splitlines() if line.startswith(f"data/{file}: ")]
    assert any(all(word in line for word in named) for line in about), about


@pytest.mark.parametrize("file", [PATHWAY, FRAMEWORK, REACHES])
def test_a_missing_file_is_named(data: Path, file: str) -> None:
    (data / file).unlink()
    assert f"data/{file}: the file is missing" in faults_of(data)


def test_broken_toml_is_named_with_line_and_column(data: Path) -> None:
    (data / REACHES).write_text('key = "reaches"\nname = \n', encoding="utf-8")
    said = faults_of(data)
    assert f"data/{REACHES}: " in said
    assert "line 2, column" in said


def _break_two_files(data: Path) -> None:
    change(data, REACHES, lambda c: c["terms"][1].pop("label"))
    change(data, FRAMEWORK, lambda c: c["levels"][0].pop("plain"))


def _break_three_references(data: Path) -> None:
    change(data, ACTIVITIES, lambda c: c["terms"][0].update(phase="begin"))
    change(data, PATHWAY, lambda c: record(c, "option")["fields"].pop(0))
    change(data, REACHES, lambda c: c["terms"].pop())


def _break_shape_and_reference(data: Path) -> None:
    change(data, REACHES, lambda c: c["terms"][1].pop("label"))
    change(data, ACTIVITIES, lambda c: c["terms"][0].update(phase="begin"))


@pytest.mark.parametrize(
    ("how", "named"),
    [
        pytest.param(_break_two_files, ("terms[2].label", "levels[1].plain"), id="two shapes"),
        pytest.param(
            _break_three_references, ("begin", "'name'", "another_school"), id="three references"
        ),
        pytest.param(
            _break_shape_and_reference,
            ("terms[2].label", "begin"),
            id="a shape and a reference",
        ),
    ],
)
def test_several_faults_are_all_named_at_once(
    data: Path, how: Callable[[Path], None], named: tuple[str, ...]
) -> None:
    how(data)
    said = faults_of(data)
    assert [word for word in named if word not in said] == []
