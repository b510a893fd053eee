"""The panel through which rows come in: asks, hears the answer, and saves what is seen."""

import pytest
from streamlit.testing.v1 import AppTest

QUESTION = "door|told|column:value"


def _page() -> None:
    import streamlit as st

    from lp_planner.interchange.rows.columns import Wanted
    from lp_planner.services.desk.bringing_in import Given, Look, Question, RowSeen, RowState
    from lp_planner.ui.frame import feedback, rows_panel, session

    def look(given: Given) -> Look:
        answer = given.told.get("column:value", "")
        mended = given.told.get("cell:3:0", "")
        state = RowState.NEW if answer else RowState.ASKED
        last = RowState.NEW if mended else RowState.UNREAD
        return Look(
            sheet="",
            headings=("Date", "One", "Other"),
            columns={"day": 0},
            wanted=(Wanted("day", "the day"), Wanted("value", "the value")),
            questions=(Question("column:value", "Which one?", {"1": "One", "2": "Other"}),),
            rows=(
                RowSeen(2, ("8 Sep", "1", "2"), state, "Which one?"),
                RowSeen(3, ("soon", "1", "2"), last, "No day.", faulty=0),
            ),
            told=dict(given.told),
        )

    def save(given: Given) -> str:
        session.put("saved", dict(given.told))
        return "Saved."

    feedback.show_message()
    rows_panel.draw(rows_panel.Door("door", look, save, "Save", "Rows", "Or a file"))
    st.write("end")


@pytest.fixture
def page() -> AppTest:
    page = AppTest.from_function(_page).run()
    return page.text_area("door|rows").input("8 Sep,1,2\nsoon,1,2").run()


def test_nothing_is_saved_before_the_question_is_answered(page: AppTest) -> None:
    assert not page.exception
    assert page.radio(QUESTION).value is None
    assert page.button("door|save").disabled
    assert "asked about" in " ".join(m.value for m in page.markdown)


def test_an_answer_and_a_mended_cell_are_what_is_saved(page: AppTest) -> None:
    page.radio(QUESTION).set_value("2").run()
    page.text_input("door|told|cell:3:0").input("15 Sep 2025").run()
    page.button("door|save").click().run()
    assert not page.exception
    assert page.session_state["saved"] == {"column:value": "2", "cell:3:0": "15 Sep 2025"}
    assert page.success[0].value == "Saved."
    assert page.text_area("door|rows").value == ""


def test_other_rows_begin_without_the_answers_of_the_last_ones(page: AppTest) -> None:
    page.radio(QUESTION).set_value("2").run()
    page.text_area("door|rows").input("9 Sep,3,4").run()
    assert page.radio(QUESTION).value is None
