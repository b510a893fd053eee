"""A school's own file in Explore: what it shows, what it never shows, and that nothing is kept."""

import csv
import io
import json
import logging
import random
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from scipy import stats
from starlette.formparsers import MultiPartParser

from lp_planner.analytics.held_back import bars_of, held_back
from lp_planner.domain.records.errors import NotFound
from lp_planner.domain.records.oddities import OF_EVERYTHING
from lp_planner.domain.records.project import Project
from lp_planner.interchange.rows.sheets import LARGEST
from lp_planner.services.desk import drafts
from lp_planner.services.desk.bringing_in import Given
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.measures import school_rows
from lp_planner.services.measures.school_rows import SchoolLook
from lp_planner.services.planning import recording
from lp_planner.services.safekeeping import copies
from lp_planner.statistics.mean_gaps import mean_gap, mean_interval
from lp_planner.storage.contents import tables_in
from lp_planner.storage.duck import reading
from lp_planner.storage.engine import Connection
from lp_planner.ui.front_door import http
from tests.cast import AMINA, BEN
from tests.factories import make_project
from tests.page_script import Opener

TELLTALE = "Zyxomma"
HALF_A_SCHOOL = 80


def attendance(small: int = 12) -> str:
    """An attendance export: every pupil with a name, ``small`` of them with a plan for EHC."""
    dice = random.Random(4)  # noqa: S311 - the same file every time
    rows = [
        f"{TELLTALE}{n},{'Y' if n % 3 == 0 else 'N'},{'E' if n < small else 'N'},7A,"
        f"{dice.gauss(86 if n % 3 == 0 else 94, 3):.1f}%"
        for n in range(HALF_A_SCHOOL)
    ]
    head = "Attendance by pupil,,,,\nName,Pupil Premium,SEN,Form,% Attendance"
    return "\n".join([head, *rows, "Average,,,,91.2%"])


def look(planner: Workspace, project: Project, text: str, **told: str) -> SchoolLook:
    told = {key.replace("__", ":"): answer for key, answer in told.items()}
    desk = planner.desk(AMINA)
    return school_rows.look_at_school_rows(desk, project.id, Given(text=text, told=told))


@pytest.fixture
def project(planner: Workspace) -> Project:
    return make_project(planner)


def test_an_attendance_file_tells_how_it_is_spread_and_the_gap_of_a_group(
    planner: Workspace, project: Project
) -> None:
    found = look(planner, project, attendance())
    shown = found.shown
    assert shown is not None
    assert (shown.pupils, shown.unit, shown.by) == (HALF_A_SCHOOL, "%", "Pupil Premium")
    gap = shown.widest
    assert gap is not None
    assert gap.name == "Pupil Premium: yes"
    assert gap.between is not None
    assert gap.between[0] < gap.gap < gap.between[1] < 0
    assert [chart.key for chart in found.charts] == ["school_distribution", "school_gaps"]
    assert "With 95% confidence the gap lies from" in found.charts[1].takeaway


def test_groups_are_told_apart_by_another_column_where_the_person_says_so(
    planner: Workspace, project: Project
) -> None:
    shown = look(planner, project, attendance(), column__group="2").shown
    assert shown is not None
    assert {group.name: group.pupils for group in shown.groups} == {"SEN: E": 12, "SEN: N": 68}


def test_a_small_group_is_held_back_and_so_is_what_would_tell_of_it(
    planner: Workspace, project: Project
) -> None:
    found = look(planner, project, attendance(small=3), column__group="2")
    assert found.shown is not None
    assert found.shown.groups == ()
    assert found.shown.held_back == ("SEN: E", "SEN: N")
    said = json.dumps([c.table.to_dict() for c in found.charts]) + found.charts[-1].alt
    assert "SEN: E" in said
    assert "held back" in said
    assert "77" not in said


def test_fewer_than_five_pupils_show_nothing(planner: Workspace, project: Project) -> None:
    found = look(planner, project, "Name,Score\nA,3\nB,5\nC,9\nD,9")
    assert found.shown is not None
    assert found.charts == ()
    assert found.shown.mean is None


def test_two_steps_at_least_are_held_back_and_five_pupils_are_in_them() -> None:
    for counts in ({1: 3, 2: 9, 3: 20}, {1: 1, 2: 1, 3: 30}, {1: 4, 2: 4, 3: 6}, {1: 9, 2: 0}):
        hidden = held_back(counts)
        assert all(counts[k] >= 5 or not counts[k] for k in counts.keys() - hidden)
        assert not hidden or (len(hidden) > 1 and sum(counts[k] for k in hidden) >= 5)


def test_steps_are_round_and_lose_nobody() -> None:
    for values in ([1.0, 2.0, 9.0], [88.5, 96.1, 100.0], [100.0, 100.0], [-3.0, 4.5]):
        bars = bars_of(values)
        assert sum(count for _, _, count in bars) == len(values)
        assert bars[0][0] <= min(values)
        assert bars[-1][1] >= max(values)


def test_the_group_to_begin_with_is_one_that_a_school_looks_out_for(
    planner: Workspace, project: Project
) -> None:
    rows = "\n".join(f"P{n},{'FM'[n % 2]},Y,{'TF'[n % 3 > 0]},{90 + n % 9}" for n in range(30))
    shown = look(planner, project, f"Pupil,Gender,EAL,FSM Ever 6,Attendance\n{rows}").shown
    assert shown is not None
    assert {group.name for group in shown.groups} == {"FSM Ever 6: yes", "FSM Ever 6: no"}


def test_a_percentage_is_not_divided_by_the_marks_beside_it(
    planner: Workspace, project: Project
) -> None:
    rows = "\n".join(f"P{n},60,{90 + n % 9}%" for n in range(30))
    shown = look(planner, project, f"Pupil,Possible Marks,% Attendance\n{rows}").shown
    assert shown is not None
    assert 90 < (shown.mean or 0) < 99


def test_terms_side_by_side_are_one_line_over_time(planner: Workspace, project: Project) -> None:
    rows = "\n".join(f"P{n},{90 + n % 7},{95 + n % 5},{100 + n % 9}" for n in range(40))
    shown = look(planner, project, f"Pupil,Autumn 1,Autumn 2,Spring 1\n{rows}").shown
    assert shown is not None
    assert [part.label for part in shown.stretches] == ["Autumn 1", "Autumn 2", "Spring 1"]
    assert shown.what == "Spring 1"


def test_a_log_of_incidents_is_counted_by_pupil_and_by_week(
    planner: Workspace, project: Project
) -> None:
    rows = "\n".join(
        f"{1 + n % 28:02d}/10/2025,P{n % 23},Disruption,{'Y' if n % 23 < 9 else 'N'}"
        for n in range(140)
    )
    shown = look(planner, project, f"Date,Pupil,Incident type,PP\n{rows}").shown
    assert shown is not None
    assert shown.is_log
    assert shown.pupils == 23
    assert sum(part.value or 0 for part in shown.stretches) == 140
    assert "Pupils without an entry are not in this file" in str(
        school_rows.source_answers(shown, planner.today())["says"]
    )


def test_sessions_present_out_of_possible_are_a_share(planner: Workspace, project: Project) -> None:
    rows = "\n".join(f"P{n},{100 + n},200" for n in range(30))
    shown = look(planner, project, f"Pupil,Sessions attended,Possible sessions\n{rows}").shown
    assert shown is not None
    assert shown.unit == "%"
    assert shown.mean == pytest.approx(57.25)


def test_which_of_two_figures_is_asked_and_shares_of_one_too(
    planner: Workspace, project: Project
) -> None:
    rows = "\n".join(f"P{n},{90 + n % 9},{n % 14}" for n in range(20))
    found = look(planner, project, f"Pupil,Scaled score,Raw score\n{rows}")
    assert found.shown is None
    assert [q.key for q in found.look.open_questions] == ["column:value"]
    rows = "\n".join(f"P{n},0.{90 + n % 9}" for n in range(20))
    found = look(planner, project, f"Pupil,Attendance\n{rows}")
    assert [q.key for q in found.look.open_questions] == ["unit"]
    shown = look(planner, project, f"Pupil,Attendance\n{rows}", unit="hundred").shown
    assert shown is not None
    assert 90 < (shown.mean or 0) < 99


def test_nobody_looks_at_a_file_in_the_project_of_another(
    planner: Workspace, project: Project
) -> None:
    with pytest.raises(NotFound):
        school_rows.look_at_school_rows(
            planner.desk(BEN), project.id, Given(text="Pupil,Score\nA,1")
        )


def test_intervals_are_those_of_welch_and_student() -> None:
    dice = np.random.default_rng(3)
    for _ in range(20):
        one, two = dice.normal(50, 9, 12), dice.normal(47, 3, 31)
        theirs = stats.ttest_ind(one, two, equal_var=False).confidence_interval(0.95)
        ours = mean_gap(one, two).interval
        assert ours is not None
        assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high))
        alone = mean_interval(one)
        theirs = stats.ttest_1samp(one, 0).confidence_interval(0.95)
        assert alone is not None
        assert (alone.low, alone.high) == pytest.approx((theirs.low, theirs.high))
    assert mean_gap([1.0], [2.0, 3.0]).interval is None
    assert mean_gap([1.0, 1.0], [1.0, 1.0]).interval is None


def as_workbook(text: str) -> bytes:
    book = openpyxl.Workbook()
    for row in csv.reader(io.StringIO(text)):
        book.worksheets[0].append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def found_by(connection: Connection, telltale: str) -> Iterator[str]:
    """The tables of a database in which a word is found."""
    for table, columns in tables_in(connection).items():
        names = ", ".join(f'"{name}"' for name in columns)
        for row in connection.fetch(f'SELECT {names} FROM "{table}"', {}):
            if telltale in str(row):
                yield table


def where(telltale: str, workspace: Workspace, folder: Path) -> list[str]:
    """Every place in which a word is found: rows of tables, copies, files of any other sort."""
    with workspace.store.engine.transaction(is_write=False) as connection:
        found = list(found_by(connection, telltale))
    files = [path for path in folder.rglob("*") if path.is_file()]
    found += [path.name for path in files if telltale.encode() in path.read_bytes()]
    for path in (folder / "backups").rglob("*.duckdb"):
        with reading(path) as copy:
            found += [f"copy: {table}" for table in found_by(copy, telltale)]
    return found


@pytest.mark.parametrize("is_book", [False, True])
def test_no_word_of_a_row_is_written_anywhere(
    workspace: Workspace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    is_book: bool,
) -> None:
    folder = tmp_path / "temp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("TMPDIR", str(folder))
    caplog.set_level(logging.DEBUG)
    workspace.store.copies = tmp_path / "backups"
    desk, project = workspace.desk(AMINA), make_project(workspace)
    told = {"cell:3:4": f"{TELLTALE} mended"}
    given = (
        Given(data=as_workbook(attendance()), told=told)
        if is_book
        else Given(text=attendance(), told=told)
    )
    found = school_rows.look_at_school_rows(desk, project.id, given)
    assert found.shown is not None
    for kind, answers in (
        ("diagnosis_source", school_rows.source_answers(found.shown, desk.today())),
        ("baseline", school_rows.baseline_answers(found.shown, desk.today())),
    ):
        drafts.keep_draft(desk, f"{project.id}|{kind}|new", answers)
        recording.write_record(desk, project.id, kind, answers, sure=OF_EVERYTHING)
    copies.copy_now(desk)
    assert where(TELLTALE, workspace, tmp_path) == []
    assert TELLTALE not in caplog.text

    # The search finds what is there.
    drafts.keep_draft(desk, "control", {"words": f"{TELLTALE} kept"})
    copies.copy_now(desk)
    found_now = where(TELLTALE, workspace, tmp_path)
    assert any(place.startswith("copy: ") for place in found_now)
    assert any("draft" in place for place in found_now)


def test_a_chosen_table_does_not_pass_through_the_temp_folder() -> None:
    assert MultiPartParser.spool_max_size == http.TABLES_IN_MEMORY > LARGEST


def test_two_clicks_lead_to_a_source_and_to_a_starting_point(opened: Opener) -> None:
    school = opened.school()
    id_ = opened.project_of("marcia")
    for button, kind in (("source", "diagnosis_source"), ("baseline", "baseline")):
        before = _kept(school, id_, kind)
        page = opened("demo:marcia", "explore", project=id_, step="diagnosis")
        page.text_area("school_rows|rows").input(attendance()).run()
        page.button(f"school_rows|{button}").click().run()
        assert not page.exception
        page.button(f"{id_}|{kind}|new|save").click().run()
        assert not page.exception
        assert len(_kept(school, id_, kind)) == len(before) + 1
        assert TELLTALE not in str(_kept(school, id_, kind))


def _kept(school: Workspace, project_id: str, kind: str) -> Mapping[str, str]:
    from lp_planner.services.accounts import people

    desk = school.desk(people.actor_for(school, "marcia"))
    return {r.id: r.model_dump_json() for r in recording.records_of(desk, project_id, kind)}
