"""An answer through a link: those that come at the same moment are kept together (ADR 114).

A staff meeting presses *Send* at once. One transaction then holds them all; what is refused is
refused for that one alone, and whoever sent the same form twice is told the same twice.
"""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import NAMESPACE_URL, uuid5

from lp_planner.auth.secret_words import hash_of
from lp_planner.domain.portfolio.portfolio import DEMO_MARK
from lp_planner.domain.records.errors import NotFound, PlannerError
from lp_planner.domain.records.project import Project
from lp_planner.domain.records.records import Frozen, Stamped
from lp_planner.domain.voices.pages import WHO, checked_answers, page_of
from lp_planner.domain.voices.rounds import AskRound, Commitment, GivenAnswer, PersonalLink, Source
from lp_planner.domain.voices.words import HOME_LANGUAGE, VoiceWords
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.voices.answering import (
    BY_LINK,
    by_secret,
    refuse_what_is_over,
    refuse_who_asked,
    words_in,
)
from lp_planner.storage.unit_of_work import UnitOfWork

COMMITMENT, COMMITMENT_WHO = "commitment", "commitment_who"
APART = frozenset({WHO, COMMITMENT, COMMITMENT_WHO})
"""What is not kept among the answers: who somebody is, and the change they set themselves."""
LOOK_AGAIN_AFTER = dt.timedelta(days=14)


class Given(Frozen):
    """What an answer gave: the secret of a card where somebody set themselves a change."""

    words: VoiceWords
    card: str = ""
    takes_more: bool = False
    """Whether somebody else may answer by the same link."""


@dataclass(frozen=True)
class _Sent:
    """One form that was sent."""

    answer_id: str
    card: str
    link: PersonalLink | None
    answers: Mapping[str, str]
    words: VoiceWords
    reader_id: str


@dataclass
class _Keeping:
    """What is to be written of the forms that were sent together, gathered one after another."""

    asked: AskRound
    on: dt.date
    given: int
    """How many answered through links, these included."""
    kept: dict[str, Given]
    """By answer: what was told to whoever gave it, before or a moment ago."""
    used: set[str]
    """The links that are used up."""
    answers: list[dict[str, object]] = field(default_factory=list)
    changes: list[dict[str, object]] = field(default_factory=list)

    def take(self, sent: _Sent) -> Given:
        """Take one in, whose place in the round was looked at.

        Raises:
            ValidationFailed: for an answer that is needed, in the words of the page.
        """
        asked, link = self.asked, sent.link
        questions = page_of(asked, sent.words).questions
        said = checked_answers(questions, sent.answers, needed=sent.words.page.needed)
        by_key = {one.key: one.value for one in said}
        where = {
            "project_id": asked.project_id,
            "record_id": asked.record_id,
            "round_id": asked.id,
        }
        unlinked = by_key.get(WHO, "") if asked.is_named else ""
        self.answers.append(
            {
                **where,
                "id": sent.answer_id,
                "link_id": link.id if link else None,
                "source": Source.PERSON if link else Source.LINK,
                "is_named": asked.is_named,
                "who": link.name if link else unlinked,
                "given_on": self.on,
                "said": tuple(one for one in said if one.key not in APART),
            }
        )
        change = by_key.get(COMMITMENT)
        if change:
            self.changes.append(
                {
                    **where,
                    "id": str(uuid5(NAMESPACE_URL, sent.card)),
                    "secret_hash": hash_of(sent.card),
                    "words": change,
                    "who": by_key.get(COMMITMENT_WHO, ""),
                    "made_on": self.on,
                    "look_on": self.on + LOOK_AGAIN_AFTER,
                }
            )
        self.given += 1
        self.used |= {link.id} if link else set()
        takes_more = link is None and asked.takes(self.given)
        given = Given(
            words=sent.words, card=sent.card if change else "", takes_more=takes_more
        )  # fmt: skip
        self.kept[sent.answer_id] = given
        return given


def give_answer(
    workspace: Workspace,
    secret: str,
    answers: Mapping[str, str],
    *,
    form_id: str,
    language: str = HOME_LANGUAGE,
    reader_id: str = "",
) -> Given:
    """Keep one answer; the same form sent twice is kept once.

    Raises:
        AskedByYou: for the one who asks, where the round is blind.
        NotFound: for a link that takes no answer now, whatever the reason.
        ValidationFailed: for an answer that is needed, in the words of the page.
    """
    with workspace.store.read() as reader:
        found = by_secret(reader, secret)
    if found is None:
        raise NotFound
    asked = found.asked
    sent = _Sent(
        answer_id=str(uuid5(NAMESPACE_URL, f"{asked.id}/{hash_of(form_id)}")),
        # From the form's own secret, so that a doubled tap leads to the same card.
        card=(DEMO_MARK if workspace.is_demo else "") + hash_of(f"card/{secret}/{form_id}"),
        link=found.link,
        answers=answers,
        words=words_in(workspace, language),
        reader_id=reader_id,
    )
    # Without a name the day is all that is kept of the time, in the row and in the trail.
    at = workspace.now()
    if not asked.is_named:
        at = at.replace(hour=0, minute=0, second=0, microsecond=0)

    def keep(uow: UnitOfWork, many: Sequence[_Sent]) -> Sequence[Given | PlannerError]:
        return _kept(uow, workspace, asked.id, many)

    return workspace.store.write_together(f"link:{asked.id}", sent, keep, at=at)


def _kept(
    uow: UnitOfWork, workspace: Workspace, round_id: str, many: Sequence[_Sent]
) -> Sequence[Given | PlannerError]:
    """Keep what may be kept of all that was sent; an outcome for each."""
    before = _there(uow, GivenAnswer, [one.answer_id for one in many])
    rounds = uow.find(AskRound, id=round_id)
    projects = uow.find(Project, id=[one.project_id for one in rounds])
    if not projects:
        return [NotFound() for _ in many]
    asked, project = rounds[0], projects[0]
    invited = [one.link.id for one in many if one.link]
    links = _there(uow, PersonalLink, invited)
    keeping = _Keeping(
        asked=asked,
        on=uow.at.date(),
        given=uow.count(GivenAnswer, round_id=asked.id, source=BY_LINK),
        kept={one.answer_id: _again(uow, one) for one in many if one.answer_id in before},
        used={str(one.link_id) for one in uow.find_by(GivenAnswer, "link_id", invited)},
    )

    def outcome(sent: _Sent) -> Given | PlannerError:
        if known := keeping.kept.get(sent.answer_id):
            return known
        try:
            if sent.link and (sent.link.id not in links or sent.link.id in keeping.used):
                raise NotFound
            refuse_what_is_over(asked, keeping.given, workspace.now())
            refuse_who_asked(asked, project, sent.reader_id)
            return keeping.take(sent)
        except PlannerError as refused:
            return refused

    outcomes = [outcome(sent) for sent in many]
    if asked.is_named:
        uow.add_many(GivenAnswer, keeping.answers)
    else:
        uow.add_unnamed(GivenAnswer, asked, keeping.answers)
    uow.add_unnamed(Commitment, asked, keeping.changes)
    return outcomes


def _again(uow: UnitOfWork, sent: _Sent) -> Given:
    """What is told to somebody whose form is kept already."""
    made = uow.find(Commitment, secret_hash=hash_of(sent.card))
    return Given(words=sent.words, card=sent.card if made else "")


def _there(uow: UnitOfWork, model: type[Stamped], ids: Collection[str]) -> frozenset[str]:
    """Which of these are there."""
    return frozenset(one.id for one in uow.find(model, id=list(ids)))
