"""Faults across the languages of the pages that a link opens: each asks the same questions."""

from collections.abc import Iterator, Mapping

from lp_planner.domain.voices.rounds import RoundKind
from lp_planner.domain.voices.words import HOME_LANGUAGE, VoiceWords


def voice_faults(voices: Mapping[str, VoiceWords]) -> list[str]:
    """One sentence for each language that lacks something the first one has, or the other way."""
    home = voices.get(HOME_LANGUAGE)
    if home is None:
        return [f"data/voices/{HOME_LANGUAGE}.toml: the file is missing"]
    lacking = set(RoundKind) - home.by_kind.keys()
    faults = [f"data/voices/{HOME_LANGUAGE}.toml: kinds: {k} is missing" for k in sorted(lacking)]
    wanted = set(_keys(home))
    for language, words in voices.items():
        found = set(_keys(words))
        faults += [
            f"data/voices/{language}.toml: {key}: differs from {HOME_LANGUAGE}.toml"
            for key in sorted(wanted ^ found)
        ]
    return faults


def _keys(words: VoiceWords) -> Iterator[str]:
    """Everything that has to be there in every language."""
    yield from (f"statements: {one.key}, {one.whom}" for one in words.statements)
    for answer, picks in words.picks.items():
        yield from (f"picks: {answer}, {pick.key}" for pick in picks)
    for kind in words.kinds:
        yield f"kinds: {kind.key}, {kind.own}"
        for one in kind.questions:
            yield f"kinds: {kind.key}: {one.key}, {one.answer}, {one.is_needed}"
