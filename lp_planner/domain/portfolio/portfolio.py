"""The portfolio: an account for each standard, frozen submissions, and what comes back on them.

The live portfolio goes on changing; a submission is a copy that never does. A moderator sees the
copy only, through a link whose secret is not kept here. What a moderator thinks stands beside what
the lead practitioner claims and is never merged with it.
"""

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum
from typing import ClassVar

from pydantic import AwareDatetime

from lp_planner.domain.records.fields import Line, LongProse, NeededLine, Prose
from lp_planner.domain.records.records import Frozen, Stamped

ACCREDITED_FOR_YEARS = 3
"""How long an accreditation lasts, and how long evidence counts as recent."""
A_TERM = 120
A_YEAR_AND_A_TERM = 365 + A_TERM
DEMO_MARK = "demo-"
"""How the secret of a demo link begins: it says which school to look in and opens nothing."""


class Narrative(Stamped):
    """The lead practitioner's own account for one standard; earlier versions are kept.

    The parts of a case study for re-accreditation are kept in the same way, under a framework of
    their own (``domain/portfolio/renewal.py``).
    """

    keeps_versions: ClassVar[bool] = True

    person_id: str
    framework: str
    standard: str
    text: LongProse
    is_from_demo: bool = False
    """Whether it began in the demo school (``Project.is_from_demo``)."""


class Submission(Stamped):
    """A frozen copy of a portfolio, with the fingerprint that shows whether it is still the same.

    ``note`` is the lead practitioner's own and no part of the copy.
    """

    person_id: str
    framework: str
    submitted_at: AwareDatetime
    content: str
    sha256: str
    is_blind: bool
    note: Line = ""


class AccessLink(Stamped):
    """A way in to one submission until it expires or is revoked; only the secret's hash is kept."""

    submission_id: str
    for_whom: NeededLine
    token_hash: str
    expires_at: AwareDatetime
    revoked_at: AwareDatetime | None = None

    def is_open(self, now: dt.datetime) -> bool:
        """Whether the link leads anywhere at this moment."""
        return self.revoked_at is None and self.deleted_at is None and now < self.expires_at


class Opening(Stamped):
    """One time that somebody opened a submission, or a file of it, by a link."""

    submission_id: str
    link_id: str
    opened_at: AwareDatetime
    by_whom: Line
    file: Line = ""
    """The file that was taken, such as "E3 table.pdf"; empty where the copy itself was read."""


class ModeratorRating(Stamped):
    """What a moderator thinks of one standard; an empty ``level`` means "I cannot tell yet".

    An empty ``standard`` stands for the whole: a comment on all of it, and whether they finished.
    """

    keeps_versions: ClassVar[bool] = True

    submission_id: str
    link_id: str
    standard: str
    level: str = ""
    feedback: Prose = ""
    moderator: NeededLine
    is_finished: bool = False
    """Of the whole: whether the moderator said that nothing more will come."""


class Result(StrEnum):
    """What became of a submission."""

    ACCREDITED = "accredited"
    RESUBMIT = "resubmit"


class Outcome(Stamped):
    """What the accrediting organisation decided, as the lead practitioner was told.

    An outcome is not rewritten; a later one takes its place and this one stays.
    """

    submission_id: str
    result: Result
    decided_on: dt.date
    note: Line = ""


class SubmissionRules(Frozen):
    """What an installation asks for before a submission; settings, not facts about SSAT.

    An account, evidence and a claimed level are asked for in every standard, ``level`` or above in
    ``standards`` of them. Seven of ten stands on an older page of SSAT (on SEN accreditation
    stories, undated, about 2014-2018); the article of 2023 gives no number.

    ``words`` and ``site`` stay empty until somebody knows what the accrediting organisation wants.
    """

    level: str = "extending"
    standards: int = 7
    words: int | None = None
    site: str = ""


class Clock(Frozen):
    """How long an accreditation still runs."""

    accredited_on: dt.date
    runs_until: dt.date
    days_left: int

    @property
    def is_time_to_renew(self) -> bool:
        """Whether a term's work on the way to renewal could still begin, a year and a term ahead.

        Renewal after three years asks for one account in the style of a case study that speaks of
        impact across all ten standards (SSAT's page on re-accreditation, undated).
        """
        return 0 <= self.days_left <= A_YEAR_AND_A_TERM

    @property
    def is_last_term(self) -> bool:
        """Whether a term or less is left of it."""
        return 0 <= self.days_left <= A_TERM

    @property
    def has_run_out(self) -> bool:
        """Whether its last day has passed."""
        return self.days_left < 0


def years_later(day: dt.date, years: int) -> dt.date:
    """The same day some years later (or earlier); 29 February becomes the 28th where it must."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def clock(
    outcomes: Iterable[Outcome], today: dt.date, *, elsewhere: dt.date | None = None
) -> Clock | None:
    """The clock of the latest accreditation; ``None`` where there is none.

    Of two outcomes of one submission the one written later counts. ``elsewhere`` is the day of an
    accreditation that no submission here led to.
    """
    standing: dict[str, Outcome] = {}
    for outcome in sorted(outcomes, key=lambda o: (o.created_at, o.id)):
        standing[outcome.submission_id] = outcome
    days = [o.decided_on for o in standing.values() if o.result is Result.ACCREDITED]
    days += [elsewhere] if elsewhere else []
    if not days:
        return None
    until = years_later(max(days), ACCREDITED_FOR_YEARS)
    return Clock(accredited_on=max(days), runs_until=until, days_left=(until - today).days)
