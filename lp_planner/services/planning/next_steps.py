"""What to do next, and why: three things at most."""

from lp_planner.domain.planning.due import Due, due_by, kinds_to_look_at
from lp_planner.domain.records.records import Frozen
from lp_planner.services.desk.projects import project_for
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.planning.journey import Journey
from lp_planner.services.planning.questions import Questions
from lp_planner.wording import day_in_words

MOST = 3
"""More than three suggestions are a list, not help."""


class NextThing(Frozen):
    """One suggestion: what, why, and where it is done."""

    what: str
    why: str
    phase: str
    step: str
    record_id: str = ""


def next_things(desk: Desk, journey: Journey, asked: Questions) -> tuple[NextThing, ...]:
    """Up to three suggestions for a project of the actor's.

    One thing whose day has come, one step that is open and one question, in this order; further
    things whose day has come fill what is left. A project that was stopped suggests nothing.
    """
    if journey.current.is_stopped:
        return ()
    places = {
        step.kind: (phase.key, step.key)
        for phase in desk.library.pathway.phases
        for step in phase.steps
    }
    phases = {step: phase for phase, step in places.values()}
    due = [
        NextThing(
            what=f"{thing.what}: {thing.headline}",
            why=f"It was due on {day_in_words(thing.due_on)}",
            phase=places[thing.kind][0],
            step=places[thing.kind][1],
            record_id=thing.record_id,
        )
        for thing in due_now(desk, journey.project.id)
    ]
    found = due[:1]
    if journey.next_step is not None:
        state = journey.next_step
        found.append(
            NextThing(
                what=state.step.name, why=state.reason, phase=state.phase, step=state.step.key
            )
        )
    told = {thing.record_id for thing in due}
    for advisory in [a for a in asked.open if a.about_id not in told][:1]:
        found.append(
            NextThing(
                what=advisory.question,
                why=advisory.reason,
                phase=phases.get(advisory.step, "evidence"),
                step=advisory.step,
                record_id=advisory.about_id
                if places.get(advisory.about_kind, ("", ""))[1] == advisory.step
                else "",
            )
        )
    return tuple([*found, *due[1:]][:MOST])


def due_now(desk: Desk, project_id: str) -> tuple[Due, ...]:
    """What in a project of the actor's was to be looked at by today, the latest first."""
    with desk.read() as reader:
        project_for(reader, desk.actor, project_id)
        records = {
            model.kind: reader.find(model, project_id=project_id) for model in kinds_to_look_at()
        }
    return due_by(records, desk.today())
