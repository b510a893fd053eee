"""The self-assessment page: a standard at a time, kept, resumed, and shown to its owner alone."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lp_planner.interchange.command import import_framework
from tests.content.files import copy_content
from tests.interchange.shapes import as_bytes, flat_matrix
from tests.page_script import Opener, words

LOCAL, PAGE = "local", "self_assessment"


def level(app: AppTest) -> object:
    return app.radio[0].value


def test_the_home_page_of_a_new_person_offers_it_quietly_and_it_can_wait(opened: Opener) -> None:
    said = words(opened(LOCAL, "home"))
    assert "seen by nobody but you. It can also wait." in said
    assert "Start in Explore" in said
    assert "seen by nobody but you" not in words(opened("demo:marcia", "home"))


def test_it_begins_at_the_first_standard_and_resumes_at_the_first_open_one(opened: Opener) -> None:
    app = opened(LOCAL, PAGE)
    assert "LP1 Communicating and presenting" in words(app)
    assert "You have looked at 0 of 10 standards." in words(app)
    app.radio[0].set_value("developing").run()
    app.button("self|ssat_lp|LP1|keep").click().run()
    assert "Kept: Developing for LP1" in words(app)
    again = opened(LOCAL, PAGE)
    assert "You have looked at 1 of 10 standards." in words(again)
    assert [h.value for h in again.header] == ["LP2 Negotiating and influencing"]
    assert level(opened(LOCAL, PAGE, standard="LP1")) == "developing"


def test_what_is_picked_counts_at_once_and_gets_its_date_by_moving_on(opened: Opener) -> None:
    app = opened(LOCAL, PAGE)
    app.radio[0].set_value("developing").run()
    assert "You have looked at 1 of 10 standards." in words(app)
    app.button("self|above|Next standard").click().run()
    assert [h.value for h in app.header] == ["LP2 Negotiating and influencing"]
    assert "LP1 Communicating and presenting: Developing" in words(app)
    again = opened(LOCAL, PAGE, standard="LP1")
    assert level(again) == "developing"
    assert any("Kept on" in str(c.value) for c in again.caption)


def test_a_change_of_mind_waits_for_its_reason_and_holds_nobody_up(opened: Opener) -> None:
    app = opened("demo:marcia", PAGE, standard="LP7")
    app.radio[0].set_value("beginning").run()
    app.button("self|above|Next standard").click().run()
    assert not app.exception
    assert [h.value for h in app.header] == ["LP8 Coaching to lead"]
    assert level(opened("demo:marcia", PAGE, standard="LP7")) == "beginning"


def test_the_questions_change_with_the_level_and_the_answers_are_kept(opened: Opener) -> None:
    app = opened(LOCAL, PAGE, standard="LP7")
    app.radio[0].set_value("developing").run()
    asked = {box.label for box in app.text_area if box.label.startswith("Have you thought about")}
    assert len(asked) == 3
    box = next(b for b in app.text_area if b.label in asked)
    box.set_value("Two of four").run()
    app.radio[0].set_value("extending").run()
    now = {box.label for box in app.text_area if box.label.startswith("Have you thought about")}
    assert len(now) == 3
    assert not asked & now
    again = opened(LOCAL, PAGE, standard="LP7")
    assert level(again) == "extending", "what was picked and not kept is still there"
    again.radio[0].set_value("developing").run()
    assert "Two of four" in [box.value for box in again.text_area]


@pytest.mark.parametrize(
    ("chosen", "further", "onward"),
    [
        ("developing", "Extending:", "Which other team in your school could use this"),
        ("extending", "Transforming and leading:", "Which other school could use this"),
    ],
)
def test_the_next_level_is_shown_with_one_step_and_the_question_where_to(
    opened: Opener, chosen: str, further: str, onward: str
) -> None:
    app = opened(LOCAL, PAGE, standard="LP8")
    app.radio[0].set_value(chosen).run()
    said = words(app)
    assert "One step further" in said
    assert f"**{further}**" in said
    assert any(box.label.replace("\\", "").startswith(onward) for box in app.text_area)


def test_the_standards_stand_under_their_three_categories(opened: Opener) -> None:
    said = words(opened(LOCAL, PAGE))
    for words_ in (
        "Personal characteristics and attributes: standards 1 to 4",
        "Professional knowledge: standards 5 to 7",
        "Process and impact on others: standards 8 to 10",
    ):
        assert words_ in said


def test_level_reach_and_evidence_stand_apart_and_a_difference_is_a_question(
    opened: Opener,
) -> None:
    said = words(opened("demo:marcia", PAGE, standard="LP8"))
    assert "**The level you chose:** Developing" in said
    assert "**How far your evidence reaches:**" in said
    assert "**Evidence:**" in said
    assert "Could you be further than you think?" in said


def test_the_history_shows_each_level_with_its_day_and_its_reason(opened: Opener) -> None:
    said = words(opened("demo:marcia", PAGE, standard="LP7"))
    assert "12 December 2025, **Developing**: The four assistants use the card" in said
    assert "8 May 2026, **Extending**" in said


@pytest.mark.parametrize("place", ["demo:daniel", "demo:hannah", "demo:irene", LOCAL])
def test_nobody_else_sees_a_word_of_it(opened: Opener, place: str) -> None:
    said = words(opened(place, PAGE, standard="LP7"))
    assert "The four assistants use the card" not in said


def test_the_ladder_of_a_practice_shows_its_rungs_and_witnesses(opened: Opener) -> None:
    mine = opened.project_of("marcia")
    said = words(opened("demo:marcia", "sustain", project=mine, step="reach"))
    assert "20 April 2026. Seen by: The Reception lead" in said
    assert "Who used it: Two adults in Reception" in said
    assert "Their pupils: Not known yet" in said
    assert "Another school or wider:** not yet" in said
    assert "Which other school could use it, and who there would lead it?" in said


def test_what_is_erased_is_gone_from_the_page(opened: Opener) -> None:
    app = opened("demo:marcia", PAGE, standard="LP7")
    app.checkbox("self|sure").check().run()
    app.button("self|erase").click().run()
    assert "You have looked at 0 of 10 standards." in words(app)
    assert "The four assistants use the card" not in words(
        opened("demo:marcia", PAGE, standard="LP7")
    )


def test_another_framework_can_be_chosen_in_the_app_and_the_first_one_is_kept(
    opened: Opener, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    data = copy_content(tmp_path)
    matrix = tmp_path / "garden.matrix"
    matrix.write_bytes(as_bytes(flat_matrix()))
    import_framework(matrix, into=data / "frameworks", as_json=False)
    monkeypatch.setenv("LP_PLANNER_DATA", str(data))
    app = opened(LOCAL, PAGE)
    app.radio[0].set_value("developing").run()
    app.button("self|ssat_lp|LP1|keep").click().run()
    app.selectbox("self|framework").set_value("school_garden").run()
    assert "You have looked at 0 of 4 standards." in words(app)
    assert app.header[0].value.startswith("1")
    app.radio[0].set_value("extending").run()
    assert not app.exception
    again = opened(LOCAL, PAGE)
    assert again.selectbox("self|framework").value == "school_garden"
    again.selectbox("self|framework").set_value("ssat_lp").run()
    assert "You have looked at 1 of 10 standards." in words(again)


def test_two_tabs_do_not_write_over_each_other(opened: Opener) -> None:
    key = "self|ssat_lp|LP1||"
    one, two = opened(LOCAL, PAGE), opened(LOCAL, PAGE)
    one.text_area(key).set_value("Said in the first tab").run()
    two.text_area(key).set_value("Said in the second").run()
    assert "in another tab while you were writing" in words(two)
    assert "Said in the first tab" in words(two)
    assert two.text_area(key).value == "Said in the second"
    two.button(f"{key}|mine").click().run()
    assert not two.exception
    assert "in another tab" not in words(two)
    one.text_area(key).set_value("And again in the first").run()
    one.button(f"{key}|other").click().run()
    assert one.text_area(key).value == "Said in the second"
    assert opened(LOCAL, PAGE).text_area(key).value == "Said in the second"
