"""A ZIP that comes back, read into memory and no further than it may."""

import io
import zipfile

MOST_PARTS = 20_000


class BadZip(Exception):
    """This is no ZIP that can be read."""


def unzipped(data: bytes, *, largest: int) -> dict[str, bytes]:
    """The files of a ZIP by their path, read into memory only; no path is ever followed.

    Raises:
        BadZip: when it cannot be read, or unfolds into more than ``largest`` bytes.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            listed = archive.infolist()
            # What a ZIP claims holds: of a part no more than that is ever read.
            is_small = len(listed) <= MOST_PARTS and sum(a.file_size for a in listed) <= largest
            parts = {a.filename: archive.read(a) for a in listed} if is_small else {}
    except Exception as refused:  # a damaged archive fails in any way it likes
        raise BadZip from refused
    if not parts:
        raise BadZip
    return parts
