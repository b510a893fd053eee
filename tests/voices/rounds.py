"""What the tests of the voices stand on: a project, a round and people who answer."""

from collections.abc import Mapping

from lp_planner.domain.voices.rounds import AskRound, RoundKind
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.voices import asking, giving
from lp_planner.services.voices.asking import RoundView, WhatToAsk
from lp_planner.services.voices.giving import Given
from tests.cast import AMINA
from tests.factories import make_project, write

FIT = {"need": "4", "fit": "5", "capacity": "1", "usability": "4", "support": "3"}
READY = {"motivation": "4", "skill": "3", "room": "1", "note": "Time to read"}


def ask_about_fit(workspace: Workspace, *, expected: int = 3, days: int = 7) -> AskRound:
    """A round on how an option fits, in a project of Amina's."""
    project = make_project(workspace)
    option = write(workspace, project, "option", name="Swap lists")
    what = WhatToAsk(
        round_kind=RoundKind.FIT, record_id=option.id, expected=expected, days=days
    )  # fmt: skip
    return asking.ask(workspace.desk(AMINA), project.id, what)


def ask_about_readiness(workspace: Workspace, *, expected: int = 8) -> AskRound:
    """A round without names on how ready a group is, in a project of Amina's."""
    project = make_project(workspace)
    what = WhatToAsk(
        round_kind=RoundKind.READINESS, about="Keep-up groups", expected=expected, is_unnamed=True
    )
    return asking.ask(workspace.desk(AMINA), project.id, what)


def answer(
    workspace: Workspace, secret: str, answers: Mapping[str, str], form_id: str, **more: str
) -> Given:
    """One answer through a link."""
    return giving.give_answer(workspace, secret, answers, form_id=form_id, **more)


def view(workspace: Workspace, asked: AskRound) -> RoundView:
    """The round as Amina may see it now."""
    found = asking.rounds_of(workspace.desk(AMINA), asked.project_id, [asked.round_kind])
    return next(one for one in found if one.asked.id == asked.id)
