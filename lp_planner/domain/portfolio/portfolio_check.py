"""Is a portfolio ready to submit? Each missing piece by its name, never a figure to chase.

What is missing asks to be filled in before a submission; what is worth another look does not stand
in the way. Both name the standard and the thing concerned. Sources: SSAT article L54 to L58; an
item for at most three standards is our own advice, after comparable schemes. That words of others
are part of the evidence stands on a page of about 2013 to 2018 (Global Learning Programme).
"""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from lp_planner.domain.evidence.evidence_lines import PublicLine
from lp_planner.domain.evidence.standards import Framework
from lp_planner.domain.portfolio.portfolio import ACCREDITED_FOR_YEARS, SubmissionRules, years_later
from lp_planner.domain.records.reach import Reach
from lp_planner.domain.records.records import Frozen

MOST_CLAIMS = 3
ORDER = tuple(Reach)


class Missing(Frozen):
    """One thing that is missing, or worth another look; ``standard`` is empty for the whole."""

    code: str
    standard: str
    words: str


GROUPS = {
    "narrative": "No account yet",
    "evidence": "No evidence yet",
    "level": "No level claimed yet",
    "threshold": "Claimed below the level that is asked for",
}
"""What is missing in several standards is said once, in this order."""


def grouped(things: Sequence[Missing]) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """What is missing as (code, words, standards): one line for each sort of thing."""
    found = (
        (code, words, tuple(thing.standard for thing in things if thing.code == code))
        for code, words in GROUPS.items()
    )
    return tuple(group for group in found if group[2])


class PortfolioCheck(Frozen):
    """What a portfolio still needs, and what is worth another look.

    ``settled`` are the standards with an account, evidence and a level high enough.
    """

    settled: tuple[str, ...]
    needed: tuple[Missing, ...]
    worth_a_look: tuple[Missing, ...]

    @property
    def is_ready(self) -> bool:
        """Whether nothing is missing."""
        return not self.needed


def check_portfolio(
    framework: Framework,
    rules: SubmissionRules,
    narratives: Mapping[str, str],
    levels: Mapping[str, str],
    pieces: Sequence[PublicLine],
    today: dt.date,
    *,
    is_heard: bool = True,
) -> PortfolioCheck:
    """Look at accounts, levels claimed and evidence, each by standard.

    ``is_heard`` says whether anything behind the evidence is in somebody else's words.

    Every standard asks for an account, evidence and a claimed level. A level below the one asked
    for stands in the way only while fewer standards reach it than the rules ask for.
    """
    by_standard = {s.key: [p for p in pieces if p.standard == s.key] for s in framework.standards}
    lacking: list[Missing] = []
    settled = []
    for standard in framework.standards:
        found = _lacking(
            framework,
            rules,
            standard.key,
            narratives.get(standard.key, ""),
            levels.get(standard.key, ""),
            by_standard[standard.key],
        )
        lacking += found
        if not found:
            settled.append(standard.key)
    names = [level.key for level in framework.levels]
    high = names[names.index(rules.level) :]
    reached = sum(1 for standard in framework.standards if levels.get(standard.key) in high)
    is_enough = reached >= min(rules.standards, len(framework.standards))
    below = [gap for gap in lacking if gap.code == "threshold"] if is_enough else []
    looks = [
        gap
        for standard in framework.standards
        for gap in _gaps(
            framework,
            standard.key,
            narratives.get(standard.key, ""),
            levels.get(standard.key, ""),
            by_standard[standard.key],
            rules,
            today,
        )
    ]
    looks += _overall(framework, pieces)
    if pieces and not is_heard:
        words = (
            "Nothing here is in somebody else’s words yet. Who could say in a line what it changed "
            "for them?"
        )
        looks.append(_missing("own_words", "", words))
    return PortfolioCheck(
        settled=tuple(settled),
        needed=tuple(gap for gap in lacking if gap not in below),
        worth_a_look=(*below, *looks),
    )


def _lacking(
    framework: Framework,
    rules: SubmissionRules,
    key: str,
    narrative: str,
    level: str,
    pieces: Sequence[PublicLine],
) -> list[Missing]:
    label = framework.label(key)
    names = {item.key: item.name for item in framework.levels}
    order = list(names)
    found = []
    if not narrative.strip():
        found.append(_missing("narrative", key, f"{label} has no account yet."))
    if not pieces:
        found.append(_missing("evidence", key, f"{label} has no evidence yet."))
    if level not in names:
        found.append(_missing("level", key, f"{label}: which level do you claim?"))
    elif order.index(level) < order.index(rules.level):
        words = f"{label} is claimed at {names[level]}; {names[rules.level]} or above is asked for."
        found.append(_missing("threshold", key, words))
    return found


def _gaps(
    framework: Framework,
    key: str,
    narrative: str,
    level: str,
    pieces: Sequence[PublicLine],
    rules: SubmissionRules,
    today: dt.date,
) -> list[Missing]:
    label = framework.label(key)
    found = []
    if len({p.record_key for p in pieces}) == 1:
        words = f"{label} rests on one source, “{pieces[0].headline}”. What else shows it?"
        found.append(_missing("one_source", key, words))
    oldest_fresh = years_later(today, -ACCREDITED_FOR_YEARS)
    found += [
        _missing(
            "old",
            key,
            f"{label}: “{p.headline}” is more than three years old. Is there something newer?",
        )
        for p in pieces
        if p.happened_on < oldest_fresh
    ]
    if pieces and not any(p.what_changed for p in pieces):
        words = f"{label}: no piece says yet what changed for pupils or colleagues."
        found.append(_missing("impact", key, words))
    claimed = next((item for item in framework.levels if item.key == level), None)
    if claimed and pieces:
        furthest = max((p.reach for p in pieces), key=ORDER.index)
        if ORDER.index(claimed.reach) > ORDER.index(furthest):
            words = (
                f"{label} is claimed at {claimed.name}, which speaks of "
                f"{_lower(claimed.sphere)}; the evidence here does not reach as far yet. Is there "
                "a piece that does?"
            )
            found.append(_missing("reach", key, words))
    if rules.words and len(narrative.split()) > rules.words:
        words = f"{label}: the account is longer than the {rules.words} words that were set."
        found.append(_missing("words", key, words))
    return found


def _overall(framework: Framework, pieces: Sequence[PublicLine]) -> list[Missing]:
    found = []
    uses = Counter(p.record_key for p in pieces)
    headlines = {p.record_key: p.headline for p in pieces}
    for thing, number in uses.items():
        if number > MOST_CLAIMS:
            words = (
                f"“{headlines[thing]}” is put forward for {number} standards. A reader believes "
                "three more easily; what else shows the others?"
            )
            found.append(_missing("too_many_claims", "", words))
    everything = {standard.key for standard in framework.standards}
    projects = {p.project_id: p.project for p in pieces}
    for project_id, title in projects.items():
        if {p.standard for p in pieces if p.project_id == project_id} == everything:
            words = (
                f"“{title}” is put forward for every standard. One project rarely shows them all; "
                "where do you show them most clearly?"
            )
            found.append(_missing("one_project", "", words))
    return found


def _missing(code: str, standard: str, words: str) -> Missing:
    return Missing(code=code, standard=standard, words=words)


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def strength_of(reach: Reach, what_changed: str) -> str:
    """What a piece of evidence says by itself, in words; never a mark."""
    is_used = ORDER.index(reach) >= ORDER.index(Reach.ANOTHER_TEAM)
    if what_changed and is_used:
        return "Says what changed, beyond the own team"
    if what_changed:
        return "Says what changed"
    if is_used:
        return "Was used beyond the own team; what changed is not said"
    return "Says what was done; what changed is not said"


def foundations(
    leading: Collection[str], standard: str, pieces: Sequence[PublicLine]
) -> tuple[PublicLine, ...]:
    """The evidence for earlier standards that a leading one builds on: that of its projects.

    For a standard that is not one of ``leading`` there is nothing to say. Source: SSAT article L52.
    """
    if standard not in leading:
        return ()
    projects = {p.project_id for p in pieces if p.standard == standard}
    return tuple(p for p in pieces if p.project_id in projects and p.standard not in leading)
