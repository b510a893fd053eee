"""The Evidence page: what waits on top, the matrix as the way in, standards not in view folded."""

from streamlit.testing.v1 import AppTest

from tests.page_script import Opener, words

LEAD, PAGE = "demo:marcia", "evidence"


def ticks(app: AppTest, standard: str) -> list[str]:
    return [str(box.key) for box in app.checkbox if str(box.key).startswith(f"wait|{standard}|")]


def test_what_waits_stands_on_top_and_is_used_with_one_button(opened: Opener) -> None:
    app = opened(LEAD, PAGE)
    assert "could speak for standards.** Drafted from what you wrote" in words(app)
    first = ticks(app, "LP8")
    assert first
    app.button("wait|use|LP8").click().run()
    assert not app.exception
    assert f"Used {len(first)} for LP8." in words(app)
    assert not set(first) & set(ticks(app, "LP8"))


def test_every_standard_gets_a_sentence_of_its_own_in_twenty_two_clicks_at_most(
    opened: Opener,
) -> None:
    app = opened(LEAD, PAGE)
    clicks = 1  # the fold with what could speak for other standards
    standards = [str(b.key).split("|")[2] for b in app.button if str(b.key).startswith("wait|use|")]
    assert len(standards) >= 9
    for standard in standards:
        app.button(f"wait|use|{standard}").click().run()
        clicks += 1
        assert not app.exception
        assert f"Used 1 for {standard}." in words(app)
    assert clicks <= 22


def test_not_this_one_stays_so_until_it_is_offered_again(opened: Opener) -> None:
    app = opened(LEAD, PAGE)
    line = ticks(app, "LP6")[0].removesuffix("|tick")
    app.button(f"{line}|no").click().run()
    again = opened(LEAD, PAGE)
    assert f"{line}|tick" not in ticks(again, "LP6")
    back = next(b for b in again.button if b.label == "Offer it again")
    back.click().run()
    assert f"{line}|tick" in ticks(opened(LEAD, PAGE), "LP6")


def test_a_changed_sentence_is_the_one_that_is_used(opened: Opener) -> None:
    app = opened(LEAD, PAGE)
    line = ticks(app, "LP6")[0].removesuffix("|tick")
    app.button(f"{line}|change").click().run()
    app.text_area(f"{line}|claim").set_value("I asked before I told").run()
    app.button("wait|use|LP6").click().run()
    assert not app.exception
    assert "**I asked before I told**" in words(app)


def test_a_cell_opens_what_is_there_or_says_what_could_fill_it(opened: Opener) -> None:
    app = opened(LEAD, PAGE)
    app.button("cell|LP8|deliver").click().run()
    assert "**LP8 Coaching to lead, Deliver**" in words(app)
    app.button("cell|LP8|sustain").click().run()
    assert not app.exception
    assert "What in Sustain could fill it:" in words(app)


def test_standards_not_in_view_are_folded(opened: Opener) -> None:
    app = opened(LEAD, PAGE)
    labels = [str(e.label) for e in app.expander]
    assert any("standards not in view" in label for label in labels)
    assert not [b for b in app.button if str(b.key).startswith("cell|LP4|")]


def test_an_empty_project_says_what_will_stand_here(opened: Opener) -> None:
    app = opened("demo:priya", PAGE)
    assert not app.exception
