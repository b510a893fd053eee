"""What a note of the inbox may become: rules over its words, each with the words it rests on.

The rules are content (``data/inbox/rules.toml``). Nothing is learned and nothing is hidden: a kind
is suggested because words that speak for it stand in the note, and these words are shown.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache

from lp_planner.domain.records.records import Frozen

MOST = 3
"""So many forms are suggested; more than that is a list to search."""
WORDS_SHOWN = 3
SHORTEST_SLIP = 6
"""From this length on, a word may be one slip of the keyboard away from the one meant."""
NUMBER, ANY, SOMEBODY = "#", "_", "@"
_PARTS = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|[%/:@#_]")
_JOINED = re.compile(r"['’‘`]")
_ENDS = re.compile(r"(?:^|[.?!:•\n-])\s*$")
TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr", "sir"})
_NO_NAME = re.compile(
    r"I|A|Mon(day)?|Tues?(day)?|Wed(nesday)?|Thurs?(day)?|Fri(day)?|Satur?d?a?y?|Sun(day)?"
    r"|Jan(uary)?|Feb(ruary)?|Mar(ch)?|Apr(il)?|May|June?|July?|Aug(ust)?|Sept?(ember)?"
    r"|Oct(ober)?|Nov(ember)?|Dec(ember)?|Easter|Christmas|Autumn|Spring|Summer|Reception|Nursery"
    r"|Years?|Yr|English|Maths|Science|Spanish|French|German|History|Geography|Music|Art"
)
"""Words with a capital within a sentence that are nobody's name."""


class NoteKind(Frozen):
    """One form that a note can become, the box its words go into, and what speaks for it."""

    key: str
    kind: str
    asks: str
    """The suggestion as a question: "A coaching conversation?"."""
    box: str
    answers: Mapping[str, str] = {}
    """What else the form begins with, such as the sort of activity."""
    strong: tuple[str, ...] = ()
    clear: tuple[str, ...] = ()
    faint: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


class NoteWeights(Frozen):
    """How much each group of words counts."""

    strong: float
    clear: float
    faint: float
    against: float


class NoteRules(Frozen):
    """Every kind, the likeliest first, and how much its words count."""

    source: str
    weights: NoteWeights
    kinds: tuple[NoteKind, ...]

    @cached_property
    def by_key(self) -> dict[str, NoteKind]:
        """The kinds by their key."""
        return {kind.key: kind for kind in self.kinds}

    @cached_property
    def known_words(self) -> frozenset[str]:
        """Every word that stands in a rule as it is: none of them is a slip of another."""
        return frozenset(
            part
            for kind in self.kinds
            for clue in (*kind.strong, *kind.clear, *kind.faint, *kind.against)
            for part in parts_of(clue)
        )


class Suggestion(Frozen):
    """One form a note may become, and the words that speak for it."""

    rule: NoteKind
    because: tuple[str, ...]


def suggestions(rules: NoteRules, words: str, most: int = MOST) -> tuple[Suggestion, ...]:
    """The likeliest forms for a note, the best first; the usual ones where its words say little.

    A form that is only here because it is usual has no words that speak for it.
    """
    note = parts_of(words)
    weighed = [(*_weighed(rules, kind, note), kind) for kind in rules.kinds]
    found = sorted(weighed, key=lambda one: -one[0])
    return tuple(
        Suggestion(rule=kind, because=because if weight > 0 else ())
        for weight, because, kind in found[:most]
    )


@lru_cache(maxsize=4096)
def parts_of(text: str) -> tuple[str, ...]:
    """The words, numbers and signs of a text, in small letters and without apostrophes.

    What looks like somebody (an initial, a name after Mr or Ms, a capital within a sentence) begins
    with "@".
    """
    return tuple(_parts(_JOINED.sub("", text)))


def _parts(text: str) -> Iterator[str]:
    before = ""
    for at in _PARTS.finditer(text):
        word = at.group()
        is_somebody = before in TITLES or (
            word[0].isupper()
            and not _NO_NAME.fullmatch(word)
            and (len(word) == 1 or (word[1:].islower() and not _ENDS.search(text[: at.start()])))
        )
        before = word.lower()
        ends_open = text[at.end() : at.end() + 1] == "*"
        yield (SOMEBODY if is_somebody else "") + before + ("*" if ends_open else "")


def _weighed(
    rules: NoteRules, kind: NoteKind, note: Sequence[str]
) -> tuple[float, tuple[str, ...]]:
    """What speaks for a kind in sum, and the words that do, the weightiest first."""
    total, because = 0.0, dict[str, None]()
    for weight, clues in (
        (rules.weights.strong, kind.strong),
        (rules.weights.clear, kind.clear),
        (rules.weights.faint, kind.faint),
        (rules.weights.against, kind.against),
    ):
        for said in _found(clues, note, rules.known_words):
            total += weight
            if weight > 0:
                because[said] = None
    return total, _longest(because)


def _found(clues: Iterable[str], note: Sequence[str], known: frozenset[str]) -> Iterator[str]:
    """The words of the note that each clue finds, once for each clue."""
    for clue in clues:
        parts = parts_of(clue)
        for at in range(len(note) - len(parts) + 1):
            some = note[at : at + len(parts)]
            if all(_is_meant(part, word, known) for part, word in zip(parts, some, strict=True)):
                yield " ".join(word.removeprefix(SOMEBODY) for word in some)
                break


def _longest(found: Iterable[str]) -> tuple[str, ...]:
    """The first few words, without those that are part of another."""
    said = list(found)
    whole = [w for w in said if not any(w != other and f" {w} " in f" {other} " for other in said)]
    return tuple(whole[:WORDS_SHOWN])


@lru_cache(maxsize=65536)
def _is_meant(part: str, word: str, known: frozenset[str]) -> bool:
    """Whether a word of a note is the one a clue asks for, or one slip away from it."""
    if part == SOMEBODY:
        return word.startswith(SOMEBODY)
    word = word.removeprefix(SOMEBODY)
    if part == ANY:
        return True
    if part == NUMBER:
        return word[:1].isdigit()
    stem, is_open = part.removesuffix("*"), part.endswith("*")
    if word == stem or (is_open and word.startswith(stem)):
        return True
    if len(stem) < SHORTEST_SLIP + is_open or word in known or word[:1] != stem[0]:
        return False
    ends = range(len(stem) - 1, len(stem) + 2) if is_open else (len(word),)
    return any(is_one_slip(stem, word[:end]) for end in ends)


def is_one_slip(one: str, other: str) -> bool:
    """Whether one letter was left out, added, changed, or changed places with its neighbour."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return one == other
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if at is None:
        return True
    return (
        one[at + 1 :] == other[at + 1 :]
        or one[at + 1 :] == other[at:]
        or one[at:] == other[at + 1 :]
        or (one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :])
    )
