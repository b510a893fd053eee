"""Makes other people's words safe to show where Streamlit reads Markdown."""

import re

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|~$<>:&])")


def plain(text: str) -> str:
    """The text with Markdown's signs escaped, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def shortened(text: str, length: int = 90) -> str:
    """The text on one line, cut at a word with an ellipsis when it is long."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    return line[: length - 1].rsplit(" ", 1)[0] + "…"
