"""What would make the evidence of a project stronger: questions, never a score."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import StrEnum

from lp_planner.domain.evidence.evidence_lines import EvidenceLine, RecordKey
from lp_planner.domain.records.reach import Reach
from lp_planner.domain.records.records import Frozen
from lp_planner.wording import listed

YEARS_IT_LASTS = 3
MOST_CLAIMS = 3
MANY_STANDARDS = 7
BEYOND = frozenset({Reach.ANOTHER_TEAM, Reach.ANOTHER_SCHOOL})


class GapKind(StrEnum):
    """What sort of gap it is, in the order in which gaps are told."""

    ALL_TEN = "all_ten"
    UNEVIDENCED = "unevidenced"
    UNHEARD = "unheard"
    NO_IMPACT = "no_impact"
    ONE_SOURCE = "one_source"
    OVERLOADED = "overloaded"
    OLD = "old"


REASONS: dict[GapKind, tuple[str, str]] = {
    GapKind.ALL_TEN: (
        "One project shows a few standards well.",
        "SSAT’s article on lead practitioners, on the right size of focus",
    ),
    GapKind.UNEVIDENCED: (
        (
            "You said that these matter to the project. Often the evidence is there and only not "
            "linked; and a standard may also leave the view."
        ),
        "SSAT’s article on lead practitioners, on the right size of focus",
    ),
    GapKind.UNHEARD: (
        "That others took something up is shown best by what they do and say.",
        "SSAT’s article on lead practitioners, on how far influence reaches",
    ),
    GapKind.NO_IMPACT: (
        "What you did is half of it; what got better, for whom, is the other half.",
        (
            "SSAT’s article on lead practitioners, on what a lead practitioner is and on "
            "evidence for an application"
        ),
    ),
    GapKind.ONE_SOURCE: (
        "Two things that point the same way convince more than one.",
        "SSAT’s article on lead practitioners, on evidence for an application",
    ),
    GapKind.OVERLOADED: (
        "One thing that is put forward for many standards says little about each of them.",
        "SSAT’s article on lead practitioners, on the personal standards",
    ),
    GapKind.OLD: (
        "What happened more than three years ago says less about your practice today.",
        "Our own rule of thumb: three years",
    ),
}


class Gap(Frozen):
    """One question about the evidence; ``record_id`` names the record it is about, if one."""

    kind: GapKind
    question: str
    standards: tuple[str, ...]
    record_kind: str = ""
    record_id: str = ""
    headline: str = ""

    @property
    def reason(self) -> str:
        """Why it is worth asking."""
        return REASONS[self.kind][0]

    @property
    def source(self) -> str:
        """Where the reason comes from."""
        return REASONS[self.kind][1]


def evidence_gaps(
    lines: Sequence[EvidenceLine],
    *,
    order: Sequence[str],
    in_view: Sequence[str],
    today: dt.date,
    heard: Collection[RecordKey] = (),
    said: Collection[Reach] = (),
) -> tuple[Gap, ...]:
    """The gaps in the evidence of one project, the ones worth most first.

    ``order`` lists the standards of the framework, ``in_view`` those that the project is meant to
    show; ``heard`` names the records that words of others stand behind, ``said`` from where people
    say themselves that they use it.
    """
    by_standard = {key: [x for x in lines if x.standard == key] for key in order}
    shown = [key for key in order if by_standard[key]]
    by_record: dict[RecordKey, list[EvidenceLine]] = {}
    for line in lines:
        by_record.setdefault(line.record_key, []).append(line)
    found = [
        *_of_the_whole(by_standard, shown, [key for key in order if key in in_view]),
        *_of_reach(by_standard, heard, said),
    ]
    for about in by_record.values():
        found += _of_record(about, order, today)
    return tuple(sorted(found, key=lambda gap: list(GapKind).index(gap.kind)))


def _of_the_whole(
    by_standard: Mapping[str, list[EvidenceLine]], shown: Sequence[str], in_view: Sequence[str]
) -> Iterator[Gap]:
    if len(shown) >= MANY_STANDARDS or 0 < len(in_view) < len(shown):
        beyond = f", with {len(in_view)} in view" if in_view else ""
        best = "Which three to five" if len(shown) > MOST_CLAIMS else "Which of them"
        question = (
            f"This one project is put forward for {len(shown)} standards{beyond}. {best} does it "
            "show best?"
        )
        yield Gap(kind=GapKind.ALL_TEN, question=question, standards=tuple(shown))
    if missing := tuple(key for key in in_view if key not in shown):
        question = (
            f"Nothing speaks for {listed(missing)} yet. What have you done already that does?"
        )
        yield Gap(kind=GapKind.UNEVIDENCED, question=question, standards=missing)
    thin = tuple(key for key in shown if len({x.record_key for x in by_standard[key]}) == 1)
    if thin:
        question = f"What else shows {listed(thin)}, besides the one thing you put forward?"
        yield Gap(kind=GapKind.ONE_SOURCE, question=question, standards=thin)


def _of_reach(
    by_standard: Mapping[str, list[EvidenceLine]],
    heard: Collection[RecordKey],
    said: Collection[Reach],
) -> Iterator[Gap]:
    far = {key: [x for x in lines if x.reach in BEYOND] for key, lines in by_standard.items()}
    unheard = tuple(
        key
        for key, lines in far.items()
        if lines and not any(x.record_key in heard or x.reach in said for x in lines)
    )
    if unheard:
        question = (
            f"Who beyond your own team uses it now, and what do they say? Nobody’s words stand "
            f"behind {listed(unheard)} yet."
        )
        yield Gap(kind=GapKind.UNHEARD, question=question, standards=unheard)


def _of_record(
    lines: Sequence[EvidenceLine], order: Sequence[str], today: dt.date
) -> Iterator[Gap]:
    record = lines[0]
    about = {
        "record_kind": record.record_kind,
        "record_id": record.record_id,
        "headline": record.headline,
    }
    mute = _in_order([x.standard for x in lines if not x.what_changed], order)
    if mute:
        question = f"What changed, for whom? The claim for {listed(mute)} does not say yet."
        yield Gap(kind=GapKind.NO_IMPACT, question=question, standards=mute, **about)
    standards = _in_order([x.standard for x in lines], order)
    if len(standards) > MOST_CLAIMS:
        number = len(standards)
        question = f"This is put forward for {number} standards. Which does it show best?"
        yield Gap(kind=GapKind.OVERLOADED, question=question, standards=standards, **about)
    if _is_old(record.happened_on, today):
        question = (
            "This is more than three years ago. What have you done since that shows the same?"
        )
        yield Gap(kind=GapKind.OLD, question=question, standards=standards, **about)


def _is_old(day: dt.date, today: dt.date) -> bool:
    return (day.year + YEARS_IT_LASTS, day.month, day.day) < (today.year, today.month, today.day)


def _in_order(standards: Sequence[str], order: Sequence[str]) -> tuple[str, ...]:
    return tuple(key for key in order if key in standards)
