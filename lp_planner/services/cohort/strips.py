"""The picture of a cohort against its dates, of whatever projects are looked at."""

import datetime as dt
from collections.abc import Sequence

from lp_planner.charts import theme
from lp_planner.charts.chart import Chart
from lp_planner.charts.cohort_strips import SharedDate, Strip, cohort_strips_chart
from lp_planner.charts.timeline import Band
from lp_planner.services.cohort.cohorts import CohortProgress
from lp_planner.services.cohort.shared_progress import SharedProgress
from lp_planner.services.desk.workspace import Workspace


def picture_of_strips(
    workspace: Workspace, cohort: CohortProgress, shown: Sequence[SharedProgress]
) -> Chart:
    """A strip for each of these projects, in this order, with the dates of the cohort across."""
    today = workspace.today()
    return cohort_strips_chart(
        [_strip(facts, today) for facts in shown],
        [SharedDate(date.on, date.kind.value.capitalize()) for date in cohort.dates],
        today=today,
        takeaway=cohort.next_date,
    )


def _strip(facts: SharedProgress, today: dt.date) -> Strip:
    """Its bands, each until the next begins; the last until today, or until it became quiet."""
    rests = facts.quiet_since is not None or facts.course[-1].phase.is_stopped
    ends = [*(since.from_on for since in facts.course[1:])]
    ends.append(facts.last_activity if rests else today)
    return Strip(
        lead=facts.lead or "No name given",
        title=facts.title,
        bands=[
            Band(
                since.phase.name,
                since.from_on,
                max(end, since.from_on),
                theme.GREY
                if since.phase.is_stopped
                else theme.PHASE_COLOURS.get(since.phase.key, theme.TEAL),
            )
            for since, end in zip(facts.course, ends, strict=True)
        ],
        submitted_on=facts.submitted_on,
        next_on=facts.next_milestone,
        why_a_word="; ".join(facts.conversation),
    )
