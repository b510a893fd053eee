"""Questions about Deliver: adaptations, follow-on help, judging and using data (Q32 to Q39)."""

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise

from lp_planner.domain.quality_checks.advisory import Finding, Severity, asks, quoted
from lp_planner.domain.quality_checks.fidelity_rules import SEEN_OFTEN, share_lately
from lp_planner.domain.quality_checks.plan import Plan
from lp_planner.domain.records.delivery import (
    Adaptation,
    AdaptationOutcome,
    CoachingSession,
    FidelityObservation,
    ReviewMeeting,
)
from lp_planner.domain.records.ingredients import ActiveIngredient, Fixedness
from lp_planner.domain.records.leading import PeerSession
from lp_planner.domain.records.measures import Direction, GroupCount, Measure, Reading, ReadingGroup
from lp_planner.domain.records.records import Record
from lp_planner.domain.records.strategies import TrainingSession
from lp_planner.domain.records.sustaining import SustainChoice
from lp_planner.wording import day_in_words, listed

FOUR_WEEKS = dt.timedelta(weeks=4)
SIX_WEEKS = dt.timedelta(weeks=6)
EIGHT_WEEKS = dt.timedelta(weeks=8)
GRACE = dt.timedelta(weeks=1)
FEWEST_DATA = 3
PULSES = 3
LATEST_SESSIONS, ENOUGH_SESSIONS = 3, 0.8
FEELINGS = {"acceptability", "feasibility", "cost"}
"""What tells how people find it and what it costs them."""


@asks(
    "Q32",
    "Adapting what is secure",
    severity=Severity.HIGH,
    step="adaptations",
    reason="Changing an essential part before people have really tried it can leave only the name.",
    source="SSAT’s article on lead practitioners, on adapting with care and on adapting and "
    "learning from others; EEF’s implementation guidance of 2019, Deliver",
)
def adapting_what_is_secure(plan: Plan) -> Iterator[Finding]:
    """Whether a changed tight ingredient was securely in use, and understood.

    A reason written down for going on all the same is an answer.

    Moment: as soon as a change to a tight ingredient is made.
    """
    tight = {i.id: i for i in plan.of(ActiveIngredient) if i.fixedness is Fixedness.TIGHT}
    for adaptation in plan.of(Adaptation):
        ingredient = tight.get(adaptation.ingredient_id)
        is_made = adaptation.outcome is AdaptationOutcome.MADE
        if ingredient is None or not is_made or adaptation.override_reason:
            continue
        if adaptation.id not in plan.changed_when_secure:
            yield Finding(
                f"{quoted(adaptation.what)} changes a tight ingredient that was not yet securely "
                "in use. What would help people to try it as it was meant first?",
                adaptation,
            )
        elif not adaptation.understood:
            yield Finding(
                f"How do you know that colleagues understand why this matters: "
                f"{quoted(ingredient.behaviour)}?",
                adaptation,
            )


@asks(
    "Q33",
    "Thoughtful changes",
    severity=Severity.MEDIUM,
    step="adaptations",
    reason="A change with a reason in the data and a day to look again is one you can learn from.",
    source="SSAT’s article on lead practitioners, on adapting with care and on adapting and "
    "learning from others",
)
def thoughtful_changes(plan: Plan) -> Iterator[Finding]:
    """Whether a change that was made cites data and has a day on which it is looked at again.

    Moment: as soon as a change is made. One whose effect is noted has been looked at.
    """
    for adaptation in plan.of(Adaptation):
        if adaptation.outcome is not AdaptationOutcome.MADE:
            continue
        asked = (
            ("what told you that it was needed", adaptation.data_used),
            ("when will you look again", adaptation.review_on or adaptation.effect),
        )
        if missing := [question for question, answer in asked if not answer]:
            yield Finding(f"About {quoted(adaptation.what)}: {listed(missing)}?", adaptation)


@asks(
    "Q34",
    "Help that follows on",
    severity=Severity.MEDIUM,
    step="coaching",
    reason="Training gets people started; timely help keeps them going.",
    source="SSAT’s article on lead practitioners, on follow-on support; EEF’s implementation "
    "guidance of 2019, Deliver; four weeks is our own suggestion",
)
def help_follows_on(plan: Plan) -> Iterator[Finding]:
    """Whether coaching or work with peers follows training, and agreed steps are looked at again.

    Moment: four weeks after the latest training, and four weeks after a step was agreed.
    """
    talks = plan.of(CoachingSession)
    held = [s for s in plan.of(TrainingSession) if s.held_on + FOUR_WEEKS < plan.today]
    if held:
        last = max(held, key=lambda session: session.held_on)
        days = [r.happened_on for kind in (CoachingSession, PeerSession) for r in plan.of(kind)]
        if not any(last.held_on <= day <= last.held_on + FOUR_WEEKS for day in days):
            yield Finding(
                f"Four weeks on from {quoted(last.title)}, who could use some coaching or a "
                "partner to try it with?",
                last,
            )
    for talk in talks:
        is_due = talk.check_back_on is None or talk.check_back_on < plan.today
        is_old = talk.held_on + FOUR_WEEKS < plan.today
        met_again = any(
            other.coachee.casefold() == talk.coachee.casefold() and other.held_on > talk.held_on
            for other in talks
        )
        if talk.outcome == "open" and is_old and is_due and not met_again:
            yield Finding(
                f"What became of the step agreed in coaching on {day_in_words(talk.held_on)}?", talk
            )


@asks(
    "Q35",
    "Judging what was done",
    severity=Severity.HIGH,
    step="reviews",
    reason="Only what people really did can be judged; otherwise the idea takes the blame for "
    "never having been tried.",
    source="EEF’s implementation guidance of 2019, Deliver; judging what was not done is "
    "known as a type III mistake",
    of_stopped=True,
)
def judging_what_was_done(plan: Plan) -> Iterator[Finding]:
    """Whether the ingredients were in use when it was decided to pause or stop.

    Moment: with a review or a decision that pauses or stops, once work with colleagues had begun.
    """
    judged: list[tuple[Record, dt.date, str]] = [
        (review, review.held_on, "reviews")
        for review in plan.of(ReviewMeeting)
        if review.decision in {"pause", "stop"}
    ]
    decision = plan.sustain_decision
    if decision and decision.decision in {SustainChoice.PAUSE, SustainChoice.STOP}:
        judged.append((decision, decision.decided_on, "sustain_decision"))
    if not judged or plan.began_on is None:
        return
    record, day, step = max(judged, key=lambda item: item[1])
    share = share_lately(plan, day)
    if share is None:
        yield Finding(
            "You decided to pause or stop. How do you know that the ingredients were in use?",
            record,
            step,
        )
    elif share < SEEN_OFTEN:
        yield Finding(
            f"When you decided to pause or stop, visits had seen the ingredients {share:.0%} of "
            "the time. Was it the idea that did not work, or had it not been tried yet?",
            record,
            step,
        )


@asks(
    "Q36",
    "How people find it",
    severity=Severity.MEDIUM,
    step="readings",
    reason="People can go on doing what they no longer believe in, until they stop all at once.",
    source="EEF’s implementation guidance of 2019, Deliver; Proctor and others, 2011; our "
    "own suggestion",
)
def how_people_find_it(plan: Plan) -> Iterator[Finding]:
    """Whether a change in good use is getting harder for people to live with.

    Moment: once the ingredients are seen often, and three readings of how people find it, or what
    it costs them, have each got worse.
    """
    share = share_lately(plan, plan.today)
    if share is None or share < SEEN_OFTEN:
        return
    for measure in plan.of(Measure):
        if measure.outcome_construct not in FEELINGS or measure.direction is Direction.NEITHER:
            continue
        values = [r.in_unit(measure.unit) for r in _readings(plan, measure)][-PULSES:]
        sign = 1 if measure.direction is Direction.UP else -1
        falls = [sign * (b - a) < 0 for a, b in pairwise(values)]
        if len(values) == PULSES and all(falls):
            yield Finding(
                f"It is in good use, and {quoted(measure.name)} has got worse twice running. What "
                "would make it easier to live with?",
                measure,
            )


@asks(
    "Q37",
    "Data that lead to decisions",
    severity=Severity.MEDIUM,
    step="reviews",
    reason="Information changes nothing until people decide something with it.",
    source="SSAT’s article on lead practitioners, on using what you see; EEF’s "
    "implementation guidance of 2019, Deliver",
)
def data_lead_to_decisions(plan: Plan) -> Iterator[Finding]:
    """Whether measures are read when due, and reviews are held and end with a next step and a name.

    Moment: a week after a measure was due; with a review that decides on a change; eight weeks into
    the work, where there is something to look at and nobody has looked at it together.
    """
    for measure in plan.of(Measure):
        if measure.due_on is None or measure.due_on + GRACE >= plan.today:
            continue
        if not any(r.taken_on > measure.due_on - SIX_WEEKS for r in _readings(plan, measure)):
            yield Finding(
                f"{quoted(measure.name)} was due on {day_in_words(measure.due_on)}. "
                "What did it show?",
                measure,
                step="readings",
            )
    reviews = plan.of(ReviewMeeting)
    for review in reviews:
        if review.decision in {"support_more", "adapt"} and not (review.next_step and review.owner):
            yield Finding(
                f"After the review on {day_in_words(review.held_on)}: what happens next, and who "
                "takes it on?",
                review,
            )
    data = len(plan.of(Reading)) + len(plan.of(FidelityObservation))
    began = plan.began_on
    if began and not reviews and data >= FEWEST_DATA and plan.today > began + EIGHT_WEEKS:
        yield Finding("When will you look at what you have gathered, together with others?")


def _readings(plan: Plan, measure: Measure) -> list[Reading]:
    """The readings of a measure about the project's own people, in order of their days."""
    readings = [
        reading
        for reading in plan.of(Reading)
        if reading.measure_id == measure.id and reading.reading_group is ReadingGroup.PROJECT
    ]
    return sorted(readings, key=lambda reading: reading.taken_on)


@asks(
    "Q38",
    "Those who need it most",
    severity=Severity.HIGH,
    step="groups",
    reason="What helps on average can pass by the pupils it is for, and so widen a gap.",
    source="EEF implementation guidance (2019), Deliver",
)
def those_who_need_it_most(plan: Plan) -> Iterator[Finding]:
    """Whether a group that a school chose is reached, or gets there, less than all others.

    By more than chance, and only where the counts are large enough to be told.

    Moment: as soon as the latest count of a group is there.
    """
    for count in plan.of(GroupCount):
        if count.id in plan.groups_behind:
            yield Finding(
                f"In proportion, fewer of {quoted(count.group_name)} are reached than of all "
                "others. What keeps them away, and what would bring them in?",
                count,
            )


@asks(
    "Q39",
    "As much as was planned",
    severity=Severity.MEDIUM,
    step="readings",
    reason="Half the sessions are another approach than the one that was tried elsewhere.",
    source="EEF implementation guidance (2019), Deliver",
)
def as_much_as_planned(plan: Plan) -> Iterator[Finding]:
    """Whether the sessions that a measure counts are held as often as they were planned.

    Four in five is our own line; it looks at the latest three readings together.

    Moment: once there are three readings since the change began.
    """
    for measure in plan.of(Measure):
        if not measure.counts_sessions or plan.began_on is None:
            continue
        since = sorted(
            (r for r in plan.of(Reading)
             if r.measure_id == measure.id and r.reading_group is ReadingGroup.PROJECT
             and r.out_of is not None and r.taken_on >= plan.began_on),
            key=lambda r: (r.taken_on, r.created_at),
        )[-LATEST_SESSIONS:]  # fmt: skip
        held, planned = sum(r.value for r in since), sum(r.out_of or 0.0 for r in since)
        if len(since) == LATEST_SESSIONS and held < ENOUGH_SESSIONS * planned:
            yield Finding(
                f"Lately {held:g} of {planned:g} planned sessions were held "
                f"({quoted(measure.name)}). What takes their place, and would fewer that surely "
                "happen be better?",
                measure,
            )
