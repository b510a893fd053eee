"""The lead practitioner's side: asking, closing, typing in, and what may be seen of the answers."""

import datetime as dt
from collections.abc import Mapping, Sequence

from lp_planner.auth.secret_words import new_token
from lp_planner.domain.accounts.permissions import Action
from lp_planner.domain.portfolio.portfolio import DEMO_MARK
from lp_planner.domain.records.catalogue import record_model
from lp_planner.domain.records.delivery import CoachingSession, FidelityVisit
from lp_planner.domain.records.errors import NotFound, ValidationFailed
from lp_planner.domain.records.ingredients import ActiveIngredient
from lp_planner.domain.records.leading import NetworkContact, PeerSession
from lp_planner.domain.records.records import Frozen, Record
from lp_planner.domain.voices.pages import page_of
from lp_planner.domain.voices.rounds import (
    LONGEST_DAYS,
    MANNERS,
    MOST_ASKED,
    MOST_EXPECTED,
    Asked,
    AskRound,
    Commitment,
    GivenAnswer,
    Mark,
    PersonalLink,
    RoundKind,
    Source,
    seen_by_asker,
)
from lp_planner.domain.voices.words import HOME_LANGUAGE, Question
from lp_planner.services.desk.projects import project_for
from lp_planner.services.desk.refusals import in_words
from lp_planner.services.desk.workspace import Desk, Workspace
from lp_planner.storage.reader import Reader
from lp_planner.storage.unit_of_work import UnitOfWork
from lp_planner.wording import day_in_words, shortened

LABELS = {"about": "What is it about?", "name": "Whom do you ask?", "words": "Your questions"}
LONGEST_ABOUT = 200


BECOMES: Mapping[RoundKind, tuple[type[Record], ...]] = {
    RoundKind.EXIT_TICKET: (CoachingSession,),
    RoundKind.VISIT: (FidelityVisit,),
    RoundKind.UPTAKE: (PeerSession, NetworkContact),
}
"""The records that answers of a kind can become, under their own id."""


class WhatToAsk(Frozen):
    """What the one who asks chooses."""

    round_kind: RoundKind
    about: str = ""
    """Needed where the round is about no record."""
    record_id: str = ""
    asks: tuple[str, ...] = ()
    """Keys of our statements, or questions in one's own words."""
    is_unnamed: bool = False
    expected: int = 0
    names: tuple[str, ...] = ()
    """Who gets a link of their own, where a kind asks person by person."""
    days: int = 7


class Invited(Frozen):
    """One person with a link of their own, and whether they have answered."""

    name: str
    secret: str
    has_answered: bool


class RoundView(Frozen):
    """A round as the one who asks may see it now."""

    asked: AskRound
    is_open: bool
    given: int
    """How many answered through links."""
    invited: tuple[Invited, ...]
    by_link: tuple[GivenAnswer, ...]
    """What may be seen of it; empty while it may not. Without names in no order of its own."""
    typed_in: tuple[GivenAnswer, ...]
    commitments: int
    kept: int
    """How many say that they kept what they set themselves."""
    named_commitments: tuple[Commitment, ...]
    taken: frozenset[str]
    """Which answers and changes became records; those have their ids."""

    @property
    def is_shown(self) -> bool:
        """Whether the answers through links may be seen."""
        return bool(self.by_link)


def ask(desk: Desk, project_id: str, what: WhatToAsk, *, form_id: str | None = None) -> AskRound:
    """Start a round; its link, or a link for each person, is in it from then on.

    Raises:
        NotFound: for a project that is not the actor's, or a record that is not in it.
        ValidationFailed: for a number, a day or a question that does not fit.
    """
    manner = MANNERS[what.round_kind]
    names = _names(desk, project_id, what)
    expected = len(names) if manner.is_personal else what.expected
    _check(what, expected, is_personal=manner.is_personal)

    def save(uow: UnitOfWork) -> AskRound:
        project = project_for(uow, desk.actor, project_id, Action.ASK_OTHERS)
        about = what.about.strip() or project.title
        if manner.about:
            record = uow.get(record_model(manner.about), what.record_id)
            if record.project_id != project.id:
                raise NotFound
            about = what.about.strip() or _in_a_line(record)
        named = {"id": form_id} if form_id else {}
        asked = uow.add(
            AskRound,
            project_id=project.id,
            record_kind=manner.about,
            record_id=what.record_id if manner.about else "",
            round_kind=what.round_kind,
            about=about,
            asks=_own_questions(desk, uow, project.id, what),
            is_named=not what.is_unnamed if manner.may_be_unnamed else manner.is_named,
            is_personal=manner.is_personal,
            is_blind=manner.is_blind,
            expected=expected,
            closes_at=desk.now() + dt.timedelta(days=what.days),
            secret="" if manner.is_personal else new_secret(desk.workspace),
            **named,
        )
        if asked.project_id != project.id:
            raise NotFound
        known = {link.name for link in uow.find(PersonalLink, round_id=asked.id)}
        for name in names if manner.is_personal else ():
            if name not in known:
                uow.add(
                    PersonalLink,
                    project_id=project.id,
                    record_id=asked.record_id,
                    round_id=asked.id,
                    name=name,
                    secret=new_secret(desk.workspace),
                )
        return asked

    with in_words(LABELS):
        return desk.write(save)


def _names(desk: Desk, project_id: str, what: WhatToAsk) -> tuple[str, ...]:
    """Whom to ask, each once; the other half of a conversation is asked of who was coached."""
    names = list(what.names)
    if what.round_kind is RoundKind.OTHER_HALF and not any(name.strip() for name in names):
        with desk.read() as reader:
            project_for(reader, desk.actor, project_id, Action.ASK_OTHERS)
            found = reader.find(CoachingSession, id=what.record_id, project_id=project_id)
        names = [one.coachee for one in found]
    return tuple(dict.fromkeys(" ".join(name.split()) for name in names if name.strip()))


def _in_a_line(record: Record) -> str:
    """What others read of a record: of a coaching note the day and the step agreed, no more."""
    if isinstance(record, CoachingSession):
        return shortened(f"{day_in_words(record.held_on)}: {record.action_step}", LONGEST_ABOUT)
    return record.headline


def what_it_may_be_about(desk: Desk, project_id: str, round_kind: RoundKind) -> dict[str, str]:
    """The records that such a round can be about: their lines by id, the newest first.

    Raises:
        NotFound: for a project that is not the actor's.
    """
    kind = MANNERS[round_kind].about
    with desk.read() as reader:
        project_for(reader, desk.actor, project_id, Action.ASK_OTHERS)
        found = reader.find(record_model(kind), project_id=project_id) if kind else []
    return {record.id: record.headline for record in reversed(found)}


def questions_of(desk: Desk, asked: AskRound) -> tuple[Question, ...]:
    """What a round asks, in our own language."""
    return page_of(asked, desk.library.voices[HOME_LANGUAGE]).questions


def _check(what: WhatToAsk, expected: int, *, is_personal: bool) -> None:
    faults = {}
    if is_personal and not expected:
        faults["names"] = "Please say whom you ask, one name or role on each line."
    elif not 1 <= expected <= MOST_EXPECTED:
        faults["expected"] = f"Please expect 1 to {MOST_EXPECTED} people."
    if not 0 < what.days <= LONGEST_DAYS:
        faults["days"] = f"A round is open for 1 to {LONGEST_DAYS} days. Please choose again."
    if len(what.asks) > MOST_ASKED:
        faults["asks"] = f"Please ask at most {MOST_ASKED} questions of your own."
    if what.round_kind is RoundKind.PULSE and not what.asks:
        faults["asks"] = "Please choose at least one statement, or write one of your own."
    if faults:
        raise ValidationFailed(faults)


def _own_questions(
    desk: Desk, reader: Reader, project_id: str, what: WhatToAsk
) -> tuple[Asked, ...]:
    if what.round_kind is RoundKind.VISIT:
        found = reader.find(ActiveIngredient, project_id=project_id)
        if not found:
            message = "Please name an active ingredient first: a visit looks for those."
            raise ValidationFailed({"asks": message})
        return tuple(Asked(key=one.id, words=one.behaviour) for one in found)
    ours = desk.library.voices[HOME_LANGUAGE].statement
    return tuple(
        Asked(key=line if line in ours else f"own{at}", words=ours[line].words)
        if line in ours
        else Asked(key=f"own{at}", words=line)
        for at, line in enumerate((one.strip() for one in what.asks if one.strip()), start=1)
    )


def new_secret(workspace: Workspace) -> str:
    """What a new link ends with; one of the demo school says so."""
    return (DEMO_MARK if workspace.is_demo else "") + new_token()


def rounds_of(desk: Desk, project_id: str, kinds: Sequence[RoundKind]) -> tuple[RoundView, ...]:
    """The rounds of these kinds in a project of the actor's, the newest first.

    Raises:
        NotFound: for a project that is not the actor's.
    """
    with desk.read() as reader:
        project_for(reader, desk.actor, project_id, Action.ASK_OTHERS)
        found = reader.find(AskRound, project_id=project_id, round_kind=[str(k) for k in kinds])
        return tuple(view_unchecked(reader, asked, desk.now()) for asked in reversed(found))


def view_unchecked(reader: Reader, asked: AskRound, now: dt.datetime) -> RoundView:
    """What the one who asks may see of a round: nothing that is blind, nothing of too few."""
    answers = reader.find(GivenAnswer, round_id=asked.id)
    by_link = [a for a in answers if a.source is not Source.TYPED_IN]
    links = reader.find(PersonalLink, round_id=asked.id)
    used = {answer.link_id for answer in by_link}
    made = reader.find(Commitment, round_id=asked.id)
    ids = [one.id for one in (*answers, *made)]
    kinds = BECOMES.get(asked.round_kind, ()) if ids else ()
    records = [record for kind in kinds for record in reader.find(kind, id=ids)]
    return RoundView(
        asked=asked,
        is_open=asked.is_open(now) and asked.takes(len(by_link)),
        given=len(by_link),
        invited=tuple(
            Invited(name=k.name, secret=k.secret, has_answered=k.id in used) for k in links
        ),
        by_link=seen_by_asker(asked, answers, now),
        typed_in=tuple(a for a in answers if a.source is Source.TYPED_IN),
        commitments=len(made),
        kept=sum(one.outcome == "kept" for one in made),
        named_commitments=tuple(one for one in made if one.who),
        taken=frozenset(record.id for record in records),
    )


def close_round(desk: Desk, round_id: str) -> AskRound:
    """End a round of the actor's for good: its links take nothing more; ending twice is the same.

    Raises:
        NotFound: for a round that is unknown or somebody else's, alike.
    """

    def save(uow: UnitOfWork) -> AskRound:
        asked = round_for(uow, desk, round_id)
        return asked if asked.closed_at else uow.change(asked, closed_at=desk.now())

    return desk.write(save)


def round_for(reader: Reader, desk: Desk, round_id: str) -> AskRound:
    """A round in a project of the actor's; otherwise as if it did not exist."""
    asked = reader.get(AskRound, round_id)
    project_for(reader, desk.actor, asked.project_id, Action.ASK_OTHERS)
    return asked


def mark_answer(desk: Desk, answer_id: str, mark: Mark) -> GivenAnswer:
    """Mark what somebody said in their own words; marking again replaces it.

    Raises:
        NotFound: for an answer that the actor may not see.
    """
    return _on_answer(desk, answer_id, mark=mark.value)


def reply_to(desk: Desk, answer_id: str, words: str) -> GivenAnswer:
    """Answer a comment; it is read through the link by which the comment came, and nowhere else.

    Raises:
        NotFound: for an answer that the actor may not see.
        ValidationFailed: for words that do not fit.
    """
    with in_words({"reply": "Your answer"}):
        return _on_answer(desk, answer_id, reply=words)


def _on_answer(desk: Desk, answer_id: str, **values: object) -> GivenAnswer:
    def save(uow: UnitOfWork) -> GivenAnswer:
        answer = uow.get(GivenAnswer, answer_id)
        asked = round_for(uow, desk, answer.round_id)
        view = view_unchecked(uow, asked, desk.now())
        # Without a name nothing joins one person's words to each other, this neither.
        if not answer.is_named or answer not in (*view.by_link, *view.typed_in):
            raise NotFound
        return uow.change(answer, **values)

    return desk.write(save)
