"""Looks through a PDF for what runs, hides or calls elsewhere when somebody opens it.

A child process does the reading: bytes from strangers meet a parser there that may fail, and that
the system ends when it takes more time or memory than a document needs.
"""

import subprocess
import sys
from pathlib import Path

from lp_planner.interchange.bad_file import BadFile

SECONDS = 60
"""How long we wait for the child; the processor time it has is a small part of that."""
WORKER = Path(__file__).parent / "pdf_worker.py"
END = b"%%EOF"

NOT_WHOLE = "This PDF is not whole, or something stands behind its end. Please save it afresh."
LOCKED = "This PDF is locked, so we cannot look inside. Please save it without a password."
RUNS = (
    "This PDF can run something or holds other files when it is opened, so we do not keep it. "
    "Please print it to a new PDF."
)
UNFOLDS = "This PDF unfolds into far more than a document holds, so we do not keep it."
HIDES = "Parts of this PDF are packed in a way we cannot look into. Please print it to a new PDF."

_SAID = {"not whole": NOT_WHOLE, "locked": LOCKED, "runs": RUNS, "hides": HIDES}


def check_pdf(data: bytes) -> None:
    """Return when a PDF is a plain document that ends where it says.

    Raises:
        BadFile: with one sentence.
    """
    end = data.rfind(END)
    if end < 0 or data[end + len(END) :].strip(b" \t\r\n\x00"):
        raise BadFile(NOT_WHOLE)
    found = _ask(data, "check").decode()
    if found != "plain":
        raise BadFile(_SAID.get(found, UNFOLDS))


def texts_in_pdf(data: bytes) -> str:
    """The texts beside the pages of a PDF: properties, titles, notes, what was typed into a form.

    What cannot be read is left out.
    """
    return _ask(data, "texts").decode("utf-8", "replace")


def _ask(data: bytes, what: str) -> bytes:
    """What the child says; nothing when it was ended before it could."""
    try:
        done = subprocess.run(  # noqa: S603 - our own worker, nothing typed on its command line
            [sys.executable, "-I", str(WORKER), what],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            check=True,
        )
    except (subprocess.SubprocessError, OSError):
        return b""
    return done.stdout
