"""Sound plans that are under way: three in Deliver and one in Sustain. See ``sound_plans``."""

import datetime as dt
from collections.abc import Callable, Mapping
from types import MappingProxyType

from lp_planner.domain.quality_checks.plan import Plan
from lp_planner.domain.records.delivery import Activity, Adaptation, CoachingSession, ReviewMeeting
from lp_planner.domain.records.diagnosis import (
    Baseline,
    DiagnosisSource,
    FocusCheck,
    ProblemStatement,
)
from lp_planner.domain.records.ingredients import ActiveIngredient
from lp_planner.domain.records.leading import (
    DeliveryProblem,
    LeadershipNote,
    NetworkContact,
    PeerSession,
)
from lp_planner.domain.records.measures import Measure, Reading
from lp_planner.domain.records.options import AdoptionDecision, Option
from lp_planner.domain.records.preparation import (
    InfrastructureItem,
    Milestone,
    Risk,
    SharedUnderstanding,
    Stakeholder,
    TeamMember,
)
from lp_planner.domain.records.readiness import ReadinessRating
from lp_planner.domain.records.strategies import Segment, Strategy, TrainingSession
from lp_planner.domain.records.sustaining import HandoverPlan, ScalingPlan, SustainDecision
from tests.quality_checks.sound_plans import (
    Story,
    d,
    engagement_in_a_special_school,
    vocabulary_in_key_stage_2,
)

SESSION = (
    Segment(segment_kind="retrieval_quiz", minutes=8),
    Segment(segment_kind="knowledge_sharing", minutes=12),
    Segment(segment_kind="model_resource", minutes=10),
    Segment(segment_kind="discussion", minutes=15),
    Segment(segment_kind="exit_ticket", minutes=5),
)


def phonics_with_an_hlta() -> Plan:
    """In Deliver: same-day help in Year 1, held by a higher-level teaching assistant."""
    story = Story()
    story.add(DiagnosisSource, d(10, 6), says="14 of 58 children guess from the first letter")
    story.add(
        DiagnosisSource, d(12, 6), source_kind="staff_voice", says="Help comes if someone is free"
    )
    story.add(
        DiagnosisSource, d(2, 9), source_kind="practice_review", says="21 of 50 sessions were held"
    )
    problem = story.add(ProblemStatement, d(4, 9))
    start = story.add(Baseline, d(5, 9), name="Children who blend adjacent consonants", value=44.0)
    story.add(
        FocusCheck,
        d(5, 9),
        reason="One year group and four adults I see every day",
        in_scope="Year 1, the slot after lunch",
        hours_a_week=3.0,
        standards_in_view=("LP6", "LP7", "LP8"),
    )
    keep_up = story.add(
        Option,
        d(8, 9),
        name="Same-day keep-up",
        strand="phonics",
        evidence="Little and often works in trials with trained assistants",
        studied_with="Children of five to seven in ordinary schools",
        doubts="It stands or falls with cover",
    )
    story.add(Option, d(8, 9), name="Stop the Friday booster", option_kind="do_less")
    story.rated(d(10, 9), keep_up, Teacher="542444", Assistant="553454", Deputy="452344")
    story.add(
        AdoptionDecision,
        d(12, 9),
        option_id=keep_up.id,
        decided_by="Deputy head, teacher and four teaching assistants",
        reasons="It meets the need and can be seen from the first week",
        conditions="Two assembly slots are released",
        what_stops="The Friday booster",
        hours_added=2.5,
        hours_freed=2.5,
        stop_rule="Fewer than half the sessions held by February",
    )
    routine = story.add(
        ActiveIngredient,
        d(15, 9),
        behaviour="The adult models, then blends with the child, then listens",
        problem_id=problem.id,
        who="The four teaching assistants",
        how_often="Each child, the same day, for ten minutes",
    )
    same_day = story.add(
        ActiveIngredient,
        d(15, 9),
        behaviour="Every child who stumbles in the lesson is seen before home time",
        problem_id=problem.id,
        who="The adult on the rota",
        how_often="Daily",
    )
    story.add(
        Strategy,
        d(18, 9),
        strategy_kind="coaching",
        what="A visit and five minutes of talk each fortnight",
        ingredient_ids=(routine.id,),
        owner="Marcia",
    )
    story.add(
        Strategy,
        d(18, 9),
        strategy_kind="time_and_timetable",
        what="A rota with a named second person",
        ingredient_ids=(same_day.id,),
        owner="Deputy head",
    )
    use = story.add(
        Measure,
        d(22, 9),
        name="Planned sessions held",
        horizon="short",
        ingredient_id=same_day.id,
        collector="Teaching assistants, on the door",
        due_on=d(12, 12),
    )
    pulse = story.add(
        Measure,
        d(22, 9),
        name="Minutes it takes to prepare",
        outcome_construct="cost",
        direction="down",
        target=5.0,
        due_on=d(12, 12),
    )
    blend = story.add(
        Measure,
        d(22, 9),
        name="Children who blend adjacent consonants",
        outcome_construct="pupil_outcome",
        horizon="long",
        problem_id=problem.id,
        baseline_id=start.id,
        due_on=d(12, 6, 2026),
        target=54.0,
    )
    story.add(TeamMember, d(24, 9), who="Deputy head", part="Rota")
    story.add(TeamMember, d(24, 9), who="Teaching assistant, Oak", part="Cards")
    story.add(
        Stakeholder,
        d(24, 9),
        group_described="Families",
        concern="They do not know how to say the sounds",
        engagement="involved",
    )
    story.add(ReadinessRating, d(26, 9), motivation=5, skill=3, room=3)
    story.add(SharedUnderstanding, d(26, 9))
    story.add(
        InfrastructureItem,
        d(26, 9),
        what="The corner by the library",
        infrastructure_kind="room",
        owner="Site manager",
        is_ready=True,
    )
    twilight = story.add(
        TrainingSession,
        d(9, 10),
        title="Same-day help: twilight",
        ingredient_ids=(routine.id, same_day.id),
        segments=SESSION,
        follow_up_on=d(6, 11),
    )
    story.claim(
        twilight,
        d(10, 10),
        "LP6",
        claim="I can say why each part of the session is there.",
        what_changed="Nine of ten promises were kept by half-term",
    )
    for day, child_seen in ((d(16, 10), "seen"), (d(6, 11), "partly"), (d(20, 11), "seen")):
        story.looked(day, "Oak and Ash", **{child_seen: [routine, same_day]})
    talk = story.add(
        CoachingSession,
        d(21, 10),
        ingredient_id=routine.id,
        outcome="secured",
        rehearsed=True,
        minutes=20,
    )
    story.claim(talk, d(22, 10), "LP8", claim="I asked more than I told.")
    story.add(
        CoachingSession,
        d(18, 11),
        coach="Deputy head",
        coachee="J. Rahman",
        ingredient_id=routine.id,
        check_back_on=d(9, 12),
        minutes=20,
    )
    for day, value, minutes in ((d(17, 10), 0.6, 9.0), (d(14, 11), 0.8, 6.0)):
        story.add(Reading, day, measure_id=use.id, value=value)
        story.add(Reading, day, measure_id=pulse.id, value=minutes)
    story.add(Reading, d(5, 9), measure_id=blend.id, value=44.0)
    story.add(
        ReviewMeeting,
        d(21, 11),
        looked_at="Sessions held and three visits",
        decision="support_more",
        next_step="A second name on the rota for Thursdays",
        owner="Deputy head",
    )
    story.add(DeliveryProblem, d(24, 11), route="existing", action="Moved to the next table")
    story.add(LeadershipNote, d(24, 11), what="Thanked Oak in briefing")
    return story.plan(d(1, 12), "Same-day keep-up in Year 1")


def attendance_led_by_the_office() -> Plan:
    """In Deliver, early: an office and pastoral pair; training was three weeks ago."""
    story = Story()
    story.add(
        DiagnosisSource,
        d(8, 9),
        source_kind="attendance_behaviour",
        says="23 pupils in Year 9 missed more than a tenth of last year",
    )
    story.add(
        DiagnosisSource,
        d(15, 9),
        source_kind="family_voice",
        says="Nobody rang until it had become a letter",
    )
    story.add(
        DiagnosisSource, d(18, 9), source_kind="research", says="Reminders help when they are early"
    )
    problem = story.add(
        ProblemStatement,
        d(22, 9),
        staff_behaviour="Tutors note an absence and wait for the letter",
        pupil_behaviour="Pupils come back after two days and slip in unseen",
        pupil_outcome="They miss work that nobody goes over again",
    )
    start = story.add(
        Baseline, d(24, 9), name="Year 9 pupils below ninety per cent", value=23.0, people=180
    )
    story.add(
        FocusCheck,
        d(25, 9),
        reason="One year group; the office sees every register",
        in_scope="Year 9 and its six tutors",
        hours_a_week=4.0,
    )
    calls = story.add(Option, d(29, 9), name="A warm call on the first morning")
    story.add(Option, d(29, 9), name="Fewer standard letters", option_kind="do_less")
    story.rated(d(6, 10), calls, Pastoral_lead="543345", Year_9_tutor="544445")
    story.add(
        AdoptionDecision,
        d(10, 10),
        option_id=calls.id,
        decided_by="Attendance officer and head of Year 9",
        reasons="Families asked for it and the first day matters most",
        what_stops="Two of the three standard letters",
        hours_added=3.0,
        hours_freed=2.0,
    )
    call = story.add(
        ActiveIngredient,
        d(14, 10),
        behaviour="The office rings home before ten and asks what would help",
        problem_id=problem.id,
        who="Attendance officer",
        how_often="On the first morning of each absence",
    )
    welcome = story.add(
        ActiveIngredient,
        d(14, 10),
        behaviour="The tutor welcomes the pupil back by name and hands over missed work",
        problem_id=problem.id,
        who="Form tutors",
        how_often="On each return",
    )
    words = story.add(
        ActiveIngredient,
        d(14, 10),
        behaviour="Each tutor chooses their own words of welcome",
        problem_id=problem.id,
        fixedness="loose",
        limits="Warm, short and never about blame",
        who="Form tutors",
        how_often="On each return",
    )
    story.add(
        Strategy,
        d(20, 10),
        strategy_kind="resources",
        what="A card with three opening questions",
        ingredient_ids=(call.id,),
        owner="Attendance officer",
    )
    story.add(
        Strategy,
        d(20, 10),
        strategy_kind="peer_collaboration",
        what="Tutors in pairs compare what they say",
        ingredient_ids=(words.id,),
        owner="Head of Year 9",
    )
    story.add(
        Strategy,
        d(20, 10),
        strategy_kind="recognition",
        what="A note to tutors when a pupil says thank you",
        group_served="Form tutors",
    )
    for name, construct, values in (
        ("First-morning calls made", "fidelity", {"horizon": "short", "due_on": d(30, 1, 2026)}),
        ("Tutors who find it worthwhile", "acceptability", {"due_on": d(13, 3, 2026)}),
        (
            "Year 9 pupils below ninety per cent",
            "pupil_outcome",
            {
                "horizon": "long",
                "direction": "down",
                "due_on": d(26, 6, 2026),
                "problem_id": problem.id,
                "baseline_id": start.id,
            },
        ),
    ):
        story.add(Measure, d(24, 10), name=name, outcome_construct=construct, **values)
    story.add(TeamMember, d(5, 11), who="Head of Year 9", part="Tutors")
    story.add(Stakeholder, d(5, 11), group_described="Form tutors", engagement="consulted")
    story.add(
        Stakeholder,
        d(5, 11),
        group_described="Families",
        concern="Calls feel like a telling-off",
        engagement="informed",
        what_changed="The first question is now “how are you?”",
    )
    story.add(
        ReadinessRating,
        d(12, 11),
        whose="Form tutors",
        motivation=3,
        skill=4,
        room=2,
        verdict="ready_with_actions",
        action="Registration begins five minutes earlier",
    )
    story.add(
        SharedUnderstanding,
        d(14, 11),
        whom="Form tutors",
        expected="A welcome on each return",
        supported="The list by nine each day",
        recognised="Named in the year bulletin",
    )
    story.add(Milestone, d(14, 11), what="First look together", due_on=d(12, 1, 2026))
    story.add(Risk, d(14, 11), response="The pastoral lead rings instead")
    story.add(
        TrainingSession,
        d(24, 11),
        title="The first morning",
        ingredient_ids=(call.id, welcome.id, words.id),
        segments=SESSION[1:],
        follow_up_on=d(5, 1, 2026),
    )
    story.looked(d(2, 12), "Office and two tutor rooms", seen=[call], partly=[welcome])
    story.add(
        Activity,
        d(9, 12),
        activity_type="solve_problem",
        what="Lists now come by nine",
        ingredient_ids=(welcome.id,),
    )
    return story.plan(d(15, 12), "A warm call on the first morning")


def calm_lunchtimes() -> Plan:
    """In Deliver, late: a midday supervisor; a loose and then a tight part were adapted."""
    story = Story()
    story.add(
        DiagnosisSource,
        d(3, 3),
        source_kind="attendance_behaviour",
        says="Nine in ten incidents fall in the last quarter of an hour",
    )
    story.add(DiagnosisSource, d(10, 3), source_kind="pupil_voice", says="There is nothing to do")
    problem = story.add(
        ProblemStatement,
        d(17, 3),
        staff_behaviour="Supervisors walk between incidents and have no games to offer",
        pupil_behaviour="Pupils wait in a crowd by the doors",
        pupil_outcome="Afternoons begin late and upset",
    )
    start = story.add(Baseline, d(20, 3), name="Incidents in a week", value=31.0)
    story.add(FocusCheck, d(21, 3), reason="One playground, five supervisors", hours_a_week=2.0)
    zones = story.add(Option, d(24, 3), name="Two games in each zone")
    story.add(Option, d(24, 3), name="A shorter lunchtime", option_kind="do_less")
    story.rated(d(31, 3), zones, Supervisor="544444", Sports_coach="543?45", Teacher="443434")
    story.add(
        AdoptionDecision,
        d(4, 4),
        option_id=zones.id,
        decided_by="Deputy head and the midday team",
        reasons="Pupils asked for something to do and it costs a bag of balls",
        what_stops="The line-up five minutes early",
    )
    games = story.add(
        ActiveIngredient,
        d(25, 4),
        behaviour="A supervisor starts two games in each zone and invites children by name",
        problem_id=problem.id,
        who="Each midday supervisor",
        how_often="At ten past twelve, every day",
    )
    settle = story.add(
        ActiveIngredient,
        d(25, 4),
        behaviour="Children walk in with music while an adult greets them",
        problem_id=problem.id,
        who="The supervisor at the door",
        people_delivering=2,
        how_often="Every day at the end",
    )
    choice = story.add(
        ActiveIngredient,
        d(25, 4),
        behaviour="Pupil leaders pick the games",
        problem_id=problem.id,
        fixedness="loose",
        limits="Any game with room for late-comers",
        who="Year 6 leaders",
        how_often="Each Monday",
    )
    story.add(
        Strategy,
        d(2, 5),
        strategy_kind="modelling",
        what="The sports coach runs a zone beside each supervisor",
        ingredient_ids=(games.id,),
    )
    story.add(
        Strategy,
        d(2, 5),
        strategy_kind="resources",
        what="A box for each zone and a song list",
        ingredient_ids=(settle.id,),
    )
    story.add(
        Strategy,
        d(2, 5),
        strategy_kind="involving_pupils_families",
        what="Leaders meet on Mondays",
        ingredient_ids=(choice.id,),
    )
    use = story.add(Measure, d(6, 5), name="Zones with two games", horizon="short", due_on=d(11, 7))
    calm = story.add(
        Measure,
        d(6, 5),
        name="Incidents in a week",
        outcome_construct="pupil_outcome",
        direction="down",
        target=12.0,
        problem_id=problem.id,
        baseline_id=start.id,
        due_on=d(12, 12),
    )
    mood = story.add(
        Measure,
        d(6, 5),
        name="I look forward to lunch duty",
        outcome_construct="acceptability",
        due_on=d(12, 12),
        target=4.0,
    )
    story.add(TeamMember, d(8, 5), who="Sports coach")
    story.add(Stakeholder, d(8, 5), group_described="Year 6 leaders", engagement="co_leading")
    story.add(ReadinessRating, d(12, 5), whose="Midday team", motivation=4, skill=3, room=4)
    story.add(SharedUnderstanding, d(14, 5), whom="Midday team", expected="Two games by ten past")
    story.add(
        TrainingSession,
        d(20, 5),
        title="Games that include",
        ingredient_ids=(games.id, settle.id, choice.id),
        segments=SESSION,
        follow_up_on=d(10, 6),
    )
    story.add(PeerSession, d(5, 6), who="Two pairs", purpose="Try a new game", minutes=15)
    for day, share, feel, incidents in (
        (d(20, 6), 0.7, 3.4, 26.0),
        (d(10, 7), 0.9, 3.9, 19.0),
        (d(10, 10), 0.9, 4.3, 13.0),
        (d(28, 11), 1.0, 4.2, 11.0),
    ):
        story.add(Reading, day, measure_id=use.id, value=share)
        story.add(Reading, day, measure_id=mood.id, value=feel)
        story.add(Reading, day, measure_id=calm.id, value=incidents)
    for week in range(5):
        friday = d(12, 9) + dt.timedelta(weeks=week)
        story.looked(friday, "Infant yard", seen=[games, settle])
        story.looked(friday + dt.timedelta(days=3), "Junior yard", seen=[games, settle])
    story.add(ReviewMeeting, d(18, 7), looked_at="Zones and mood")
    story.add(ReviewMeeting, d(26, 9), looked_at="First weeks of the year")
    story.add(
        Adaptation,
        d(30, 9),
        what="Skipping ropes instead of balls",
        ingredient_id=choice.id,
        why="Wet ground",
        data_used="Three wet days without a game",
        effect="Two games again on each wet day",
    )
    story.add(
        Adaptation,
        d(1, 10),
        what="One game instead of two on Fridays",
        ingredient_id=games.id,
        outcome="held_back",
        why="Not yet steady",
    )
    story.add(
        ReviewMeeting,
        d(17, 10),
        looked_at="Ten visits, all seen",
        decision="adapt",
        next_step="Music begins a minute earlier",
        owner="Sports coach",
    )
    story.add(
        Adaptation,
        d(20, 10),
        what="Music begins a minute earlier",
        ingredient_id=settle.id,
        why="The youngest need longer",
        data_used="Ten visits and what Reception said",
        understood="Each supervisor told a new colleague why",
        review_on=d(5, 12),
    )
    story.add(
        NetworkContact,
        d(7, 11),
        whom="A junior school across town",
        what_they_did="Leaders wear caps",
        decision_changed="Our leaders now wear caps",
    )
    story.looked(d(28, 11), "Both yards", seen=[games, settle], not_applicable=[choice])
    return story.plan(d(3, 12), "Calm lunchtimes")


def feedback_in_english() -> Plan:
    """In Sustain: whole-class feedback in use for a year, going to one more team."""
    story = Story()
    story.add(DiagnosisSource, d(4, 9, 2024), says="Redrafts change spelling and little else")
    story.add(
        DiagnosisSource,
        d(11, 9, 2024),
        source_kind="practice_review",
        says="Comments take six hours a week and come back ten days later",
    )
    problem = story.add(
        ProblemStatement,
        d(13, 9, 2024),
        staff_behaviour="Teachers write long comments at home",
        pupil_behaviour="Pupils look at the mark and close the book",
        pupil_outcome="The second draft is seldom better than the first",
    )
    start = story.add(
        Baseline, d(20, 9, 2024), name="Second drafts that improve", value=30.0, unit="%"
    )
    story.add(
        FocusCheck,
        d(23, 9, 2024),
        reason="Seven teachers and one kind of task",
        in_scope="Extended writing in Years 8 and 9",
        hours_a_week=3.0,
        standards_in_view=("LP5", "LP7"),
    )
    notes = story.add(
        Option,
        d(25, 9, 2024),
        name="Shared notes on common slips",
        evidence="Feedback works when it is acted upon",
        studied_with="Mostly secondary pupils in England",
    )
    story.add(Option, d(25, 9, 2024), name="Mark less often", option_kind="do_less")
    story.rated(d(2, 10, 2024), notes, English_teacher="544444", Teaching_assistant="554445")
    story.add(
        AdoptionDecision,
        d(7, 10, 2024),
        option_id=notes.id,
        decided_by="Head of English and seven teachers",
        reasons="It frees an evening and puts the work with the pupils",
        what_stops="Written comments on first drafts",
        hours_added=4.0,
        hours_freed=12.0,
    )
    read = story.add(
        ActiveIngredient,
        d(10, 10, 2024),
        behaviour="The teacher reads the set and notes three common slips",
        problem_id=problem.id,
        who="Each English teacher",
        how_often="After each extended task",
    )
    redraft = story.add(
        ActiveIngredient,
        d(10, 10, 2024),
        behaviour="Pupils redraft in the next lesson with the notes in front of them",
        problem_id=problem.id,
        who="Pupils, with the teaching assistant circulating",
        how_often="In the lesson after each task",
    )
    for kind, what, ingredient in (
        ("training", "A session with our own scripts", read),
        ("coaching", "Watch one redraft lesson together", redraft),
    ):
        story.add(
            Strategy,
            d(16, 10, 2024),
            strategy_kind=kind,
            what=what,
            ingredient_ids=(ingredient.id,),
        )
    use = story.add(
        Measure, d(21, 10, 2024), name="Redraft lessons held", horizon="short", due_on=d(14, 2)
    )
    better = story.add(
        Measure,
        d(21, 10, 2024),
        name="Second drafts that improve",
        outcome_construct="pupil_outcome",
        problem_id=problem.id,
        baseline_id=start.id,
        due_on=d(4, 7),
        target=60.0,
    )
    hours = story.add(
        Measure,
        d(21, 10, 2024),
        name="Hours of marking a week",
        outcome_construct="staff_outcome",
        direction="down",
        due_on=d(4, 7),
    )
    story.add(TeamMember, d(4, 11, 2024), who="Second in English", part="Scripts")
    story.add(Stakeholder, d(4, 11, 2024), group_described="Pupils", engagement="consulted")
    story.add(ReadinessRating, d(6, 11, 2024), whose="English teachers")
    story.add(SharedUnderstanding, d(7, 11, 2024), whom="English teachers")
    session = story.add(
        TrainingSession,
        d(18, 11, 2024),
        title="Three slips, not thirty",
        ingredient_ids=(read.id, redraft.id),
        segments=SESSION,
        follow_up_on=d(9, 12, 2024),
    )
    talk = story.add(CoachingSession, d(2, 12, 2024), ingredient_id=redraft.id, outcome="secured")
    peers = story.add(
        PeerSession,
        d(20, 1),
        who="Three pairs",
        purpose="Compare notes on one task",
        ingredient_id=read.id,
    )
    for day, share in ((d(7, 2), 0.7), (d(13, 6), 0.9), (d(21, 11), 0.9)):
        story.add(Reading, day, measure_id=use.id, value=share)
    for day, drafts, spent in ((d(13, 2), 44.0, 4.0), (d(27, 6), 63.0, 2.5)):
        story.add(Reading, day, measure_id=better.id, value=drafts)
        story.add(Reading, day, measure_id=hours.id, value=spent)
    for week in range(6):
        day = d(20, 10) + dt.timedelta(weeks=week)
        story.looked(day, "Year 8 and 9", **{"partly" if week == 1 else "seen": [read, redraft]})
    story.add(
        ReviewMeeting,
        d(14, 2),
        looked_at="Lessons held and drafts",
        decision="support_more",
        next_step="Two watched lessons",
        owner="Second in English",
    )
    review = story.add(ReviewMeeting, d(4, 7), looked_at="The year")
    story.add(
        NetworkContact,
        d(19, 9),
        whom="English team of a trust school",
        same_trust=True,
        what_they_did="Notes in pairs",
    )
    decision = story.add(
        SustainDecision,
        d(28, 11),
        decision="scale",
        decided_by="Head of English, history lead and I",
        reasons="It holds without reminders, and history asked for it",
        stable_use="Seen in most visits since February",
    )
    story.add(
        HandoverPlan,
        d(1, 12),
        successor="Second in English",
        induction_route="One watched redraft lesson in the first half-term",
        policy_home="Feedback policy, page 2",
    )
    story.add(
        ScalingPlan,
        d(2, 12),
        to_whom="History",
        who_leads="History lead",
        same_ingredients=True,
        begins_on=d(12, 1, 2026),
    )
    for record, standard, values in (
        (session, "LP7", {"what_changed": "Seven teachers now write three notes"}),
        (review, "LP7", {"reach": "another_team", "what_changed": "History tried it in June"}),
        (talk, "LP5", {}),
        (peers, "LP5", {"what_changed": "Pairs plan their notes together"}),
        (decision, "LP9", {"what_changed": "The history lead owns the next step"}),
    ):
        story.claim(record, d(3, 12), standard, **values)
    return story.plan(d(5, 12), "Three slips, not thirty")


SOUND_PLANS: Mapping[str, Callable[[], Plan]] = MappingProxyType(
    {
        make.__name__: make
        for make in (
            engagement_in_a_special_school,
            vocabulary_in_key_stage_2,
            phonics_with_an_hlta,
            attendance_led_by_the_office,
            calm_lunchtimes,
            feedback_in_english,
        )
    }
)
