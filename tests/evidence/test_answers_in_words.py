"""An answer in words: each kind of answer as people say it, and a record in its own order."""

import datetime as dt

import pytest

from lp_planner.content.library import Library
from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.fields import FieldKind, FieldSpec, field_specs
from lp_planner.domain.records.strategies import Segment
from lp_planner.services.desk.answers import (
    answer_in_words,
    link_names_unchecked,
    record_details,
)
from lp_planner.services.desk.workspace import Workspace
from tests.factories import make_project, write

LINKS = {"a": "Wait three seconds", "b": "Say it back"}
SEGMENT = Segment(segment_kind="discussion", minutes=10, what="Talk", why="it helps")


def one_of(kind: FieldKind) -> FieldSpec:
    """The first field of this kind that is no choice."""
    specs = [spec for model in RECORD_KINDS.values() for spec in field_specs(model)]
    return next(spec for spec in specs if spec.kind is kind and not spec.vocabulary)


@pytest.mark.parametrize(
    ("kind", "answer", "words"),
    [
        (FieldKind.LINE, "One line", "One line"),
        (FieldKind.PROSE, "Two\nlines", "Two\nlines"),
        (FieldKind.DAY, dt.date(2025, 11, 5), "5 November 2025"),
        (FieldKind.WHOLE, 12, "12"),
        (FieldKind.WHOLE, 0, "0"),
        (FieldKind.NUMBER, 2.5, "2.5"),
        (FieldKind.NUMBER, 3.0, "3"),
        (FieldKind.YES_NO, True, "Yes"),
        (FieldKind.YES_NO, False, ""),
        (FieldKind.SCALE, 4, "4 of 5"),
        (FieldKind.LINK, "a", "Wait three seconds"),
        (FieldKind.LINK, "gone", ""),
        (FieldKind.LINKS, ("a", "gone", "b"), "Wait three seconds; Say it back"),
        (FieldKind.LINE, "", ""),
        (FieldKind.LINKS, (), ""),
        (FieldKind.DAY, None, ""),
        (FieldKind.SCALE, None, ""),
    ],
)
def test_each_kind_of_answer_has_its_words(
    library: Library, kind: FieldKind, answer: object, words: str
) -> None:
    assert answer_in_words(library, one_of(kind), answer, LINKS) == words


def test_standards_are_named_and_a_choice_is_said_in_its_own_words(library: Library) -> None:
    standards = answer_in_words(library, one_of(FieldKind.STANDARDS), ("LP5", "LP6"), {})
    label = library.framework.label
    assert standards == f"{label('LP5')}, {label('LP6')}"
    spec = next(s for s in field_specs(RECORD_KINDS["option"]) if s.name == "option_kind")
    words = answer_in_words(library, spec, "do_nothing", {})
    assert words == library.term_label("option_kinds", "do_nothing") != "do_nothing"


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (SEGMENT, "{kind} (10 min): Talk Because: it helps"),
        (SEGMENT.model_copy(update={"minutes": None}), "{kind}: Talk Because: it helps"),
        (SEGMENT.model_copy(update={"why": ""}), "{kind} (10 min): Talk"),
        (SEGMENT.model_copy(update={"what": "", "why": ""}), "{kind} (10 min):"),
    ],
)
def test_a_part_of_a_session_says_how_long_what_and_why(
    library: Library, part: Segment, words: str
) -> None:
    kind = library.term_label("segment_kinds", "discussion")
    spec = one_of(FieldKind.SEGMENTS)
    said = words.format(kind=kind)
    assert answer_in_words(library, spec, (part,), {}) == said
    assert answer_in_words(library, spec, (part, part), {}) == f"{said}\n{said}"


def test_a_record_says_its_answers_in_the_order_of_its_form_and_leaves_out_the_empty_ones(
    planner: Workspace,
) -> None:
    project = make_project(planner)
    ingredient = write(planner, project, "active_ingredient", behaviour="Wait three seconds")
    check = write(
        planner, project, "understanding_check", ingredient_id=ingredient.id, how="In a corridor",
        people_asked=6, could_say_why=5,
    )  # fmt: skip
    text = planner.library.pathway.text_by_kind["understanding_check"].field_by_name
    with planner.store.read() as reader:
        links = link_names_unchecked(reader, project.id)
    said = record_details(planner.library, check, links)
    assert said == (
        (text["ingredient_id"].label, "Wait three seconds"),
        (text["checked_on"].label, "5 November 2025"),
        (text["how"].label, "In a corridor"),
        (text["people_asked"].label, "6"),
        (text["could_say_why"].label, "5"),
    )


def test_of_a_coaching_session_only_what_is_not_between_the_two_is_said(
    planner: Workspace,
) -> None:
    session = write(
        planner, make_project(planner), "coaching_session", coachee="Sam", action_step="Wait",
        rehearsed=True, minutes=15, question_asked="Why?",
    )  # fmt: skip
    text = planner.library.pathway.text_by_kind["coaching_session"].field_by_name
    said = dict(record_details(planner.library, session, {}))
    assert said[text["held_on"].label] == "5 November 2025"
    assert said[text["rehearsed"].label] == "Yes"
    assert said[text["minutes"].label] == "15"
    for name in ("coachee", "action_step", "question_asked"):
        assert text[name].label not in said


def test_links_are_named_within_their_own_project_and_by_every_kind_that_may_be_linked(
    planner: Workspace,
) -> None:
    project, other = make_project(planner), make_project(planner, title="Other")
    one = write(planner, project, "active_ingredient", behaviour="Wait")
    two = write(planner, project, "measure", name="Words read")
    write(planner, project, "leadership_note", what="A talk")
    write(planner, other, "active_ingredient", behaviour="Elsewhere")
    with planner.store.read() as reader:
        assert link_names_unchecked(reader, project.id) == {one.id: "Wait", two.id: "Words read"}
