"""Re-accreditation: a case study drafted from what was done since the award, by its owner alone."""

import datetime as dt
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from pypdf import PdfReader

from lp_planner.config import read_settings
from lp_planner.domain.portfolio.renewal import AWARDED, OURS, PARTS, RENEWAL
from lp_planner.domain.records.errors import NotFound, StaleRevision, ValidationFailed
from lp_planner.services.accounts import people
from lp_planner.services.desk.workspace import Workspace, open_workspace
from lp_planner.services.evidence.evidence import claim_evidence
from lp_planner.services.portfolio import portfolio, renewal
from lp_planner.services.portfolio.renewal import CaseStudy
from lp_planner.services.safekeeping.own_data import own_data_pack
from lp_planner.storage.registry import close_all
from tests.cast import AMINA, BEN
from tests.factories import make_project, write
from tests.page_script import Opener, words

AWARD = dt.date(2023, 12, 8)


def worked_on(planner: Workspace) -> None:
    """One piece from before the award and two from after it, in a project with a next step."""
    project = make_project(planner)
    desk = planner.desk(AMINA)
    write(
        planner,
        project,
        "priority",
        priority="Calm starts",
        why_here="Lessons began late",
    )
    told = [
        (dt.date(2023, 11, 1), "LP5", "own_team", "I asked first", "The old timetable went"),
        (dt.date(2024, 3, 4), "LP5", "own_team", "I asked again", "Doors open at one"),
        (dt.date(2025, 2, 3), "LP8", "another_team", "I coached two", "Year 5 does it too"),
    ]  # fmt: skip
    for day, standard, reach, said, changed in told:
        record = write(
            planner, project, "diagnosis_source", gathered_on=day, says=f"Seen in {day.year}"
        )
        claim_evidence(
            desk, record.kind, record.id, claims={standard: said}, reach=reach,
            what_changed=changed,
        )  # fmt: skip
    write(
        planner, project, "reach_step", practice="Meeting them at the door", rung="another_team",
        who_used_it="Three adults in Year 5",
    )  # fmt: skip
    write(planner, project, "scaling_plan", to_whom="The juniors")


def begun(planner: Workspace) -> CaseStudy:
    worked_on(planner)
    renewal.say_accredited(planner.desk(AMINA), AWARD)
    found = renewal.case_study(planner.desk(AMINA))
    assert found is not None
    return found


def test_the_case_study_is_drafted_from_what_happened_after_the_award_and_nothing_before(
    workspace: Workspace,
) -> None:
    found = begun(workspace)
    said = {one.part.key: one.text for one in (*found.parts, *found.standards)}
    assert found.pieces == 2
    assert said["theme"] == "“Calm starts after lunch”"
    assert said["why"].startswith("It carries on from work that I had begun before the award.")
    assert "Lessons began late." in said["why"]
    assert said["done"] == "March 2024: Seen in 2024.\nFebruary 2025: Seen in 2025."
    assert said["changed"] == "Year 5 does it too.\nDoors open at one."
    assert said["LP5"] == "I asked again. Doors open at one."
    assert said["LP8"] == "I coached two. Year 5 does it too."
    assert said["LP1"] == ""
    assert said["others"] == "Meeting them at the door. Three adults in Year 5."
    assert said["next"] == "To take it to: The juniors."


def test_what_was_written_stands_and_what_was_left_alone_follows_the_records(
    planner: Workspace,
) -> None:
    begun(planner)
    desk = planner.desk(AMINA)
    renewal.save_part(desk, "theme", "Doors", version=0)
    renewal.save_part(desk, "theme", "Doors and bells", version=1)
    with pytest.raises(StaleRevision):
        renewal.save_part(desk, "theme", "Bells", version=1)
    with pytest.raises(NotFound):
        renewal.save_part(desk, "appendix", "More", version=0)
    found = renewal.case_study(desk)
    assert found is not None
    assert found.is_begun
    assert found.parts[0].text == "Doors and bells"
    assert [n.text for n in renewal.earlier_parts(desk, "theme")] == ["Doors"]
    assert "theme" not in portfolio.my_portfolio(desk).narratives


@pytest.mark.parametrize("place", [0, 1], ids=["word", "pdf"])
def test_it_leaves_as_word_and_pdf_with_every_part_all_ten_standards_and_whose_headings_they_are(
    planner: Workspace, place: int
) -> None:
    begun(planner)
    desk = planner.desk(AMINA)
    export = renewal.renewal_exports()[place]
    name, content = renewal.make_case_study(desk, export)
    assert name.endswith(export.file_suffix)
    said = text_of(content, export.file_suffix)
    for part in PARTS:
        assert part.name in said
    for standard in planner.library.framework.standards:
        assert f"{standard.key} {standard.title}" in said
    assert "Year 5 does it too." in said
    assert "The old timetable went" not in said
    assert OURS in said
    assert "8 December 2023" in said


def text_of(content: bytes, suffix: str) -> str:
    if suffix == ".pdf":
        pages = PdfReader(io.BytesIO(content)).pages
        return " ".join(" ".join(page.extract_text().split()) for page in pages)
    document = Document(io.BytesIO(content))
    cells = [c.text for table in document.tables for row in table.rows for c in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def test_without_an_award_there_is_no_case_study_and_nobody_has_another_s(
    planner: Workspace,
) -> None:
    begun(planner)
    theirs = planner.desk(BEN)
    assert renewal.my_clock(theirs) is None
    assert renewal.case_study(theirs) is None
    assert renewal.earlier_parts(theirs, "theme") == []
    with pytest.raises(NotFound):
        renewal.case_study_report(theirs)
    renewal.say_accredited(theirs, AWARD)
    found = renewal.case_study(theirs)
    assert found is not None
    assert (found.pieces, found.parts[0].text) == (0, "")


@pytest.mark.parametrize("days", [1, -2200])
def test_an_award_is_past_and_not_long_run_out(planner: Workspace, days: int) -> None:
    with pytest.raises(ValidationFailed):
        renewal.say_accredited(planner.desk(AMINA), planner.today() + dt.timedelta(days=days))


def test_a_day_that_was_wrong_is_put_right(planner: Workspace) -> None:
    renewal.say_accredited(planner.desk(AMINA), AWARD)
    clock = renewal.say_accredited(planner.desk(AMINA), AWARD + dt.timedelta(days=3))
    assert clock.runs_until == dt.date(2026, 12, 11)
    assert clock.is_time_to_renew


@pytest.mark.parametrize("said", ["", "some time in 2023", "2023-13-45"])
def test_a_day_from_a_copy_that_is_none_reads_as_no_award(planner: Workspace, said: str) -> None:
    desk = planner.desk(AMINA)
    portfolio.keep_account(desk, RENEWAL, AWARDED, said, version=0)
    assert renewal.my_clock(desk) is None
    assert renewal.case_study(desk) is None


def test_home_reminds_a_year_and_a_term_ahead_and_counts_the_days_in_the_last_term(
    opened: Opener,
) -> None:
    assert reminders(opened, "demo:marcia") == []
    assert reminders(opened, "demo:priya") == [
        "Re-accreditation by 8 December 2026: a good time to begin"
    ]


def reminders(opened: Opener, place: str) -> list[str]:
    links = opened(place, "home").get("page_link")
    labels = [str(link.proto.label) for link in links]
    return [label for label in labels if label.startswith("Re-accreditation")]


def test_the_last_term_is_its_own_reminder(planner: Workspace) -> None:
    renewal.say_accredited(planner.desk(AMINA), AWARD)
    later = replace(planner, clock=lambda: planner.now() + dt.timedelta(days=300))
    clock = renewal.my_clock(later.desk(AMINA))
    assert clock is not None
    assert (clock.is_time_to_renew, clock.is_last_term, clock.days_left) == (True, True, 98)


def test_the_portfolio_shows_the_draft_keeps_what_is_typed_and_shows_it_again(
    opened: Opener,
) -> None:
    app = opened("demo:priya", "portfolio")
    assert OURS in words(app)
    box = app.text_area(key="renewal|theme|text")
    assert str(box.value).startswith("“")
    box.set_value("Waiting is teaching").run()
    assert not app.exception
    again = opened("demo:priya", "portfolio")
    assert again.text_area(key="renewal|theme|text").value == "Waiting is teaching"


def test_somebody_accredited_before_says_when_and_has_a_case_study(opened: Opener) -> None:
    app = opened("demo:daniel", "portfolio")
    app.date_input(key="renewal|on").set_value(dt.date(2024, 7, 12)).run()
    app.button(key="renewal|say").click().run()
    assert not app.exception
    assert "Accredited on 12 July 2024. It runs for three years, until 12 July 2027." in words(app)
    assert app.text_area(key="renewal|LP5|text")


def test_one_s_own_data_names_each_part_of_it(planner: Workspace) -> None:
    begun(planner)
    renewal.save_part(planner.desk(AMINA), "next", "Doors elsewhere", version=0)
    with zipfile.ZipFile(io.BytesIO(own_data_pack(planner.desk(AMINA)))) as pack:
        page = next(pack.read(n).decode() for n in pack.namelist() if n.endswith(".html"))
    assert "Re-accreditation: What comes next" in page
    assert "Doors elsewhere" in page
    assert "Re-accreditation: the day of the award" in page


def test_a_planner_with_a_case_study_in_it_opens_again(tmp_path: Path) -> None:
    settings = read_settings({"LP_PLANNER_DATABASE": str(tmp_path / "planner.duckdb")})
    workspace = open_workspace(settings)
    desk = workspace.desk(people.local_actor(workspace))
    renewal.say_accredited(desk, desk.today() - dt.timedelta(days=400))
    for part in PARTS:
        renewal.save_part(desk, part.key, "Everybody knows when it begins", version=0)
    close_all()
    again = open_workspace(settings)
    told = renewal.case_study(again.desk(people.local_actor(again)))
    assert told is not None
    assert {part.text for part in told.parts} == {"Everybody knows when it begins"}
    close_all()
