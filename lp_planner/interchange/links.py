"""Which links may stay in a file: those that somebody has to click and that lead to the web."""

import re

_UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_PLAIN = re.compile(r"#|https?://|mailto:|tel:", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.\-]*:|//|\\", re.IGNORECASE)


def leads_to_the_web(target: str) -> bool:
    """Whether a link is a web or mail address, a telephone number or a place in the file itself.

    Everything else opens a file of the computer or the network, or a program by its own scheme.
    """
    seen = _UNSEEN.sub("", target)
    return not seen or bool(_PLAIN.match(seen))


def may_be_clicked(target: str) -> bool:
    """The same where an address without ``https://`` is one of the web, as in a PDF."""
    return leads_to_the_web(target) or not _SCHEME.match(_UNSEEN.sub("", target))
