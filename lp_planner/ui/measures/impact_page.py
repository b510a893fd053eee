"""Impact: one measure at a time, the sentence first, then what it rests on in four tabs.

Only the open tab is worked out and drawn.
"""

from collections.abc import Callable
from types import MappingProxyType

import streamlit as st

from lp_planner.domain.records.measures import Measure
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.measures.results import measures_of
from lp_planner.services.measures.verdicts import Verdict, measure_verdict, project_use
from lp_planner.ui.frame import drawn, navigation, page, project_header, session
from lp_planner.ui.frame.safe_words import plain
from lp_planner.ui.measures import figure_panel, groups_panel, moving_panel, verdict_panel

TAB = "tab"


def render() -> None:
    """Draw the results of the project in the address."""
    with page.framed("Impact") as desk:
        journey = project_header.open_journey(desk, "impact")
        project_header.draw(journey)
        project_id = journey.project.id
        measures = measures_of(desk, project_id)
        verdict = _draw_first(desk, project_id, measures)
        tabs = st.tabs(
            [plain(name) for name in TABS], key=TAB, bind="query-params", on_change="rerun"
        )
        for tab, draw in zip(tabs, TABS.values(), strict=True):
            if tab.open:
                with tab:
                    draw(desk, project_id, verdict)


def _draw_first(desk: Desk, project_id: str, measures: list[Measure]) -> Verdict | None:
    """The measure that is looked at, where the project stands by it, and what to do next."""
    if not measures:
        return None
    verdict = measure_verdict(desk, project_id, _chosen(project_id, measures))
    verdict_panel.draw_first(verdict)
    return verdict


def _chosen(project_id: str, measures: list[Measure]) -> str:
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
        label_visibility="collapsed",
    )
    return str(session.value(key))


def _draw_moving(desk: Desk, project_id: str, verdict: Verdict | None) -> None:
    if verdict is None:
        st.info(
            "Name a measure in Prepare and add readings in Deliver; the course of each "
            "measure then appears here.",
            icon=":material/lightbulb:",
        )
        navigation.link("prepare", "Name a measure", step="measures")
        return
    moving_panel.draw(desk, project_id, verdict)


def _draw_use(desk: Desk, project_id: str, verdict: Verdict | None) -> None:
    figure_panel.draw(drawn.fidelity(desk, project_id))
    verdict_panel.draw_use(verdict.use if verdict else project_use(desk, project_id))


def _draw_reach(desk: Desk, project_id: str, _: Verdict | None) -> None:
    groups_panel.draw(desk, project_id)
    figure_panel.draw(drawn.reach(desk, project_id))


def _draw_voices(desk: Desk, project_id: str, _: Verdict | None) -> None:
    figure_panel.draw(drawn.survey(desk, project_id))


TABS = MappingProxyType[str, Callable[[Desk, str, Verdict | None], None]](
    {
        "Is it moving?": _draw_moving,
        "Is it in use?": _draw_use,
        "Whom does it reach?": _draw_reach,
        "What people say": _draw_voices,
    }
)
