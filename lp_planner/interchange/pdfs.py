"""Looks through a PDF for what runs, hides or calls elsewhere when somebody opens it.

The bytes come from strangers and are read by a library in C++: only what runs in
:mod:`lp_planner.interchange.apart` calls this.
"""

import io
import itertools
import re
import zlib
from collections.abc import Iterator
from typing import Any, Final

import pikepdf

from lp_planner.interchange.bad_file import BadFile
from lp_planner.interchange.links import may_be_clicked

LARGEST_UNPACKED = 250 * 1024 * 1024
LARGEST_BLOCK: Final = 64 * 1024 * 1024
MOST_OBJECTS = 300_000
PIECE = 1024 * 1024
END = b"%%EOF"

NOT_WHOLE = "This PDF is not whole, or something stands behind its end. Please save it afresh."
LOCKED = "This PDF is locked, so we cannot look inside. Please save it without a password."
RUNS = (
    "This PDF can run something or holds other files when it is opened, so we do not keep it. "
    "Please print it to a new PDF."
)
UNFOLDS = (
    "This PDF unfolds into far more than a document holds, so we do not keep it. Please print it "
    "to a new PDF."
)
HIDES = "Parts of this PDF are packed in a way we cannot look into. Please print it to a new PDF."

ACTIVE = {
    "/JavaScript", "/Launch", "/EmbeddedFile", "/EmbeddedFiles", "/XFA", "/SubmitForm",
    "/ImportData", "/GoToE", "/Rendition", "/RichMedia", "/RichMediaContent",
    "/RichMediaSettings", "/RichMediaExecute", "/JS",
}  # fmt: skip
"""Names that no plain document has, whether as a key or as what a key says."""
ACTIVE_KINDS = {"/Movie", "/Sound", "/3D", "/PS"}
"""The same, but only as the kind of an action or annotation; elsewhere they may name a style."""
KINDS = ("/S", "/Subtype")
FILE_NAMES = {"/F", "/UF", "/DOS", "/Unix", "/Mac"}
FILE = ("/EF", "/Ref")
"""A file that is carried along, or a page that is fetched from another one."""
ON_ITS_OWN = {"/GoTo", "/Named", "/SetOCGState", "/Trans", "/Hide", "/ResetForm"}
"""What a document may do without being asked; following a link is not among it."""
UNFOLDING = {"/FlateDecode", "/Fl", "/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"}
_WORTH_A_LOOK = re.compile(
    rb"/(JavaScript|Launch|EmbeddedFiles?|XFA|SubmitForm|ImportData|GoToE|Rendition|RichMedia\w*"
    rb"|Movie|Sound|3D|PS|JS|EF|Ref|FS|URI|Base|UF|F|DOS|Unix|Mac|OpenAction|AA)(?![A-Za-z0-9])"
    rb"|/(S|Subtype) \d+ \d+ R"
)
"""What every rule here begins with, as the library spells it: its names have no escapes."""
_ELSEWHERE = re.compile(r"\w\w+:|//|\\\\")
_UNSEEN = re.compile(r"[\x00-\x20]")


def _opened(data: bytes) -> pikepdf.Pdf:
    # A file that has to be mended is one that two programs may read in two ways.
    return pikepdf.open(io.BytesIO(data), attempt_recovery=False, inherit_page_attributes=False)


def _unlocked(data: bytes) -> pikepdf.Pdf:
    try:
        pdf = _opened(data)
    except pikepdf.PasswordError as refused:
        raise BadFile(LOCKED) from refused
    except pikepdf.PdfError as refused:
        raise BadFile(LOCKED if "encrypt" in str(refused).lower() else NOT_WHOLE) from refused
    if pdf.is_encrypted:
        raise BadFile(LOCKED)
    return pdf


def check_pdf(data: bytes) -> None:
    """Return when a PDF is a plain document that ends where it says.

    Raises:
        BadFile: with one sentence.
    """
    end = data.rfind(END)
    if end < 0 or data[end + len(END) :].strip(b" \t\r\n\x00"):
        raise BadFile(NOT_WHOLE)
    pikepdf.settings.set_qpdf_limits(
        flate_max_memory=LARGEST_BLOCK, run_length_max_memory=LARGEST_BLOCK
    )
    pdf = _unlocked(data)
    left = LARGEST_UNPACKED
    try:
        for value in itertools.chain([pdf.trailer], _objects(pdf)):
            # Walking costs far more than spelling out, and few objects are worth it.
            if _WORTH_A_LOOK.search(_spelled_out(value)):
                _check_value(value)
            if isinstance(value, pikepdf.Stream):
                left -= _unfolded(value, left)
    except BadFile:
        raise
    except Exception as refused:  # a damaged object fails in any way it likes
        raise BadFile(HIDES) from refused
    if pdf.get_warnings():
        raise BadFile(HIDES)


def _objects(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every object of the file, whether or not a page leads to it; also those in object streams."""
    table = pdf.get_xref_table()
    if len(table) > MOST_OBJECTS:
        raise BadFile(UNFOLDS)
    for number, generation in table:
        yield pdf.get_object(number, generation)


def _spelled_out(value: Any) -> bytes:  # noqa: ANN401 - a PDF holds anything
    if isinstance(value, pikepdf.Stream):
        return value.stream_dict.unparse(resolved=True)
    return value.unparse(resolved=True) if isinstance(value, pikepdf.Object) else b""


def _check_value(value: Any) -> None:  # noqa: ANN401 - a PDF holds anything
    """Look through an object and everything that stands in it; others have their own turn."""
    if isinstance(value, pikepdf.Name):
        if str(value) in ACTIVE:
            raise BadFile(RUNS)
    elif isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        for key, part in value.items():
            _check_entry(key, part)
        if isinstance(value, pikepdf.Stream) and "/F" in value:
            raise BadFile(RUNS)
    for part in _parts_of(value):
        _check_value(part)


def _check_entry(key: str, value: Any) -> None:  # noqa: ANN401 - a PDF holds anything
    is_kind = key in KINDS and isinstance(value, pikepdf.Name)
    text = _UNSEEN.sub("", str(value)) if isinstance(value, pikepdf.String) else ""
    if (
        key in ACTIVE
        or (is_kind and str(value) in ACTIVE_KINDS)
        or (key in FILE and isinstance(value, pikepdf.Dictionary))
        or (key == "/FS" and value == pikepdf.Name.URL)
        or (key in {"/URI", "/Base"} and not may_be_clicked(text))
        or (key in FILE_NAMES and _ELSEWHERE.match(text))
    ):
        raise BadFile(RUNS)
    if key == "/OpenAction":
        _check_on_its_own(value)
    elif key == "/AA" and isinstance(value, pikepdf.Dictionary):
        for action in value.values():
            _check_on_its_own(action)


def _check_on_its_own(action: Any, depth: int = 0) -> None:  # noqa: ANN401 - the same
    """Return when what happens without a click stays in the document."""
    if not isinstance(action, pikepdf.Dictionary) or "/S" not in action:
        return  # a place in the document
    if str(action.S) not in ON_ITS_OWN or depth > len(ON_ITS_OWN):
        raise BadFile(RUNS)
    then = action.get("/Next")
    for one in then if isinstance(then, pikepdf.Array) else [then]:
        _check_on_its_own(one, depth + 1)


def _parts_of(value: Any) -> Iterator[Any]:  # noqa: ANN401 - the same
    """What stands in an object itself; what it only points to is an object of its own."""
    parts: Any = ()
    if isinstance(value, pikepdf.Array):
        parts = value
    elif isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        parts = (part for _, part in value.items())
    for part in parts:
        if isinstance(part, pikepdf.Object) and not part.is_indirect:
            yield part


def _unfolded(stream: pikepdf.Stream, left: int) -> int:
    """How many bytes a stream unfolds into, as far as that can be told."""
    said: Any = stream.get("/Filter", [])
    filters = [str(one) for one in said] if isinstance(said, pikepdf.Array) else [str(said)]
    if sum(name in UNFOLDING for name in filters) > 1:
        raise BadFile(HIDES)
    if not UNFOLDING & {*filters}:
        return 0
    if filters[0] in {"/FlateDecode", "/Fl"}:
        return _inflated(stream.read_raw_bytes(), left)
    size = len(stream.read_bytes(pikepdf.StreamDecodeLevel.specialized))
    if size > left:
        raise BadFile(UNFOLDS)
    return size


def _inflated(packed: bytes, left: int) -> int:
    unpacking, waiting, size = zlib.decompressobj(), packed, 0
    while waiting and not unpacking.eof:
        try:
            size += len(unpacking.decompress(waiting, PIECE))
        except zlib.error:  # readers show what comes before the fault
            break
        waiting = unpacking.unconsumed_tail
        if size > left:
            raise BadFile(UNFOLDS)
    return size


def texts_in_pdf(data: bytes) -> str:
    """The texts beside the pages of a PDF: properties, titles, notes, what was typed into a form.

    What cannot be read is left out.
    """
    try:
        return "\n".join(_texts(data))
    except Exception:  # noqa: BLE001 - a damaged object fails in any way it likes
        return ""


def _texts(data: bytes) -> Iterator[str]:
    pdf = _opened(data)
    for value in itertools.chain([pdf.trailer], _objects(pdf)):
        yield from _texts_of(value)
        if isinstance(value, pikepdf.Stream) and value.get("/Type") == pikepdf.Name.Metadata:
            yield value.read_bytes().decode("utf-8", "replace")


def _texts_of(value: Any) -> Iterator[str]:  # noqa: ANN401 - the same
    if isinstance(value, pikepdf.String):
        yield str(value)
    for part in _parts_of(value):
        yield from _texts_of(part)
