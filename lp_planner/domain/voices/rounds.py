"""A round: what is asked of others, by whom, about which record, and what may be seen when.

An answer says who gave it in one of three ways: a person with a link of their own, somebody with
the round's link, or the lead practitioner, who typed in what stood on paper (docs/adr/0093).
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, ClassVar

from pydantic import AwareDatetime

from lp_planner.domain.records.fields import Line, NeededLine, Privacy, Prose
from lp_planner.domain.records.records import Frozen, Stamped
from lp_planner.small_groups import is_too_few

MARGIN = 3
"""So many more than expected may answer: somebody brings a colleague, or is counted wrongly."""
MOST_EXPECTED = 400
LONGEST_DAYS = 56
MOST_ASKED = 24
"""So many questions of one's own fit on a page that somebody still finishes."""


class RoundKind(StrEnum):
    """What others are asked for."""

    FIT = "fit"
    READINESS = "readiness"
    EXIT_TICKET = "exit_ticket"
    PULSE = "pulse"
    UNDERSTANDING = "understanding"
    VISIT = "visit"
    OTHER_HALF = "other_half"
    UPTAKE = "uptake"
    COMMENT = "comment"


class Source(StrEnum):
    """Who said it; shown beside every answer, since the three are not worth the same."""

    PERSON = "person"
    """Somebody with a link of their own, which takes one answer."""
    LINK = "link"
    """Somebody who had the link of the round."""
    TYPED_IN = "typed_in"
    """The lead practitioner, from paper or from what somebody said."""

    @property
    def how(self) -> str:
        """In the words that stand beside an answer."""
        return HOW[self]


HOW = MappingProxyType(
    {Source.PERSON: "by their own link", Source.LINK: "by link", Source.TYPED_IN: "typed in"}
)


class Manner(Frozen):
    """How rounds of a kind are usually asked."""

    about: str = ""
    """The kind of record they are about; "" where it is the project."""
    step: str
    """The kind of record at whose step they are asked."""
    is_named: bool = True
    is_personal: bool = False
    is_blind: bool = False
    may_be_unnamed: bool = False
    """Whether the one who asks may choose that nobody says who they are."""


MANNERS = MappingProxyType(
    {
        RoundKind.FIT: Manner(about="option", step="fit_rating", is_blind=True),
        RoundKind.READINESS: Manner(
            step="readiness_rating", is_named=False, is_blind=True, may_be_unnamed=True
        ),
        RoundKind.EXIT_TICKET: Manner(
            about="training_session", step="training_session", is_named=False, may_be_unnamed=True
        ),
        RoundKind.PULSE: Manner(step="survey_round", is_named=False, may_be_unnamed=True),
        RoundKind.UNDERSTANDING: Manner(about="active_ingredient", step="understanding_check"),
        RoundKind.VISIT: Manner(step="fidelity_visit", is_personal=True),
        RoundKind.OTHER_HALF: Manner(
            about="coaching_session", step="coaching_session", is_personal=True
        ),
        RoundKind.UPTAKE: Manner(step="reach_step"),
        RoundKind.COMMENT: Manner(step="review_meeting", is_personal=True),
    }
)
"""Every kind of round, and how it is asked."""


class Mark(StrEnum):
    """How what somebody said in their own words was understood."""

    UNDERSTOOD = "understood"
    PARTLY = "partly"
    NOT_YET = "not_yet"


class Asked(Frozen):
    """A question of a round's own: an ingredient to look for, a statement."""

    key: str
    words: NeededLine


class Said(Frozen):
    """One answer to one question."""

    key: str
    value: Prose


class AskRound(Stamped):
    """One round of asking. Its link opens it until it is closed, has ended or is full."""

    stays_with_its_owner: ClassVar[bool] = True

    project_id: str
    record_kind: str = ""
    record_id: str = ""
    """The record it is about; empty where it is about the project."""
    round_kind: RoundKind
    about: NeededLine
    """What those who are asked read at the top, as it stood on the day."""
    asks: tuple[Asked, ...] = ()
    is_named: bool = True
    is_personal: bool = False
    is_blind: bool = False
    expected: int
    margin: int = MARGIN
    closes_at: AwareDatetime
    closed_at: AwareDatetime | None = None
    secret: Annotated[Line, Privacy.STAYS_IN] = ""
    """What the round's link ends with; empty where everybody has a link of their own."""

    @property
    def may_leave(self) -> bool:
        """Only what those were asked who may have agreed that it is shown."""
        return self.round_kind is RoundKind.UPTAKE

    def is_open(self, now: dt.datetime) -> bool:
        """Whether somebody may still answer by a link."""
        return self.closed_at is None and now < self.closes_at

    def takes(self, given: int) -> bool:
        """Whether one more answer fits, after so many."""
        return given < self.expected + self.margin

    def shows(self, given: int, now: dt.datetime) -> bool:
        """Whether what was said through links may be seen.

        Without names it is seen once, all together, when nobody can answer any more and enough
        have: so no two looks differ by one person. With names a blind round opens when everybody
        expected has answered; any other at once.
        """
        if not self.is_named:
            return not self.is_open(now) and not is_too_few(given)
        if self.is_blind:
            return given > 0 and (not self.is_open(now) or given >= self.expected)
        return given > 0

    def takes_typed(self, given: int, now: dt.datetime) -> bool:
        """Whether the lead practitioner may type answers in: never while a round is blind."""
        return not self.is_blind or not self.is_open(now) or self.shows(given, now)


class PersonalLink(Stamped):
    """A link of somebody's own: it takes one answer."""

    stays_with_its_owner: ClassVar[bool] = True

    project_id: str
    record_id: str = ""
    round_id: str
    name: NeededLine
    secret: str


class GivenAnswer(Stamped):
    """What one person answered. Without a name, its stamps know the day and nothing finer."""

    stays_with_its_owner: ClassVar[bool] = True

    project_id: str
    record_id: str = ""
    round_id: str
    link_id: str | None = None
    source: Source
    is_named: bool
    who: Line = ""
    given_on: dt.date
    said: tuple[Said, ...]
    mark: Line = ""
    """How the lead practitioner marked it, where it is marked: understood, partly or not yet."""
    reply: Prose = ""
    """What the lead practitioner answered."""

    @property
    def may_leave(self) -> bool:
        """Whether the person agreed that others read it."""
        return self.by_key.get("consent") == "yes"

    @property
    def by_key(self) -> dict[str, str]:
        """What was said, by question."""
        return {one.key: one.value for one in self.said}


def seen_by_asker(
    asked: AskRound, answers: Iterable[GivenAnswer], now: dt.datetime
) -> tuple[GivenAnswer, ...]:
    """What came by links, as far as the one who asks may see it now.

    What they typed in themselves is none of it and does not help to make it seen.
    """
    by_link = tuple(one for one in answers if one.source is not Source.TYPED_IN)
    return by_link if asked.shows(len(by_link), now) else ()


class Commitment(Stamped):
    """One change somebody set themselves. It is kept apart from what they answered beside it.

    Its words are for the person, on a card of their own; the lead practitioner reads them only
    where the person put their name to it.
    """

    stays_with_its_owner: ClassVar[bool] = True

    project_id: str
    record_id: str = ""
    round_id: str
    secret_hash: str
    words: NeededLine
    who: Line = ""
    made_on: dt.date
    look_on: dt.date
    outcome: Line = ""
    """Kept, partly, or not yet; empty until the person says."""


def as_their_asker_takes_them(
    things: Iterable[Stamped], now: dt.datetime
) -> Iterator[AskRound | PersonalLink | GivenAnswer | Commitment]:
    """What whoever asked may take along: no link that opens, and nothing they may not read.

    What was said without a name stays in the planner it was said in: row by row it would join one
    person's answers. What is still blind stays too.
    """
    found = list(things)
    given = [one for one in found if isinstance(one, GivenAnswer)]
    by_link = Counter(one.round_id for one in given if one.source is not Source.TYPED_IN)
    rounds = {one.id: one for one in found if isinstance(one, AskRound)}
    for one in found:
        if isinstance(one, AskRound | PersonalLink):
            yield one.model_copy(update={"secret": ""})
        elif isinstance(one, Commitment) and one.who:
            yield one.model_copy(update={"secret_hash": ""})
        elif isinstance(one, GivenAnswer) and one.is_named:
            asked = rounds[one.round_id]
            if one.source is Source.TYPED_IN or asked.shows(by_link[asked.id], now):
                yield one
