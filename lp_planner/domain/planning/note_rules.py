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
WORDS_KEPT = 20_000
"""Of so many words it is kept which clues they may stand for."""
SHORTEST_SLIP = 6
"""From this length on, a word may be one slip of the keyboard away from the one meant."""
NUMBER, ANY, SOMEBODY = "#", "_", "@"
_PARTS = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|[%/:@#_]")
_JOINED = re.compile(r"['’‘`]")
_ENDS = re.compile(r"(?:^|[.?!:•\n-])\s*$")
Clue = tuple[str, ...]
"""What a rule looks for, in its parts: words, stems, and signs for a number or somebody."""
Where = Mapping[str, Sequence[int]]
"""By part of a clue: at which words of a note it is meant."""
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
    def clues(self) -> dict[str, tuple[tuple[float, tuple[Clue, ...]], ...]]:
        """By kind: the clues of each weight, each in its parts."""
        return {
            kind.key: tuple(
                (weight, tuple(parts_of(clue) for clue in clues))
                for weight, clues in (
                    (self.weights.strong, kind.strong),
                    (self.weights.clear, kind.clear),
                    (self.weights.faint, kind.faint),
                    (self.weights.against, kind.against),
                )
            )
            for kind in self.kinds
        }

    @cached_property
    def known_words(self) -> frozenset[str]:
        """Every word that stands in a rule as it is: none of them is a slip of another."""
        weighed = (clues for by_weight in self.clues.values() for _, clues in by_weight)
        return frozenset(part for clues in weighed for clue in clues for part in clue)

    @cached_property
    def parts_by_letter(self) -> dict[str, tuple[str, ...]]:
        """Every part of a clue by its first sign, so that a word is held against few of them."""
        found: dict[str, list[str]] = {}
        for part in sorted(self.known_words):
            found.setdefault(part[0], []).append(part)
        return {letter: tuple(parts) for letter, parts in found.items()}

    @cached_property
    def _found_before(self) -> dict[str, frozenset[str]]:
        """What was found out about words of notes."""
        return {}

    def parts_meant_by(self, word: str) -> frozenset[str]:
        """The parts of clues that a word of a note may stand for."""
        if word not in self._found_before:
            if len(self._found_before) >= WORDS_KEPT:
                self._found_before.clear()
            letters = {word.removeprefix(SOMEBODY)[:1], SOMEBODY[0], ANY[0], NUMBER[0]}
            self._found_before[word] = frozenset(
                part
                for letter in letters
                for part in self.parts_by_letter.get(letter, ())
                if _is_meant(part, word, self.known_words)
            )
        return self._found_before[word]


class Suggestion(Frozen):
    """One form a note may become, and the words that speak for it."""

    rule: NoteKind
    because: tuple[str, ...]


def suggestions(rules: NoteRules, words: str, most: int = MOST) -> tuple[Suggestion, ...]:
    """The likeliest forms for a note, the best first; the usual ones where its words say little.

    A form that is only here because it is usual has no words that speak for it.
    """
    note = parts_of(words)
    where: dict[str, list[int]] = {}
    for at, word in enumerate(note):
        for part in rules.parts_meant_by(word):
            where.setdefault(part, []).append(at)
    weighed = [(*_weighed(rules, kind, note, where), kind) for kind in rules.kinds]
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
    rules: NoteRules, kind: NoteKind, note: Sequence[str], where: Where
) -> tuple[float, tuple[str, ...]]:
    """What speaks for a kind in sum, and the words that do, the weightiest first."""
    total, because = 0.0, dict[str, None]()
    for weight, clues in rules.clues[kind.key]:
        for said in _found(clues, note, where):
            total += weight
            if weight > 0:
                because[said] = None
    return total, _longest(because)


def _found(clues: Iterable[Clue], note: Sequence[str], where: Where) -> Iterator[str]:
    """The words of the note that each clue finds, once for each clue."""
    for first, *others in clues:
        for at in where.get(first, ()):
            if all(at + n in where.get(part, ()) for n, part in enumerate(others, 1)):
                some = note[at : at + len(others) + 1]
                yield " ".join(word.removeprefix(SOMEBODY) for word in some)
                break


def _longest(found: Iterable[str]) -> tuple[str, ...]:
    """The first few words, without those that are part of another."""
    said = list(found)
    whole = [w for w in said if not any(w != other and f" {w} " in f" {other} " for other in said)]
    return tuple(whole[:WORDS_SHOWN])


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
