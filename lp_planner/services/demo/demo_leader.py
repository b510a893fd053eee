"""What the leader of the demo school's cohort does: looks, and is asked for help."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from lp_planner.services.accounts.people import actor_for
from lp_planner.services.cohort import cohorts, help_requests
from lp_planner.services.desk import projects
from lp_planner.services.desk.workspace import Workspace

Story = Mapping[str, Any]
On = Callable[[dt.date], Workspace]


def tell_leader(workspace: Workspace, on: On, story: Story) -> None:
    """Write what the leader did, as her story tells it; ``on`` gives the desk on another day."""
    leader = actor_for(workspace, story["leader"])
    for day in story["looked_on"]:
        cohorts.cohort_progress(on(day).desk(leader), visit=f"demo {day}")
    for told in story["asked"]:
        desk = on(told["on"]).desk(actor_for(workspace, told["owner"]))
        project = projects.my_projects(desk)[0]
        help_requests.ask_for_help(desk, project.id, asked=told["words"])
        if "answer" in told:
            day = on(told["answered_on"]).desk(leader)
            waiting = [a for a in help_requests.requests_to_me(day) if a.asked == told["words"]]
            help_requests.answer_help(
                day, waiting[0].request_id, answer=told["answer"], version=waiting[0].version
            )
