"""One way to try an action on a page: a refusal keeps what is typed, success lets it go."""

import ast
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

UI = Path(__file__).parents[2] / "lp_planner" / "ui"


def _page() -> None:
    import streamlit as st

    from lp_planner.domain.records.errors import StaleRevision, ValidationFailed
    from lp_planner.ui.frame import feedback, session

    def save() -> None:
        word = str(session.value("form|word"))
        with feedback.attempt("form", says=f"Kept {word}.", if_stale=stale) as tried:
            if word == "stale":
                raise StaleRevision
            if word != "good":
                raise ValidationFailed({"word": f"Not {word}.", "": "Another word?"})
        session.put("done", tried.is_done)

    def stale() -> None:
        session.put("both", new=True)

    def on_the_way() -> None:
        with feedback.attempt("form", forgets=(), instead="Something else.", before="Here only."):
            raise ValidationFailed({"word": "Never said."})

    def without_a_form() -> None:
        with feedback.attempt(says="Never said."):
            raise StaleRevision("Said at the head.")

    feedback.show_message()
    st.text_input("Word", key=session.begin("form|word"))
    feedback.show_refusal("form", stays=bool(session.value("stays")))
    for act in (save, on_the_way, without_a_form):
        st.button(act.__name__, key=act.__name__, on_click=act)
    st.button("look again", key="look")


@pytest.fixture
def page() -> AppTest:
    return AppTest.from_function(_page).run()


def _try(page: AppTest, word: str) -> AppTest:
    page.text_input("form|word").input(word)
    return page.button("save").click().run()


def test_a_refusal_says_every_sentence_and_keeps_what_is_typed(page: AppTest) -> None:
    _try(page, "bad")
    assert [error.value for error in page.error] == ["Not bad.", "Another word?"]
    assert page.text_input("form|word").value == "bad"
    assert page.session_state["done"] is False
    assert not page.success


def test_a_refusal_is_said_once_unless_it_stays(page: AppTest) -> None:
    _try(page, "bad")
    assert not page.button("look").click().run().error
    page.session_state["stays"] = True
    _try(page, "bad")
    assert page.button("look").click().run().error
    assert not _try(page, "good").error


def test_what_is_done_is_said_next_and_its_form_is_forgotten(page: AppTest) -> None:
    _try(page, "good")
    assert [done.value for done in page.success] == ["Kept good."]
    assert page.text_input("form|word").value == ""
    assert page.session_state["done"] is True


def test_where_somebody_saved_in_between_both_are_shown_and_nothing_is_refused(
    page: AppTest,
) -> None:
    _try(page, "stale")
    assert page.session_state["both"] is True
    assert not page.error
    assert page.text_input("form|word").value == "stale"


def test_a_form_may_say_one_sentence_of_its_own_instead(page: AppTest) -> None:
    page.button("on_the_way").click().run()
    assert [error.value for error in page.error] == ["Something else."]


def test_without_a_form_the_refusal_stands_at_the_head_of_the_next_page(page: AppTest) -> None:
    page.button("without_a_form").click().run()
    assert [said.value for said in page.success] == ["Said at the head."]


def test_what_is_kept_of_a_refusal_holds_nothing_that_the_action_worked_on(page: AppTest) -> None:
    _try(page, "bad")
    page.session_state["stays"] = True
    kept = _try(page, "bad").session_state["form|refused"]
    assert kept.__traceback__ is kept.__cause__ is kept.__context__ is None


def test_a_page_catches_a_refusal_itself_only_with_a_reason_beside_it() -> None:
    """Whoever catches a refusal by hand says why it is no attempt at an action."""
    bare = []
    for path in UI.rglob("*.py"):
        if path.name in {"feedback.py", "posted_forms.py"}:
            continue
        text = path.read_text(encoding="utf-8")
        lines = text.splitlines()
        bare += [
            f"{path.name}:{node.lineno}"
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.ExceptHandler)
            and "PlannerError" in ast.unparse(node.type or ast.Constant(""))
            and not lines[node.lineno].strip().startswith("#")
        ]
    assert not bare
