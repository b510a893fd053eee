"""For every check, a small plan that it asks about and one, hardly different, that it leaves be."""

import datetime as dt
from typing import NamedTuple

from lp_planner.domain.planning.calendar import PeriodKind
from lp_planner.domain.quality_checks.plan import Plan
from lp_planner.domain.records.delivery import (
    Adaptation,
    CoachingSession,
    FidelityVisit,
    ReviewMeeting,
)
from lp_planner.domain.records.diagnosis import (
    Baseline,
    DiagnosisSource,
    FocusCheck,
    Priority,
    ProblemStatement,
)
from lp_planner.domain.records.ingredients import ActiveIngredient
from lp_planner.domain.records.leading import PeerSession
from lp_planner.domain.records.measures import GroupCount, Measure, Reading
from lp_planner.domain.records.options import AdoptionDecision, FitRating, Option
from lp_planner.domain.records.preparation import (
    Milestone,
    Risk,
    SharedUnderstanding,
    Stakeholder,
    TeamMember,
)
from lp_planner.domain.records.readiness import ReadinessRating
from lp_planner.domain.records.records import Record
from lp_planner.domain.records.strategies import Segment, Strategy, TrainingSession
from lp_planner.domain.records.sustaining import HandoverPlan, ScalingPlan, SustainDecision
from tests.quality_checks.making import TODAY, a, a_claim, a_period, plan_of, visits


class Pair(NamedTuple):
    """A plan that is asked about and one that is not."""

    asked: Plan
    left: Plan


def before(weeks: float) -> dt.date:
    return TODAY - dt.timedelta(weeks=weeks)


def after(weeks: float) -> dt.date:
    return TODAY + dt.timedelta(weeks=weeks)


PROBLEM = a(ProblemStatement, before(20))
OPTION = a(Option, before(18))
FEW = a(Option, raters_expected=3)
DECISION = a(AdoptionDecision, before(16), decided_on=before(16), option_id=OPTION.id)
TIGHT = a(ActiveIngredient, before(15), problem_id=PROBLEM.id)
LOOSE = a(
    ActiveIngredient,
    before(15),
    behaviour="Children choose the order of the cards",
    fixedness="loose",
    limits="Any order, all cards",
)
TRAINING = a(TrainingSession, before(12), held_on=before(12), ingredient_ids=(TIGHT.id,))
FIRST_VISIT = a(FidelityVisit, before(10), visited_on=before(10))
PLANNED = a(TrainingSession, held_on=after(4), ingredient_ids=(TIGHT.id,))
RESULT = a(
    Measure, name="Pupils who blend", outcome_construct="pupil_outcome", problem_id=PROBLEM.id
)
USE = a(Measure, ingredient_id=TIGHT.id)
PULSE = a(Measure, name="Worth the effort", outcome_construct="acceptability")
HANDOVER = a(HandoverPlan)
UNDATED = a(SharedUnderstanding)
GOES_ON = a(SustainDecision)
FULL_SESSION = (
    Segment(segment_kind="retrieval_quiz", minutes=10),
    Segment(segment_kind="discussion", minutes=20),
    Segment(segment_kind="rehearsal", minutes=20),
    Segment(segment_kind="exit_ticket", minutes=10),
)
SECURE = (*visits(before(9), TIGHT, *["seen"] * 4), *visits(before(5), TIGHT, *["seen"] * 4))
BUSY = a_period(PeriodKind.BUSY, after(3), after(6), "Mock exams")


def pulses(*values: float) -> list[Record]:
    return [
        a(Reading, measure_id=PULSE.id, taken_on=before(9 - 3 * n), value=value)
        for n, value in enumerate(values)
    ]


SESSIONS = a(Measure, name="Sessions held", counts_sessions=True)
GROUP = a(GroupCount)


def held(*values: int) -> list[Record]:
    """So many sessions of five in each of the latest weeks."""
    return [
        a(Reading, measure_id=SESSIONS.id, taken_on=before(9 - 3 * n), value=value, out_of=5)
        for n, value in enumerate(values)
    ]


EXPLORE = {
    "Q01": Pair(
        asked=plan_of(a(Option, before(9)), a(ProblemStatement, before(8))),
        left=plan_of(a(ProblemStatement, before(9)), a(Option, before(8))),
    ),
    "Q02": Pair(
        asked=plan_of(a(ProblemStatement, pupil_behaviour="tbc")),
        left=plan_of(a(ProblemStatement)),
    ),
    "Q03": Pair(
        asked=plan_of(
            PROBLEM,
            a(DiagnosisSource, source_kind="pupil_voice"),
            a(DiagnosisSource, source_kind="staff_voice"),
        ),
        left=plan_of(
            PROBLEM, a(DiagnosisSource), a(DiagnosisSource, source_kind="practice_review")
        ),
    ),
    "Q04": Pair(
        asked=plan_of(FIRST_VISIT, a(Baseline, taken_on=before(9))),
        left=plan_of(FIRST_VISIT, a(Baseline, taken_on=before(10))),
    ),
    "Q05": Pair(
        asked=plan_of(a(FocusCheck, in_scope="Reading across the whole school")),
        left=plan_of(a(FocusCheck, in_scope="Year 1 and its four teaching assistants")),
    ),
    "Q06": Pair(
        asked=plan_of(OPTION, a(Option, name="A bought programme"), DECISION),
        left=plan_of(OPTION, a(Option, name="Fewer groups", option_kind="do_less"), DECISION),
    ),
    "Q07": Pair(
        asked=plan_of(a(Option, strand="uniform", studied_with="Mostly secondary pupils")),
        left=plan_of(a(Option, strand="phonics", studied_with="Children of five to seven")),
    ),
    "Q08": Pair(
        asked=plan_of(a(Option, strand="phonics", studied_with="Many"), today=dt.date(2026, 6, 2)),
        left=plan_of(a(Option, strand="phonics", studied_with="Many"), today=dt.date(2026, 6, 1)),
    ),
    "Q09": Pair(
        asked=plan_of(OPTION, DECISION, a(FitRating, option_id=OPTION.id, capacity=2)),
        left=plan_of(OPTION, DECISION, a(FitRating, option_id=OPTION.id, capacity=3)),
    ),
    "Q10": Pair(
        asked=plan_of(OPTION, DECISION, *(a(FitRating, option_id=OPTION.id) for _ in range(2))),
        left=plan_of(
            OPTION,
            DECISION,
            a(FitRating, option_id=OPTION.id),
            a(FitRating, option_id=OPTION.id, rater="Teaching assistant"),
        ),
    ),
    "Q11": Pair(
        asked=plan_of(OPTION, *(a(FitRating, option_id=OPTION.id, need=n) for n in (2, 5))),
        left=plan_of(OPTION, *(a(FitRating, option_id=OPTION.id, need=n) for n in (3, 5))),
    ),
    "Q12": Pair(asked=plan_of(TIGHT), left=plan_of(TIGHT, DECISION)),
    "Q13": Pair(
        asked=plan_of(a(AdoptionDecision, hours_added=4.0, hours_freed=2.5)),
        left=plan_of(
            a(AdoptionDecision, hours_added=4.0, hours_freed=2.5), a(FocusCheck, hours_a_week=1.5)
        ),
    ),
}

PREPARE = {
    "Q14": Pair(
        asked=plan_of(*(a(ActiveIngredient) for _ in range(8))),
        left=plan_of(*(a(ActiveIngredient) for _ in range(7))),
    ),
    "Q15": Pair(
        asked=plan_of(a(ActiveIngredient, behaviour="Staff embed a love of reading")),
        left=plan_of(a(ActiveIngredient, behaviour="Staff read aloud for ten minutes")),
    ),
    "Q16": Pair(
        asked=plan_of(a(ActiveIngredient, fixedness="loose", limits="")), left=plan_of(LOOSE)
    ),
    "Q17": Pair(
        asked=plan_of(TIGHT, a(Strategy)), left=plan_of(TIGHT, a(Strategy, group_served="Families"))
    ),
    "Q18": Pair(asked=plan_of(TIGHT, RESULT), left=plan_of(TIGHT, RESULT, USE)),
    "Q19": Pair(asked=plan_of(RESULT, RESULT), left=plan_of(RESULT, PULSE)),
    "Q20": Pair(
        asked=plan_of(a(Measure, target=None)),
        left=plan_of(a(Measure, target=None, direction="neither")),
    ),
    "Q21": Pair(
        asked=plan_of(PROBLEM, USE, a(Measure, outcome_construct="pupil_outcome")),
        left=plan_of(PROBLEM, USE, RESULT),
    ),
    "Q22": Pair(
        asked=plan_of(a(Strategy, strategy_kind="training"), USE),
        left=plan_of(a(Strategy, strategy_kind="training"), a(Strategy), USE),
    ),
    "Q23": Pair(
        asked=plan_of(
            a(TrainingSession, held_on=before(1), segments=FULL_SESSION, follow_up_on=after(6))
        ),
        left=plan_of(
            a(TrainingSession, held_on=before(1), segments=FULL_SESSION, follow_up_on=after(5))
        ),
    ),
    "Q24": Pair(
        asked=plan_of(PLANNED, a(ReadinessRating, room=2)),
        left=plan_of(PLANNED, a(ReadinessRating, room=2, action="Two slots are freed")),
    ),
    "Q25": Pair(
        asked=plan_of(a(Strategy, strategy_kind="training", barrier="No time before lunch")),
        left=plan_of(a(Strategy, strategy_kind="time_and_timetable", barrier="No time")),
    ),
    "Q26": Pair(
        asked=plan_of(a(SharedUnderstanding, recognised="")), left=plan_of(a(SharedUnderstanding))
    ),
    "Q27": Pair(
        asked=plan_of(PLANNED, a(Stakeholder, engagement="informed")),
        left=plan_of(PLANNED, a(Stakeholder, engagement="informed"), a(Stakeholder)),
    ),
    "Q28": Pair(
        asked=plan_of(
            *(a(Milestone, owner="Marcia") for _ in range(4)), a(Risk, owner="Phase leader")
        ),
        left=plan_of(
            *(a(Milestone, owner="Marcia") for _ in range(3)),
            *(a(Risk, owner="Phase leader") for _ in range(2)),
        ),
    ),
    "Q29": Pair(
        asked=plan_of(a(Milestone, due_on=after(5)), BUSY),
        left=plan_of(a(Milestone, due_on=after(7)), BUSY),
    ),
    "Q30": Pair(
        asked=plan_of(a(DiagnosisSource, gathered_on=before(1)), PLANNED),
        left=plan_of(a(DiagnosisSource, gathered_on=before(2)), PLANNED),
    ),
}

DELIVER_AND_SUSTAIN = {
    "Q32": Pair(
        asked=plan_of(TIGHT, *SECURE[:-2], a(Adaptation, ingredient_id=TIGHT.id)),
        left=plan_of(
            TIGHT,
            *SECURE,
            a(Adaptation, ingredient_id=TIGHT.id, understood="They explained it to newcomers"),
        ),
    ),
    "Q33": Pair(
        asked=plan_of(a(Adaptation, ingredient_id=LOOSE.id, data_used="Six visits")),
        left=plan_of(
            a(Adaptation, ingredient_id=LOOSE.id, data_used="Six visits", review_on=after(6))
        ),
    ),
    "Q34": Pair(
        asked=plan_of(TRAINING, a(PeerSession, held_on=before(7))),
        left=plan_of(TRAINING, a(PeerSession, held_on=before(8))),
    ),
    "Q35": Pair(
        asked=plan_of(
            TRAINING,
            *visits(before(6), TIGHT, "seen", "seen", "not_seen"),
            a(ReviewMeeting, decision="stop"),
        ),
        left=plan_of(
            TRAINING,
            *visits(before(6), TIGHT, "seen", "seen", "seen", "seen", "not_seen"),
            a(ReviewMeeting, decision="stop"),
        ),
    ),
    "Q36": Pair(
        asked=plan_of(PULSE, *pulses(4.2, 3.9, 3.4), *SECURE),
        left=plan_of(PULSE, *pulses(4.2, 3.9, 3.9), *SECURE),
    ),
    "Q37": Pair(
        asked=plan_of(a(ReviewMeeting, decision="adapt", next_step="Shorter cards")),
        left=plan_of(
            a(ReviewMeeting, decision="adapt", next_step="Shorter cards", owner="Phase leader")
        ),
    ),
    "Q38": Pair(asked=plan_of(GROUP, groups_behind=frozenset({GROUP.id})), left=plan_of(GROUP)),
    "Q39": Pair(
        asked=plan_of(TRAINING, SESSIONS, *held(4, 4, 3)),
        left=plan_of(TRAINING, SESSIONS, *held(4, 4, 4)),
    ),
    "Q40": Pair(
        asked=plan_of(TRAINING, *SECURE, a(ScalingPlan, begins_on=after(11))),
        left=plan_of(TRAINING, *SECURE, a(ScalingPlan, begins_on=after(12))),
    ),
    "Q41": Pair(
        asked=plan_of(GOES_ON, a(HandoverPlan, policy_home="")), left=plan_of(GOES_ON, HANDOVER)
    ),
    "Q42": Pair(
        asked=plan_of(*(a_claim(TRAINING, standard=f"LP{n}") for n in range(1, 8))),
        left=plan_of(*(a_claim(TRAINING, standard=f"LP{n}") for n in range(1, 7))),
    ),
    "Q43": Pair(
        asked=plan_of(a_claim(TRAINING, before(7), reach="another_team")),
        left=plan_of(
            a_claim(TRAINING, before(7), reach="another_team", what_changed="Year 2 does it too")
        ),
    ),
    "Q44": Pair(
        asked=plan_of(TRAINING, a_claim(TRAINING, before(7))),
        left=plan_of(TRAINING, a_claim(TRAINING, before(7), what_changed="All four now use it")),
    ),
}

EXAMPLES = EXPLORE | PREPARE | DELIVER_AND_SUSTAIN

# Further plans about which a check asks: its other reasons to ask.
ALSO_ASKED = [
    ("Q01", "an option without a problem", plan_of(OPTION)),
    (
        "Q01",
        "a problem that names the answer",
        plan_of(
            a(ProblemStatement, before(9), staff_behaviour="There is no Same-day help"), OPTION
        ),
    ),
    ("Q02", "an ingredient without a problem", plan_of(LOOSE)),
    (
        "Q02",
        "two parts that say the same",
        plan_of(
            a(
                ProblemStatement,
                pupil_behaviour="Pupils  are often late",
                pupil_outcome=("pupils are often late"),
            )
        ),
    ),
    ("Q03", "one source", plan_of(PROBLEM, a(DiagnosisSource))),
    (
        "Q03",
        "reading and nothing else",
        plan_of(PROBLEM, *(a(DiagnosisSource, source_kind="research") for _ in range(2))),
    ),
    (
        "Q05",
        "a priority for everybody",
        plan_of(OPTION, a(Priority, priority="Reading for all pupils")),
    ),
    ("Q03", "figures only", plan_of(PROBLEM, a(DiagnosisSource), a(DiagnosisSource))),
    ("Q04", "a decision without a starting point", plan_of(OPTION, DECISION)),
    ("Q05", "a focus found too big", plan_of(DECISION, a(FocusCheck, verdict="too_big"))),
    ("Q05", "a focus found too small", plan_of(DECISION, a(FocusCheck, verdict="too_small"))),
    ("Q06", "a single option", plan_of(OPTION, DECISION)),
    ("Q07", "evidence from nobody knows whom", plan_of(a(Option, evidence="Good evidence"))),
    ("Q12", "reasons of one word", plan_of(a(AdoptionDecision, reasons="Obvious"))),
    ("Q12", "a decision still to come", plan_of(a(AdoptionDecision, decided_on=after(1)))),
    (
        "Q12",
        "work that went on after a stop",
        plan_of(a(AdoptionDecision, decision="stop", decided_on=before(11)), FIRST_VISIT),
    ),
    ("Q12", "a decision after work began", plan_of(a(AdoptionDecision), FIRST_VISIT)),
    ("Q13", "nothing that stops", plan_of(a(AdoptionDecision, what_stops=""))),
    ("Q14", "help without an ingredient", plan_of(DECISION, a(Strategy))),
    ("Q15", "an ingredient without a person", plan_of(a(ActiveIngredient, who=""))),
    ("Q16", "nothing tight", plan_of(LOOSE, a(Strategy))),
    ("Q16", "everything tight", plan_of(TIGHT, TIGHT, TIGHT, a(Strategy))),
    ("Q17", "an ingredient nobody helps with", plan_of(TIGHT, LOOSE, TRAINING)),
    ("Q17", "training for nothing in particular", plan_of(TIGHT, a(TrainingSession))),
    ("Q18", "work without a look at it", plan_of(TIGHT, TRAINING)),
    (
        "Q19",
        "nothing due before half-way",
        plan_of(
            a(Measure, due_on=after(20)),
            a(Measure, outcome_construct="reach", due_on=after(21)),
            PLANNED,
        ),
    ),
    ("Q21", "no result at all", plan_of(PROBLEM, USE, PULSE)),
    ("Q22", "one kind of help, not training", plan_of(a(Strategy), USE)),
    (
        "Q23",
        "a session that is all talk",
        plan_of(a(TrainingSession, held_on=after(1), segments=FULL_SESSION[:1])),
    ),
    ("Q24", "training that nobody was asked about", plan_of(PLANNED)),
    ("Q24", "a group that is not ready", plan_of(PLANNED, a(ReadinessRating, verdict="not_yet"))),
    (
        "Q24",
        "one person with no wish at all",
        plan_of(PLANNED, *(a(ReadinessRating, motivation=n) for n in (1, 5, 5))),
    ),
    ("Q25", "a risk without an answer", plan_of(PLANNED, a(Risk, response=""))),
    ("Q25", "a gap without help", plan_of(PLANNED, a(ReadinessRating, gap="New to phonics"))),
    ("Q27", "nobody named", plan_of(PLANNED)),
    ("Q27", "a group with no part", plan_of(PLANNED, a(Stakeholder, engagement=""))),
    (
        "Q27",
        "a worried group that is told",
        plan_of(PLANNED, a(Stakeholder), a(Stakeholder, engagement="informed", concern="Homework")),
    ),
    (
        "Q28",
        "all coaching and counting by one",
        plan_of(
            *(a(CoachingSession, coach="Marcia") for _ in range(3)),
            *(a(Measure, collector="me") for _ in range(2)),
            owner_name="Marcia",
        ),
    ),
    (
        "Q29",
        "more hours than there are",
        plan_of(
            a(FocusCheck, hours_a_week=1.0),
            *(a(CoachingSession, held_on=after(1), minutes=45) for _ in range(4)),
            a_period(PeriodKind.HALF_TERM, TODAY, after(2) - dt.timedelta(days=1), "Spring"),
        ),
    ),
    (
        "Q30",
        "a plan of one term",
        plan_of(
            a(DiagnosisSource, gathered_on=before(8)),
            PLANNED,
            *(a(Milestone, due_on=after(n)) for n in (8, 15)),
        ),
    ),
    (
        "Q32",
        "a change before anybody knows why",
        plan_of(TIGHT, *SECURE, a(Adaptation, ingredient_id=TIGHT.id)),
    ),
    ("Q34", "a step left open", plan_of(a(CoachingSession, held_on=before(5)))),
    ("Q35", "a stop without a look", plan_of(TRAINING, a(SustainDecision, decision="stop"))),
    ("Q37", "a measure long due", plan_of(a(Measure, due_on=before(2)))),
    (
        "Q37",
        "plenty to look at and no review",
        plan_of(TRAINING, *visits(before(6), TIGHT, "seen", "seen", "seen")),
    ),
    ("Q40", "carrying on without a sign", plan_of(a(SustainDecision, stable_use=""))),
    (
        "Q40",
        "going further unseen",
        plan_of(
            a(TrainingSession, held_on=before(30)), a(SustainDecision, decision="scale"), HANDOVER
        ),
    ),
    ("Q41", "nobody to take it on", plan_of(GOES_ON)),
    ("Q42", "a standard that rests on one thing", plan_of(GOES_ON, a_claim(TRAINING))),
    (
        "Q42",
        "seven standards in view",
        plan_of(a(FocusCheck, standards_in_view=tuple(f"LP{n}" for n in range(1, 8)))),
    ),
    (
        "Q43",
        "a vision shared with nobody named",
        plan_of(
            a(TrainingSession, before(12), id="shared", held_on=before(12), audience=""),
            a_claim(
                a(TrainingSession, id="shared"),
                before(7),
                standard="LP1",
                reach="another_team",
                what_changed="Year 2 asked for it",
            ),
        ),
    ),
    ("Q43", "nothing beyond the own team", plan_of(GOES_ON, a_claim(TRAINING))),
    (
        "Q44",
        "a claim without a day",
        plan_of(UNDATED, a_claim(UNDATED)),
    ),
    ("Q44", "a claim about next month", plan_of(PLANNED, a_claim(PLANNED))),
]

# Plans about which a check does not ask yet, or no more: its moment has not come, or has passed.
NOT_NOW = [
    ("Q02", "no problem while still looking", plan_of(a(DiagnosisSource))),
    ("Q03", "one source and no problem yet", plan_of(a(DiagnosisSource))),
    ("Q04", "no starting point before a decision", plan_of(PROBLEM, OPTION)),
    (
        "Q05",
        "a wide focus that several carry",
        plan_of(a(FocusCheck, in_scope="The whole school"), *(a(TeamMember) for _ in range(2))),
    ),
    ("Q05", "too big, and nothing decided", plan_of(a(FocusCheck, verdict="too_big"))),
    ("Q06", "one option before anybody weighs it", plan_of(OPTION)),
    (
        "Q07",
        "an option that was not chosen",
        plan_of(OPTION, DECISION, a(Option, evidence="Good evidence")),
    ),
    (
        "Q08",
        "an old figure when work is under way",
        plan_of(
            a(Option, strand="phonics", studied_with="Many"), TRAINING, today=dt.date(2027, 1, 8)
        ),
    ),
    (
        "Q09",
        "a low rating before a decision",
        plan_of(OPTION, a(FitRating, option_id=OPTION.id, capacity=1)),
    ),
    ("Q10", "one rater before a decision", plan_of(OPTION, a(FitRating, option_id=OPTION.id))),
    (
        "Q11",
        "a split while others have still to rate",
        plan_of(
            FEW,
            *(a(FitRating, option_id=FEW.id, need=n) for n in (1, 5)),
        ),
    ),
    (
        "Q11",
        "a split with a note",
        plan_of(OPTION, *(a(FitRating, option_id=OPTION.id, need=n, note="Cover") for n in (1, 5))),
    ),
    ("Q13", "nothing that stops before a decision", plan_of(PROBLEM, OPTION)),
    ("Q14", "no ingredients right after the decision", plan_of(DECISION)),
    ("Q16", "three tight ones while writing them", plan_of(TIGHT, TIGHT, TIGHT)),
    ("Q17", "an ingredient before the next part of the plan", plan_of(TIGHT, LOOSE)),
    (
        "Q17",
        "a second ingredient while help is being planned",
        plan_of(TIGHT, LOOSE, a(Strategy, ingredient_ids=(TIGHT.id,))),
    ),
    ("Q18", "no look at use before there are measures", plan_of(TIGHT, a(Strategy))),
    ("Q19", "the first measure is a result", plan_of(RESULT)),
    ("Q21", "the first measure is not a result", plan_of(PROBLEM, USE)),
    ("Q22", "the first strategy", plan_of(a(Strategy, strategy_kind="training"))),
    ("Q23", "training in a month, not set out yet", plan_of(PLANNED)),
    ("Q24", "a low rating before any date", plan_of(a(ReadinessRating, room=1))),
    (
        "Q24",
        "a low rating that has risen since",
        plan_of(PLANNED, a(ReadinessRating, room=1, rated_on=before(4)), a(ReadinessRating)),
    ),
    ("Q25", "a risk before any date", plan_of(a(Risk, response=""))),
    ("Q27", "nobody named before any date", plan_of(TIGHT)),
    ("Q28", "four parts with one name", plan_of(*(a(Risk, owner="Marcia") for _ in range(4)))),
    (
        "Q29",
        "a day that is past",
        plan_of(
            a(Milestone, due_on=before(2)),
            a_period(PeriodKind.BUSY, before(3), before(1), "Reports"),
        ),
    ),
    (
        "Q29",
        "an INSET day in the holidays",
        plan_of(
            a(TrainingSession, held_on=after(4)),
            a_period(PeriodKind.HOLIDAY, after(3), after(5), "Easter"),
            a_period(PeriodKind.INSET, after(4), after(4), "INSET"),
        ),
    ),
    (
        "Q30",
        "a hurried start of long ago",
        plan_of(a(DiagnosisSource, gathered_on=before(13)), TRAINING),
    ),
    (
        "Q32",
        "a reason was written down",
        plan_of(TIGHT, a(Adaptation, ingredient_id=TIGHT.id, override_reason="The hall is closed")),
    ),
    (
        "Q32",
        "a loose part varies freely",
        plan_of(LOOSE, a(Adaptation, ingredient_id=LOOSE.id)),
    ),
    ("Q33", "a change held back", plan_of(a(Adaptation, ingredient_id="i", outcome="held_back"))),
    ("Q34", "training three weeks ago", plan_of(a(TrainingSession, held_on=before(3)))),
    (
        "Q34",
        "a step to be looked at next week",
        plan_of(a(CoachingSession, held_on=before(5), check_back_on=after(1))),
    ),
    (
        "Q34",
        "a step with a talk since",
        plan_of(a(CoachingSession, held_on=before(5)), a(CoachingSession, held_on=before(1))),
    ),
    ("Q35", "a review that keeps it", plan_of(TRAINING, a(ReviewMeeting))),
    ("Q36", "pulses that fall while few do it", plan_of(PULSE, *pulses(4.2, 3.9, 3.4))),
    ("Q37", "a measure due this week", plan_of(a(Measure, due_on=TODAY - dt.timedelta(days=3)))),
    ("Q40", "a new place without a date", plan_of(TRAINING, a(ScalingPlan))),
    ("Q41", "stopped, so nobody takes it on", plan_of(a(SustainDecision, decision="stop"))),
    ("Q42", "one claim for one standard, early on", plan_of(a_claim(TRAINING))),
    ("Q43", "a claim of last month", plan_of(a_claim(TRAINING, before(5), reach="another_team"))),
    ("Q44", "a claim of last month", plan_of(TRAINING, a_claim(TRAINING, before(5)))),
]
