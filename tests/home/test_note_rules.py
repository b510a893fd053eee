"""What a note may become: the right form is among the first three, and the words say why."""

import tomllib
from pathlib import Path

import pytest

from lp_planner.content.checks import cross_faults
from lp_planner.content.library import Library
from lp_planner.domain.planning.note_rules import MOST, is_one_slip, parts_of, suggestions

NOTES = tomllib.loads((Path(__file__).parent / "notes.toml").read_text(encoding="utf-8"))["notes"]
FLOOR = 0.8


def hits(library: Library, notes: list[dict[str, str]]) -> float:
    rules = library.note_rules
    found = [
        note["kind"] in {s.rule.key for s in suggestions(rules, note["words"])} for note in notes
    ]
    return sum(found) / len(found)


@pytest.mark.parametrize("held_out", [False, True])
def test_the_right_form_is_among_the_first_three(library: Library, held_out: bool) -> None:
    notes = [note for note in NOTES if bool(note.get("held_out")) is held_out]
    assert len(notes) >= 70
    assert hits(library, notes) >= FLOOR


def test_every_kind_is_in_the_labelled_notes_and_none_is_there_twice(library: Library) -> None:
    assert {note["kind"] for note in NOTES} == set(library.note_rules.by_key)
    words = [note["words"] for note in NOTES]
    assert len(set(words)) == len(words) >= 150


def test_a_suggestion_names_the_words_it_rests_on(library: Library) -> None:
    note = "Sat with J after lunch, she wants to try one question a lesson, we agreed Friday"
    first = suggestions(library.note_rules, note)[0]
    assert first.rule.kind == "coaching_session"
    assert first.rule.asks == "A coaching conversation?"
    assert {"sat with", "wants to try"} <= set(first.because)
    assert all(said in " ".join(parts_of(note)).replace("@", "") for said in first.because)


@pytest.mark.parametrize("note", ["", "…", "zz", "ok"])
def test_a_note_that_says_little_gets_the_usual_forms_without_a_reason(
    library: Library, note: str
) -> None:
    found = suggestions(library.note_rules, note)
    assert len(found) == MOST
    assert all(not suggestion.because for suggestion in found)


@pytest.mark.parametrize(
    ("meant", "typed", "is_one"),
    [
        ("attendance", "attendence", True),
        ("questionnaire", "questionaire", True),
        ("survey", "surevy", True),
        ("coach", "coachh", True),
        ("review", "review", True),
        ("launch", "laugh", False),
        ("visit", "vital", False),
    ],
)
def test_one_slip_of_the_keyboard_is_forgiven_and_two_are_not(
    meant: str, typed: str, is_one: bool
) -> None:
    assert is_one_slip(meant, typed) is is_one


def test_a_name_and_an_initial_are_somebody_and_a_day_is_nobody() -> None:
    assert parts_of("Met with Priya and J on Monday, mrs khan too. Then") == (
        "met", "with", "@priya", "and", "@j", "on", "monday", "mrs", "@khan", "too", "then",
    )  # fmt: skip


def test_a_rule_that_opens_no_form_or_fills_no_box_is_named_at_the_start(library: Library) -> None:
    rules = library.note_rules
    broken = rules.kinds[0].model_copy(
        update={"kind": "survey_round", "box": "agree", "answers": {"statement": "x"}}
    )
    unknown = rules.kinds[1].model_copy(update={"kind": "diary", "strong": ("!", "a", "a")})
    changed = rules.model_copy(update={"kinds": (broken, unknown, *rules.kinds[2:])})
    faults = " ".join(cross_faults(library.__class__(**{**vars(library), "note_rules": changed})))
    assert "coaching: box: 'agree' is no box for words" in faults
    assert "coaching: answers.statement: 'x' is no answer there" in faults
    assert "visit: kind: 'diary' has no form" in faults
