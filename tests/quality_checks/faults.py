"""Seeded faults: each takes one of the sound plans and breaks one thing in it."""

import datetime as dt
from collections.abc import Callable
from typing import Any, NamedTuple

from lp_planner.domain.quality_checks.plan import Plan
from lp_planner.domain.records.delivery import (
    Adaptation,
    CoachingSession,
    FidelityObservation,
    FidelityVisit,
    ReviewMeeting,
)
from lp_planner.domain.records.diagnosis import (
    Baseline,
    DiagnosisSource,
    FocusCheck,
    ProblemStatement,
)
from lp_planner.domain.records.ingredients import ActiveIngredient
from lp_planner.domain.records.measures import GroupCount, Measure, Reading
from lp_planner.domain.records.options import AdoptionDecision, FitRating, Option
from lp_planner.domain.records.preparation import (
    InfrastructureItem,
    Milestone,
    Risk,
    SharedUnderstanding,
    Stakeholder,
    TeamMember,
)
from lp_planner.domain.records.readiness import ReadinessRating
from lp_planner.domain.records.records import Record
from lp_planner.domain.records.strategies import Strategy, TrainingSession
from lp_planner.domain.records.sustaining import HandoverPlan, ScalingPlan, SustainDecision
from tests.quality_checks.making import a, a_claim, told_what_was_secure
from tests.quality_checks.sound_deliveries import attendance_led_by_the_office as attendance
from tests.quality_checks.sound_deliveries import calm_lunchtimes as lunchtimes
from tests.quality_checks.sound_deliveries import feedback_in_english as feedback
from tests.quality_checks.sound_deliveries import phonics_with_an_hlta as phonics
from tests.quality_checks.sound_plans import d
from tests.quality_checks.sound_plans import engagement_in_a_special_school as engagement
from tests.quality_checks.sound_plans import vocabulary_in_key_stage_2 as vocabulary

Change = Callable[[Plan], Plan]
ALL = slice(None)


class Fault(NamedTuple):
    """One thing that is broken in a sound plan, and the question it is to raise."""

    name: str
    code: str
    sound: Callable[[], Plan]
    breaks: Change

    def plan(self) -> Plan:
        return told_what_was_secure(self.breaks(self.sound()))


def _with(plan: Plan, kind: str, records: tuple[Record, ...]) -> Plan:
    return plan.model_copy(update={"records": {**plan.records, kind: records}})


def _answered(record: Record, values: dict[str, Any]) -> Record:
    return type(record).model_validate({**record.model_dump(), **values})


def without(*models: type[Record]) -> Change:
    """Take all records of some kinds away."""

    def breaks(plan: Plan) -> Plan:
        kinds = {model.kind for model in models}
        return plan.model_copy(
            update={"records": {k: r for k, r in plan.records.items() if k not in kinds}}
        )

    return breaks


def only(model: type[Record], which: slice) -> Change:
    """Keep some records of a kind."""
    return lambda plan: _with(plan, model.kind, plan.records[model.kind][which])


def changed(model: type[Record], which: slice = ALL, **values: Any) -> Change:
    """Answer some fields differently in some records of a kind."""

    def breaks(plan: Plan) -> Plan:
        records = plan.records[model.kind]
        hit = {record.id for record in records[which]}
        assert hit
        return _with(
            plan,
            model.kind,
            tuple(_answered(r, values) if r.id in hit else r for r in records),
        )

    return breaks


def sessions_fall_out(plan: Plan) -> Plan:
    """Half of the planned sessions are held, by a measure that counts them."""
    assert plan.began_on is not None
    measure = a(Measure, name="Sessions held", counts_sessions=True, due_on=None)
    weeks = (dt.timedelta(weeks=number) for number in range(3))
    readings = (
        a(Reading, measure_id=measure.id, taken_on=plan.began_on + week, value=2.0, out_of=5.0)
        for week in weeks
    )
    return added(measure, *readings)(plan)


def added(*records: Record) -> Change:
    """Put records in."""

    def breaks(plan: Plan) -> Plan:
        for record in records:
            plan = _with(plan, record.kind, (*plan.records.get(record.kind, ()), record))
        return plan

    return breaks


def claimed(model: type[Record], on: dt.date, **values: Any) -> Change:
    """Put the latest record of a kind forward as evidence."""

    def breaks(plan: Plan) -> Plan:
        claim = a_claim(plan.records[model.kind][-1], on, **values)
        return plan.model_copy(update={"claims": (*plan.claims, claim)})

    return breaks


def on(day: dt.date) -> Change:
    """Look at the plan on another day."""
    return lambda plan: plan.model_copy(update={"today": day})


def silent(plan: Plan) -> Plan:
    """Leave out of every claim what changed."""
    claims = tuple(c.model_copy(update={"what_changed": ""}) for c in plan.claims)
    return plan.model_copy(update={"claims": claims})


def near(plan: Plan) -> Plan:
    """Let every claim reach the own team only."""
    claims = tuple(c.model_copy(update={"reach": "own_team"}) for c in plan.claims)
    return plan.model_copy(update={"claims": claims})


def all_ten(plan: Plan) -> Plan:
    """Put one session forward for every standard."""
    session = plan.records["training_session"][0]
    claims = tuple(
        a_claim(session, d(3, 12), standard=f"LP{n}", what_changed="Something")
        for n in range(1, 11)
    )
    return plan.model_copy(update={"claims": claims})


def both(*changes: Change) -> Change:
    """Changes that only together break something."""

    def breaks(plan: Plan) -> Plan:
        for change in changes:
            plan = change(plan)
        return plan

    return breaks


EARLY = dt.datetime(2025, 9, 1, 9, tzinfo=dt.UTC)
FIRST, REST = slice(0, 1), slice(1, None)

FAULTS = (
    Fault(
        "the option was there first", "Q01", engagement, changed(Option, FIRST, created_at=EARLY)
    ),
    Fault("an option and no problem", "Q01", engagement, without(ProblemStatement)),
    Fault(
        "the problem is that the answer is missing",
        "Q01",
        phonics,
        changed(ProblemStatement, staff_behaviour="There is no same-day keep-up yet"),
    ),
    Fault("half a problem", "Q02", vocabulary, changed(ProblemStatement, pupil_outcome="n/a")),
    Fault("a plan without a problem", "Q02", attendance, without(ProblemStatement)),
    Fault("one source", "Q03", engagement, only(DiagnosisSource, FIRST)),
    Fault("opinions only", "Q03", engagement, only(DiagnosisSource, REST)),
    Fault(
        "figures only",
        "Q03",
        attendance,
        changed(DiagnosisSource, source_kind="assessment_data"),
    ),
    Fault("no starting point", "Q04", vocabulary, without(Baseline)),
    Fault(
        "a starting point from after the start",
        "Q04",
        lunchtimes,
        changed(Baseline, taken_on=d(1, 7)),
    ),
    Fault(
        "everything, by one person",
        "Q05",
        engagement,
        changed(FocusCheck, in_scope="All pupils in all classes"),
    ),
    Fault("known to be too big", "Q05", phonics, changed(FocusCheck, verdict="too_big")),
    Fault("one option", "Q06", vocabulary, only(Option, FIRST)),
    Fault(
        "nothing that would stop", "Q06", lunchtimes, changed(Option, option_kind="do_something")
    ),
    Fault("evidence from anywhere", "Q07", phonics, changed(Option, studied_with="")),
    Fault(
        "weak evidence without a doubt",
        "Q07",
        vocabulary,
        changed(Option, FIRST, strand="uniform", doubts=""),
    ),
    Fault(
        "a figure of long ago",
        "Q08",
        vocabulary,
        lambda plan: plan.model_copy(
            update={
                "strands": {
                    key: fact.model_copy(update={"as_at": d(1, 9, 2024)})
                    for key, fact in plan.strands.items()
                }
            }
        ),
    ),
    Fault("no condition for a weak side", "Q09", phonics, changed(AdoptionDecision, conditions="")),
    Fault("rated by one", "Q10", attendance, only(FitRating, FIRST)),
    Fault("rated by nobody", "Q10", lunchtimes, without(FitRating)),
    Fault("a split nobody wrote about", "Q11", phonics, changed(FitRating, FIRST, need=1)),
    Fault("preparing undecided", "Q12", vocabulary, without(AdoptionDecision)),
    Fault("decided afterwards", "Q12", phonics, changed(AdoptionDecision, decided_on=d(20, 11))),
    Fault("no reasons to speak of", "Q12", feedback, changed(AdoptionDecision, reasons="SLT")),
    Fault("nothing stops", "Q13", lunchtimes, changed(AdoptionDecision, what_stops="")),
    Fault("hours from nowhere", "Q13", attendance, changed(AdoptionDecision, hours_added=9.0)),
    Fault("no ingredients", "Q14", phonics, without(ActiveIngredient)),
    Fault("nine ingredients", "Q14", vocabulary, added(*(a(ActiveIngredient) for _ in range(6)))),
    Fault(
        "an ingredient of good intent",
        "Q15",
        attendance,
        changed(ActiveIngredient, FIRST, behaviour="Staff promote a culture of good attendance"),
    ),
    Fault("nobody in particular", "Q15", phonics, changed(ActiveIngredient, FIRST, who="")),
    Fault("all loose", "Q16", phonics, changed(ActiveIngredient, fixedness="loose", limits="Some")),
    Fault("all tight", "Q16", lunchtimes, changed(ActiveIngredient, fixedness="tight")),
    Fault("loose without limits", "Q16", vocabulary, changed(ActiveIngredient, limits="")),
    Fault(
        "an ingredient nobody is helped with",
        "Q17",
        vocabulary,
        both(changed(TrainingSession, ingredient_ids=()), only(Strategy, REST)),
    ),
    Fault(
        "help for nothing in particular",
        "Q17",
        phonics,
        changed(Strategy, FIRST, ingredient_ids=()),
    ),
    Fault("use that nobody looks at", "Q18", vocabulary, only(Measure, REST)),
    Fault(
        "use that nobody measures",
        "Q18",
        lunchtimes,
        both(
            without(FidelityObservation),
            changed(Measure, FIRST, outcome_construct="adoption"),
        ),
    ),
    Fault(
        "results only",
        "Q19",
        vocabulary,
        changed(Measure, outcome_construct="pupil_outcome"),
    ),
    Fault(
        "nothing before the end",
        "Q19",
        vocabulary,
        changed(Measure, horizon="long", due_on=d(3, 7, 2026)),
    ),
    Fault("nobody collects it", "Q20", attendance, changed(Measure, FIRST, collector="")),
    Fault("no plan for disappointment", "Q20", feedback, changed(Measure, response_if_missed="")),
    Fault("no result", "Q21", vocabulary, only(Measure, slice(0, 4))),
    Fault("a result of something else", "Q21", lunchtimes, changed(Measure, problem_id=None)),
    Fault(
        "training and nothing else", "Q22", feedback, changed(Strategy, strategy_kind="training")
    ),
    Fault(
        "a talk and good-bye",
        "Q23",
        vocabulary,
        both(changed(TrainingSession, follow_up_on=None), on(d(22, 12))),
    ),
    Fault(
        "a session nobody has set out",
        "Q23",
        vocabulary,
        both(changed(TrainingSession, segments=()), on(d(22, 12))),
    ),
    Fault(
        "a talk that nobody comes back to",
        "Q23",
        attendance,
        changed(TrainingSession, follow_up_on=None),
    ),
    Fault("no room, no plan", "Q24", attendance, changed(ReadinessRating, action="")),
    Fault("readiness unasked", "Q24", vocabulary, without(ReadinessRating)),
    Fault(
        "training against lack of time",
        "Q25",
        vocabulary,
        changed(Strategy, slice(-1, None), strategy_kind="training"),
    ),
    Fault("a risk without an answer", "Q25", attendance, changed(Risk, response="")),
    Fault("asked without help", "Q26", vocabulary, changed(SharedUnderstanding, supported="")),
    Fault("told, all of them", "Q27", feedback, changed(Stakeholder, engagement="informed")),
    Fault("nobody named", "Q27", phonics, without(Stakeholder)),
    Fault(
        "one person for everything",
        "Q28",
        vocabulary,
        both(
            changed(Risk, owner="Phase leader"),
            changed(InfrastructureItem, owner="Phase leader"),
            changed(Milestone, owner="Phase leader"),
            changed(TeamMember, who="Phase leader"),
        ),
    ),
    Fault(
        "a milestone in the week of parents’ evenings",
        "Q29",
        vocabulary,
        changed(Milestone, due_on=d(4, 2, 2026)),
    ),
    Fault(
        "training in the holiday", "Q29", vocabulary, changed(TrainingSession, held_on=d(30, 12))
    ),
    Fault("more sessions than hours", "Q29", phonics, changed(CoachingSession, minutes=1500)),
    Fault(
        "three weeks from first look to training",
        "Q30",
        vocabulary,
        both(changed(TrainingSession, held_on=d(25, 9)), on(d(2, 10))),
    ),
    Fault(
        "a tight part changed early",
        "Q32",
        lunchtimes,
        changed(Adaptation, slice(1, 2), outcome="made"),
    ),
    Fault("a tight part changed unseen", "Q32", lunchtimes, without(FidelityVisit)),
    Fault("a change on a hunch", "Q33", lunchtimes, changed(Adaptation, data_used="")),
    Fault("a change nobody looks back at", "Q33", lunchtimes, changed(Adaptation, review_on=None)),
    Fault("nothing after training", "Q34", phonics, changed(CoachingSession, held_on=d(1, 10))),
    Fault("a step left open", "Q34", feedback, changed(CoachingSession, outcome="open")),
    Fault(
        "stopped though never tried",
        "Q35",
        feedback,
        both(
            changed(SustainDecision, decision="stop"),
            changed(FidelityObservation, rating="not_seen"),
        ),
    ),
    Fault(
        "stopped without a look",
        "Q35",
        attendance,
        both(without(FidelityVisit), added(a(ReviewMeeting, held_on=d(10, 12), decision="stop"))),
    ),
    Fault(
        "in use and resented",
        "Q36",
        lunchtimes,
        lambda plan: _with(
            plan,
            "reading",
            tuple(
                r.model_copy(update={"value": 30.0 - r.taken_on.toordinal() / 30000})
                for r in plan.of(Reading)
            ),
        ),
    ),
    Fault(
        "a group that is passed by",
        "Q38",
        phonics,
        lambda plan: added(group := a(GroupCount))(plan).model_copy(
            update={"groups_behind": frozenset({group.id})}
        ),
    ),
    Fault("sessions that fall out", "Q39", phonics, sessions_fall_out),
    Fault("a measure nobody read", "Q37", feedback, without(Reading)),
    Fault("a review without a next step", "Q37", phonics, changed(ReviewMeeting, next_step="")),
    Fault("data and no review", "Q37", lunchtimes, without(ReviewMeeting)),
    Fault(
        "spread within a term",
        "Q40",
        phonics,
        added(a(ScalingPlan, begins_on=d(5, 1, 2026))),
    ),
    Fault(
        "spread though seldom seen", "Q40", feedback, changed(FidelityObservation, rating="partly")
    ),
    Fault("nobody to take it on", "Q41", feedback, without(HandoverPlan)),
    Fault("no home", "Q41", feedback, changed(HandoverPlan, policy_home="")),
    Fault("all ten standards", "Q42", feedback, all_ten),
    Fault(
        "all ten in view",
        "Q42",
        engagement,
        changed(FocusCheck, standards_in_view=tuple(f"LP{n}" for n in range(1, 11))),
    ),
    Fault("nothing beyond the team", "Q43", feedback, near),
    Fault(
        "another school, it says",
        "Q43",
        phonics,
        claimed(TrainingSession, d(10, 10), reach="another_school"),
    ),
    Fault("things done, nothing changed", "Q44", phonics, silent),
    Fault(
        "evidence from next year",
        "Q44",
        vocabulary,
        claimed(TrainingSession, d(19, 11), what_changed="Everybody uses it"),
    ),
    Fault(
        "evidence without a day",
        "Q44",
        lunchtimes,
        both(
            changed(SharedUnderstanding, shared_on=None),
            claimed(SharedUnderstanding, d(2, 12), what_changed="We all say the same"),
        ),
    ),
)
