"""Whoever asks may look as often as they like: no two looks tell what one person said."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lp_planner.domain.voices.rounds import (
    AskRound,
    GivenAnswer,
    RoundKind,
    Said,
    Source,
    seen_by_asker,
)
from lp_planner.small_groups import LEAST, is_too_few
from tests.cast import THEN

STAMPS = {"created_at": THEN, "created_by": "x", "updated_at": THEN, "updated_by": "x"}
ROUND = AskRound(
    id="r", project_id="p", round_kind=RoundKind.READINESS, about="Keep-up", is_named=False,
    is_blind=True, expected=30, closes_at=THEN.replace(year=2026), **STAMPS,
)  # fmt: skip
DOES = st.sampled_from(["answer", "type in", "look", "end"])


def answered(number: int, source: Source) -> GivenAnswer:
    return GivenAnswer(
        id=str(number), project_id="p", round_id="r", source=source, is_named=False,
        given_on=THEN.date(), said=(Said(key="note", value=str(number)),), **STAMPS,
    )  # fmt: skip


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(DOES, max_size=60))
def test_differences_over_time_recover_nobody(happens: list[str]) -> None:
    asked = ROUND
    given: list[GivenAnswer] = []
    looks: set[tuple[str, ...]] = set()
    for number, does in enumerate([*happens, "look"]):
        by_link = [one for one in given if one.source is Source.LINK]
        if does == "answer" and asked.is_open(THEN) and asked.takes(len(by_link)):
            given.append(answered(number, Source.LINK))
        elif does == "type in" and asked.takes_typed(len(by_link), THEN):
            given.append(answered(number, Source.TYPED_IN))
        elif does == "end":
            asked = asked.model_copy(update={"closed_at": THEN})
        elif does == "look":
            looks.add(tuple(one.id for one in seen_by_asker(asked, given, THEN)))
    seen = looks - {()}
    assert len(seen) <= 1
    assert all(len(look) >= LEAST for look in seen)


@pytest.mark.parametrize(
    "shows",
    [
        lambda _asked, given, _now: not is_too_few(given),
        lambda asked, given, now: given > 0 and not asked.is_open(now),
    ],
    ids=["as answers come", "however few"],
)
def test_with_the_rule_taken_away_somebody_is_recovered(
    monkeypatch: pytest.MonkeyPatch, shows: Callable[..., bool]
) -> None:
    monkeypatch.setattr(AskRound, "shows", shows)
    with pytest.raises((AssertionError, BaseExceptionGroup)):
        test_differences_over_time_recover_nobody()


@given(st.lists(st.text(min_size=1, max_size=8), min_size=5, max_size=9))
def test_without_names_no_order_joins_what_one_person_said(words: list[str]) -> None:
    from lp_planner.domain.voices.summing import summed
    from lp_planner.domain.voices.words import AnswerKind, Question

    questions = [Question(key=k, answer=AnswerKind.WORDS, words=k) for k in ("a", "b")]
    answers = [
        GivenAnswer(
            id=str(at), project_id="p", round_id="r", source=Source.LINK, is_named=False,
            given_on=THEN.date(), said=(Said(key="a", value=w), Said(key="b", value=w[::-1])),
            **STAMPS,
        )
        for at, w in enumerate(words)
    ]  # fmt: skip
    forwards = summed(questions, answers)
    backwards = summed(questions, list(reversed(answers)))
    assert [one.words for one in forwards[0].written] == [one.words for one in backwards[0].written]
    assert {(one.who, one.answer_id) for part in forwards for one in part.written} <= {("", "")}
