"""What a record could say for a standard: a sentence and a reason, from its answers alone.

A clause that rests on an answer stands beside that answer's name and is left out where it is empty,
so that nothing is ever said for somebody that they have not written.
"""

import re
from collections.abc import Iterator, Mapping

from pydantic import Field

from lp_planner.domain.records.records import Frozen
from lp_planner.wording import listed

LONGEST = 200
"""As long as a claim may be."""
_NAMED = re.compile(r"\{(\w+)\}")
BESIDE: Mapping[str, frozenset[str]] = {
    "option": frozenset({"other_options"}),
    "adoption_decision": frozenset({"other_options"}),
    "fidelity_visit": frozenset({"seen"}),
    "survey_round": frozenset({"answers"}),
}
"""What a clause may rest on besides the answers of its own record, by kind."""
Clauses = Mapping[str, str]
"""Clauses by the answer they rest on; "a+b" rests on both."""


class Draft(Frozen):
    """What a kind of record can say for one standard."""

    says: str
    """How the sentence begins; it rests only on answers that every such record has."""
    instead: Clauses = Field(default_factory=dict)
    """Other beginnings, of which the first that can be said is taken."""
    joins: str = ", with "
    adds: Clauses = Field(default_factory=dict)
    why: str
    """How the reason begins, which is said to whoever wrote the record."""
    joined: str = ", with "
    shows: Clauses = Field(default_factory=dict)

    def clauses(self) -> Iterator[tuple[str, str]]:
        """Every clause with the answers it is tied to; "" for those that are always said."""
        yield from (("", self.says), ("", self.why))
        for group in (self.instead, self.adds, self.shows):
            yield from group.items()


class DraftsOfKind(Frozen):
    """What is drafted for one kind of record."""

    standards: Mapping[str, Draft] = Field(default_factory=dict)
    what_changed: str = ""
    """The answer that already says what changed, so that it is not asked again."""
    reach: str = ""
    """How far it reaches: the answer that says so, or the reach that such a record always has."""


class DraftBook(Frozen):
    """Everything that is drafted, by kind; ``lenses`` begin what a chosen answer offers."""

    lenses: Mapping[str, str]
    kinds: Mapping[str, DraftsOfKind]
    source: str

    def of(self, kind: str) -> DraftsOfKind:
        """What is drafted for a kind; nothing where there is no word of it."""
        return self.kinds.get(kind, DraftsOfKind())

    def draft(self, kind: str, standard: str) -> Draft | None:
        """What a kind of record can say for a standard."""
        return self.of(kind).standards.get(standard)


def named_in(words: str) -> set[str]:
    """The answers whose own words a clause puts in."""
    return set(_NAMED.findall(words))


def sentence_of(draft: Draft, answers: Mapping[str, str]) -> str:
    """The sentence in the first person, never longer than a claim may be.

    ``answers`` holds the words of every answer that is there, and of no other.
    """
    begins = next((w for w in _there(draft.instead, answers)), draft.says)
    return _put_together(begins, draft.joins, draft.adds, answers)


def reason_of(draft: Draft, answers: Mapping[str, str]) -> str:
    """Why the record could speak for the standard, said to whoever wrote it."""
    return _put_together(draft.why, draft.joined, draft.shows, answers)


def seen_through(lens: str, line: str) -> str:
    """The sentence for a standard that a chosen answer offers, from the record's own line."""
    begins = f"{lens}: “{{line}}”"
    return _put_together(begins, "", {}, {"line": line})


def _there(clauses: Clauses, answers: Mapping[str, str]) -> list[str]:
    return [words for needs, words in clauses.items() if set(needs.split("+")) <= answers.keys()]


def _put_together(begins: str, joins: str, clauses: Clauses, answers: Mapping[str, str]) -> str:
    added = _there(clauses, answers)
    room = LONGEST - 60 if added else LONGEST
    start = _filled(begins, answers, room)
    for number in range(len(added), 0, -1):
        words = start + joins + listed([_filled(a, answers, LONGEST) for a in added[:number]])
        if len(words) < LONGEST:
            return _ended(words)
    return _ended(start)


def _filled(words: str, answers: Mapping[str, str], room: int) -> str:
    """The words with the answers put in, each cut so that all of them fit into the room."""
    names = [name for name in _NAMED.findall(words) if name in answers]
    own = len(_NAMED.sub("", words))
    each = max(12, (room - own - 1) // max(1, len(names)))
    return _NAMED.sub(lambda found: _short(answers.get(found[1], ""), each), words)


def _short(text: str, most: int) -> str:
    line = " ".join(text.split()).rstrip(".; ")
    if len(line) <= most:
        return line
    return line[: most - 1].rsplit(" ", 1)[0].rstrip(",;: ") + "…"


def _ended(words: str) -> str:
    return words if words.endswith(("?", "!")) else f"{words}."
