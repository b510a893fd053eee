"""Makes other people's words safe to show where Streamlit reads Markdown."""

import re

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|~$<>:&])")


def plain(text: str) -> str:
    """The text with Markdown's signs escaped, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
