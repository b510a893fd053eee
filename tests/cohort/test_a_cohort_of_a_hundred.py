"""A cohort of a hundred is as readable as one of twelve: in parts, with a search."""

from streamlit.testing.v1 import AppTest

from lp_planner.domain.records.project import Sharing
from lp_planner.services.cohort.cohorts import CohortProgress, cohort_progress
from lp_planner.services.cohort.strips import picture_of_strips
from lp_planner.services.desk.workspace import Desk, Workspace
from lp_planner.ui.frame.paged import EACH
from tests.cast import CHLOE
from tests.factories import make_project
from tests.page_script import words

HELD: dict[str, tuple[Desk, CohortProgress]] = {}


def strips() -> None:
    from lp_planner.ui.cohort import strips_panel
    from tests.cohort.test_a_cohort_of_a_hundred import HELD

    desk, cohort = HELD["now"]
    strips_panel.draw_strips(desk, cohort, "name")


def cohort_of(workspace: Workspace, number: int) -> CohortProgress:
    """What a leader reads of so many people, all like the one who shares."""
    if not cohort_progress(workspace.desk(CHLOE)).listed:
        make_project(workspace, sharing=Sharing.PROGRESS)
    cohort = cohort_progress(workspace.desk(CHLOE))
    (one,) = cohort.listed
    many = tuple(
        one.model_copy(update={"project_id": f"p{n}", "lead": f"Person number {n:03d}"})
        for n in range(number)
    )
    return cohort.model_copy(update={"listed": many})


def opened(workspace: Workspace, number: int) -> AppTest:
    HELD["now"] = (workspace.desk(CHLOE), cohort_of(workspace, number))
    return AppTest.from_function(strips).run()


def names(app: AppTest) -> list[str]:
    return list(app.table[0].value.index)


def test_twenty_of_a_hundred_are_drawn_and_a_search_finds_the_others(workspace: Workspace) -> None:
    app = opened(workspace, 100)
    assert names(app) == [f"Person number {n:03d}" for n in range(EACH)]
    assert "1 to 20 of 100" in words(app)
    app.text_input[0].set_value("077").run()
    assert names(app) == ["Person number 077"]


def test_of_twelve_all_are_drawn_and_nothing_has_to_be_searched(workspace: Workspace) -> None:
    app = opened(workspace, 12)
    assert len(names(app)) == 12
    assert not app.text_input


def test_a_full_part_of_the_list_is_a_screen_high_at_most(workspace: Workspace) -> None:
    cohort = cohort_of(workspace, 100)
    chart = picture_of_strips(workspace, cohort, cohort.listed[:EACH])
    assert chart.figure.layout.height < 800
