"""The side of those who are asked: one page by a link's secret, and a card to keep.

Nobody signs in here, and no address is kept with an answer. A link that is unknown, closed, over,
full or used is refused in one and the same sentence; what opens nothing is counted by network, so
that guessing and flooding end in the same sentence too.
"""

import datetime as dt
import hmac
from collections.abc import Mapping

from lp_planner.auth import tries
from lp_planner.auth.secret_words import LONGEST, hash_of
from lp_planner.domain.accounts.accounts import TooManyTries
from lp_planner.domain.records.errors import NotFound, PlannerError
from lp_planner.domain.records.project import Project
from lp_planner.domain.records.records import Frozen
from lp_planner.domain.voices.pages import Page, page_of
from lp_planner.domain.voices.rounds import (
    AskRound,
    Commitment,
    GivenAnswer,
    PersonalLink,
    RoundKind,
    Source,
)
from lp_planner.domain.voices.words import HOME_LANGUAGE, VoiceWords
from lp_planner.exports.calendar_file import calendar_ics
from lp_planner.exports.report import CalendarEntry, CalendarReport
from lp_planner.services.accounts import throttle
from lp_planner.services.desk.workspace import Workspace
from lp_planner.storage.reader import Reader
from lp_planner.storage.unit_of_work import UnitOfWork


class AskedByYou(PlannerError):
    """You asked this yourself, and nobody is to be led by the first answer, so it is for others."""


BY_LINK = (Source.PERSON.value, Source.LINK.value)
OUTCOMES = ("kept", "partly", "not_yet")


class Opened(Frozen):
    """A page as its reader has it."""

    page: Page
    words: VoiceWords
    languages: Mapping[str, str]
    """The languages it can be read in: their names by key."""
    has_easy: bool
    is_personal: bool
    """Whether the link is somebody's own, so that it is handed to nobody else."""


class Card(Frozen):
    """The change somebody set themselves, as they read it later."""

    commitment: Commitment
    words: VoiceWords
    about: str


class OwnAnswer(Frozen):
    """What somebody said before, as they read it again, with the answer they got."""

    about: str
    said: tuple[tuple[str, str], ...]
    reply: str
    words: VoiceWords


class ByLink(Frozen):
    """A round that a link leads to, and whose link it is."""

    asked: AskRound
    link: PersonalLink | None


def words_in(workspace: Workspace, language: str) -> VoiceWords:
    """The words of a language, or ours where there is no such one."""
    voices = workspace.library.voices
    return voices.get(language) or voices[HOME_LANGUAGE]


def open_page(
    workspace: Workspace,
    secret: str,
    *,
    language: str = HOME_LANGUAGE,
    is_easy: bool = False,
    reader_id: str = "",
) -> Opened:
    """The page that a link opens; ``reader_id`` says who is signed in to this browser, if anybody.

    Raises:
        AskedByYou: for the one who asks, where the round is blind.
        NotFound: for a link that takes no answer now, whatever the reason.
    """
    with workspace.store.read() as reader:
        found = _open(reader, workspace, secret, reader_id)
    words = words_in(workspace, language)
    voices = workspace.library.voices
    return Opened(
        page=page_of(found.asked, words, is_easy=is_easy),
        words=words,
        languages={key: one.name for key, one in voices.items()},
        has_easy=found.asked.round_kind is RoundKind.PULSE,
        is_personal=found.link is not None,
    )


def own_answer(workspace: Workspace, secret: str, *, language: str = HOME_LANGUAGE) -> OwnAnswer:
    """What somebody said by a link of their own, and what was answered to it: for them alone.

    Raises:
        NotFound: for a link that is not somebody's own, or by which nothing was said.
    """
    with workspace.store.read() as reader:
        found = by_secret(reader, secret)
        if found is None or found.link is None:
            raise NotFound
        given = reader.find(GivenAnswer, round_id=found.asked.id, link_id=found.link.id)
    if not given:
        raise NotFound
    words = words_in(workspace, language)
    said = given[0].by_key
    lines = tuple(
        (question.words, question.in_words(said[question.key]))
        for question in page_of(found.asked, words).questions
        if question.key in said
    )
    return OwnAnswer(about=found.asked.about, said=lines, reply=given[0].reply, words=words)


def count_what_opens_nothing(workspace: Workspace, address: str) -> bool:
    """Count a link from a network that opened nothing; whether there were too many.

    While there are, nothing is written, so that a flood costs the planner a look and no more.
    """
    if has_guessed_too_often(workspace, address):
        return True
    bucket = tries.opened_nothing(address)
    try:
        throttle.take_try(workspace, bucket, address)
    except TooManyTries:
        return True
    return False


def has_guessed_too_often(workspace: Workspace, address: str) -> bool:
    """Whether too much came from a network that opened nothing; asking counts for nothing."""
    return throttle.must_wait(workspace, tries.opened_nothing(address))


def card_of(workspace: Workspace, secret: str, *, language: str = HOME_LANGUAGE) -> Card:
    """The card of somebody who set themselves a change.

    Raises:
        NotFound: for a card that is unknown, or erased with its project.
    """
    with workspace.store.read() as reader:
        commitment = _commitment(reader, secret)
        asked = reader.get(AskRound, commitment.round_id)
    return Card(commitment=commitment, words=words_in(workspace, language), about=asked.about)


def reminder_of(workspace: Workspace, secret: str) -> bytes:
    """The day to look again as a calendar file, so that no address is needed to remind anybody.

    Raises:
        NotFound: as :func:`card_of` does.
    """
    card = card_of(workspace, secret)
    made = card.commitment
    entry = CalendarEntry(
        key=f"commitment:{made.id}",
        on=made.look_on,
        what=made.words,
        changes=made.version - 1,
        changed_at=made.updated_at,
    )
    return calendar_ics(
        CalendarReport(project_title=card.about, is_demo=workspace.is_demo, entries=(entry,))
    )


def say_how_it_went(workspace: Workspace, secret: str, outcome: str) -> None:
    """Keep what became of it; saying it again replaces it. Nobody reads who said so.

    Raises:
        NotFound: for an unknown card or answer.
    """
    if outcome not in OUTCOMES:
        raise NotFound

    def save(uow: UnitOfWork) -> None:
        uow.change(_commitment(uow, secret), outcome=outcome)

    at = workspace.now().replace(hour=0, minute=0, second=0, microsecond=0)
    workspace.store.write("card", save, at=at)


def _commitment(reader: Reader, secret: str) -> Commitment:
    found = reader.find(Commitment, secret_hash=hash_of(secret)) if _may_be_ours(secret) else []
    if not found:
        raise NotFound
    return found[0]


def _open(reader: Reader, workspace: Workspace, secret: str, reader_id: str) -> ByLink:
    """What a secret opens just now; every other secret reads alike."""
    found = by_secret(reader, secret)
    if found is None:
        raise NotFound
    given = reader.count(GivenAnswer, round_id=found.asked.id, source=BY_LINK)
    refuse_what_is_over(found.asked, given, workspace.now())
    if found.link and reader.count(GivenAnswer, link_id=found.link.id):
        raise NotFound
    refuse_who_asked(found.asked, reader.get(Project, found.asked.project_id), reader_id)
    return found


def refuse_what_is_over(asked: AskRound, given: int, now: dt.datetime) -> None:
    """Stop where a round takes no further answer, after so many.

    Raises:
        NotFound: whatever the reason is.
    """
    if not (asked.is_open(now) and asked.takes(given)):
        raise NotFound


def refuse_who_asked(asked: AskRound, project: Project, reader_id: str) -> None:
    """Stop the one who asks, where nobody is to be led by the first answer.

    Raises:
        AskedByYou: for them.
    """
    if asked.is_blind and project.owner_id == reader_id:
        raise AskedByYou


def by_secret(reader: Reader, secret: str) -> ByLink | None:
    """The round and the person that a secret belongs to, open or not."""
    if not _may_be_ours(secret):
        return None
    links = reader.find(PersonalLink, secret=secret)
    rounds = reader.find(AskRound, id=links[0].round_id) if links else []
    rounds = rounds or reader.find(AskRound, secret=secret)
    if not rounds:
        return None
    known = links[0].secret if links else rounds[0].secret
    if not hmac.compare_digest(known.encode(), secret.encode()):
        return None
    return ByLink(asked=rounds[0], link=links[0] if links else None)


def _may_be_ours(secret: str) -> bool:
    return bool(secret) and secret.isascii() and len(secret) <= LONGEST
