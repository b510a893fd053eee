"""The one place where a ZIP is opened: listed, looked over, and unpacked no further than it may.

Word, Excel and PowerPoint files are ZIPs as well. Whoever opens one says in their own sentence why
it is refused; what is wrong with it is found here.
"""

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

SPARE = 1024 * 1024
_LOCAL = 30
_END = 22
_HEAD, _LAST = b"PK\x03\x04", b"PK\x05\x06"


class Fault(Enum):
    """Why a ZIP is not unpacked."""

    UNREADABLE = auto()
    """It is no ZIP, or a part of it cannot be unpacked or is not what was packed."""
    MISNAMED = auto()
    """A name leads out of it or stands there twice, or a part is a link to somewhere else."""
    LOCKED = auto()
    TOO_LARGE = auto()
    """It has far more parts, or unfolds into far more, than whoever opens it expects."""
    UNTRUE = auto()
    """A part is larger than it claims to be."""


class BadZip(Exception):
    """This is no ZIP that we unpack."""

    def __init__(self, fault: Fault) -> None:
        """Say what is wrong; the sentence is for whoever opened it to choose."""
        super().__init__(fault.name)
        self.fault = fault


@dataclass(frozen=True)
class Limits:
    """How much a ZIP may hold; with ``times``, also how often its own size it may unfold into."""

    parts: int
    unpacked: int
    times: int | None = None

    def of(self, size: int) -> int:
        """The most bytes that a ZIP of ``size`` bytes may unfold into."""
        return min(self.unpacked, size * self.times + SPARE) if self.times else self.unpacked


class Zip:
    """A ZIP in memory whose parts are listed; no path in it is ever followed."""

    def __init__(self, data: bytes) -> None:
        """List the parts.

        Raises:
            BadZip: when that cannot be done.
        """
        self._data = data
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                self._parts = [(_name_of(part), part) for part in archive.infolist()]
        except Exception as refused:  # a damaged archive fails in any way it likes
            raise BadZip(Fault.UNREADABLE) from refused

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the parts, with a stroke after each folder."""
        return tuple(name for name, _ in self._parts)

    @property
    def stands_alone(self) -> bool:
        """Whether the file begins with its first part and ends with the end of its list."""
        begins = min((part.header_offset for _, part in self._parts), default=-1)
        is_last = self._data[-_END : -_END + len(_LAST)] == _LAST
        return begins == 0 and is_last and self._data.startswith(_HEAD)

    def check(self, limits: Limits) -> None:
        """Return when what the list says gives no reason to leave the ZIP packed.

        Raises:
            BadZip: otherwise.
        """
        parts = [part for _, part in self._parts]
        if len(parts) > limits.parts:
            raise BadZip(Fault.TOO_LARGE)
        if any(part.flag_bits & 0x1 for part in parts):
            raise BadZip(Fault.LOCKED)
        is_twice = len({name.lower() for name in self.names}) < len(parts)
        if is_twice or any(map(_leads_out, self.names)) or any(map(_is_link, parts)):
            raise BadZip(Fault.MISNAMED)

    def unpacked(self, limits: Limits) -> Iterator[tuple[str, bytes]]:
        """Each part with its name, unpacked one by one and counted while that is done.

        Raises:
            BadZip: for whatever :meth:`check` refuses, and as soon as a part is not as it claims.
        """
        self.check(limits)
        left = limits.of(len(self._data))
        if sum(part.file_size for _, part in self._parts) > left:
            raise BadZip(Fault.TOO_LARGE)
        for name, part in self._parts:
            content = self._content(part, left)
            left -= len(content)
            yield name, content

    def _content(self, part: zipfile.ZipInfo, left: int) -> bytes:
        at = part.header_offset
        if self._data[at : at + len(_HEAD)] != _HEAD:
            raise BadZip(Fault.UNREADABLE)
        begin = at + _LOCAL + int.from_bytes(self._data[at + 26 : at + 28], "little")
        begin += int.from_bytes(self._data[at + 28 : at + 30], "little")
        packed = memoryview(self._data)[begin : begin + part.compress_size]
        most = min(left, part.file_size)
        if part.compress_type == zipfile.ZIP_STORED:
            content = bytes(packed)
        elif part.compress_type == zipfile.ZIP_DEFLATED:
            content = _inflated(packed, most)
        else:
            raise BadZip(Fault.UNREADABLE)
        if len(content) > most:
            raise BadZip(Fault.UNTRUE)
        if len(content) != part.file_size or zlib.crc32(content) != part.CRC:
            raise BadZip(Fault.UNREADABLE)
        return content


def unzipped(data: bytes, limits: Limits) -> dict[str, bytes]:
    """The files of a ZIP by their names, all of them in memory.

    Raises:
        BadZip: when it is refused.
    """
    return {n: content for n, content in Zip(data).unpacked(limits) if not n.endswith("/")}


def _name_of(part: zipfile.ZipInfo) -> str:
    """The name with one sort of stroke: some programs write the other one."""
    return part.filename.replace("\\", "/")


def _leads_out(name: str) -> bool:
    return ":" in name or name.startswith("/") or ".." in name.split("/")


def _is_link(part: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(part.external_attr >> 16)


def _inflated(packed: memoryview, most: int) -> bytes:
    """The content and at most one byte more than it may have."""
    unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        content = unpacking.decompress(packed, most + 1)
    except zlib.error as refused:
        raise BadZip(Fault.UNREADABLE) from refused
    if len(content) <= most and (not unpacking.eof or unpacking.unused_data):
        raise BadZip(Fault.UNREADABLE)
    return content
