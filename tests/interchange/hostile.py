"""Files that should be kept, and files that should not, made in memory."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from docx import Document
from openpyxl import Workbook
from PIL import Image, ImageDraw, PngImagePlugin

WORD = "wordprocessingml.document.main"
FAMILY = "application/vnd.openxmlformats-officedocument."
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
Made = bytes | Callable[[], bytes]
"""A file, or how to make it: a dear one is made by its test, not by all who collect the tests."""


def ready(file: Made) -> bytes:
    """The file, made now where it was not before."""
    return file if isinstance(file, bytes) else file()


def photo(form: str = "JPEG", size: tuple[int, int] = (320, 240)) -> bytes:
    """A picture that says where it was taken, with what, and who is in it."""
    picture = Image.new("RGB", size, "#88aacc")
    ImageDraw.Draw(picture).rectangle((10, 10, 60, 40), fill="#cc3300")
    exif = Image.Exif()
    exif[0x010F] = "SecretCameraMaker"
    exif[0x9286] = "Tyler Jones in the playground"
    exif[0x0112] = 6
    exif[0x8825] = {1: "N", 2: (51.0, 30.0, 26.5), 3: "W", 4: (0.0, 7.0, 39.9)}
    out = io.BytesIO()
    if form == "PNG":
        info = PngImagePlugin.PngInfo()
        info.add_text("Comment", "Tyler Jones in the playground")
        picture.save(out, form, pnginfo=info, exif=exif)
    else:
        picture.save(out, form, exif=exif, xmp=b"<x:xmpmeta>SecretCameraMaker</x:xmpmeta>")
    return out.getvalue()


def pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A small PDF with these further objects."""
    return _pdf([*_PAGES, *objects], trailer)


def pdf_that_begins_with(entries: bytes, *objects: bytes) -> bytes:
    """A small PDF with further entries in its first object, and further objects from 3 on."""
    return _pdf([_PAGES[0][:-2] + entries + b">>", _PAGES[1], *objects])


_PAGES = (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>")


def _pdf(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    made = bytearray(b"%PDF-1.7\n")
    table = bytearray(b"0000000000 65535 f \n")
    for number, content in enumerate(objects, start=1):
        table += b"%010d 00000 n \n" % len(made)
        made += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    size, at = len(objects) + 1, len(made)
    made += b"xref\n0 %d\n" % size + table
    made += b"trailer\n<</Size %d/Root 1 0 R" % size + trailer + b">>\n"
    return bytes(made + b"startxref\n%d\n%%%%EOF\n" % at)


def pdf_with_packed(
    content: bytes,
    described: bytes = b"/Filter/FlateDecode",
    *,
    encode: Callable[[bytes], bytes] = zlib.compress,
    times: int = 1,
) -> bytes:
    """A PDF with ``content`` as the one object in a stream of objects; with ``times`` in many."""
    made = bytearray(b"%PDF-1.7\n")
    rows = [bytes(7)]

    def add(one: bytes) -> None:
        rows.append(b"\1" + len(made).to_bytes(4, "big") + bytes(2))
        made.extend(b"%d 0 obj\n" % (len(rows) - 1) + one + b"\nendobj\n")

    for page in _PAGES:
        add(page)
    first = len(_PAGES) + times + 2
    for number in range(first, first + times):
        head = b"%d 0 " % number
        told = b"<</Type/ObjStm/N 1/First %d" % len(head) + described
        packed = encode(head + content)
        add(told + b"/Length %d>>\nstream\n" % len(packed) + packed + b"\nendstream")
    at = len(made)
    rows.append(b"\1" + at.to_bytes(4, "big") + bytes(2))
    rows += [b"\2" + (1 + len(_PAGES) + n).to_bytes(4, "big") + bytes(2) for n in range(times)]
    table = b"".join(rows)
    told = b"<</Type/XRef/Root 1 0 R/W[1 4 2]/Size %d/Length %d>>" % (len(rows), len(table))
    made += b"%d 0 obj\n" % (first - 1) + told + b"\nstream\n" + table + b"\nendstream\nendobj\n"
    return bytes(made + b"startxref\n%d\n%%%%EOF\n" % at)


def stream(content: bytes, described: bytes = b"/Filter/FlateDecode") -> bytes:
    """A compressed stream."""
    packed = zlib.compress(content)
    return b"<<" + described + b"/Length %d>>\nstream\n" % len(packed) + packed + b"\nendstream"


@cache
def word() -> bytes:
    """A document as Word knows it."""
    document = Document()
    document.add_paragraph("Minutes of the phonics team")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@cache
def excel() -> bytes:
    """A workbook as Excel knows it."""
    out = io.BytesIO()
    Workbook().save(out)
    return out.getvalue()


def with_parts(package: bytes, parts: Mapping[str, bytes | str]) -> bytes:
    """The same package with further parts, or other ones of the same name."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            if part.filename not in parts:
                new.writestr(part.filename, old.read(part.filename))
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()


def relations(kind: str, target: str, mode: str = "External") -> str:
    """A list of relations with one that leads elsewhere."""
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{REL}{kind}" Target="{target}" TargetMode="{mode}"/>'
        "</Relationships>"
    )


def content_types(kind: str) -> str:
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>'
    )


def archive(**parts: str) -> bytes:
    """A plain ZIP file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def lying_about_size(package: bytes, name: str) -> bytes:
    """The package with a part that claims to be one byte long."""
    data = bytearray(package)
    with zipfile.ZipFile(io.BytesIO(package)) as made:
        part = made.getinfo(name)
    struct.pack_into("<I", data, part.header_offset + 22, 1)
    directory = data.rfind(b"PK\x01\x02", 0, data.rfind(name.encode()))
    struct.pack_into("<I", data, directory + 24, 1)
    return bytes(data)


def huge_png() -> bytes:
    """A small PNG that claims forty thousand points on each side."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        body = kind + content
        return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )  # fmt: skip
