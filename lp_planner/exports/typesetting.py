"""Setting pages and pictures with typst, in a child process that may fail without harm.

What people wrote goes in as data (JSON) and never as markup. The child has a time limit, and its
memory ends with it; a crash of the typesetter is a sentence here, not the end of the planner.
"""

import base64
import datetime as dt
import json
import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lp_planner.domain.records.errors import PlannerError
from lp_planner.exports import covered
from lp_planner.exports.document_text import clean_xml

HERE = Path(__file__).parent
FONTS = HERE / "fonts"
TEMPLATES = HERE / "templates"
SECONDS = 90
PLAIN = 0x24F
WORKER = HERE / "typst_worker.py"
PICTURE_PPI = 220
"""Fine enough for print, small enough for a document that is sent by mail."""


class NotTypeset(PlannerError):
    """The PDF could not be made just now. The Word document holds the same; please take that."""


@dataclass(frozen=True)
class Typeset:
    """A finished PDF; ``note`` says why it is tagged without the claim of PDF/UA, or nothing."""

    content: bytes
    note: str = ""


def typeset(
    template: str,
    data: Mapping[str, object],
    *,
    made_on: dt.date,
    pictures: Mapping[str, str] | None = None,
) -> Typeset:
    """Set ``data`` with one of our templates as a tagged PDF.

    ``pictures`` are SVG texts by the names the template knows them by. The same input gives the
    same bytes.

    Raises:
        NotTypeset: when the typesetter fails or takes longer than ``SECONDS``.
    """
    made_at = dt.datetime.combine(made_on, dt.time(12), dt.UTC)
    ending = {"format": "pdf", "timestamp": int(made_at.timestamp())}
    use = [template, "look.typ"]
    files = {name: printable(svg).encode() for name, svg in (pictures or {}).items()}
    files["data.json"] = json.dumps(_each_text(data, printable), ensure_ascii=False).encode()
    try:
        made, note = _ask(files, mains=[template], use=use, ending=ending)
    except NotTypeset:
        # Rare mixtures of scripts crash the typesetter; then plain letters are better than none.
        files["data.json"] = json.dumps(_each_text(data, _plainly)).encode()
        made, note = _ask(files, mains=[template], use=use, ending=ending)
    return Typeset(made[0], note)


def as_png(pictures: Sequence[str]) -> tuple[bytes, ...]:
    """SVG texts as PNG pictures, for documents that take no SVG.

    Raises:
        NotTypeset: when the typesetter fails or takes longer than ``SECONDS``.
    """
    if not pictures:
        return ()
    files: dict[str, bytes] = {}
    mains = []
    for number, svg in enumerate(pictures):
        files[f"{number}.svg"] = printable(svg).encode()
        files[f"{number}.typ"] = (
            "#set page(width: auto, height: auto, margin: 0pt)\n"
            f'#image("/{number}.svg", width: 16cm)\n'
        ).encode()
        mains.append(f"{number}.typ")
    ending = {"format": "png", "ppi": PICTURE_PPI}
    return tuple(_ask(files, mains=mains, use=[], ending=ending)[0])


def printable(text: str) -> str:
    """The text with what our fonts cannot draw given by its name: "[grinning face]".

    A PDF that claims to be accessible may not hold an empty box.
    """
    if _ORDINARY.fullmatch(text):
        return text
    kept = unicodedata.normalize("NFC", clean_xml(text))
    return "".join(_drawn(character) for character in kept if character not in _UNSEEN)


_ORDINARY = re.compile(r"[\n -~\u00a1-\u00ac\u00ae-\u0233\u2013-\u2022\u2026]*")
"""Letters of western Europe and its punctuation: nearly all there is, and nothing to change."""
_UNSEEN = frozenset(
    "\u00ad\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f"
    "\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f\ufeff"
) | {chr(code) for code in range(0x1F3FB, 0x1F400)}


def _drawn(character: str) -> str:
    if character == "\n":
        return character
    if character.isspace():
        return " "
    if covered.is_covered(character):
        return character
    return _named(character)


def _plainly(text: str) -> str:
    """The text with everything beyond the letters of western Europe given by its name."""
    return "".join(c if ord(c) <= PLAIN else _named(c) for c in printable(text))


def _named(character: str) -> str:
    name = unicodedata.name(character, "").lower()
    return f"[{name}]" if name else "?"


def _each_text(value: object, write: Callable[[str], str]) -> object:
    if isinstance(value, str):
        return write(value)
    if isinstance(value, Mapping):
        return {str(key): _each_text(part, write) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_each_text(part, write) for part in value]
    return value


def _ask(
    files: Mapping[str, bytes],
    *,
    mains: Sequence[str],
    use: Sequence[str],
    ending: Mapping[str, object],
) -> tuple[list[bytes], str]:
    """Run the child once for all of ``mains``; what it made, and its note."""
    asked = {
        "files": {name: base64.b64encode(content).decode() for name, content in files.items()},
        "templates": str(TEMPLATES),
        "fonts": str(FONTS),
        "mains": list(mains),
        "use": list(use),
        **ending,
    }
    try:
        done = subprocess.run(  # noqa: S603 - our own worker, nothing typed on its command line
            [sys.executable, "-I", str(WORKER)],
            input=json.dumps(asked).encode(),
            capture_output=True,
            timeout=SECONDS,
            check=True,
        )
        answer = json.loads(done.stdout)
    except (subprocess.SubprocessError, OSError, ValueError) as failed:
        raise NotTypeset from failed
    return [base64.b64decode(one) for one in answer["made"]], str(answer["note"])
