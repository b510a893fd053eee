"""The demo school's submissions: accounts on their days, a frozen copy, and a moderator's words."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from lp_planner.services.accounts.people import actor_for
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.portfolio import moderation, portfolio, submissions
from lp_planner.services.portfolio.portfolio import Choices

Story = Mapping[str, Any]


def tell_submission(workspace: Workspace, on: Callable[[dt.date], Workspace], story: Story) -> None:
    """Write one submission as its story tells it; ``on`` gives the same desk on another day."""
    actor = actor_for(workspace, story["owner"])
    for account in sorted(story["narratives"], key=lambda a: a["on"]):
        known = portfolio.my_portfolio(workspace.desk(actor)).narratives.get(account["standard"])
        portfolio.save_narrative(
            on(account["on"]).desk(actor),
            account["standard"],
            account["text"],
            version=known.version if known else 0,
        )
    day = on(story["submitted_on"])
    pieces = portfolio.my_portfolio(day.desk(actor)).pieces
    choices = Choices(
        levels=story["levels"],
        left_out=tuple(p.claim_id for p in pieces if p.claim in story["left_out"]),
        is_blind=story["is_blind"],
        reason=story["reason"],
    )
    portfolio.keep_choices(day.desk(actor), choices)
    sent = submissions.submit(day.desk(actor))
    portfolio.keep_choices(day.desk(actor), choices.model_copy(update={"reason": ""}))
    link = story["link"]
    made = submissions.make_link(
        day.desk(actor), sent.id, for_whom=link["for_whom"], days=link["days"]
    )
    for number, opened_on in enumerate(link["opened_on"]):
        moderation.open_submission(on(opened_on), made.secret, visit=str(number))
    for rating in story["ratings"]:
        moderation.rate_standard(
            on(link["opened_on"][-1]),
            made.secret,
            standard=rating["standard"],
            level=rating["level"],
            feedback=rating["feedback"],
            moderator=link["for_whom"],
        )
    moderation.sum_up(
        on(link["opened_on"][-1]),
        made.secret,
        feedback=link["overall"],
        moderator=link["for_whom"],
        is_finished=True,
    )
