"""Any bytes become a file that is safe to hand back, or one sentence; nothing in between."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from lp_planner.interchange.bad_file import BadFile
from lp_planner.interchange.inspecting import ENDINGS, LARGEST_FILE, inspect, looked_through
from tests.interchange.hostile import (
    FAMILY,
    WORD,
    archive,
    content_types,
    excel,
    huge_png,
    lying_about_size,
    pdf,
    photo,
    relations,
    stream,
    with_parts,
    word,
)

SECRETS = (b"SecretCameraMaker", b"Tyler Jones", b"Exif", b"GPS", b"xmpmeta", b"Comment")


def refused(data: bytes, name: str) -> str:
    with pytest.raises(BadFile) as why:
        inspect(data, name)
    said = why.value.message
    assert said.endswith(".")
    assert "\n" not in said
    return said


@pytest.mark.parametrize(
    ("form", "name"), [("JPEG", "wall.JPG"), ("PNG", "wall.png"), ("WEBP", "wall.webp")]
)
def test_a_photograph_loses_its_place_its_camera_and_every_hidden_word(
    form: str, name: str
) -> None:
    taken = photo(form)
    assert any(secret in taken for secret in SECRETS)
    kept = inspect(taken + b"hidden behind the end", name)
    assert not any(secret in kept.data for secret in SECRETS)
    assert b"hidden behind" not in kept.data
    with Image.open(io.BytesIO(kept.data)) as picture:
        assert not picture.getexif()
        assert picture.size == (240, 320), "it stands upright"


def test_a_large_photograph_becomes_as_large_as_a_screen_shows() -> None:
    kept = inspect(photo(size=(4000, 3000)), "wall.jpeg")
    with Image.open(io.BytesIO(kept.data)) as picture:
        assert max(picture.size) == 2400


def test_a_moving_picture_is_kept_as_a_still_one_and_says_so() -> None:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    out = io.BytesIO()
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:])
    assert inspect(out.getvalue(), "turn.webp").notes


@pytest.mark.parametrize(
    ("data", "name", "media_type"),
    [
        (pdf(stream(b"BT (Hello) Tj ET")), "plan.pdf", "application/pdf"),
        (word(), "minutes.docx", f"{FAMILY}wordprocessingml.document"),
        (excel(), "figures.xlsx", f"{FAMILY}spreadsheetml.sheet"),
        (b"Minutes\r\nWe began at four.", "minutes.txt", "text/plain"),
        ("Was wir sagten: schön".encode("cp1252"), "notes.txt", "text/plain"),
        ("week,seen\n1,4\n".encode("utf-16"), "weeks.csv", "text/csv"),
        (
            with_parts(word(), {"word/embeddings/Sheet1.xlsx": excel()}),
            "chart.docx",
            f"{FAMILY}wordprocessingml.document",
        ),
        (
            with_parts(
                word(),
                {"word/_rels/document.xml.rels": relations("hyperlink", "https://example.org")},
            ),
            "a.docx",
            f"{FAMILY}wordprocessingml.document",
        ),
    ],
)
def test_what_schools_use_is_kept(data: bytes, name: str, media_type: str) -> None:
    kept = inspect(data, name)
    assert (kept.media_type, kept.file_name) == (media_type, name)


def test_text_is_kept_as_utf_8() -> None:
    assert inspect("Schön".encode("cp1252"), "a.txt").data == "Schön".encode()


HOSTILE = [
    ("nothing", b"", "a.txt", "empty"),
    ("too large", b"a" * (LARGEST_FILE + 1), "a.txt", "too large"),
    ("a web page", b"<!DOCTYPE html><p>Hi", "a.html", "run code"),
    ("a web page called text", b"Notes <script>alert(1)</script>", "a.txt", "run code"),
    ("an SVG drawing", b'<svg xmlns="x" onload="alert(1)"/>', "a.svg", "run code"),
    ("an SVG drawing in UTF-16", "<svg onload='x()'/>".encode("utf-16"), "a.txt", "run code"),
    ("a program", b"MZ\x90\x00" + bytes(200), "a.exe", "program"),
    ("a program called a picture", b"\x7fELF" + bytes(200), "a.png", "program"),
    ("a shell script", b"#!/bin/sh\nrm -rf /", "a.txt", "program"),
    ("an old Word file", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.doc", "old Office"),
    ("a ZIP file", archive(a="b"), "a.zip", "one by one"),
    ("a ZIP file called Word", archive(a="b"), "a.docx", "one by one"),
    ("a film", b"\x00\x00\x00\x18ftypmp42" + bytes(50), "a.mp4", "voice or a face"),
    ("an iPhone picture", b"\x00\x00\x00\x18ftypheic" + bytes(50), "a.heic", "JPEG or PNG"),
    ("a GIF", b"GIF89a\x01\x00\x01\x00" + bytes(20), "a.gif", "JPEG or PNG"),
    ("bytes of no kind", bytes(range(256)), "a.bin", "do not know"),
    ("a PDF called a picture", pdf(), "a.png", "another kind of file"),
    ("a picture called a PDF", photo(), "a.pdf", "another kind of file"),
    ("a workbook called a document", excel(), "a.docx", "another kind of file"),
    ("text with an ending of its own", b"key = 1", "a.bat", "another kind of file"),
    ("a broken picture", photo()[:300], "a.jpg", "damaged"),
    ("a picture of 1600 million points", huge_png(), "a.png", "far more points"),
    ("a picture with a ZIP behind it", photo() + archive(a="b"), "a.jpg", "second file"),
    ("a PDF with a ZIP behind it", pdf() + archive(a="b"), "a.pdf", "second file"),
    (
        "a PDF whose ZIP hides in front of its end",
        pdf() + archive(a="b") + b"%%EOF",
        "a.pdf",
        "second file",
    ),
    ("a PDF in a picture", photo()[:20] + b"%PDF-1.7" + photo()[20:], "a.jpg", "second file"),
    ("a PDF with a web page behind it", pdf() + b"<html>", "a.pdf", "not whole"),
    ("a PDF without an end", pdf()[:-8], "a.pdf", "not whole"),
    ("a PDF that is not mended", pdf().replace(b"startxref", b"startxref 9"), "a.pdf", "whole"),
    ("macros", with_parts(word(), {"word/vbaProject.bin": b"x"}), "a.docx", "macros"),
    (
        "macros in the list of types",
        with_parts(
            word(),
            {
                "[Content_Types].xml": content_types(
                    "application/vnd.ms-word.document.macroEnabled.main+xml"
                )
            },
        ),
        "a.docx",
        "macros",
    ),
    (
        "two kinds in one",
        with_parts(
            word(),
            {
                "[Content_Types].xml": content_types(f"{FAMILY}{WORD}+xml").replace(
                    "</Types>",
                    '<Override PartName="/x.xml" ContentType="'
                    f'{FAMILY}spreadsheetml.sheet.main+xml"/></Types>',
                )
            },
        ),
        "a.docx",
        "second file",
    ),
    (
        "an embedded program",
        with_parts(word(), {"word/embeddings/oleObject1.bin": b"x"}),
        "a.docx",
        "program",
    ),
    (
        "an embedded file with macros",
        with_parts(
            word(),
            {"word/embeddings/Sheet1.xlsx": with_parts(excel(), {"xl/vbaProject.bin": b"x"})},
        ),
        "a.docx",
        "macros",
    ),
    (
        "a template from elsewhere",
        with_parts(
            word(),
            {
                "word/_rels/settings.xml.rels": relations(
                    "attachedTemplate", "https://example.org/a.dotm"
                )
            },
        ),
        "a.docx",
        "fetches",
    ),
    (
        "a picture from elsewhere",
        with_parts(
            word(),
            {"word/_rels/document.xml.rels": relations("image", "https://example.org/a.png")},
        ),
        "a.docx",
        "fetches",
    ),
    (
        "a link to a file",
        with_parts(
            word(), {"word/_rels/document.xml.rels": relations("hyperlink", "file:///etc/passwd")}
        ),
        "a.docx",
        "links to a file",
    ),
    (
        "entities",
        with_parts(word(), {"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a/>'}),
        "a.docx",
        "fetches",
    ),
    (
        "entities in the list of types",
        with_parts(word(), {"[Content_Types].xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
        "a.docx",
        "fetches",
    ),
    (
        "a part that lies about its size",
        lying_about_size(with_parts(word(), {"word/a.xml": b"a" * 5000}), "word/a.xml"),
        "a.docx",
        "damaged",
    ),
    ("a part that leads out", with_parts(word(), {"../a.xml": b"a"}), "a.docx", "damaged"),
    (
        "too many parts",
        with_parts(word(), {f"word/{n}.xml": b"" for n in range(2100)}),
        "a.docx",
        "unfolds",
    ),
    ("something behind a document", word() + b"more", "a.docx", "second file"),
    ("something in front of a document", b"PK\x03\x04more" + word(), "a.docx", "second file"),
]


@pytest.mark.parametrize(
    ("data", "name", "says"), [h[1:] for h in HOSTILE], ids=[h[0] for h in HOSTILE]
)
def test_what_is_active_hidden_or_not_what_it_says_is_refused_in_a_sentence(
    data: bytes, name: str, says: str
) -> None:
    assert says in refused(data, name)


def test_a_small_file_that_unfolds_into_a_huge_one_is_refused_before_it_does() -> None:
    megabyte = bytes(1024 * 1024)
    packed = pdf(stream(megabyte * 300))
    assert len(packed) < 1024 * 1024
    assert "unfolds" in refused(packed, "a.pdf")
    bomb = with_parts(word(), {"word/a.xml": megabyte * 250})
    assert len(bomb) < 1024 * 1024
    assert "unfolds" in refused(bomb, "a.docx")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\me\\Minutes .txt", "Minutes.txt"),
        ("evil\u202etxt.txt", "eviltxt.txt"),
        ('a:b*c?"d".txt', "a b c d.txt"),
        ("", "file.txt"),
        ("notes", "notes.txt"),
        ("x" * 500 + ".txt", "x" * 120 + ".txt"),
    ],
)
def test_a_name_leads_nowhere_and_hides_nothing(name: str, shown: str) -> None:
    assert inspect(b"words", name).file_name == shown


STARTS = st.sampled_from(
    [b"", b"%PDF-1.7\n", photo("PNG")[:60], photo()[:60], word()[:80], b"RIFF0000WEBPVP8 ", b"<"]
)
WHOLE = st.sampled_from([photo("PNG"), photo(), photo("WEBP"), word(), excel(), pdf(stream(b"x"))])
ANY_NAME = st.one_of(
    st.text(max_size=20),
    st.sampled_from([f"a.{ending}" for endings in ENDINGS.values() for ending in endings]),
)


def kept_or_refused(data: bytes, name: str) -> None:
    said = ""
    try:
        kept = looked_through(data, name)
    except BadFile as refusal:
        said = refusal.message
    if said:
        assert said.endswith(".")
        return
    assert kept.media_type in ENDINGS
    assert kept.file_name.rpartition(".")[2] in ENDINGS[kept.media_type]
    assert looked_through(kept.data, kept.file_name).media_type == kept.media_type


@settings(derandomize=True, deadline=None, max_examples=300)
@given(start=STARTS, rest=st.binary(max_size=400), name=ANY_NAME)
def test_any_bytes_are_kept_as_a_known_type_or_refused_in_a_sentence(
    start: bytes, rest: bytes, name: str
) -> None:
    kept_or_refused(start + rest, name)


@settings(derandomize=True, deadline=None, max_examples=300)
@given(
    whole=WHOLE, place=st.floats(0, 1), length=st.integers(0, 40), patch=st.binary(max_size=40),
    name=ANY_NAME,
)  # fmt: skip
def test_a_good_file_with_a_fault_anywhere_is_kept_or_refused_in_a_sentence(
    whole: bytes, place: float, length: int, patch: bytes, name: str
) -> None:
    at = int(place * len(whole))
    kept_or_refused(whole[:at] + patch + whole[at + length :], name)
