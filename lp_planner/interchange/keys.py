"""Keys that are safe as file names on every system."""

import hashlib
import re
import unicodedata

from lp_planner.interchange.case_terms import CANONICAL

LONGEST = 60
RESERVED = re.compile(r"^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$")
SAFE = re.compile(r"^[a-z0-9][a-z0-9_]{0,59}$")


def framework_key(identifier: str, title: str) -> str:
    """A key of lower-case letters, digits and underscores: the identifier, if it is one already.

    Otherwise it is made from the identifier, or from the title where the identifier says nothing
    to people; a text without Latin letters gets a key made from its digest.
    """
    if SAFE.match(identifier) and not RESERVED.match(identifier):
        return identifier
    says_nothing = CANONICAL.match(identifier.lower()) or "/" in identifier
    key = _slug(title if says_nothing else identifier) or _slug(title)
    if not key:
        key = hashlib.sha256(f"{identifier}\n{title}".encode()).hexdigest()[:12]
        key = f"framework_{key}"
    return f"framework_{key}" if RESERVED.match(key) else key


def _slug(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:LONGEST].strip("_")
