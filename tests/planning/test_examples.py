"""The examples inside the boxes suit somebody's post and the sector they work in."""

import re
from collections.abc import Iterator

import pytest

from lp_planner.content.library import Library
from lp_planner.domain.accounts.posts import Post
from lp_planner.domain.accounts.sectors import Sector, sector_of
from lp_planner.domain.planning.pathway import FieldText, nearest_exemplars

OF_A_SECTOR = {
    Sector.EARLY_YEARS: r"nurser(y|ies)|snack table|snack times?, in both|key person|week’s words",
    Sector.PRIMARY: r"phonics|year [1-6]\b|reception|early reading|keep-up|HLTA|assembly"
    r"|lunch duty|hatch|catch-up",
    Sector.SECONDARY: r"year ([7-9]|1[0-3])\b|key stage [3-5]|GCSE|A level|study room|department"
    r"|practicals?\b|tutor\b|revis(e|ion)|mock exam",
    Sector.SPECIAL: r"class teams?\b|therapist|escorts|symbols?\b|help card|special school"
    r"|medicines",
}
"""Words by which a reader knows whose school a sentence comes from."""
HAS_A_CLASS = r"\b(my|our|your) (own )?(class|classes|lesson|lessons|form|set|sets|pupils’ books)\b"
"""Written as if everybody taught a class."""
POSTS = (Post.SUPPORT, Post.TEACHER, Post.LEADER, Post.OTHER)
SECTORS = tuple(Sector)


def fields_with_an_example(library: Library) -> Iterator[tuple[str, FieldText]]:
    """Every field of every step's form, and of the parts of a session, that shows an example."""
    for text in library.pathway.text_by_kind.values():
        for field in text.fields:
            if field.placeholder or field.examples:
                yield f"{text.kind}.{field.name}", field


@pytest.mark.parametrize("sector", SECTORS)
@pytest.mark.parametrize("post", POSTS)
def test_nobody_is_shown_an_example_of_another_sector(
    library: Library, post: Post, sector: Sector
) -> None:
    foreign = [words for other, words in OF_A_SECTOR.items() if other is not sector]
    shown = {
        place: field.suited_to(post, sector).placeholder
        for place, field in fields_with_an_example(library)
    }
    assert len(shown) > 100
    assert not {
        place: said
        for place, said in shown.items()
        if any(re.search(words, said, re.IGNORECASE) for words in foreign)
    }
    for step in (s for phase in library.pathway.phases for s in phase.steps):
        if sector is not Sector.ANY:
            near = nearest_exemplars(step.exemplars, sector, Post.TEACHER)
            assert {e.sector for e in near} <= {sector}, step.key


@pytest.mark.parametrize("sector", SECTORS)
@pytest.mark.parametrize("post", [Post.SUPPORT, Post.OTHER])
def test_no_example_gives_a_class_to_somebody_who_may_have_none(
    library: Library, post: Post, sector: Sector
) -> None:
    teaching = rf"{HAS_A_CLASS}|\bI (teach|mark)\b"
    assert not {
        place: said
        for place, field in fields_with_an_example(library)
        if re.search(teaching, said := field.suited_to(post, sector).placeholder)
    }


def test_every_step_of_the_core_has_an_example_for_each_sector_and_each_post(
    library: Library,
) -> None:
    texts = library.pathway.text_by_kind
    for step in library.pathway.core:
        shown = [field for field in texts[step.kind].fields if field.placeholder]
        there = {whom for field in shown for whom in field.examples}
        missing = {*SECTORS, *POSTS} - {Sector.ANY, Post.OTHER} - there
        assert not missing, (step.key, missing)


def test_the_hardest_boxes_have_one_for_each_post_in_each_sector(library: Library) -> None:
    for kind, name in (
        ("priority", "priority"),
        ("priority", "why_me"),
        ("problem_statement", "staff_behaviour"),
        ("active_ingredient", "behaviour"),
        ("strategy", "what"),
        ("measure", "name"),
    ):
        field = library.pathway.text_by_kind[kind].field_by_name[name]
        said = {field.suited_to(p, s).placeholder for p in POSTS for s in SECTORS}
        assert len(said) == len(POSTS) * len(SECTORS), f"{kind}.{name}"


def test_the_nearest_example_is_shown_and_else_the_one_that_suits_everybody() -> None:
    field = FieldText(
        name="what",
        label="What?",
        placeholder="everybody",
        examples={"primary": "a sector", "support": "a post", "primary_support": "both"},
    )
    suited = field.suited_to
    assert suited(Post.SUPPORT, Sector.PRIMARY).placeholder == "both"
    assert suited(Post.LEADER, Sector.PRIMARY).placeholder == "a sector"
    assert suited(Post.SUPPORT, Sector.SPECIAL).placeholder == "a post"
    assert suited(Post.OTHER, Sector.ANY).placeholder == "everybody"


@pytest.mark.parametrize(
    ("title", "school", "sector"),
    [
        ("Teaching assistant", "Oakfield Primary School", Sector.PRIMARY),
        ("HLTA, Year 1", "Oakfield", Sector.PRIMARY),
        ("Nursery practitioner", "Oakfield Primary School", Sector.EARLY_YEARS),
        ("Receptionist", "", Sector.ANY),
        ("Science technician", "Alderbrook Academy", Sector.SECONDARY),
        ("IT technician", "Alderbrook Academy", Sector.ANY),
        ("Teacher, Year 10", "", Sector.SECONDARY),
        ("Teacher, Year 1", "", Sector.PRIMARY),
        ("Librarian", "Alderbrook High School", Sector.SECONDARY),
        ("Class teacher, Key Stage 2", "Kestrel Special School", Sector.SPECIAL),
        ("Teacher", "The Primary and Secondary Academy", Sector.ANY),
        ("Teacher", "", Sector.ANY),
    ],
)
def test_somebody_s_role_and_the_name_of_their_school_say_which_sector(
    title: str, school: str, sector: Sector
) -> None:
    assert sector_of(title, school) is sector
