"""Sound plans at different stages: invented, unlike one another, and with nothing left to ask.

Each is a story told in the order in which it was written down.
"""

import datetime as dt
from typing import Any, TypeVar

from lp_planner.domain.planning.calendar import PeriodKind
from lp_planner.domain.quality_checks.plan import Plan
from lp_planner.domain.records.delivery import FidelityObservation, FidelityVisit
from lp_planner.domain.records.diagnosis import (
    Baseline,
    DiagnosisSource,
    FocusCheck,
    Priority,
    ProblemStatement,
    RivalExplanation,
)
from lp_planner.domain.records.ingredients import ActiveIngredient
from lp_planner.domain.records.measures import Measure
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
from lp_planner.domain.records.strategies import Segment, Strategy, TrainingSession
from tests.quality_checks.making import Made, a, a_claim, a_period, plan_of

R = TypeVar("R", bound=Record)

YEAR = (
    a_period(PeriodKind.HALF_TERM, dt.date(2025, 9, 2), dt.date(2025, 10, 24), "Autumn 1"),
    a_period(PeriodKind.HOLIDAY, dt.date(2025, 10, 27), dt.date(2025, 10, 31), "Autumn half-term"),
    a_period(PeriodKind.HALF_TERM, dt.date(2025, 11, 3), dt.date(2025, 12, 19), "Autumn 2"),
    a_period(PeriodKind.HOLIDAY, dt.date(2025, 12, 22), dt.date(2026, 1, 2), "Christmas"),
    a_period(PeriodKind.INSET, dt.date(2026, 1, 2), dt.date(2026, 1, 2), "INSET"),
    a_period(PeriodKind.HALF_TERM, dt.date(2026, 1, 5), dt.date(2026, 2, 13), "Spring 1"),
    a_period(PeriodKind.BUSY, dt.date(2026, 2, 2), dt.date(2026, 2, 6), "Parents’ evenings"),
    a_period(PeriodKind.HOLIDAY, dt.date(2026, 2, 16), dt.date(2026, 2, 20), "Spring half-term"),
    a_period(PeriodKind.HALF_TERM, dt.date(2026, 2, 23), dt.date(2026, 3, 27), "Spring 2"),
    a_period(PeriodKind.HOLIDAY, dt.date(2026, 3, 30), dt.date(2026, 4, 10), "Easter"),
)


def d(day: int, month: int, year: int = 2025) -> dt.date:
    return dt.date(year, month, day)


class Story:
    """Records as they are written down, one after the other."""

    def __init__(self) -> None:
        self.made: list[Made] = list(YEAR)

    def add(self, model: type[R], on: dt.date, **values: Any) -> R:
        """Write a record down on a day; where it has a day of its own, that is the same."""
        if model.date_field and model.date_field not in values:
            values[model.date_field] = on
        record = a(model, on, **values)
        self.made.append(record)
        return record

    def claim(self, record: Record, on: dt.date, standard: str, **values: Any) -> None:
        self.made.append(a_claim(record, on, standard=standard, **values))

    def looked(self, on: dt.date, place: str, **seen: ActiveIngredient | list[Any]) -> None:
        """A visit, and what it saw: ``seen=[…]``, ``partly=[…]``."""
        visit = self.add(FidelityVisit, on, place=place)
        for rating, ingredients in seen.items():
            for ingredient in ingredients if isinstance(ingredients, list) else [ingredients]:
                self.add(
                    FidelityObservation,
                    on,
                    visit_id=visit.id,
                    ingredient_id=ingredient.id,
                    rating=rating,
                )

    def rated(self, on: dt.date, option: Option, **sides_by_rater: str) -> None:
        """Ratings of an option: six figures for each rater."""
        names = ("need", "fit", "capacity", "evidence_strength", "usability", "support")
        for rater, figures in sides_by_rater.items():
            sides = {
                name: int(figure)
                for name, figure in zip(names, figures, strict=True)
                if figure != "?"
            }
            self.add(FitRating, on, option_id=option.id, rater=rater.replace("_", " "), **sides)

    def plan(self, today: dt.date, title: str) -> Plan:
        return plan_of(*self.made, today=today, title=title)


def engagement_in_a_special_school() -> Plan:
    """In Explore: a higher-level teaching assistant and a small class; nothing decided yet."""
    story = Story()
    story.add(
        Priority,
        d(9, 9),
        priority="See and record how learners with complex needs engage",
        why_me="I work with the class all day and film well",
        sponsor="Assistant head",
    )
    story.add(
        DiagnosisSource,
        d(16, 9),
        source_kind="practice_review",
        says="Of twelve films of sessions, five show an adult waiting for the learner",
        size="12 films",
    )
    story.add(
        DiagnosisSource,
        d(23, 9),
        source_kind="staff_voice",
        says="We are not sure that we all mean the same by “initiation”",
        size="9 of 11 adults",
    )
    story.add(
        DiagnosisSource,
        d(30, 9),
        source_kind="family_voice",
        says="He shows us more at home than his report says",
        size="4 families",
    )
    story.add(
        ProblemStatement,
        d(1, 10),
        staff_behaviour="Adults step in within two seconds, out of kindness",
        pupil_behaviour="Learners wait for the adult and seldom begin on their own",
        pupil_outcome="Small steps go unseen, so the next step is chosen by guesswork",
    )
    story.add(RivalExplanation, d(2, 10), ruling="ruled_out", because="Same on calm days")
    story.add(
        Baseline, d(6, 10), name="Sessions in which a learner begins", value=3.0, unit="of 20"
    )
    story.add(
        FocusCheck,
        d(7, 10),
        reason="One class, five adults and two sessions a week",
        in_scope="Class 4, sensory story and snack",
        hours_a_week=2.0,
        people_affected=12,
        standards_in_view=("LP5", "LP6", "LP8"),
    )
    pause = story.add(
        Option,
        d(8, 10),
        name="Wait and watch, with short films",
        evidence="Two case studies",
        studied_with="Learners aged 6 to 12 in special schools",
        doubts="Very few studies",
    )
    story.add(Option, d(8, 10), name="Fewer targets for each learner", option_kind="do_less")
    story.rated(d(10, 10), pause, Class_teacher="544353", Teaching_assistant="553?44")
    return story.plan(d(14, 10), "Waiting long enough to see")


def vocabulary_in_key_stage_2() -> Plan:
    """In Prepare: decided, planned and dated; training is still to come."""
    story = Story()
    story.add(Priority, d(3, 9), priority="Pupils use precise words across the curriculum")
    story.add(
        DiagnosisSource,
        d(10, 9),
        says="Inference is the weakest strand in Year 4",
        size="58 pupils",
    )
    story.add(
        DiagnosisSource,
        d(17, 9),
        source_kind="pupil_voice",
        says="“I skip the words I do not know.”",
        size="10 pupils",
    )
    problem = story.add(
        ProblemStatement,
        d(19, 9),
        staff_behaviour="New words are explained once, in passing",
        pupil_behaviour="Pupils avoid words that they cannot spell",
        pupil_outcome="Written answers in geography stay vague",
    )
    start = story.add(Baseline, d(22, 9), name="Words from the list used in writing", value=1.4)
    story.add(
        FocusCheck,
        d(24, 9),
        reason="Two teachers and two teaching assistants in one year group",
        in_scope="Year 4 geography and science",
        hours_a_week=2.5,
    )
    teach = story.add(
        Option,
        d(26, 9),
        name="Six words a unit, taught and revisited",
        strand="oral_language",
        studied_with="Primary pupils in England, many in schools like ours",
        doubts="It takes planning time at the start",
        raters_expected=3,
    )
    story.add(Option, d(26, 9), name="A bought programme", doubts="Costs a fifth of the budget")
    story.add(Option, d(26, 9), name="Leave it as it is", option_kind="do_nothing")
    story.rated(
        d(1, 10), teach, Year_4_teacher="543444", Teaching_assistant="554344", Subject_lead="453344"
    )
    story.add(
        AdoptionDecision,
        d(6, 10),
        decision="adopt_with_changes",
        option_id=teach.id,
        decided_by="Phase leader, two teachers, two teaching assistants",
        reasons="It answers the problem and fits into lessons that we teach anyway",
        conditions="The word lists are made in planning time that exists",
        what_stops="The weekly spelling sheet",
        hours_added=1.5,
        hours_freed=1.0,
    )
    say = story.add(
        ActiveIngredient,
        d(9, 10),
        behaviour="The adult says the word, pupils say it back, then use it in a sentence",
        problem_id=problem.id,
        who="Whoever teaches the lesson",
        how_often="Once for each new word",
    )
    again = story.add(
        ActiveIngredient,
        d(9, 10),
        behaviour="Six words are asked for again at the start of three later lessons",
        problem_id=problem.id,
        who="Teaching assistants",
        how_often="Three times in each unit",
    )
    wall = story.add(
        ActiveIngredient,
        d(10, 10),
        behaviour="The words are on show where pupils write",
        problem_id=problem.id,
        fixedness="loose",
        limits="Wall, table card or book mark; all six words",
        who="Class teacher",
        how_often="All through the unit",
    )
    for kind, what, ingredient in (
        ("modelling", "Watch one another teach one word", say),
        ("resources", "A pack of quick recall slides", again),
        ("resources", "Table cards, printed once", wall),
    ):
        story.add(
            Strategy, d(15, 10), strategy_kind=kind, what=what, ingredient_ids=(ingredient.id,)
        )
    story.add(
        Strategy,
        d(15, 10),
        strategy_kind="time_and_timetable",
        what="Ten minutes of the Monday meeting",
        barrier="No time to plan together",
        owner="Phase leader",
    )
    for name, construct, horizon, due, links in (
        ("New words said back", "fidelity", "short", d(13, 2, 2026), {"ingredient_id": say.id}),
        ("Recall starts held", "fidelity", "short", d(13, 2, 2026), {"ingredient_id": again.id}),
        ("Cards in use", "fidelity", "medium", d(27, 3, 2026), {"ingredient_id": wall.id}),
        ("Worth the planning", "acceptability", "medium", d(27, 3, 2026), {}),
        (
            "Words from the list used in writing",
            "pupil_outcome",
            "long",
            d(3, 7, 2026),
            {"problem_id": problem.id, "baseline_id": start.id},
        ),
    ):
        story.add(
            Measure,
            d(20, 10),
            name=name,
            outcome_construct=construct,
            horizon=horizon,
            due_on=due,
            instrument="A sheet of one side",
            collector="The two teaching assistants",
            target=4.0,
            response_if_missed="We look at planning time first",
            **links,
        )
    story.add(TeamMember, d(4, 11), who="Second Year 4 teacher", part="Recall slides")
    story.add(TeamMember, d(4, 11), who="Teaching assistant, 4B", part="Readings")
    story.add(
        Stakeholder,
        d(5, 11),
        group_described="Teaching assistants",
        concern="More to prepare",
        engagement="co_leading",
        how_involved="They choose the six words with the teacher",
    )
    story.add(Stakeholder, d(5, 11), group_described="Families", engagement="informed")
    story.add(ReadinessRating, d(10, 11), whose="Teachers", motivation=4, skill=3, room=3)
    story.add(
        ReadinessRating,
        d(10, 11),
        whose="Teaching assistants",
        motivation=5,
        skill=2,
        room=3,
        verdict="ready_with_actions",
        gap="Not sure how to run a recall start",
        action="Two watched goes before half-term",
    )
    story.add(
        SharedUnderstanding,
        d(12, 11),
        whom="All four adults",
        expected="Six words a unit, three recall starts",
        supported="Slides, cards, one visit by invitation",
        recognised="A good example shared on Fridays",
    )
    story.add(
        InfrastructureItem,
        d(12, 11),
        what="Printer credit for cards",
        infrastructure_kind="materials",
        owner="School office",
    )
    story.add(
        Risk,
        d(13, 11),
        what="Nativity practice takes the lessons",
        early_sign="Two starts missed in a week",
        response="Two words instead of six until Christmas",
        owner="Phase leader",
    )
    story.add(Milestone, d(14, 11), what="Slides ready", due_on=d(12, 12), owner="Second teacher")
    story.add(Milestone, d(14, 11), what="First look together", due_on=d(6, 3, 2026))
    story.add(
        TrainingSession,
        d(18, 11),
        title="How six words become useful",
        held_on=d(2, 1, 2026),
        ingredient_ids=(say.id, again.id, wall.id),
        audience="Four adults of Year 4",
        segments=(
            Segment(segment_kind="retrieval_quiz", minutes=10),
            Segment(segment_kind="knowledge_sharing", minutes=15),
            Segment(segment_kind="rehearsal", minutes=25),
            Segment(segment_kind="exit_ticket", minutes=10),
        ),
        why_this_way="Begin from what people know; practise before Monday",
        follow_up_on=d(30, 1, 2026),
    )
    return story.plan(d(20, 11), "Six words that stay")
