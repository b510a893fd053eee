"""The published toolkits are searched in Explore by words and age, with every doubt beside them."""

import pytest

from lp_planner.content.library import Library
from lp_planner.domain.planning.toolkit import StrandAge
from lp_planner.services.planning.weighing import strand_lines
from tests.page_script import Opener, words


@pytest.mark.parametrize(
    ("said", "age", "first"),
    [
        ("feedback", StrandAge.SCHOOL, "feedback"),
        ("READING compre", StrandAge.SCHOOL, "reading_comprehension_strategies"),
        (
            "communication",
            StrandAge.EARLY_YEARS,
            "ey_communication_and_language_approaches",
        ),
    ],
)
def test_words_and_age_find_a_strand_its_name_first(
    library: Library, said: str, age: StrandAge, first: str
) -> None:
    found = library.toolkit.search(said, age)
    assert {strand.age for strand in found} == {age}
    assert found[0].key == first


def test_no_age_looks_in_both_and_words_that_nothing_has_find_nothing(library: Library) -> None:
    toolkit = library.toolkit
    assert {s.age for s in toolkit.search("language")} == set(StrandAge)
    assert len(toolkit.search("")) == len(toolkit.strands)
    assert toolkit.search("zebra crossing") == ()


def test_explore_searches_it_and_shows_figures_conflicts_and_the_day_they_were_looked_up(
    opened: Opener,
) -> None:
    app = opened("demo:marcia", "explore", step="options")
    app.text_input(key="toolkit|words").set_value("behaviour interventions").run()
    said = words(app)
    strand = opened.school().library.toolkit.by_key["behaviour_interventions"]
    for line in strand_lines(strand):
        assert line in said
    assert "An older reading of the same page says" in said
    assert "looked up on 28 November 2026" in said


def test_early_years_strands_are_found_under_their_own_age(opened: Opener) -> None:
    app = opened("demo:marcia", "explore", step="options")
    app.text_input(key="toolkit|words").set_value("starting age").run()
    assert "Nothing there has these words." in words(app)
    app.pills(key="toolkit|age").set_value("early_years").run()
    assert "Earlier starting age (Early Years)" in words(app)
