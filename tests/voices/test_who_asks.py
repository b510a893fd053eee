import pytest

from lp_planner.domain.accounts.people import Actor
from lp_planner.domain.records.errors import NotFound
from lp_planner.domain.voices.rounds import Mark
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.planning import taking_over
from lp_planner.services.voices import asking, typing_in
from tests.cast import AMINA, CAST
from tests.voices.rounds import FIT, answer, ask_about_fit, view

OTHERS = [actor for actor in CAST if actor is not AMINA]


@pytest.mark.parametrize("actor", OTHERS, ids=lambda actor: actor.person_id)
def test_a_round_of_somebody_else_reads_like_one_that_does_not_exist(
    planner: Workspace, actor: Actor
) -> None:
    asked = ask_about_fit(planner)
    desk = planner.desk(actor)
    for round_id in (asked.id, "no-such-round"):
        with pytest.raises(NotFound):
            asking.close_round(desk, round_id)
        with pytest.raises(NotFound):
            typing_in.type_in(desk, round_id, [{"who": "Sana"}], form_id="f")
    assert view(planner, asked).is_open


@pytest.mark.parametrize("actor", OTHERS, ids=lambda actor: actor.person_id)
def test_nobody_else_marks_answers_or_keeps_what_was_said(planner: Workspace, actor: Actor) -> None:
    asked = ask_about_fit(planner, expected=1)
    answer(planner, asked.secret, {**FIT, "who": "Sana"}, "1")
    given = view(planner, asked).by_link[0]
    for act in (
        lambda desk: asking.mark_answer(desk, given.id, Mark.PARTLY),
        lambda desk: asking.reply_to(desk, given.id, "Thank you"),
        lambda desk: taking_over.take_over(desk, given.id),
    ):
        with pytest.raises(NotFound):
            act(planner.desk(actor))
