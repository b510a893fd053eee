"""What can be read inside a kept file without opening it in a program of its own."""

import html
import io
import re
import zipfile

from lp_planner.interchange.inspecting import PDF

_TAG = re.compile(r"<[^>]*>")


def texts_inside(data: bytes, media_type: str) -> str:
    """The texts and properties of a file that was kept, such as its author's name.

    Text is read whole, an Office file part by part without its markup. Of a PDF only what is not
    packed is read, which is mostly its properties; of a picture nothing. Meant for a look before a
    file goes out, never as a promise that nothing is in it.
    """
    if media_type.startswith("text/"):
        return data.decode("utf-8", "replace")
    if media_type == PDF:
        plain = data.decode("latin-1")
        # A PDF writes other than Latin letters with two bytes each.
        return f"{plain}\n{plain.replace(chr(0), '')}"
    if media_type.startswith("image/"):
        return ""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = [name for name in package.namelist() if name.lower().endswith(".xml")]
        texts = [package.read(name).decode("utf-8", "replace") for name in parts]
    return "\n".join(html.unescape(_TAG.sub("", text)) for text in texts)
