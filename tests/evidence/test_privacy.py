"""What is taken out before anything leaves: of each sort of thing, and nothing else of it."""

from typing import Annotated, ClassVar

import pytest
from pydantic import BaseModel

from lp_planner.domain.evidence.attachments import Attachment, PeopleInIt
from lp_planner.domain.evidence.claims import EvidenceClaim
from lp_planner.domain.evidence.policies import check_may_revise
from lp_planner.domain.evidence.privacy import (
    as_it_leaves,
    handed_over,
    is_private,
    public_headline,
    why_it_stays,
    without_private_answers,
)
from lp_planner.domain.records.delivery import CoachingSession
from lp_planner.domain.records.errors import InvalidTransition
from lp_planner.domain.records.fields import FieldKind, MaybeNumber, Privacy, Prose, Standards
from lp_planner.domain.records.ingredients import ActiveIngredient
from lp_planner.domain.records.options import AdoptionDecision, FitRating, Option
from lp_planner.domain.records.records import Record
from tests.cast import THEN

STAMPS = {
    "id": "1", "created_at": THEN, "created_by": "a", "updated_at": THEN, "updated_by": "a",
    "project_id": "p",
}  # fmt: skip
SESSION = CoachingSession.model_validate(
    {
        **STAMPS, "held_on": THEN.date(), "coachee": "Sam", "coach": "Al", "goal": "Wait",
        "evidence_seen": "Seen", "question_asked": "Why?", "what_was_heard": "Because",
        "action_step": "Pause", "how_it_went": "Well", "rehearsed": True, "minutes": 15,
        "outcome": "done",
    }
)  # fmt: skip
OPTION = Option.model_validate({**STAMPS, "name": "Wait", "option_kind": "do_nothing"})
OF_COACHING = "What belongs to coaching stays between the two people."
UNSETTLED = "It is not settled whether somebody can be recognised in it."


def claim_on(kind: str) -> EvidenceClaim:
    return EvidenceClaim.model_validate(
        {
            **STAMPS, "record_kind": kind, "record_id": "1", "standard": "LP8", "claim": "I asked",
            "reach": "own_team", "what_changed": "More wait",
        }
    )  # fmt: skip


def hung_on(kind: str, people: PeopleInIt = PeopleInIt.NOBODY) -> Attachment:
    return Attachment.model_validate(
        {
            **STAMPS, "record_kind": kind, "record_id": "1", "evidence_kind": "text",
            "title": "T", "strength": "own_word", "people_in_it": people,
        }
    )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "stays"),
    [("coaching_session", True), ("accepted_question", True), ("option", False), ("new", True)],
)
def test_a_kind_is_private_when_it_says_so_or_when_nobody_knows_it(
    kind: str, *, stays: bool
) -> None:
    assert is_private(kind) is stays


@pytest.mark.parametrize(
    ("kind", "headline", "told"),
    [
        ("option", "Wait", "Wait"),
        ("option", "", "A kind of record"),
        ("coaching_session", "Pause", "A kind of record"),
        ("new", "Words", "A kind of record"),
    ],
)
def test_a_headline_that_stays_in_gives_way_to_the_name_of_the_kind(
    kind: str, headline: str, told: str
) -> None:
    assert public_headline(kind, headline, "a kind of record") == told


@pytest.mark.parametrize(
    ("thing", "why"),
    [
        (hung_on("option"), ""),
        (hung_on("option", PeopleInIt.AGREED), ""),
        (hung_on("option", PeopleInIt.NOT_SURE), UNSETTLED),
        (hung_on("coaching_session"), OF_COACHING),
        (hung_on("coaching_session", PeopleInIt.NOT_SURE), OF_COACHING),
        (hung_on("new"), Record.stays_because),
    ],
)
def test_a_thing_behind_the_evidence_goes_or_says_why_it_stays(thing: Attachment, why: str) -> None:
    assert why_it_stays(thing) == why
    assert as_it_leaves(thing) == (None if why else thing)


def test_of_a_claim_on_something_private_the_claim_goes_and_what_changed_stays() -> None:
    private, plain = claim_on("coaching_session"), claim_on("option")
    assert as_it_leaves(private) == private.model_copy(update={"what_changed": ""})
    assert as_it_leaves(plain) == plain


def test_of_a_private_record_every_written_answer_is_empty_and_the_rest_is_as_it_was() -> None:
    left = as_it_leaves(SESSION)
    assert left == without_private_answers(SESSION)
    assert left == SESSION.model_copy(
        update=dict.fromkeys(
            (
                "coachee", "coach", "goal", "evidence_seen", "question_asked", "what_was_heard",
                "action_step", "how_it_went",
            ),
            "",
        )
    )  # fmt: skip
    assert SESSION.coachee == "Sam"


def test_what_has_nothing_private_leaves_as_it_is() -> None:
    assert as_it_leaves(OPTION) is OPTION


class Part(BaseModel):
    what: Prose = ""
    aside: Annotated[Prose, Privacy.STAYS_IN] = ""


class Whole(BaseModel):
    headline_field: ClassVar[str] = "said"
    said: Prose = ""
    parts: Annotated[tuple[Part, ...], FieldKind.SEGMENTS] = ()
    standards: Annotated[Standards, Privacy.STAYS_IN] = ("LP1",)
    hours: Annotated[MaybeNumber, Privacy.STAYS_IN] = None


class WholeAndPrivate(Whole):
    is_private: ClassVar[bool] = True


def test_a_part_loses_its_own_private_answers_and_a_field_reads_as_if_left_empty() -> None:
    whole = Whole(
        said="S", parts=(Part(what="W", aside="A"), Part(what="V")), standards=("LP2",), hours=2.5
    )
    assert without_private_answers(whole) == Whole(said="S", parts=(Part(what="W"), Part(what="V")))
    private = WholeAndPrivate(**dict(whole))
    assert without_private_answers(private) == WholeAndPrivate()


def test_a_rating_goes_with_its_option_and_an_ingredient_without_the_problem_it_may_name() -> None:
    rating = FitRating.model_validate({**STAMPS, "id": "2", "option_id": "1", "rater": "A TA"})
    ingredient = ActiveIngredient.model_validate(
        {**STAMPS, "id": "3", "behaviour": "Wait", "fixedness": "tight", "problem_id": "gone"}
    )
    assert handed_over([rating, OPTION, ingredient]) == [rating, OPTION, ingredient]
    assert handed_over([rating, ingredient]) == [ingredient]


def test_a_decision_is_not_rewritten_and_anything_else_is() -> None:
    with pytest.raises(InvalidTransition) as refused:
        check_may_revise(AdoptionDecision)
    assert str(refused.value) == (
        "A decision is not rewritten. Record a new one: it takes the place of this one, and this "
        "one stays in the history."
    )
    check_may_revise(Option)
