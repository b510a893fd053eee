"""Questions about Sustain and about evidence for the standards (Q40 to Q44)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from lp_planner.domain.evidence.claims import EvidenceClaim
from lp_planner.domain.quality_checks.advisory import Finding, Severity, asks, quoted
from lp_planner.domain.quality_checks.fidelity_rules import SEEN_OFTEN, share_lately
from lp_planner.domain.quality_checks.plan import Plan
from lp_planner.domain.records.diagnosis import FocusCheck
from lp_planner.domain.records.reach import Reach
from lp_planner.domain.records.records import Record
from lp_planner.domain.records.sustaining import HandoverPlan, ScalingPlan, SustainChoice
from lp_planner.wording import day_in_words, listed

TWO_TERMS = dt.timedelta(weeks=24)
SIX_WEEKS = dt.timedelta(weeks=6)
ALL_STANDARDS = 10
MANY_STANDARDS = 7
ENOUGH = 2
BEYOND = {Reach.ANOTHER_TEAM, Reach.ANOTHER_SCHOOL}
PRESENTING = "LP1"
AUDIENCES = ("audience", "whom", "group_described", "for_whom")
ELSEWHERE = {Reach.ANOTHER_TEAM: "another team", Reach.ANOTHER_SCHOOL: "another school"}
GOES_ON = {SustainChoice.CONTINUE, SustainChoice.SCALE, SustainChoice.HAND_OVER}


@asks(
    "Q40",
    "Steady before it spreads",
    severity=Severity.HIGH,
    step="sustain_decision",
    reason="What has held for two terms can be carried elsewhere; what is new here is seldom "
    "steady enough to travel.",
    source="EEF’s implementation guidance of 2019, Sustain; two terms is our own suggestion",
)
def steady_before_it_spreads(plan: Plan) -> Iterator[Finding]:
    """Whether two terms of steady use stand behind a decision to go further or to carry on.

    Moment: with a decision to take it further or carry on, and with a dated plan for a new place.
    """
    decision = plan.sustain_decision
    if decision and decision.decision is SustainChoice.CONTINUE and not decision.stable_use:
        yield Finding("What shows that it is in steady use, and since when?", decision)
    further: list[tuple[Record, dt.date]] = [
        (scaling, scaling.begins_on) for scaling in plan.of(ScalingPlan) if scaling.begins_on
    ]
    if decision and decision.decision is SustainChoice.SCALE:
        further.insert(0, (decision, decision.decided_on))
    for record, day in further:
        step = "scaling" if isinstance(record, ScalingPlan) else "sustain_decision"
        share = share_lately(plan, min(day, plan.today))
        if plan.began_on is None or day - plan.began_on < TWO_TERMS:
            yield Finding(
                f"It would go further on {day_in_words(day)}, before two terms of use here. What "
                "would you like to see hold first?",
                record,
                step,
            )
            return
        if share is None or share < SEEN_OFTEN:
            seen = (
                "nobody has looked" if share is None else f"visits see it {share:.0%} of the time"
            )
            yield Finding(
                f"It is to go further, and {seen}. What would make it steady here first?",
                record,
                step,
            )
            return


@asks(
    "Q41",
    "Going on without you",
    severity=Severity.MEDIUM,
    step="handover",
    reason="People leave and timetables change; a name, a way in and a home keep a good thing.",
    source="SSAT’s article on lead practitioners, on leading the Deliver phase and on "
    "coaching; EEF’s implementation guidance of 2019, Sustain",
)
def going_on_without_you(plan: Plan) -> Iterator[Finding]:
    """Whether somebody takes it on, newcomers can learn it and it has a home in budget or policy.

    Moment: once it has been decided to carry on, go further or hand over.
    """
    decision = plan.sustain_decision
    if decision is None or decision.decision not in GOES_ON:
        return
    handover = plan.latest(HandoverPlan)
    if handover is None:
        yield Finding("Who would take it on if you were away, and how would a newcomer learn it?")
        return
    asked = (
        ("how does somebody new learn it", handover.induction_route),
        ("which budget or policy is it part of", handover.budget_home or handover.policy_home),
    )
    if missing := [question for question, answer in asked if not answer]:
        yield Finding(f"When it goes on without you: {listed(missing)}?", handover)


@asks(
    "Q42",
    "The standards it shows well",
    severity=Severity.MEDIUM,
    step="evidence",
    reason="One project shows a few standards well; a standard that rests on one thing is thin.",
    source="SSAT’s article on lead practitioners, on the right size of focus and on evidence "
    "for an application",
    of_stopped=True,
)
def standards_shown_well(plan: Plan) -> Iterator[Finding]:
    """Whether the project aims at some of the standards, and those rest on more than one thing.

    Moment: about their number, at once; about what each rests on, once it is decided what becomes
    of the change.
    """
    focus = plan.latest(FocusCheck)
    in_view = set(focus.standards_in_view) if focus else set()
    rests_on: defaultdict[str, set[str]] = defaultdict(set)
    for claim in plan.confirmed:
        rests_on[claim.standard].add(claim.record_id)
    if len(in_view | set(rests_on)) >= ALL_STANDARDS:
        yield Finding(
            "This one project is put forward for all ten standards. Which three to five does it "
            "show best?"
        )
    elif len(rests_on) >= MANY_STANDARDS:
        yield Finding(
            f"This one project is put forward for {len(rests_on)} standards. Which three to five "
            "does it show best?"
        )
    elif len(in_view) >= MANY_STANDARDS:
        yield Finding(
            f"You have {len(in_view)} standards in view. Which three to five would this project "
            "show best?",
            focus,
            step="focus",
        )
    if plan.sustain_decision is None:
        return
    thin = sorted(
        (standard for standard, records in rests_on.items() if len(records) < ENOUGH),
        key=lambda key: (len(key), key),
    )
    if in_view:
        thin = [standard for standard in thin if standard in in_view]
    if thin:
        yield Finding(f"What else shows {listed(thin)}, besides the one thing you put forward?")


@asks(
    "Q43",
    "Beyond your own team",
    severity=Severity.HIGH,
    step="evidence",
    reason="How far your influence reaches is shown by what became different for others.",
    source="SSAT’s article on lead practitioners, on the self-assessment and portfolio and "
    "on how far influence reaches",
    of_stopped=True,
    of_words=True,
)
def beyond_your_own_team(plan: Plan) -> Iterator[Finding]:
    """Whether something shows what changed beyond the own team.

    It looks at how far each claim says it reached; levels that people give themselves are private
    and are not looked at.

    A record put forward for several standards is asked about once; one put forward for presenting
    is also asked for its audience.

    Moment: about a claim that reaches another team or school, six weeks after it was made; about
    the project as a whole, once it is decided what becomes of the change.
    """
    far = [claim for claim in plan.confirmed if claim.reach in BEYOND]
    shown = {claim.record_id for claim in far if claim.what_changed}
    for claim in {claim.record_id: claim for claim in far}.values():
        if claim.record_id not in shown and _has_had_time(plan, claim):
            yield Finding(
                f"You wrote {quoted(claim.claim)}. What is different now in "
                f"{ELSEWHERE[claim.reach]}?",
                claim,
            )
    for claim in far:
        if (
            claim.standard == PRESENTING
            and claim.record_id in shown
            and _heard_by_nobody(plan, claim)
        ):
            yield Finding(
                f"You wrote {quoted(claim.claim)}. Who beyond your own team was it for?", claim
            )
    if plan.sustain_decision and plan.confirmed and not far:
        yield Finding("Whose practice, beyond your own team, is different because of this?")


def _heard_by_nobody(plan: Plan, claim: EvidenceClaim) -> bool:
    """Whether a record has a place for its audience, and nothing stands in it."""
    record = plan.find(claim.record_kind, claim.record_id)
    places = [name for name in AUDIENCES if hasattr(record, name)]
    return bool(places) and not any(getattr(record, name) for name in places)


@asks(
    "Q44",
    "What it changed, and when",
    severity=Severity.HIGH,
    step="evidence",
    reason="What you did becomes evidence through what changed for others, on a day one can name.",
    source="SSAT’s article on lead practitioners, on self-assessment and reach and on "
    "evidence for an application; our own suggestion",
    of_stopped=True,
    of_words=True,
)
def what_it_changed(plan: Plan) -> Iterator[Finding]:
    """Whether each standard has a claim that says what changed, and each claim has a day.

    Moment: about the change, once work with colleagues has begun and the claim is six weeks old;
    about the day, at once.
    """
    by_standard: defaultdict[str, list[EvidenceClaim]] = defaultdict(list)
    for claim in plan.confirmed:
        by_standard[claim.standard].append(claim)
    asked: set[str] = set()
    for claims in by_standard.values():
        latest = max(claims, key=lambda claim: claim.created_at)
        is_silent = not any(claim.what_changed for claim in claims)
        has_had_time = plan.has_begun and all(_has_had_time(plan, claim) for claim in claims)
        is_asked_already = latest.id in asked or any(claim.reach in BEYOND for claim in claims)
        if is_silent and has_had_time and not is_asked_already:
            asked.add(latest.id)
            yield Finding(
                f"You wrote {quoted(latest.claim)}. What became different for pupils or "
                "colleagues?",
                latest,
            )
    for record_id in dict.fromkeys(claim.record_id for claim in plan.confirmed):
        claim = next(c for c in plan.confirmed if c.record_id == record_id)
        record = plan.find(claim.record_kind, record_id)
        if record is None or record.date_field is None:
            continue
        if getattr(record, record.date_field) is None:
            yield Finding(f"When did this happen: {quoted(claim.claim)}?", claim)
        elif record.happened_on > plan.today:
            yield Finding(
                f"{quoted(claim.claim)} rests on {day_in_words(record.happened_on)}, which is "
                "still to come. Could it wait until then?",
                claim,
            )


def _has_had_time(plan: Plan, claim: EvidenceClaim) -> bool:
    return claim.created_at.date() + SIX_WEEKS < plan.today
