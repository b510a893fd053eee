"""Whether words say something that somebody could see or hear. Our own lists; far from complete.

A sentence counts as vague only when it holds a vague verb and none that can be seen, so a verb that
stands in neither list is given the benefit of the doubt.
"""

import re

SHORTEST_BEHAVIOUR = 3
"""Fewer words than this name a thing, not something that people do."""

_VAGUE = (
    "embed improve enhance understand promote ensure support develop encourage foster value "
    "prioritise raise strengthen consider appreciate know believe focus facilitate embrace "
    "champion engage address maximise optimise boost"
)
_SEEN = (
    "add announce answer appoint arrange ask attend begin blend call check choose circle "
    "circulate clap close coach collect comment compare correct count describe discuss display "
    "draw email explain fill give greet highlight hum invite join keep knock label let list "
    "listen log mark meet model name narrate offer open pair pass pause phone photograph pick "
    "post practise print read record redraft rehearse remind repeat reply return ring rub say "
    "scan segment send serve share show sign sing sit sketch smile sort sound speak stand stick "
    "swap teach tell text tick trace try turn underline visit wait walk wave welcome whisper "
    "write"
)
_IRREGULAR = (
    "began chose drew gave kept met read said sang sat sent shown spoke stood stuck taught told "
    "wrote written"
)
_PEOPLE = re.compile(r"\b(learning )?support (staff|assistants?|workers?|teams?|colleagues)\b")


def _forms(verbs: str) -> frozenset[str]:
    """Each verb with its usual endings."""
    found: set[str] = set()
    for verb in verbs.split():
        stem = verb.removesuffix("e")
        found |= {verb, f"{verb}s", f"{verb}es", f"{stem}ed", f"{stem}ing"}
        found |= {f"{verb}{verb[-1]}ing", f"{verb}{verb[-1]}ed"}
        if verb.endswith("y"):
            found |= {f"{verb[:-1]}ies", f"{verb[:-1]}ied"}
    return frozenset(found)


VAGUE = _forms(_VAGUE)
SEEN = _forms(_SEEN) | frozenset(_IRREGULAR.split())
"""Verbs that are seldom nouns as well: “work”, “talk” and “plan” do not make a sentence clear."""
DOING = {"by", "while", "is", "are", "when", "and"}
"""What stands before “reading” where it is something done and not a subject."""


def is_vague(behaviour: str) -> bool:
    """Whether a behaviour names only an intention, or is too short to name what people do."""
    words = re.findall(r"[a-z’'-]+", _PEOPLE.sub("colleagues", behaviour.casefold()))
    if len(words) < SHORTEST_BEHAVIOUR:
        return True
    return any(word in VAGUE for word in words) and not any(
        word in SEEN and (not word.endswith("ing") or previous in DOING)
        for previous, word in zip(["", *words], words, strict=False)
    )
