"""What a page asks, from the words of a language and what a round asks of its own; and answers."""

from collections.abc import Iterator, Mapping, Sequence

from pydantic import TypeAdapter, ValidationError

from lp_planner.domain.records.errors import ValidationFailed
from lp_planner.domain.records.fields import Line, Prose
from lp_planner.domain.records.records import Frozen
from lp_planner.domain.voices.rounds import Asked, AskRound, Said
from lp_planner.domain.voices.words import AnswerKind, Question, Statement, VoiceWords

WHO = "who"
LINE: TypeAdapter[str] = TypeAdapter(Line)
PROSE: TypeAdapter[str] = TypeAdapter(Prose)


class Page(Frozen):
    """What somebody reads and is asked."""

    title: str
    lead: str
    about: str
    promise: str
    """Who will read it, said before it is written."""
    questions: tuple[Question, ...]


def page_of(asked: AskRound, words: VoiceWords, *, is_easy: bool = False) -> Page:
    """The page of a round in one language; an easy one says the same in short words."""
    kind = words.by_kind[asked.round_kind]
    said = words.page
    promise = said.named if asked.is_named else said.unnamed
    if asked.is_blind and asked.is_named:
        promise += f" {said.blind}"
    return Page(
        title=kind.title,
        lead=kind.lead,
        about=asked.about,
        promise=promise,
        questions=tuple(_questions(asked, words, is_easy=is_easy)),
    )


def _questions(asked: AskRound, words: VoiceWords, *, is_easy: bool) -> Iterator[Question]:
    kind = words.by_kind[asked.round_kind]
    if asked.is_named and not asked.is_personal:
        said = words.page
        yield Question(
            key=WHO, answer=AnswerKind.LINE, words=said.who, help=said.who_help, is_needed=True
        )
    for own in asked.asks if kind.own else ():
        line = _worded(own, words.statement.get(own.key), is_easy=is_easy)
        yield _with_picks(
            Question(key=own.key, answer=kind.own or AnswerKind.WORDS, words=line),
            words,
            is_easy=is_easy,
        )
    for question in kind.questions:
        yield _with_picks(question, words, is_easy=is_easy)


def _worded(own: Asked, ours: Statement | None, *, is_easy: bool) -> str:
    if ours is None:
        return own.words
    return ours.easy if is_easy else ours.words


def _with_picks(question: Question, words: VoiceWords, *, is_easy: bool) -> Question:
    picks = words.picks.get(question.answer, ())
    if is_easy:
        picks = tuple(p.model_copy(update={"words": p.easy or p.words}) for p in picks)
    return question.model_copy(update={"picks": picks})


def checked_answers(
    questions: Sequence[Question], given: Mapping[str, str], *, needed: str
) -> tuple[Said, ...]:
    """What was answered, in the order of the questions; what nobody asked is left out.

    Raises:
        ValidationFailed: with a sentence for each answer that is needed or does not fit.
    """
    faults: dict[str, str] = {}
    said: list[Said] = []
    for question in questions:
        value = given.get(question.key, "")
        if question.answer.is_picked:
            value = value if value in {pick.key for pick in question.picks} else ""
        else:
            fits = LINE if question.answer is AnswerKind.LINE else PROSE
            try:
                value = fits.validate_python(value)
            except ValidationError:
                faults[question.key] = needed
                continue
        if question.is_needed and not value:
            faults[question.key] = needed
        elif value:
            said.append(Said(key=question.key, value=value))
    if faults:
        raise ValidationFailed(faults)
    return tuple(said)
