"""Any bytes whatsoever are either read or refused in one sentence."""

import json
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lp_planner.config import ROOT
from lp_planner.interchange.case import write_case
from lp_planner.interchange.draft_to_framework import fit
from lp_planner.interchange.errors import BadFrameworkFile
from lp_planner.interchange.reading import LARGEST, read_framework
from lp_planner.interchange.toml_out import framework_toml
from tests.interchange.shapes import (
    MOODLE_HEAD,
    MOODLE_ROWS,
    as_bytes,
    flat_matrix,
    nested_matrix,
    small_package,
)

OWN = (ROOT / "data" / "frameworks" / "ssat_lp.toml").read_bytes()
VALID = {
    "flat.matrix": as_bytes(flat_matrix()),
    "nested.matrix": as_bytes(nested_matrix()),
    "package.json": as_bytes(small_package()),
    "garden.csv": (MOODLE_HEAD + MOODLE_ROWS).encode(),
    "own.toml": OWN,
}
NAMES = st.sampled_from([*VALID, "no ending", "", "x.TXT"])


def try_to_read(data: bytes, name: str) -> None:
    """Read, and take the result as far as it goes; the one refusal allowed is our own."""
    refusal, result = "", None
    try:
        result = read_framework(data, name=name)
    except BadFrameworkFile as refused:
        refusal = refused.message
    if result is None:
        assert refusal.endswith(".")
        assert "nobody can keep" not in refusal
        assert "\n" not in refusal
        return
    draft, report = result
    json.dumps(report.to_json()).encode()
    report.to_text().encode()
    framework_toml(fit(draft)[0])
    assert read_framework(write_case(draft), name=name)[0] == draft


@given(st.binary(max_size=200), NAMES)
@settings(derandomize=True, deadline=None, max_examples=300)
def test_random_bytes_are_refused_in_words(data: bytes, name: str) -> None:
    try_to_read(data, name)


@given(st.text(max_size=200), NAMES)
@settings(derandomize=True, deadline=None, max_examples=200)
def test_random_text_is_refused_in_words(text: str, name: str) -> None:
    try_to_read(text.encode("utf-8", "surrogatepass"), name)


@given(
    st.sampled_from(list(VALID)),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 30), st.binary(max_size=8)), max_size=4),
)
@settings(derandomize=True, deadline=None, max_examples=300)
def test_damaged_files_are_read_or_refused(
    name: str, damages: list[tuple[float, int, bytes]]
) -> None:
    data = VALID[name]
    for where, length, instead in damages:
        start = int(where * len(data))
        data = data[:start] + instead + data[start + length :]
    try_to_read(data, name)


VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a JSON value."""
    below: Any = value.items() if isinstance(value, dict) else ()
    below = enumerate(value) if isinstance(value, list) else below
    found = [path] if path else []
    for key, inner in below:
        found += places(inner, (*path, key))
    return found


def replaced(value: Any, path: tuple[Any, ...], by: Any) -> Any:
    """The value with something else at one place."""
    if not path:
        return by
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = replaced(value[path[0]], path[1:], by)
    return copy


@given(st.sampled_from([flat_matrix(), nested_matrix(), small_package()]), st.data())
@settings(derandomize=True, deadline=None, max_examples=250)
def test_anything_in_place_of_any_field_is_read_or_refused(
    content: Any, data: st.DataObject
) -> None:
    for _ in range(data.draw(st.integers(1, 3))):
        spots = places(content)
        content = replaced(content, data.draw(st.sampled_from(spots)), data.draw(VALUES))
    try_to_read(json.dumps(content).encode(), "damaged.json")


def zipped() -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr("a", "b")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "a.json", "a.json is empty"),
        (b"\xef\xbb\xbf  \n", "a.json", "a.json is empty"),
        (b" " * (LARGEST + 1), "a.json", "larger than 20 MB"),
        (b"<!DOCTYPE html><p>Sign in</p>", "a.json", "web page"),
        (b"%PDF-1.7", "a.pdf", "a PDF"),
        (zipped(), "a.xlsx", "Office file"),
        (b'{"framework": {"name": "x",}}', "a.matrix", "Line 1, column 28"),
        (b'{"framework":\n {"name": "a\nb"}}', "a.matrix", "Line 2, column 13"),
        (b'{"framework": {"name": "\xe9"}}', "a.matrix", "Line 1, byte 25"),
        (b"[[a]", "a.toml", "Line 1, column 4"),
        (b"a = 1\na = 2\n", "a.toml", "Line 2, column 6"),
        (b'key = "x', "a.toml", "the end"),
        (b"key = 1\n", "a.toml", "key: this must be a text"),
        (b"n = " + b"9" * 10_000, "a.toml", "a number or a date"),
        (b"{" * 100_000, "a.json", "not valid JSON"),
        (b'{"a":' * 100_000, "a.json", "nested far deeper"),
        (b"[" * 100_000, "a.matrix", "nested far deeper"),
        (b"a = " + b"[" * 100_000, "a.toml", "nested far deeper"),
        (b"a." * 50_000 + b"a = 1", "a.toml", "larger or deeper"),
        (b'{"framework": {"name": NaN}}', "a.json", "NaN"),
        (b'{"other": 1}', "a.json", "neither a CASE package"),
        (b"[1, 2]", "a.json", "neither a CASE package"),
        (b"just words", "a.txt", "no framework the planner knows"),
    ],
)
def test_what_is_no_framework_is_refused_with_its_place(data: bytes, name: str, words: str) -> None:
    with pytest.raises(BadFrameworkFile, match=words):
        read_framework(data, name=name)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_files_with_a_byte_order_mark_are_read(encoding: str) -> None:
    data = json.dumps(flat_matrix(), ensure_ascii=False).encode(encoding)
    draft, report = read_framework(data, name="a.matrix")
    assert draft == read_framework(VALID["flat.matrix"], name="a.matrix")[0]
    assert "byte order mark" in report.of("changed")[0].what


@pytest.mark.parametrize(
    ("literal", "told"),
    [("\\ud800 x", " x"), ("a\\u0000b", "ab"), ("\\ud835\\udc51", "𝑑")],
)
def test_letters_that_no_text_should_hold_are_taken_out(literal: str, told: str) -> None:
    data = VALID["flat.matrix"].replace(b'"Soil"', f'"{literal}"'.encode())
    assert read_framework(data, name="a.matrix")[0].items[0].title == told


def test_a_key_that_no_text_should_hold_does_not_spoil_the_report() -> None:
    data = VALID["flat.matrix"].replace(b'"institution"', b'"\\ud800\\u001b[2J"')
    _, report = read_framework(data, name="a\udc80.matrix")
    report.to_text().encode()
    assert report.of("dropped")[0].place == "framework.[2J"


@pytest.mark.parametrize("number", ["1e999999", "9" * 6000, "-0.000000000000000000001", "1E+2"])
def test_a_number_of_any_size_keeps_its_digits(number: str) -> None:
    data = VALID["flat.matrix"].replace(b'"shortname": "1"', f'"shortname": {number}'.encode())
    assert read_framework(data, name="a.matrix")[0].items[0].code == number


def test_the_content_decides_and_not_the_name() -> None:
    for name, data in VALID.items():
        expected = read_framework(data, name=name)[0]
        for other in ("x.toml", "x.csv", "x.json", "x.matrix", "x"):
            assert read_framework(data, name=other)[0] == expected


def test_a_tree_as_deep_as_the_file_is_long_is_read() -> None:
    elements = [
        {"elementid": str(n), "name": "n", "parentelementid": str(n - 1)} for n in range(3000)
    ]
    draft, _ = read_framework(as_bytes(flat_matrix(standardelements=elements)), name="deep.matrix")
    assert len(draft.items) == 3002
    assert fit(draft)[0].standards


def test_our_own_file_is_read_without_a_change() -> None:
    _, report = read_framework(OWN, name=Path("ssat_lp.toml").name)
    assert not report.of("changed")
    assert not report.of("dropped")


def test_a_report_says_in_words_and_as_data_what_became_of_the_file() -> None:
    _, report = read_framework(VALID["flat.matrix"], name="flat.matrix")
    text = report.to_text()
    assert text.startswith(
        "flat.matrix: School garden, read as a Mahara SmartEvidence file: 6 items"
    )
    assert "framework.description: the framework’s description (HTML became plain text)" in text
    data = report.to_json()
    assert data["counts"] == {
        outcome: sum(len(line.places) for line in report.of(outcome))
        for outcome in ("carried", "changed", "dropped")
    }
