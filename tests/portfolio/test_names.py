"""What looks like somebody's full name is pointed out; the words of school life are not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lp_planner.domain.portfolio.names import MOST_SHOWN, names_in, names_in_file_name


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tyler Jones read aloud", ("Tyler Jones",)),
        ("We asked Zoë O’Neill and Anna-Maria Kowalska.", ("Zoë O’Neill", "Anna-Maria Kowalska")),
        ("That is Mohammed Ali Khan’s book", ("Mohammed Ali Khan",)),
        ("Mrs Ivy Brook came", ("Ivy Brook",)),
        ("Oliver St John came", ("Oliver St John",)),
        ("Tyler Jones nursery class", ("Tyler Jones",)),
        ("Tyler Jones and Ash Grove Primary", ("Tyler Jones",)),
    ],
)
def test_a_full_name_is_found(text: str, found: tuple[str, ...]) -> None:
    assert names_in(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Deputy Head",
        "A TA in Year 1",
        "Pupil A and Pupil B",
        "The Lead Practitioner asked Key Stage Two teachers",
        "School Improvement Plan, Autumn Term",
        "Teaching Assistants in Reception on Monday Morning Assembly",
        "EEF Guidance Report",
        "United Kingdom",
        "Oakfield Primary",
        "We went to Ash Grove Primary School",
        "St Mary’s Academy and St Thomas More Catholic High School",
        "St Mary's",
        "Holy Trinity CE Junior School",
        "Harris Wood infant school",
        "the Kite Hill Trust",
        "we asked everybody",
        "READING FOR ALL",
        "Tyler read aloud",
        "M. said so. Then we stopped. Twilight went on.",
    ],
)
def test_roles_places_and_school_words_are_fine(text: str) -> None:
    assert names_in(text) == ()


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Tyler_Jones-reading.pdf", ("Tyler Jones",)),
        ("TylerJones.jpg", ("Tyler Jones",)),
        ("lesson plan.docx", ()),
        ("IMG_2041.jpg", ()),
        ("Year 1 Phonics Minutes.pdf", ()),
    ],
)
def test_the_name_of_a_file_is_read_in_the_same_way(name: str, found: tuple[str, ...]) -> None:
    assert names_in_file_name(name) == found


def test_what_is_part_of_a_known_name_is_left_out_and_what_only_begins_like_it_is_not() -> None:
    assert names_in("From Ash Grove", known=("Ash Grove Primary",)) == ()
    assert names_in("By Amina Dial", known=("Amina Diallo",)) == ("Amina Dial",)


def test_a_name_that_is_known_is_left_out() -> None:
    assert names_in("By Amina Diallo", known=("amina  diallo",)) == ()


@settings(derandomize=True, deadline=None)
@given(st.text(max_size=300))
def test_any_text_gives_at_most_three_names_that_stand_in_it(text: str) -> None:
    found = names_in(text)
    assert len(found) <= MOST_SHOWN
    for name in found:
        assert all(word in text for word in name.split())
