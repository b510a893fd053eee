"""A question to the lead practitioner, and the check that asks it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import NamedTuple

from lp_planner.domain.evidence.claims import EvidenceClaim
from lp_planner.domain.quality_checks.plan import Plan
from lp_planner.domain.records.records import Frozen, Record

QUOTE_LENGTH = 70


class Severity(StrEnum):
    """How soon a question deserves an answer, soonest first."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Advisory(Frozen):
    """One plain question, why it matters, where that comes from and where it is answered.

    ``step`` is the key of a step of the pathway, or "evidence". ``about_kind`` and ``about_id``
    name the record it is about; both are empty where it is about the plan as a whole.
    """

    code: str
    severity: Severity
    question: str
    reason: str
    source: str
    step: str
    about_kind: str = ""
    about_id: str = ""
    sentence: str = ""
    """What that record says, whole, where the question is about how it is worded."""


class Finding(NamedTuple):
    """What a check found: its question, and what differs from the check's own words."""

    question: str
    about: Record | EvidenceClaim | None = None
    step: str = ""
    severity: Severity | None = None


Rule = Callable[[Plan], Iterator[Finding]]


@dataclass(frozen=True)
class Check:
    """One of the checks: a pure function from a plan to questions, and its words."""

    code: str
    name: str
    function: Callable[[Plan], Iterator[Advisory]]
    severity: Severity
    source: str
    reason: str


def asks(
    code: str,
    name: str,
    *,
    severity: Severity,
    step: str,
    reason: str,
    source: str,
    of_stopped: bool = False,
    of_words: bool = False,
) -> Callable[[Rule], Check]:
    """Make a check of a rule.

    A rule's docstring begins with what it asks about and ends with a paragraph "Moment: …" that
    says from when on it is fair to ask; the reference is made from both. Once it was decided not to
    go on, only checks marked ``of_stopped`` still ask. A better sentence is shown beside the one
    that a check marked ``of_words`` asks about.
    """

    def made(rule: Rule) -> Check:
        @wraps(rule)
        def function(plan: Plan) -> Iterator[Advisory]:
            if plan.is_stopped and not of_stopped:
                return
            for finding in rule(plan):
                about_kind, about_id = _subject(finding.about)
                yield Advisory(
                    code=code,
                    severity=finding.severity or severity,
                    question=finding.question,
                    reason=reason,
                    source=source,
                    step=finding.step or step,
                    about_kind=about_kind,
                    about_id=about_id,
                    sentence=_sentence(finding.about) if of_words else "",
                )

        return Check(
            code=code,
            name=name,
            function=function,
            severity=severity,
            source=source,
            reason=reason,
        )

    return made


def _subject(about: Record | EvidenceClaim | None) -> tuple[str, str]:
    match about:
        case Record():
            return about.kind, about.id
        case EvidenceClaim():
            return about.record_kind, about.record_id
        case _:
            return "", ""


def _sentence(about: Record | EvidenceClaim | None) -> str:
    match about:
        case Record():
            return about.headline
        case EvidenceClaim():
            return about.claim
        case _:
            return ""


def excerpt(words: str, length: int = QUOTE_LENGTH) -> str:
    """The words in one line, cut between two of them where they are long."""
    line = " ".join(words.split())
    if len(line) <= length:
        return line.rstrip(".")
    return line[:length].rsplit(" ", 1)[0].rstrip(" ,;:.–-") + " …"


def quoted(words: str) -> str:
    """The lead practitioner's own words, shortened, in quotation marks."""
    return f"“{excerpt(words)}”"
