"""What the child process runs: a PDF on standard input, what was found in it on standard output.

Run by path and alone, so that it imports nothing of the planner. The bytes come from strangers and
are read by a library in C++: whatever they do to it ends here, with the time and memory it has.
"""

import io
import itertools
import re
import sys
import zlib
from collections.abc import Iterator
from typing import Any, Final

import pikepdf

CPU_SECONDS = 2
MEMORY = 1024 * 1024 * 1024
LARGEST_UNPACKED = 250 * 1024 * 1024
LARGEST_BLOCK: Final = 64 * 1024 * 1024
PIECE = 1024 * 1024

ACTIVE = {
    "/JavaScript", "/Launch", "/EmbeddedFile", "/EmbeddedFiles", "/XFA", "/SubmitForm",
    "/ImportData", "/GoToE", "/Rendition", "/RichMedia", "/RichMediaContent",
    "/RichMediaSettings", "/RichMediaExecute",
}  # fmt: skip
"""Names that no plain document has, whether as a key or as what a key says."""
ACTIVE_KINDS = {"/Movie", "/Sound", "/3D"}
"""The same, but only as the kind of an action or annotation; elsewhere they may name a style."""
KINDS = ("/S", "/Subtype")
FILE = ("/EF", "/Ref")
"""A file that is carried along, or a page that is fetched from another one."""
ON_ITS_OWN = {"/GoTo", "/Named", "/SetOCGState", "/Trans", "/Hide", "/ResetForm"}
"""What a document may do without being asked; following a link is not among it."""
UNFOLDING = {"/FlateDecode", "/Fl", "/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"}
_WORTH_A_LOOK = re.compile(
    rb"/(JavaScript|Launch|EmbeddedFiles?|XFA|SubmitForm|ImportData|GoToE|Rendition|RichMedia\w*"
    rb"|Movie|Sound|3D|EF|Ref|FS|URI|Base|UF|F|OpenAction|AA)(?![A-Za-z0-9])"
    rb"|/(S|Subtype) \d+ \d+ R"
)
"""What every rule here begins with, as the library spells it: its names have no escapes."""
_RUNS_ON_CLICK = re.compile(r"(javascript|vbscript|data):", re.IGNORECASE)
_ELSEWHERE = re.compile(r"\w\w+:|//|\\\\")
_UNSEEN = re.compile(r"[\x00-\x20]")


class Found(Exception):
    """What was found; its word is the answer."""


def main() -> None:
    """Look through a PDF, or write out the texts in it."""
    _be_modest()
    data = sys.stdin.buffer.read()
    if sys.argv[1:] == ["texts"]:
        sys.stdout.buffer.write("\n".join(_texts(data)).encode("utf-8", "replace"))
        return
    try:
        _check(data)
    except Found as found:
        sys.stdout.write(str(found))
    else:
        sys.stdout.write("plain")


def _be_modest() -> None:
    """Let the system end this process when it asks for too much; Windows has no such limits."""
    try:
        import resource  # noqa: PLC0415 - there is none on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _opened(data: bytes) -> pikepdf.Pdf:
    # A file that has to be mended is one that two programs may read in two ways.
    return pikepdf.open(io.BytesIO(data), attempt_recovery=False, inherit_page_attributes=False)


def _check(data: bytes) -> None:
    pikepdf.settings.set_qpdf_limits(
        flate_max_memory=LARGEST_BLOCK, run_length_max_memory=LARGEST_BLOCK
    )
    try:
        pdf = _opened(data)
    except pikepdf.PasswordError as refused:
        raise Found("locked") from refused
    except pikepdf.PdfError as refused:
        raise Found("locked" if "encrypt" in str(refused).lower() else "not whole") from refused
    if pdf.is_encrypted:
        raise Found("locked")
    left = LARGEST_UNPACKED
    try:
        for value in itertools.chain([pdf.trailer], _objects(pdf)):
            # Walking costs far more than spelling out, and few objects are worth it.
            if _WORTH_A_LOOK.search(_spelled_out(value)):
                _check_value(value)
            if isinstance(value, pikepdf.Stream):
                left -= _unfolded(value, left)
    except Found:
        raise
    except Exception as refused:  # a damaged object fails in any way it likes
        raise Found("hides") from refused
    if pdf.get_warnings():
        raise Found("hides")


def _objects(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every object of the file, whether or not a page leads to it; also those in object streams."""
    for number, generation in pdf.get_xref_table():
        yield pdf.get_object(number, generation)


def _spelled_out(value: Any) -> bytes:  # noqa: ANN401 - a PDF holds anything
    if isinstance(value, pikepdf.Stream):
        return value.stream_dict.unparse(resolved=True)
    return value.unparse(resolved=True) if isinstance(value, pikepdf.Object) else b""


def _check_value(value: Any) -> None:  # noqa: ANN401 - a PDF holds anything
    """Look through an object and everything that stands in it; others have their own turn."""
    if isinstance(value, pikepdf.Name):
        if str(value) in ACTIVE:
            raise Found("runs")
    elif isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        for key, part in value.items():
            _check_entry(key, part)
        if isinstance(value, pikepdf.Stream) and "/F" in value:
            raise Found("runs")
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
        or (key in {"/URI", "/Base"} and _RUNS_ON_CLICK.match(text))
        or (key in {"/F", "/UF"} and _ELSEWHERE.match(text))
    ):
        raise Found("runs")
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
        raise Found("runs")
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
        raise Found("hides")
    if not UNFOLDING & {*filters}:
        return 0
    if filters[0] in {"/FlateDecode", "/Fl"}:
        return _inflated(stream.read_raw_bytes(), left)
    size = len(stream.read_bytes(pikepdf.StreamDecodeLevel.specialized))
    if size > left:
        raise Found("unfolds")
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
            raise Found("unfolds")
    return size


def _texts(data: bytes) -> Iterator[str]:
    """The texts beside the pages: properties, titles, notes, and what was typed into a form."""
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


if __name__ == "__main__":
    main()
