"""Files as schools have them, written down as data: what goes in, what is asked, what is shown."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from lp_planner.domain.records.measures import Reading
from lp_planner.services.desk.bringing_in import Given, RowState
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.measures import many_readings
from lp_planner.services.planning import recording
from tests.cast import AMINA
from tests.factories import make_project, write

FILES = tomllib.loads((Path(__file__).parent / "school_files.toml").read_text("utf-8"))["files"]


def test_no_file_is_written_down_twice() -> None:
    assert len({file["name"] for file in FILES}) == len(FILES) >= 25


@pytest.mark.parametrize("file", FILES, ids=lambda file: file["name"])
def test_a_file_of_a_school_comes_in_as_a_person_expects(
    planner: Workspace, file: Mapping[str, Any]
) -> None:
    desk, project = planner.desk(AMINA), make_project(planner)
    measure = write(
        planner, project, "measure", name=file.get("measure", "Attendance"),
        unit=file.get("unit", "%"), direction="up",
    ).id  # fmt: skip
    given = Given(data=file["text"].encode(file.get("encoding", "utf-8")))
    saved = many_readings.bring_in(desk, project.id, measure, given)
    kept = sorted(
        [reading.taken_on.isoformat(), reading.value, reading.out_of or 0]
        for reading in recording.records_of(desk, project.id, "reading")
        if isinstance(reading, Reading)
    )
    assert kept == file.get("readings", [])
    assert [question.key for question in saved.look.open_questions] == file.get("asks", [])
    assert saved.look.count(RowState.UNREAD) == file.get("unread", 0)
