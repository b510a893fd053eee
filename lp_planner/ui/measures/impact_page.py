"""Impact: each measure over time with the changes marked, and what visits saw."""

import streamlit as st

from lp_planner.domain.records.measures import Measure
from lp_planner.services.desk.projects import my_projects
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.measures.pooled_results import my_results
from lp_planner.services.measures.results import measures_of
from lp_planner.services.measures.verdicts import measure_verdict, project_use
from lp_planner.ui.frame import chart_panel, drawn, navigation, page, project_header, session
from lp_planner.ui.frame.safe_words import plain
from lp_planner.ui.measures import pupils_panel, rebase_panel, verdict_panel


def render() -> None:
    """Draw the results of the project in the address."""
    with page.framed("Impact") as desk:
        journey = project_header.open_journey(desk)
        project_header.draw(journey)
        measures = measures_of(desk, journey.project.id)
        if measures:
            _draw_measure(desk, journey.project.id, measures)
        else:
            st.info(
                "Name a measure in Prepare and add readings in Deliver; the course of each "
                "measure then appears here.",
                icon=":material/lightbulb:",
            )
            navigation.link("prepare", "Name a measure", step="measures")
        if len(my_projects(desk)) > 1:
            st.header("Over all your projects")
            chart_panel.draw(my_results(desk))
        st.header("Whom does it reach?")
        chart_panel.draw(drawn.reach(desk, journey.project.id))
        st.header("What people say")
        chart_panel.draw(drawn.survey(desk, journey.project.id))
        st.header("Is it in use?")
        chart_panel.draw(drawn.fidelity(desk, journey.project.id))
        verdict_panel.draw_use(project_use(desk, journey.project.id))


def _draw_measure(desk: Desk, project_id: str, measures: list[Measure]) -> None:
    names = {measure.id: measure.name for measure in measures}
    key = f"measure|{project_id}"
    asked = session.asked("measure")
    if not session.has(key):
        session.put(key, asked if asked in names else measures[0].id)
    st.selectbox(
        "Measure",
        list(names),
        key=key,
        format_func=lambda id_: names[id_],
        on_change=lambda: session.ask("measure", str(session.value(key))),
    )
    result = drawn.measure(desk, project_id, str(session.value(key)))
    over_time, change = st.columns([3, 2], gap="large")
    with over_time:
        chart_panel.draw(result.over_time)
    with change:
        chart_panel.draw(result.change, beside=result.over_time)
    if result.counted is not None:
        chart_panel.draw(result.counted)
    verdict_panel.draw(measure_verdict(desk, project_id, result.measure.id))
    pupils_panel.draw(desk, project_id, result.measure)
    rebase_panel.draw(desk, project_id, result.measure)
    if result.measure.instrument or result.measure.collector:
        st.caption(
            plain(f"Measured with: {result.measure.instrument} by {result.measure.collector}")
        )
