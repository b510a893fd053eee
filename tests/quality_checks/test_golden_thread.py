"""The golden thread links what serves what, finds where it breaks, and can be read aloud."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lp_planner.domain.quality_checks.golden_thread import (
    Column,
    LooseEnd,
    broken_links,
    golden_thread,
    strands,
    thread_as_text,
)
from lp_planner.domain.quality_checks.plan import Plan
from lp_planner.domain.records.delivery import Activity, CoachingSession
from lp_planner.domain.records.diagnosis import ProblemStatement
from lp_planner.domain.records.ingredients import ActiveIngredient
from lp_planner.domain.records.leading import PeerSession
from lp_planner.domain.records.measures import Measure
from lp_planner.domain.records.records import Record
from lp_planner.domain.records.strategies import Strategy, TrainingSession
from tests.quality_checks.making import TODAY, a, plan_of, visits
from tests.quality_checks.sound_deliveries import SOUND_PLANS

PROBLEM = a(ProblemStatement, pupil_outcome="One in four does not read fluently by June")
MODEL = a(ActiveIngredient, behaviour="An adult models the sound", problem_id=PROBLEM.id)
TWILIGHT = a(TrainingSession, title="Twilight on blending", ingredient_ids=(MODEL.id,))
TALLY = a(Measure, name="Sessions held", ingredient_id=MODEL.id)
FLUENT = a(Measure, name="Fluent readers", outcome_construct="pupil_outcome", problem_id=PROBLEM.id)
WHOLE: tuple[Record, ...] = (PROBLEM, MODEL, TWILIGHT, TALLY, FLUENT)


def pairs(plan: Plan) -> set[tuple[str, str]]:
    return {(edge.from_id, edge.to_id) for edge in golden_thread(plan).edges}


def gaps(*records: Record) -> list[tuple[LooseEnd, str]]:
    return [(link.end, link.node.id) for link in broken_links(golden_thread(plan_of(*records)))]


def test_a_whole_thread_runs_from_the_problem_to_the_result() -> None:
    thread = golden_thread(plan_of(*WHOLE))
    assert [(node.id, node.column) for node in thread.nodes] == [
        (PROBLEM.id, Column.PROBLEM),
        (MODEL.id, Column.INGREDIENT),
        (TWILIGHT.id, Column.ACTION),
        (TALLY.id, Column.MEASURE),
        (FLUENT.id, Column.OUTCOME),
    ]
    assert pairs(plan_of(*WHOLE)) == {
        (PROBLEM.id, MODEL.id),
        (MODEL.id, TWILIGHT.id),
        (MODEL.id, TALLY.id),
        (PROBLEM.id, FLUENT.id),
    }
    assert broken_links(thread) == ()


def test_every_kind_of_help_that_names_an_ingredient_hangs_from_it() -> None:
    helps: tuple[Record, ...] = (
        a(Strategy, ingredient_ids=(MODEL.id,)),
        a(TrainingSession, ingredient_ids=(MODEL.id,)),
        a(Activity, ingredient_ids=(MODEL.id,)),
        a(CoachingSession, ingredient_id=MODEL.id),
        a(PeerSession, ingredient_id=MODEL.id),
    )
    together = {(MODEL.id, "coaching_session:all"), (MODEL.id, "peer_session:all")}
    assert pairs(plan_of(MODEL, *helps)) == {(MODEL.id, h.id) for h in helps[:3]} | together


@pytest.mark.parametrize(
    ("gap", "about", "records"),
    [
        (LooseEnd.PROBLEM_WITHOUT_INGREDIENT, PROBLEM, (PROBLEM, FLUENT)),
        (LooseEnd.PROBLEM_WITHOUT_OUTCOME, PROBLEM, (PROBLEM, MODEL, TWILIGHT, TALLY)),
        (LooseEnd.INGREDIENT_WITHOUT_PROBLEM, MODEL, (MODEL, TWILIGHT, TALLY)),
        (LooseEnd.INGREDIENT_WITHOUT_ACTION, MODEL, (PROBLEM, MODEL, TALLY, FLUENT)),
        (LooseEnd.INGREDIENT_WITHOUT_MEASURE, MODEL, (PROBLEM, MODEL, TWILIGHT, FLUENT)),
        (LooseEnd.ACTION_WITHOUT_PURPOSE, TWILIGHT, (TWILIGHT,)),
        (LooseEnd.OUTCOME_WITHOUT_PROBLEM, FLUENT, (FLUENT,)),
    ],
)
def test_each_way_a_thread_can_break_is_found_and_asked_about(
    gap: LooseEnd, about: Record, records: tuple[Record, ...]
) -> None:
    assert gaps(*records) == [(gap, about.id)]
    (link,) = broken_links(golden_thread(plan_of(*records)))
    assert link.question.endswith("?")
    assert link.node.words in link.question


def test_a_strategy_that_names_a_barrier_or_a_group_serves_something() -> None:
    assert gaps(a(Strategy, barrier="No time to plan")) == []
    assert gaps(a(Strategy, group_served="Families")) == []
    nothing = a(Strategy)
    assert gaps(nothing) == [(LooseEnd.ACTION_WITHOUT_PURPOSE, nothing.id)]


def test_what_was_recorded_in_passing_needs_no_purpose() -> None:
    assert gaps(a(Activity), a(CoachingSession), a(PeerSession)) == []


def test_a_measure_of_how_people_find_it_may_be_about_the_whole_plan() -> None:
    assert gaps(a(Measure, outcome_construct="acceptability")) == []


def test_a_fidelity_measure_without_an_ingredient_is_about_all_of_them() -> None:
    other = a(ActiveIngredient, behaviour="The child repeats it", problem_id=PROBLEM.id)
    of_all = a(Measure)
    assert {(MODEL.id, of_all.id), (other.id, of_all.id)} <= pairs(plan_of(MODEL, other, of_all))


def test_visits_that_looked_for_an_ingredient_measure_it() -> None:
    thread = golden_thread(plan_of(MODEL, *visits(TODAY, MODEL, "seen", "not_seen")))
    (measure,) = thread.column(Column.MEASURE)
    assert measure.words == "Looked for in 2 short visits"
    model = next(node for node in thread.nodes if node.id == MODEL.id)
    assert thread.after(model, Column.MEASURE) == (measure,)


def test_a_link_to_something_that_is_gone_breaks_the_thread() -> None:
    assert (LooseEnd.INGREDIENT_WITHOUT_PROBLEM, MODEL.id) in gaps(MODEL, TWILIGHT, TALLY)
    assert pairs(plan_of(TWILIGHT, TALLY, FLUENT)) == set()


def test_coaching_stands_with_how_often_it_was_and_nothing_that_was_said() -> None:
    sessions = [a(CoachingSession, ingredient_id=MODEL.id) for _ in range(2)]
    thread = golden_thread(plan_of(MODEL, *sessions))
    assert [node.words for node in thread.column(Column.ACTION)] == ["Coaching, 2 times"]


def test_the_thread_can_be_read_line_by_line() -> None:
    recall = a(ActiveIngredient, behaviour="Pairs recall three sounds")
    slot = a(Strategy, what="A slot in briefing", barrier="No time to plan")
    assert thread_as_text(golden_thread(plan_of(*WHOLE, recall, slot))) == (
        "Problem: One in four does not read fluently by June",
        "  Ingredient: An adult models the sound",
        "    Action: Twilight on blending",
        "    Measure: Sessions held",
        "  Result: Fluent readers",
        "About the plan as a whole, or not linked yet:",
        "  Ingredient: Pairs recall three sounds",
        "    No action yet",
        "    No measure yet",
        "  Action: A slot in briefing (for: No time to plan)",
    )


def test_an_empty_plan_has_an_empty_thread() -> None:
    thread = golden_thread(plan_of())
    assert (thread.nodes, thread.edges, broken_links(thread), thread_as_text(thread)) == (
        (),
        (),
        (),
        (),
    )


@settings(derandomize=True, max_examples=100, deadline=None)
@given(data=st.data(), name=st.sampled_from(sorted(SOUND_PLANS)))
def test_every_part_of_a_plan_makes_a_thread_that_leaves_nothing_out(
    data: st.DataObject, name: str
) -> None:
    plan = SOUND_PLANS[name]()
    records = {
        kind: tuple(data.draw(st.sets(st.sampled_from(of_kind)))) if len(of_kind) > 1 else of_kind
        for kind, of_kind in plan.records.items()
    }
    thread = golden_thread(plan.model_copy(update={"records": records}))
    ids = {node.id for node in thread.nodes}
    assert all({edge.from_id, edge.to_id} <= ids for edge in thread.edges)
    assert len(thread.edges) == len({(edge.from_id, edge.to_id) for edge in thread.edges})
    text = "\n".join(thread_as_text(thread))
    assert all(node.words in text for node in thread.nodes)
    assert all(link.node.id in ids for link in broken_links(thread))
    found = strands(thread)
    assert {node.id for strand in found for node in strand.nodes} == ids
    assert {end for strand in found for end in strand.ends} == {*broken_links(thread)}
    numbers = [len(strand.ends) for strand in found]
    assert numbers == sorted(numbers, reverse=True)
