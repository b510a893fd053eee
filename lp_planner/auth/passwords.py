"""Passwords: what is a good one, its argon2 hash, and whether a given one is right."""

import threading
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from lp_planner.auth.easy_guesses import is_easy_to_guess

SHORTEST, LONGEST = 12, 200
AT_ONCE = 2
"""Each hash takes 64 MB for a moment; a crowd at the door must not take all the memory."""
_hasher = PasswordHasher()
_few = threading.BoundedSemaphore(AT_ONCE)


def password_fault(password: str, *, known: tuple[str, ...] = ()) -> str:
    """What is wrong with a new password, in one sentence; "" when it will do.

    ``known`` are words that others know of its owner, such as the name and the school.
    """
    plain = _same(password)
    if len(plain) < SHORTEST:
        return (
            f"The password needs at least {SHORTEST} characters. "
            "Three words that have nothing to do with each other make a good one."
        )
    if len(plain) > LONGEST:
        return f"The password is longer than {LONGEST} characters; please choose a shorter one."
    if is_easy_to_guess(plain, known):
        return "This password is easy to guess. Three words that only you would put together?"
    return ""


def hash_of_password(password: str) -> str:
    """What is kept of a password."""
    with _few:
        return _hasher.hash(_same(password))


def is_right(kept: str, password: str) -> bool:
    """Whether ``password`` is the one that ``kept`` was made from.

    With nothing kept the answer is no, after the same time as with a hash, so that nobody can
    tell from the clock whether there is an account.
    """
    with _few:
        try:
            return _hasher.verify(kept or _nobodys(), _same(password)[:LONGEST]) and bool(kept)
        except (Argon2Error, InvalidHashError):
            return False


def is_outdated(kept: str) -> bool:
    """Whether a hash was made with weaker settings than today's."""
    return _hasher.check_needs_rehash(kept)


@cache
def _nobodys() -> str:
    return _hasher.hash("a password that nobody has")


def _same(password: str) -> str:
    """The password as every keyboard writes it."""
    return unicodedata.normalize("NFKC", password)
