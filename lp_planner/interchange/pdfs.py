"""Looks through a PDF for what runs, hides or calls elsewhere when somebody opens it.

Actions are named in plain view or in compressed streams, and their names may be written with
escapes; so every stream that can be unpacked is unpacked, within limits, and read as well.
"""

import re
import zlib
from collections.abc import Iterator

from lp_planner.interchange.bad_file import BadFile

LARGEST_UNPACKED = 250 * 1024 * 1024
PIECE = 1024 * 1024
CHUNK = 64 * 1024
ZLIB_HEADER = 2
OVERLAP = 128
MOST_STREAMS = 100_000
MOST_TIMES_READ = 4
END = b"%%EOF"

NOT_WHOLE = "This PDF is not whole, or something stands behind its end. Please save it afresh."
LOCKED = "This PDF is locked, so we cannot look inside. Please save it without a password."
RUNS = (
    "This PDF can run something or holds other files when it is opened, so we do not keep it. "
    "Please print it to a new PDF."
)
UNFOLDS = "This PDF unfolds into far more than a document holds, so we do not keep it."
HIDES = "Parts of this PDF are packed in a way we cannot look into. Please print it to a new PDF."

_ESCAPED = re.compile(rb"#([0-9a-fA-F]{2})")
_RUNS = re.compile(
    rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia\w*|XFA|SubmitForm|ImportData|GoToE|Rendition)"
    rb"(?![A-Za-z0-9])"
)
_LOCKED = re.compile(rb"/Encrypt(?![A-Za-z0-9])")
_STREAM = re.compile(rb"(?<!end)stream\s*")
_PREDICTED = re.compile(rb"/Predictor\s+(?!1\b)")
_USUAL = re.compile(rb"/Filter\s*(/Fl(ateDecode)?|\[\s*/Fl(ateDecode)?\s*\])(?![A-Za-z0-9])")


def check_pdf(data: bytes) -> None:
    """Return when a PDF is a plain document that ends where it says.

    Raises:
        BadFile: with one sentence.
    """
    end = data.rfind(END)
    if end < 0 or data[end + len(END) :].strip(b" \t\r\n\x00"):
        raise BadFile(NOT_WHOLE)
    plain = _spelled_out(data)
    if _RUNS.search(plain):
        raise BadFile(RUNS)
    if _LOCKED.search(plain):
        raise BadFile(LOCKED)
    unpacking = _Unpacking(data)
    for found in _STREAM.finditer(data):
        _check_description(data, found.start())
        for piece in unpacking.pieces(found.end()):
            if _RUNS.search(_spelled_out(piece)):
                raise BadFile(RUNS)


def _spelled_out(data: bytes) -> bytes:
    """The bytes with the escapes of names written out, such as ``/J#61vaScript``."""
    return _ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), data)


def _check_description(data: bytes, at: int) -> None:
    """Return unless a stream of objects is packed in another way than the usual one."""
    begin = max(data.rfind(b"obj", max(0, at - 4_096), at), 0)
    described = _spelled_out(data[begin:at])
    if b"/ObjStm" not in described:
        return
    if b"/Filter" in described and not _USUAL.search(described):
        raise BadFile(HIDES)
    if _PREDICTED.search(described):
        raise BadFile(HIDES)


class _Unpacking:
    """Unpacks the streams of one file, and gives up when they ask for far too much together."""

    def __init__(self, data: bytes) -> None:
        self._data = memoryview(data)
        self._out = LARGEST_UNPACKED
        self._in = MOST_TIMES_READ * len(data) + PIECE
        self._streams = MOST_STREAMS

    def pieces(self, at: int) -> Iterator[bytes]:
        """A stream in pieces that overlap, as far as it can be unpacked at all.

        Readers forgive a wrong checksum or a broken end, so what comes before that is read too.
        """
        self._streams -= 1
        unpacking, tail, waiting = zlib.decompressobj(-zlib.MAX_WBITS), b"", b""
        at += ZLIB_HEADER
        is_whole = True
        while is_whole and not unpacking.eof and (waiting or at < len(self._data)):
            if not waiting:
                waiting = bytes(self._data[at : at + CHUNK])
                at += len(waiting)
            before, given = unpacking.copy(), len(waiting)
            try:
                piece = unpacking.decompress(waiting, PIECE)
                waiting = unpacking.unconsumed_tail
            except zlib.error:
                piece, is_whole = _up_to_the_fault(before, waiting), False
            self._spend(given - len(waiting) if is_whole else len(piece), len(piece))
            if piece:
                yield tail + piece
                tail = (tail + piece)[-OVERLAP:]

    def _spend(self, read: int, written: int) -> None:
        self._in -= read
        self._out -= written
        if min(self._in, self._out, self._streams) < 0:
            raise BadFile(UNFOLDS)


def _up_to_the_fault(unpacking: "zlib._Decompress", waiting: bytes) -> bytes:
    """What can be unpacked before the byte that cannot."""
    found = bytearray()
    for byte in waiting:
        try:
            found += unpacking.decompress(bytes([byte]))
        except zlib.error:
            break
    return bytes(found)
