"""What the child process runs: files and an order on standard input, pages on standard output.

Run by path and alone, so that it imports nothing of the planner. A crash or a flood of memory in
the typesetter ends here and reaches nobody's session.
"""

import base64
import json
import sys
from pathlib import Path
from typing import Any

import typst


def main() -> None:
    """Make every page that was asked for."""
    asked = json.load(sys.stdin)
    files = {name: base64.b64decode(text) for name, text in asked["files"].items()}
    for name in asked["use"]:
        files[name] = (Path(asked["templates"]) / name).read_bytes()
    made, note = [], ""
    for main_file in asked["mains"]:
        given = {name: text for name, text in files.items() if name != main_file}
        page, why = _page(asked, {**given, "main.typ": files[main_file]})
        made.append(base64.b64encode(page).decode())
        note = note or why
    json.dump({"made": made, "note": note}, sys.stdout)


def _page(asked: dict[str, Any], files: dict[str, bytes]) -> tuple[bytes, str]:
    """One result, and why it does not claim PDF/UA where it does not."""
    always: dict[str, Any] = {"ignore_system_fonts": True, "font_paths": [asked["fonts"]]}
    order: Any = files
    if asked["format"] == "png":
        return _whole(typst.compile(order, format="png", ppi=asked["ppi"], **always)), ""
    stamped = {"timestamp": asked["timestamp"], **always}
    try:
        return _whole(typst.compile(order, pdf_standards=["ua-1"], **stamped)), ""
    except typst.TypstError as refused:
        return _whole(typst.compile(order, **stamped)), refused.message


def _whole(made: Any) -> bytes:  # noqa: ANN401 - one page comes alone, several as a list
    return bytes(made[0] if isinstance(made, list) else made)


if __name__ == "__main__":
    main()
