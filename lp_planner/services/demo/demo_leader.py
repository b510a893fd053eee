"""What the leader of the demo school's cohort does: looks, and is asked for help."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from lp_planner.services.accounts.people import actor_for
from lp_planner.services.cohort import cohorts, help_requests, school_priorities
from lp_planner.services.desk import projects
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.planning import recording

Story = Mapping[str, Any]
On = Callable[[dt.date], Workspace]


def tell_leader(workspace: Workspace, on: On, story: Story) -> None:
    """Write what the leader did, as her story tells it; ``on`` gives the desk on another day."""
    leader = actor_for(workspace, story["leader"])
    for day in story["looked_on"]:
        cohorts.cohort_progress(on(day).desk(leader), visit=f"demo {day}")
    beginning = on(story["priorities_on"])
    for told in story["priorities"]:
        values = {name: value for name, value in told.items() if name != "served_by"}
        priority = school_priorities.set_priority(beginning.desk(leader), **values)
        for owner in told["served_by"]:
            actor = actor_for(workspace, owner)
            project = projects.my_projects(workspace.desk(actor))[0]
            (own,) = recording.records_of(workspace.desk(actor), project.id, "priority")
            day = on(own.created_at.date())
            school_priorities.serve(day.desk(actor), project.id, priority.id)
    for told in story["asked"]:
        desk = on(told["on"]).desk(actor_for(workspace, told["owner"]))
        project = projects.my_projects(desk)[0]
        help_requests.ask_for_help(desk, project.id, asked=told["words"])
        if "answer" in told:
            hers = on(told["answered_on"]).desk(leader)
            waiting = [a for a in help_requests.requests_to_me(hers) if a.asked == told["words"]]
            help_requests.answer_help(
                hers, waiting[0].request_id, answer=told["answer"], version=waiting[0].version
            )
