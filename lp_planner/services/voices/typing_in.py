"""What stood on paper, typed in by the one who asks, and marked as such."""

from collections.abc import Mapping, Sequence

from lp_planner.domain.records.errors import InvalidTransition, ValidationFailed
from lp_planner.domain.voices.pages import WHO, checked_answers, page_of
from lp_planner.domain.voices.rounds import GivenAnswer, Source
from lp_planner.domain.voices.words import HOME_LANGUAGE, Pick, Question
from lp_planner.services.desk.refusals import in_words
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.voices.asking import LABELS, round_for
from lp_planner.storage.unit_of_work import UnitOfWork
from lp_planner.wording import in_turn

STILL_BLIND = (
    "This round is still blind. Close it first; then you can type in what stands on paper."
)


def type_in(
    desk: Desk, round_id: str, sheets: Sequence[Mapping[str, str]], *, form_id: str
) -> tuple[GivenAnswer, ...]:
    """Keep what stood on paper, a sheet each; it is shown as typed in, apart from the links.

    ``form_id`` makes a doubled click harmless. All sheets are kept, or none.

    Raises:
        InvalidTransition: while the round is blind.
        NotFound: for a round that is unknown or somebody else's, alike.
        ValidationFailed: with the number of the sheet where an answer is missing or does not fit.
    """
    words = desk.library.voices[HOME_LANGUAGE]

    def save(uow: UnitOfWork) -> tuple[GivenAnswer, ...]:
        asked = round_for(uow, desk, round_id)
        given = uow.find(GivenAnswer, round_id=asked.id)
        by_link = [a for a in given if a.source is not Source.TYPED_IN]
        if not asked.takes_typed(len(by_link), desk.now()):
            raise InvalidTransition(STILL_BLIND)
        questions = page_of(asked, words).questions
        kept = []
        for at, sheet in enumerate(sheets, start=1):
            try:
                said = checked_answers(questions, _read(questions, sheet), needed=words.page.needed)
            except ValidationFailed as refused:
                labels = {q.key: q.words for q in questions}
                errors = {
                    f"{k}": f"Sheet {at}, “{labels[k]}”: {v}" for k, v in refused.errors.items()
                }
                raise ValidationFailed(errors) from refused
            kept.append(
                uow.add(
                    GivenAnswer,
                    id=f"{form_id}-{at}",
                    project_id=asked.project_id,
                    record_id=asked.record_id,
                    round_id=asked.id,
                    source=Source.TYPED_IN,
                    is_named=asked.is_named,
                    who=sheet.get(WHO, "") if asked.is_named else "",
                    given_on=desk.today(),
                    said=tuple(one for one in said if one.key != WHO),
                )
            )
        return tuple(kept)

    with in_words(LABELS):
        return desk.write(save)


def _read(questions: Sequence[Question], sheet: Mapping[str, str]) -> dict[str, str]:
    """A typed sheet with the keys of what was picked, however it was written.

    Raises:
        ValidationFailed: for an answer that is none of those on the page.
    """
    read = dict(sheet)
    faults = {}
    for question in questions:
        typed = sheet.get(question.key, "").strip()
        if not (typed and question.answer.is_picked):
            continue
        found = [pick.key for pick in question.picks if _means(pick, typed)]
        if not found:
            known = in_turn([pick.words for pick in question.picks])
            faults[question.key] = f"“{typed}” is none of the answers: {known}."
        read[question.key] = found[0] if found else ""
    if faults:
        raise ValidationFailed(faults)
    return read


def _means(pick: Pick, typed: str) -> bool:
    ways = {pick.key, pick.words, pick.easy, pick.key.replace("_", " ")} - {""}
    return typed.casefold() in {way.casefold() for way in ways}
