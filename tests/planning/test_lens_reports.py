"""The plan beside the EEF guide of 2024: each line of the poster, with what the plan says of it."""

import io

import pytest
from docx import Document

from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.planning import lens_reports
from tests.cast import AMINA
from tests.factories import make_project, write


def test_somebody_with_the_poster_finds_each_line_of_it_and_what_the_plan_says(
    planner: Workspace,
) -> None:
    project = make_project(planner)
    write(planner, project, "stakeholder", group_described="Midday supervisors")
    report = lens_reports.lens_report(planner.desk(AMINA), project.id)
    rows = {guide: said for s in report.sections if s.table for guide, said in s.table.rows}
    for line in planner.library.pathway.lens:
        assert f"{line.part}: {line.line}. {line.says}" in rows
    assert "Midday supervisors" in rows["Engage: Influence. People can really shape the change."]
    assert rows["Reflect: What pupils need. The need is looked at first, and again later."] == (
        lens_reports.NOT_YET
    )


def test_many_records_are_counted_and_none_that_stays_in_is_told(planner: Workspace) -> None:
    project = make_project(planner)
    for number in range(4):
        write(
            planner, project, "coaching_session", coachee="Zebedee", action_step=f"Secret {number}",
        )  # fmt: skip
    _, content = lens_reports.make_lens(
        planner.desk(AMINA), project.id, lens_reports.lens_exports()[0]
    )
    document = Document(io.BytesIO(content))
    said = " ".join(c.text for t in document.tables for row in t.rows for c in row.cells)
    assert "3 more" in said
    assert "Secret" not in said
    assert "Zebedee" not in said


@pytest.mark.parametrize("place", [0, 1], ids=["word", "pdf"])
def test_it_leaves_as_word_and_pdf_under_the_name_of_the_project(
    planner: Workspace, place: int
) -> None:
    project = make_project(planner)
    export = lens_reports.lens_exports()[place]
    name, content = lens_reports.make_lens(planner.desk(AMINA), project.id, export)
    assert name.startswith("calm-starts-after-lunch-beside-eef-2024")
    assert content
