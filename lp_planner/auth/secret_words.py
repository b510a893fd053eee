"""Secrets that are handed over: long random tokens for links and cookies, short codes to type."""

import hashlib
import secrets

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""No letter that looks like a number and no number that looks like a letter."""
LONGEST = 200


def new_token() -> str:
    """A secret for a link or a cookie: 256 random bits."""
    return secrets.token_urlsafe(32)


def new_code(groups: int = 4) -> str:
    """A secret that somebody types from a screen: groups of four, each 20 random bits."""
    letters = [secrets.choice(LETTERS) for _ in range(4 * groups)]
    return "-".join("".join(letters[at : at + 4]) for at in range(0, len(letters), 4))


def tidy_code(text: str) -> str:
    """A typed code as it was shown, however it was typed."""
    plain = [letter for letter in text.upper() if letter in LETTERS][:LONGEST]
    return "-".join("".join(plain[at : at + 4]) for at in range(0, len(plain), 4))


def hash_of(secret: str) -> str:
    """What is kept of a secret; a secret of unlikely length is none of ours."""
    return hashlib.sha256(secret[: LONGEST + 1].encode("utf-8", "replace")).hexdigest()
