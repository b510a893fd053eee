"""What can be read inside a kept file without opening it in a program of its own."""

import html
import re

from lp_planner.interchange import packages
from lp_planner.interchange.apart import apart
from lp_planner.interchange.bad_file import BadFile
from lp_planner.interchange.inspecting import PDF
from lp_planner.interchange.pdfs import texts_in_pdf
from lp_planner.interchange.zips import unzipped

_TAG = re.compile(r"<[^<>]*>")


def texts_inside(data: bytes, media_type: str) -> str:
    """The texts and properties of a file that was kept, such as its author's name.

    Text is read whole, an Office file part by part without its markup. Of a PDF everything is read
    but pages that are packed; of a picture nothing. Meant for a look before a
    file goes out, never as a promise that nothing is in it.
    """
    try:
        return apart(read_texts, BadFile)(data, media_type)
    except BadFile:
        return ""


def read_texts(data: bytes, media_type: str) -> str:
    """What :func:`texts_inside` lets its child process do."""
    if media_type.startswith("text/"):
        return data.decode("utf-8", "replace")
    if media_type == PDF:
        plain = data.decode("latin-1")
        # A PDF writes other than Latin letters with two bytes each.
        return f"{plain}\n{plain.replace(chr(0), '')}\n{texts_in_pdf(data)}"
    if media_type.startswith("image/"):
        return ""
    parts = unzipped(data, packages.LIMITS)
    texts = [parts[n].decode("utf-8", "replace") for n in parts if n.lower().endswith(".xml")]
    return "\n".join(html.unescape(_TAG.sub("", text)) for text in texts)
