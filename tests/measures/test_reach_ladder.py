"""A practice climbs from one's own work to another school, rung by rung, in whatever order."""

import datetime as dt

from lp_planner.domain.measures.reach_ladder import ladders
from lp_planner.domain.records.reach import Reach
from lp_planner.domain.records.sustaining import ReachStep
from lp_planner.domain.voices.rounds import Source
from lp_planner.domain.voices.uptake import SaidReach

NOW = dt.datetime(2026, 1, 15, 16, 40, tzinfo=dt.UTC)


def step(practice: str, rung: Reach, month: int) -> ReachStep:
    return ReachStep(
        id=f"{practice}{rung}{month}", project_id="p", created_at=NOW, created_by="a",
        updated_at=NOW, updated_by="a", practice=practice, rung=rung,
        reached_on=dt.date(2026, month, 1), witness="The phase leader", what_happened="They did it",
    )  # fmt: skip


def test_each_practice_has_a_ladder_of_four_rungs_with_its_steps_in_order() -> None:
    late, early = step("The card", Reach.OWN_TEAM, 3), step("the  CARD", Reach.OWN_TEAM, 2)
    other = step("The clip", Reach.OWN_PRACTICE, 4)
    found = ladders([late, other, early])
    assert [ladder.practice for ladder in found] == ["The card", "The clip"]
    assert [rung.reach for rung in found[0].rungs] == list(Reach)
    assert found[0].rungs[1].steps == (early, late)


def test_the_next_rung_lies_beyond_the_furthest_one_reached() -> None:
    skipped = ladders([step("The card", Reach.ANOTHER_TEAM, 2)])[0]
    assert skipped.next_rung is Reach.ANOTHER_SCHOOL
    assert ladders([step("The card", Reach.ANOTHER_SCHOOL, 2)])[0].next_rung is None


def test_without_a_step_there_is_no_ladder() -> None:
    assert ladders([]) == ()


def test_what_others_say_stands_on_its_rung_apart_from_what_its_lead_noted() -> None:
    noted = step("The card", Reach.OWN_TEAM, 2)
    said = SaidReach(
        answer_id="a", project_id="p", practice="the card", reach=Reach.ANOTHER_TEAM, who="Sana",
        source=Source.LINK, said_on=dt.date(2026, 3, 1), use="Daily", changed="",
        may_be_shown=True,
    )  # fmt: skip
    (both,) = ladders([noted], [said])
    assert [(len(rung.steps), len(rung.said)) for rung in both.rungs] == [
        (0, 0), (1, 0), (0, 1), (0, 0),
    ]  # fmt: skip
    assert both.next_rung is Reach.ANOTHER_SCHOOL
    (alone,) = ladders([], [said])
    assert (alone.practice, alone.rungs[2].said) == ("the card", (said,))
