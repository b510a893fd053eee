"""The case study for re-accreditation, part by part.

After three years SSAT asks for one account in the style of a case study that speaks of impact
across all ten standards, and sends its own template (its page on re-accreditation, undated). Why
the focus, what was done and how are named there; the headings and their order here are ours.
"""

import datetime as dt
from collections.abc import Iterable, Sequence

from lp_planner.domain.evidence.evidence_lines import PublicLine
from lp_planner.domain.portfolio.portfolio import Narrative
from lp_planner.domain.records.reach import Reach
from lp_planner.domain.records.records import Frozen
from lp_planner.wording import ended, month_in_words

RENEWAL = "renewal"
"""What the parts are kept under, where an account names its framework."""
AWARDED = "accredited_on"
"""The part that says when somebody was accredited, where no submission here tells it."""
OURS = "These headings are ours. SSAT sends its own template when you apply; take across what fits."
ORDER = tuple(Reach)
MOST_DONE, MOST_CHANGED = 10, 8
"""Of what was done and what changed: a case study tells a story and is no list."""


class Part(Frozen):
    """One heading of the case study, and what it asks."""

    key: str
    name: str
    asks: str


PARTS = (
    Part(key="theme", name="The theme", asks="In one line: what were these years about?"),
    Part(
        key="why",
        name="Why this focus",
        asks="What was the need, who said so, and does it carry on from your first application?",
    ),
    Part(
        key="done",
        name="What was done, and how",
        asks="What did you do, with whom, and what did you change on the way?",
    ),
    Part(key="changed", name="What changed", asks="What is different now, for whom, who says so?"),
    Part(
        key="others",
        name="Something others can use",
        asks="What could a colleague elsewhere take and use tomorrow?",
    ),
    Part(key="next", name="What comes next", asks="What will you do with it in the years ahead?"),
)
BEFORE_THE_STANDARDS = 4
"""So many parts come first; then a line for each standard, then what looks ahead."""


def name_of(kept: Narrative) -> str:
    """What an account is called where all that somebody wrote is listed."""
    if kept.framework != RENEWAL:
        return kept.standard
    names = {AWARDED: "the day of the award", **{part.key: part.name for part in PARTS}}
    return f"Re-accreditation: {names.get(kept.standard, kept.standard)}"


class WrittenPart(Frozen):
    """One part, or one standard, with its draft and what its owner made of it."""

    part: Part
    draft: str
    kept: Narrative | None = None

    @property
    def text(self) -> str:
        """What it says: the owner's words once there are some, the draft until then."""
        return self.kept.text if self.kept else self.draft


def since(lines: Iterable[PublicLine], awarded: dt.date) -> tuple[PublicLine, ...]:
    """The evidence of what happened after an award."""
    return tuple(line for line in lines if line.happened_on > awarded)


def line_of_impact(lines: Sequence[PublicLine]) -> str:
    """One line for a standard: of the evidence that reached furthest, the latest."""
    if not lines:
        return ""
    best = max(lines, key=lambda x: (ORDER.index(x.reach), bool(x.what_changed), x.happened_on))
    return " ".join(ended(words) for words in (best.claim, best.what_changed) if words)


def what_was_done(lines: Sequence[PublicLine]) -> str:
    """What reached furthest, each record once and in the order of its days."""
    once = {line.record_key: line for line in _furthest(lines)}
    chosen = sorted(list(once.values())[:MOST_DONE], key=lambda line: line.happened_on)
    return "\n".join(
        f"{month_in_words(line.happened_on)}: {ended(line.headline)}"
        for line in chosen
        if line.headline
    )


def what_changed(lines: Sequence[PublicLine]) -> str:
    """What changed, each sentence once, the furthest reach first."""
    once = dict.fromkeys(line.what_changed for line in _furthest(lines) if line.what_changed)
    return "\n".join(ended(words) for words in list(once)[:MOST_CHANGED])


def _furthest(lines: Sequence[PublicLine]) -> list[PublicLine]:
    return sorted(lines, key=lambda line: (-ORDER.index(line.reach), line.happened_on))
