"""Search: anything of one's own project by its words, each with the page that opens it."""

import pytest

from lp_planner.domain.records.errors import NotFound
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.planning.search import find
from tests.cast import AMINA, BEN
from tests.factories import make_project, write


def test_a_record_is_found_by_any_of_its_words_and_opens_at_its_step(planner: Workspace) -> None:
    desk, project = planner.desk(AMINA), make_project(planner)
    note = write(
        planner, project, "coaching_session", coachee="Kofi", action_step="Name the strategy"
    )
    write(planner, project, "coaching_session", coachee="Ada", action_step="Wait three seconds")
    for words in ("kofi", "STRATEGY name", "coaching kofi"):
        (found,) = find(desk, project.id, words)
        assert found.page == "deliver"
        assert found.asked == {"step": "coaching", "record": note.id}
    assert find(desk, project.id, "kofi seconds") == ()
    assert find(desk, project.id, "  ") == ()


def test_what_is_called_so_comes_before_what_says_so(planner: Workspace) -> None:
    desk, project = planner.desk(AMINA), make_project(planner)
    measure = write(planner, project, "measure", name="Short visits that saw it", unit="%")
    found = find(desk, project.id, "short visits")
    assert found[0].what == "Step of Deliver"
    assert (found[1].page, found[1].asked) == ("impact", {"measure": measure.id})


def test_a_standard_is_found_by_its_number_alone_and_by_its_words(planner: Workspace) -> None:
    desk, project = planner.desk(AMINA), make_project(planner)
    (first,) = find(desk, project.id, "lp1")
    assert (first.page, first.asked) == ("evidence", {"standard": "LP1"})
    title = planner.library.framework.by_key["LP8"].title
    assert {"standard": "LP8"} in [one.asked for one in find(desk, project.id, title)]


def test_a_project_of_somebody_else_reads_as_unknown(planner: Workspace) -> None:
    project = make_project(planner)
    write(planner, project, "coaching_session", coachee="Kofi", action_step="Wait")
    with pytest.raises(NotFound):
        find(planner.desk(BEN), project.id, "kofi")
