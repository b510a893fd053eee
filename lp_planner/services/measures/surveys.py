"""What people said: survey rounds as far as they may be shown."""

import pandas as pd

from lp_planner.charts.chart import Chart
from lp_planner.charts.survey import survey_chart
from lp_planner.domain.records.measures import SurveyRound
from lp_planner.services.desk.projects import project_for
from lp_planner.services.desk.workspace import Desk
from lp_planner.small_groups import is_too_few
from lp_planner.storage.reader import Reader

COLUMNS = (
    "statement",
    "asked_on",
    "invited",
    "is_reversed",
    "strongly_disagree",
    "disagree",
    "neither",
    "agree",
    "strongly_agree",
)


def survey_of(desk: Desk, project_id: str) -> Chart:
    """The survey rounds of a project of the actor's, by day; those with few answers stay hidden.

    Raises:
        NotFound: for an unknown project and for somebody else's alike.
    """
    with desk.read() as reader:
        project_for(reader, desk.actor, project_id)
        return surveys_unchecked(reader, project_id)


def surveys_unchecked(reader: Reader, project_id: str) -> Chart:
    """The same for services that already read."""
    rounds = reader.find(SurveyRound, project_id=project_id)
    shown = [r for r in rounds if not is_too_few(sum(r.counts))]
    frame = pd.DataFrame(
        [
            (r.statement, r.asked_on, r.invited, r.is_reversed, *r.counts)
            for r in sorted(shown, key=lambda r: (r.asked_on, r.created_at))
        ],
        columns=list(COLUMNS),
    )
    return survey_chart(frame, hidden=len(rounds) - len(shown))
