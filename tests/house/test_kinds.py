"""What is true of a kind stands on the kind: a new one touches four files and is whole."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Annotated, Any, ClassVar

import pytest
from pydantic import BaseModel

from lp_planner.config import ROOT
from lp_planner.domain.evidence.privacy import handed_over, without_private_answers
from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.fields import (
    DayRole,
    FieldKind,
    LinkTo,
    Number,
    Privacy,
    Prose,
    field_specs,
)
from lp_planner.domain.records.records import Record
from lp_planner.services.desk.answers import record_details
from lp_planner.services.desk.workspace import Workspace
from tests.factories import make_project, write
from tests.house.whole_kinds import missing

MODEL = Path("lp_planner/domain/records/parent_calls.py")
CATALOGUE = Path("lp_planner/domain/records/catalogue.py")
MIGRATION = Path("lp_planner/storage/migrations/0999_parent_calls.sql")
WORDS = Path("data/pathways/implementation.toml")

A_MODEL = '''
"""Deliver: calls to parents, which stay between the two who spoke."""

from typing import Annotated, ClassVar

from lp_planner.domain.records.fields import (
    Day, DayRole, InCalendar, LookAgain, MaybeDay, NeededProse, Privacy, Prose,
)
from lp_planner.domain.records.records import Record, Records


class ParentCall(Record):
    """A call to a parent."""

    kind: ClassVar[str] = "parent_call"
    headline_field: ClassVar[str] = "what_was_said"
    is_private: ClassVar[bool] = True

    called_on: Annotated[Day, DayRole.HAPPENED]
    what_was_said: NeededProse
    what_changed: Annotated[Prose, Privacy.MAY_LEAVE] = ""
    call_again_on: Annotated[
        MaybeDay, LookAgain("Call again as you said"), InCalendar("A call to make")
    ] = None

    def is_settled(self, _: Records, /) -> bool:
        return bool(self.what_changed)
'''
A_TABLE = """
CREATE TABLE "parent_call" (
    "id" TEXT PRIMARY KEY,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "updated_by" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "project_id" TEXT NOT NULL /* only postgres: REFERENCES "project" (id) */,
    "called_on" DATE NOT NULL,
    "what_was_said" TEXT NOT NULL,
    "what_changed" TEXT NOT NULL DEFAULT '',
    "call_again_on" DATE
);
"""
A_STEP = """
[[phases.items.steps]]
key = "calls"
name = "Calls"
kind = "parent_call"
intro = "Note each call."
why = "Parents know more than we do."
is_optional = true
source = "Made up"

[[phases.items.steps]]
key = "visits"
"""
SOME_WORDS = """
[[records]]
kind = "parent_call"
name = "call"
plural = "calls"
add_label = "Note a call"
empty = "Nothing yet."
source = "Made up"

[[records.fields]]
name = "called_on"
label = "When?"

[[records.fields]]
name = "what_was_said"
label = "What was said?"

[[records.fields]]
name = "what_changed"
label = "What changed?"

[[records.fields]]
name = "call_again_on"
label = "When will you call again?"

[[records.standards]]
standard = "LP5"
is_primary = true
why = "Made up."
source = "Made up"
"""
CLASS = "lp_planner.domain.records.parent_calls"


def tree_with_a_new_kind(folder: Path, without: Path | None) -> list[Path]:
    """The product with a kind nobody has thought of; the files that it touches."""
    for name in ("lp_planner", "data", "tests"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    listed = (ROOT / CATALOGUE).read_text(encoding="utf-8")
    listed = listed.replace(
        "from lp_planner.domain.records.preparation",
        f"from {CLASS} import ParentCall\nfrom lp_planner.domain.records.preparation",
    ).replace("            Activity,\n", "            Activity,\n            ParentCall,\n")
    words = (ROOT / WORDS).read_text(encoding="utf-8")
    words = words.replace('[[phases.items.steps]]\nkey = "visits"\n', A_STEP, 1) + SOME_WORDS
    touched = {MODEL: A_MODEL, CATALOGUE: listed, MIGRATION: A_TABLE, WORDS: words}
    left_out = {MODEL: {MODEL, CATALOGUE}}.get(without or WORDS, {without})
    for path, text in touched.items():
        if path not in left_out:
            (folder / path).write_text(text, encoding="utf-8")
    return list(touched)


def said_by(folder: Path, module: str, *arguments: str) -> Any:
    """What a script of the tests answers in a tree."""
    ran = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-3000:]
    return json.loads(ran.stdout)


def test_every_kind_of_record_is_whole() -> None:
    assert missing() == []


@pytest.mark.parametrize(
    ("without", "sentences"),
    [
        (
            MODEL,
            [
                f"{WORDS}: step calls: kind 'parent_call' is not a kind of record",
                f"{WORDS}: records: 'parent_call' is not a kind of record",
            ],
        ),
        (
            CATALOGUE,
            [
                f"ParentCall ({MODEL}) is not listed: please add it to {CATALOGUE}.",
                f"{WORDS}: step calls: kind 'parent_call' is not a kind of record",
                f"{WORDS}: records: 'parent_call' is not a kind of record",
            ],
        ),
        (
            MIGRATION,
            [
                f"There is no table 'parent_call' on {engine}: please add one in "
                f"{MIGRATION.parent}/."
                for engine in ("duckdb", "postgres")
            ],
        ),
        (
            WORDS,
            [
                f"{WORDS}: steps: no step asks for 'parent_call'",
                f"{WORDS}: records: the words for 'parent_call' are missing",
            ],
        ),
    ],
    ids=["the model", "the catalogue", "the migration", "the words"],
)
def test_what_a_new_kind_lacks_is_said_in_a_plain_sentence(
    tmp_path: Path, without: Path, sentences: list[str]
) -> None:
    tree_with_a_new_kind(tmp_path, without)
    assert said_by(tmp_path, "tests.house.whole_kinds") == sentences


def test_a_new_kind_touches_four_files_and_no_word_of_a_private_one_leaves(tmp_path: Path) -> None:
    assert len(tree_with_a_new_kind(tmp_path, None)) == 4
    assert said_by(tmp_path, "tests.house.whole_kinds") == []
    (tmp_path / "scratch").mkdir()
    found = said_by(tmp_path, "tests.house.telltales", "new", str(tmp_path / "scratch"))
    assert "parent_call" in found["kinds"]
    assert found["leaks"] == []
    report = found["seen"]["evidence.reports.evidence_report for amina"]
    assert "parent_call.a_prose_that_may_leave" in report


# What stands on a kind.


def test_a_private_kind_keeps_its_words_unless_a_field_says_otherwise() -> None:
    told = {
        kind: {spec.name for spec in field_specs(model) if spec.stays_in}
        for kind, model in RECORD_KINDS.items()
    }
    assert {kind: names for kind, names in told.items() if names} == {
        "coaching_session": {
            "coachee", "coach", "goal", "evidence_seen", "question_asked", "what_was_heard",
            "action_step", "how_it_went",
        },
        "accepted_question": {"code", "about_id", "reason"},
        "development_goal": {"agreed_with"},
        "group_count": {"in_group", "group_size", "among_others", "others_size"},
    }  # fmt: skip
    assert [kind for kind, model in RECORD_KINDS.items() if model.is_private] == [
        "coaching_session", "accepted_question",
    ]  # fmt: skip


def test_a_needed_answer_that_is_no_text_cannot_be_made_to_stay_in() -> None:
    class Counted(BaseModel):
        how_many: Annotated[Number, Privacy.STAYS_IN]

    with pytest.raises(TypeError, match=r"Counted\.how_many is needed and no text"):
        without_private_answers(Counted(how_many=1))


def test_nothing_private_or_personal_is_handed_over_even_where_no_answer_is_needed() -> None:
    stamps = {"id": "1", "created_by": "a", "updated_by": "a", "project_id": "p"}
    times = {"created_at": "2025-11-05T08:00:00Z", "updated_at": "2025-11-05T08:00:00Z"}

    class Plain(Record):
        kind: ClassVar[str] = "plain"
        note: Prose = ""

    class Private(Plain):
        is_private: ClassVar[bool] = True

    class Personal(Plain):
        goes_with_the_project: ClassVar[bool] = False

    class Pinned(Plain):
        hangs_on: Annotated[str, LinkTo("plain"), FieldKind.LINK]

    plain = Plain.model_validate({**stamps, **times, "note": "n"})
    pinned = [
        Pinned.model_validate({**stamps, **times, "id": id_, "hangs_on": on})
        for id_, on in (("2", "1"), ("3", "2"), ("4", "elsewhere"), ("5", "4"))
    ]
    staying = [
        kind.model_validate({**plain.model_dump(), "id": "9"}) for kind in (Private, Personal)
    ]
    assert [record.id for record in handed_over([plain, *pinned, *staying])] == ["1", "2", "3"]


def test_the_details_of_a_record_hold_no_private_answer_whoever_read_it(
    planner: Workspace,
) -> None:
    talk = write(planner, make_project(planner), "coaching_session", coachee="Sam", minutes=12)
    labels = [label for label, _ in record_details(planner.library, talk, {})]
    assert len(labels) == 3
    assert "Sam" not in repr(record_details(planner.library, talk, {}))


def test_each_kind_has_one_day_at_most_that_stands_for_it() -> None:
    for model in RECORD_KINDS.values():
        days = [s.name for s in field_specs(model) if s.day_role]
        assert days == ([model.date_field] if model.date_field else [])
    assert field_specs(RECORD_KINDS["milestone"])[1].day_role is DayRole.LISTED
    assert Record.date_field is None
