"""Questions about Prepare: training, people, room and time (Q23, Q24, Q26 to Q30)."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from math import ceil

from lp_planner.domain.planning.calendar import PeriodKind
from lp_planner.domain.quality_checks.advisory import Finding, Severity, asks, quoted
from lp_planner.domain.quality_checks.plan import Plan
from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.delivery import CoachingSession
from lp_planner.domain.records.diagnosis import (
    FocusCheck,
)
from lp_planner.domain.records.leading import PeerSession
from lp_planner.domain.records.measures import Measure
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
from lp_planner.wording import day_in_words, listed

TWO_WEEKS = dt.timedelta(weeks=2)
SIX_WEEKS = dt.timedelta(weeks=6)
TWO_TERMS = dt.timedelta(weeks=24)
LOW_MEAN = 2.5
ENOUGH = 2
FEWEST_SHARES = 5
LARGEST_SHARE = 0.6
FEWEST_CONVERSATIONS = 3
GROUP_WORDS = {
    "build_knowledge": "builds knowledge",
    "motivate": "gives people a reason to try",
    "develop_techniques": "lets people practise",
    "embed": "keeps it going afterwards",
}
EXPLORING = tuple(model for model in RECORD_KINDS.values() if model.is_exploring)
MYSELF = {"me", "i", "myself", "lp", "lead practitioner", "the lead practitioner"}


@asks(
    "Q23",
    "Training with all its parts",
    severity=Severity.HIGH,
    step="training",
    reason="Training changes practice when people learn, see the point, practise and return.",
    source="EEF’s guidance of 2021 on professional development; SSAT’s article on lead "
    "practitioners, on up-front training and on follow-on support; six weeks is our "
    "own suggestion",
)
def training_with_all_parts(plan: Plan) -> Iterator[Finding]:
    """Whether the training builds knowledge, motivates, lets people practise and is followed up.

    All sessions are looked at together; coaching and work with peers count as practice and as
    keeping it going, a date to follow up as the latter.

    Moment: about its parts, as soon as a session is set out; about a session without any, and about
    what follows it, from two weeks before it.
    """
    sessions = plan.of(TrainingSession)
    kinds = {segment.segment_kind for session in sessions for segment in session.segments}
    follow_ups = [r.happened_on for kind in (CoachingSession, PeerSession) for r in plan.of(kind)]
    if kinds and plan.segment_groups:
        present = {group for group, members in plan.segment_groups.items() if kinds & members}
        if follow_ups:
            present |= {"develop_techniques", "embed"}
        if any(session.follow_up_on for session in sessions):
            present.add("embed")
        if missing := [words for key, words in GROUP_WORDS.items() if key not in present]:
            yield Finding(f"Which part of your training {listed(missing)}?", sessions[0])
    for session in sessions:
        if session.held_on > plan.today + TWO_WEEKS:
            continue
        if not kinds:
            yield Finding(f"How does {quoted(session.title)} run, and why that way?", session)
        later = [*follow_ups, *(other.held_on for other in sessions)]
        if session.follow_up_on:
            later.append(session.follow_up_on)
        if not any(session.held_on < day <= session.held_on + SIX_WEEKS for day in later):
            yield Finding(
                f"When, within six weeks, do people come back to {quoted(session.title)}?", session
            )


@asks(
    "Q24",
    "Ready in all three ways",
    severity=Severity.HIGH,
    step="readiness",
    reason="Wanting it, being able to and having room multiply: where one is near nothing, so is "
    "the whole.",
    source="SSAT’s article on lead practitioners, on readiness; the readiness formula R = "
    "MC2; where the line lies is our own suggestion",
)
def ready_in_all_ways(plan: Plan) -> Iterator[Finding]:
    """Whether each group wants it, can do it and has room, or help is planned where one is low.

    Of several ratings of one group, those of the latest day count.

    Moment: once a day with colleagues or a milestone is in the plan.
    """
    ratings = plan.of(ReadinessRating)
    if plan.goes_live_on is None and not (ratings and plan.has(Milestone)):
        return
    if not ratings:
        yield Finding("Do people want this, can they do it, and is there room in their week?")
    for group in dict.fromkeys(rating.whose.casefold() for rating in ratings):
        of_group = [rating for rating in ratings if rating.whose.casefold() == group]
        day = max(rating.rated_on for rating in of_group)
        current = [rating for rating in of_group if rating.rated_on == day]
        if any(rating.action for rating in current):
            continue
        low = [side for side in ("motivation", "skill", "room") if _is_low(current, side)]
        if low:
            yield Finding(
                f"{quoted(current[0].whose)} came out low for {listed(low)}. What will you do "
                "about it first?",
                current[0],
            )
        elif any(rating.verdict == "not_yet" for rating in current):
            yield Finding(
                f"You found {quoted(current[0].whose)} not ready yet. What has to be in place?",
                current[0],
            )


def _is_low(ratings: list[ReadinessRating], side: str) -> bool:
    known = [value for rating in ratings if (value := getattr(rating, side)) is not None]
    return bool(known) and (sum(known) / len(known) < LOW_MEAN or min(known) == 1)


@asks(
    "Q26",
    "What is asked, given and noticed",
    severity=Severity.MEDIUM,
    step="understanding",
    reason="An expectation without help is a demand, and effort that nobody notices wears thin.",
    source="SSAT’s article on lead practitioners, on a shared understanding; EEF’s "
    "implementation guidance of 2019, Prepare",
)
def asked_given_noticed(plan: Plan) -> Iterator[Finding]:
    """Whether each expectation stands beside the help given and how effort is recognised.

    Moment: as soon as an expectation is written.
    """
    for agreement in plan.of(SharedUnderstanding):
        asked = (
            ("what help do they get", agreement.supported),
            ("how is their effort noticed", agreement.recognised),
        )
        if missing := [question for question, answer in asked if not answer]:
            yield Finding(
                f"You ask this of {quoted(agreement.whom)}: {quoted(agreement.expected)}. "
                f"And {listed(missing)}?",
                agreement,
            )


@asks(
    "Q27",
    "A part for everyone it touches",
    severity=Severity.MEDIUM,
    step="stakeholders",
    reason="People who are only told about a change tend to wait for it to pass.",
    source="SSAT’s article on lead practitioners, on the personal standards and on ownership "
    "and influence; EEF’s implementation guidance of 2024, on engaging people",
)
def part_for_everyone(plan: Plan) -> Iterator[Finding]:
    """Whether the groups it touches are named and take part, beyond being told.

    Moment: once a day with colleagues is in the plan.
    """
    if plan.goes_live_on is None:
        return
    groups = plan.of(Stakeholder)
    if not groups:
        yield Finding("Who will feel this without having been asked?")
    for group in groups:
        words = quoted(group.group_described)
        if not group.engagement and not group.how_involved:
            yield Finding(f"How do {words} take part?", group)
        elif group.engagement == "informed" and group.concern and not group.what_changed:
            yield Finding(
                f"{words} worry about {quoted(group.concern)} and are told about it. What could "
                "they help to shape?",
                group,
            )
    if groups and all(g.engagement == "informed" and not g.concern for g in groups):
        yield Finding("Everyone it touches is told about it. Who could help to shape it?")


@asks(
    "Q28",
    "More than one pair of shoulders",
    severity=Severity.MEDIUM,
    step="team",
    reason="A change that rests on one person stops when that person is ill or moves on.",
    source="SSAT’s article on lead practitioners, on leading the Deliver phase; EEF’s "
    "implementation guidance of 2024, on people who enable change; the share is our "
    "own suggestion",
)
def more_shoulders(plan: Plan) -> Iterator[Finding]:
    """Whether no one person owns most of the plan, or does all the coaching and all the counting.

    Moment: once five parts of the plan have a name beside them; about coaching, from the third
    conversation on.
    """
    owned: list[Strategy | Milestone | InfrastructureItem | Risk] = [
        *plan.of(Strategy),
        *plan.of(Milestone),
        *plan.of(InfrastructureItem),
        *plan.of(Risk),
    ]
    owners = [record.owner for record in owned if record.owner]
    owners += [member.who for member in plan.of(TeamMember)]
    shares = Counter(" ".join(owner.casefold().split()) for owner in owners)
    if len(owners) >= FEWEST_SHARES:
        name, number = shares.most_common(1)[0]
        if number > LARGEST_SHARE * len(owners):
            written = next(o for o in owners if " ".join(o.casefold().split()) == name)
            yield Finding(
                f"{quoted(written)} stands beside {number} of {len(owners)} parts of the plan. Who "
                "else could own one?"
            )
    mine = MYSELF | {plan.owner_name.casefold()}
    talks = plan.of(CoachingSession)
    collectors = [m.collector for m in plan.of(Measure) if m.collector]
    if (
        len(talks) >= FEWEST_CONVERSATIONS
        and len(collectors) >= ENOUGH
        and all(not talk.coach or talk.coach.casefold() in mine for talk in talks)
        and all(collector.casefold() in mine for collector in collectors)
    ):
        yield Finding("You do all the coaching and collect every measure. Who could share either?")


@asks(
    "Q29",
    "Room in the calendar",
    severity=Severity.MEDIUM,
    step="milestones",
    reason="Weeks that are full already leave no room, and hours that are not there are not kept.",
    source="SSAT’s article on lead practitioners, on what has to be in place; EEF’s "
    "implementation guidance of 2024, on systems and structures; our own suggestion",
)
def room_in_the_calendar(plan: Plan) -> Iterator[Finding]:
    """Whether training and milestones keep clear of full weeks, and sessions fit the hours.

    Moment: as soon as a day that is still to come is set; about hours, for half-terms not yet over.
    """
    ahead: list[tuple[Record, dt.date]] = [
        (session, session.held_on) for session in plan.of(TrainingSession)
    ]
    ahead += [(m, m.due_on) for m in plan.of(Milestone) if m.done_on is None]
    for record, day in ahead:
        held = [period for period in plan.periods if period.holds(day)]
        full = [p for p in held if p.period_kind in {PeriodKind.BUSY, PeriodKind.HOLIDAY}]
        if day < plan.today or not full or any(p.period_kind is PeriodKind.INSET for p in held):
            continue
        yield Finding(
            f"{quoted(record.headline)} falls on {day_in_words(day)}, in {quoted(full[0].name)}. "
            "Would another week be kinder?",
            record,
            step="training" if isinstance(record, TrainingSession) else "milestones",
        )
    focus = plan.latest(FocusCheck)
    if focus is None or focus.hours_a_week is None:
        return
    sessions = [(s.held_on, s.minutes) for s in plan.of(TrainingSession)]
    sessions += [(s.held_on, s.minutes or 0) for s in plan.of(CoachingSession)]
    sessions += [(s.held_on, s.minutes or 0) for s in plan.of(PeerSession)]
    for period in plan.periods:
        if period.period_kind is not PeriodKind.HALF_TERM or period.to_on < plan.today:
            continue
        weeks = ceil(((period.to_on - period.from_on).days + 1) / 7)
        hours = sum(minutes for day, minutes in sessions if period.holds(day)) / 60
        if hours > focus.hours_a_week * weeks:
            yield Finding(
                f"Your sessions in {quoted(period.name)} come to {hours:.1f} hours, more than the "
                f"{focus.hours_a_week:g} a week you have. What could wait, or who could take one?",
                focus,
            )


@asks(
    "Q30",
    "Time to prepare",
    severity=Severity.MEDIUM,
    step="milestones",
    reason="Preparing is the part that schools hurry most, and a change takes longer than a term.",
    source="SSAT’s article on lead practitioners, on the right size of focus; EEF’s "
    "implementation guidance of 2019, a staged process; the lengths are our own "
    "suggestion",
)
def time_to_prepare(plan: Plan) -> Iterator[Finding]:
    """Whether there is a half-term before work with colleagues begins, and two terms in all.

    Moment: once a day with colleagues is in the plan, until six weeks after it.
    """
    begins = plan.goes_live_on
    explored = [record.happened_on for model in EXPLORING for record in plan.of(model)]
    if begins is None or not explored or plan.today > begins + SIX_WEEKS:
        return
    start = min(explored)
    if begins - start < SIX_WEEKS:
        yield Finding(
            f"You set out on {day_in_words(start)} and begin with colleagues on "
            "{day_in_words(begins)}. Would a few more weeks to look and prepare pay off?"
        )
    ends = [milestone.due_on for milestone in plan.of(Milestone)]
    ends += [measure.due_on for measure in plan.of(Measure) if measure.due_on]
    if len(ends) >= ENOUGH and max(ends) - start < TWO_TERMS:
        yield Finding(
            f"The last date in your plan is {day_in_words(max(ends))}. What do you hope to see "
            "after that, when it is no longer new?"
        )
