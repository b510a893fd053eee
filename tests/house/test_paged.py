"""A long list stays short on the page, and each of its things is found."""

import pytest
from streamlit.testing.v1 import AppTest

from lp_planner.ui.frame.paged import EACH


def a_list(number: int) -> None:
    import streamlit as st

    from lp_planner.ui.frame import paged

    names = [f"Person {n:03d} of {'Ashdown' if n % 2 else 'Birchwood'}" for n in range(number)]
    for name in paged.part_of(names, "people", words=str, noun=("person", "people")):
        st.text(name)


def opened(number: int) -> AppTest:
    return AppTest.from_function(a_list, args=(number,), default_timeout=30).run()


def names(page: AppTest) -> list[str]:
    return [text.value for text in page.text]


def test_a_short_list_has_neither_search_nor_pages() -> None:
    page = opened(EACH)
    assert len(names(page)) == EACH
    assert not page.text_input
    assert not page.get("pagination")


def turned_to(page: AppTest, number: int) -> AppTest:
    page.session_state["people|page"] = number
    return page.run()


def test_everybody_of_many_is_met_once_on_the_way_through_the_pages() -> None:
    page = opened(212)
    assert "1 to 20 of 212" in [text.value for text in page.markdown]
    met = []
    for number in range(1, 12):
        found = names(turned_to(page, number))
        assert len(found) <= EACH
        met += found
    assert len(met) == len(set(met)) == 212
    assert "201 to 212 of 212" in [text.value for text in page.markdown]


def test_a_search_looks_for_all_its_words_and_begins_at_the_first_page() -> None:
    page = turned_to(opened(212), 3)
    page.text_input(key="people|search").input("ASHDOWN 01").run()
    found = names(page)
    assert found
    assert all("Ashdown" in name and "01" in name for name in found)
    assert found[0] == "Person 001 of Ashdown"


def test_a_page_that_is_not_there_shows_one_that_is() -> None:
    assert len(names(turned_to(opened(41), 9))) == EACH


@pytest.mark.parametrize("words", ["nobody", "Person 999"])
def test_a_search_without_an_answer_says_so(words: str) -> None:
    page = opened(212)
    page.text_input(key="people|search").input(words).run()
    assert names(page) == []
    assert "Nothing here has these words. Please try fewer of them." in [
        text.value for text in page.markdown
    ]
