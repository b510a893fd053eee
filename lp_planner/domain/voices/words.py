"""The words of the pages that a link opens, in one language: a file of content each."""

import datetime as dt
from enum import StrEnum
from functools import cached_property
from typing import Annotated

from pydantic import Field

from lp_planner.domain.records.records import Frozen
from lp_planner.domain.voices.rounds import RoundKind

HOME_LANGUAGE = "en"


class AnswerKind(StrEnum):
    """How a question is answered."""

    SCALE = "scale"
    """1 to 5, or "I do not know"."""
    AGREE = "agree"
    SEEN = "seen"
    REACH = "reach"
    YES_NO = "yes_no"
    KEPT = "kept"
    LINE = "line"
    WORDS = "words"

    @property
    def is_picked(self) -> bool:
        """Whether one of a few answers is picked."""
        return self not in {AnswerKind.LINE, AnswerKind.WORDS}


class Pick(Frozen):
    """One answer to pick; its symbol stands beside the words, never instead of them."""

    key: str
    words: str
    easy: str = ""
    symbol: str = ""


class Question(Frozen):
    """One question of a page."""

    key: str
    answer: AnswerKind
    words: str
    help: str = ""
    is_needed: bool = False
    picks: tuple[Pick, ...] = ()

    def in_words(self, answer: str) -> str:
        """An answer as the page says it: what was picked by its words, all else as written."""
        return next((pick.words for pick in self.picks if pick.key == answer), answer)


class KindWords(Frozen):
    """What a page of one kind of round says and asks."""

    key: RoundKind
    title: str
    lead: str
    questions: tuple[Question, ...] = ()
    own: AnswerKind | None = None
    """How the round's own questions are answered, where it has any."""


class Statement(Frozen):
    """One statement of ours for a pulse; ``easy`` says the same in short words."""

    key: str
    whom: str
    words: str
    easy: str


class PageWords(Frozen):
    """What stands around the questions."""

    send: str
    needed: str
    no_answer: str
    who: str
    who_help: str
    named: str
    unnamed: str
    blind: str
    thanks: str
    thanks_lead: str
    another: str
    over: str
    over_lead: str
    strange: str
    months: Annotated[tuple[str, ...], Field(min_length=12, max_length=12)]
    """January to December, as they stand between a day and a year."""
    languages: str
    easy: str
    usual: str
    card: str
    card_lead: str
    card_days: str
    card_reminder: str
    card_asks: str
    card_kept: str
    yours: str
    reply: str
    door: str
    door_code: str
    door_open: str
    door_wrong: str
    wall_type: str
    sheet: str
    demo: str
    foot: str

    def day(self, day: dt.date) -> str:
        """A day as it is said in this language."""
        return f"{day.day} {self.months[day.month - 1]} {day.year}"


class VoiceWords(Frozen):
    """Everything that a page says in one language."""

    language: str
    name: str
    source: str
    page: PageWords
    picks: dict[AnswerKind, tuple[Pick, ...]]
    statements: tuple[Statement, ...]
    kinds: tuple[KindWords, ...]

    @cached_property
    def by_kind(self) -> dict[RoundKind, KindWords]:
        """What is said for each kind of round."""
        return {kind.key: kind for kind in self.kinds}

    @cached_property
    def statement(self) -> dict[str, Statement]:
        """The statements by their key."""
        return {one.key: one for one in self.statements}
