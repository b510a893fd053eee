"""The Plan page: every line opens its record in place, is saved there and come back to."""

import pytest
from streamlit.testing.v1 import AppTest

from lp_planner.services.accounts import people
from lp_planner.services.planning import plan, recording
from lp_planner.services.planning.plan import PlanLine
from tests.page_script import Opener, words

LEAD, LOCAL, PAGE = "demo:marcia", "local", "plan"


def lines_of(opened: Opener, person: str = "marcia") -> list[PlanLine]:
    workspace = opened.school()
    desk = workspace.desk(people.actor_for(workspace, person))
    parts = plan.plan_on_a_page(desk, opened.project_of(person))
    return [line for part in parts for line in part.lines]


def keys_of(app: AppTest) -> list[str]:
    return [str(button.key) for button in app.button]


def started(opened: Opener) -> str:
    app = opened(LOCAL, "home")
    app.text_input(key="home|new|title").set_value("Calm starts").run()
    app.button(key="home|new|start").click().run()
    return "".join(app.query_params["project"])


def test_a_line_opens_its_record_in_place_and_saving_comes_back_with_the_line_changed(
    opened: Opener,
) -> None:
    line = next(one for one in lines_of(opened) if one.kind == "active_ingredient")
    app = opened(LEAD, PAGE)
    app.button(f"open|line-{line.record_id}").click().run()
    key = f"{opened.project_of('marcia')}|active_ingredient|{line.record_id}"
    app.text_input(f"{key}|behaviour").set_value("Every child is heard before lunch").run()
    app.button(f"{key}|save").click().run()
    assert not app.exception
    assert f"{key}|save" not in keys_of(app)
    said = words(app)
    assert "1. Every child is heard before lunch" in said
    assert said.count("Kept ✓") == 1
    assert f"st-key-line-{line.record_id}" in "".join(
        str(html.proto.body) for html in app.get("html")
    )


def test_a_refused_save_stays_open_with_its_sentence(opened: Opener) -> None:
    line = next(one for one in lines_of(opened) if one.kind == "active_ingredient")
    app = opened(LEAD, PAGE, record=line.record_id)
    key = f"{opened.project_of('marcia')}|active_ingredient|{line.record_id}"
    app.text_input(f"{key}|behaviour").set_value("").run()
    app.button(f"{key}|save").click().run()
    assert f"{key}|save" in keys_of(app)
    assert "Kept ✓" not in words(app)


def test_every_line_of_the_plan_opens_the_form_of_its_record(opened: Opener) -> None:
    first_of_kind = {line.kind: line for line in reversed(lines_of(opened))}
    assert len(first_of_kind) == 6
    for kind, line in first_of_kind.items():
        app = opened(LEAD, PAGE, record=line.record_id)
        assert not app.exception
        assert f"{opened.project_of('marcia')}|{kind}|{line.record_id}|save" in keys_of(app)


def test_a_record_of_somebody_else_reads_as_one_that_is_not_there(opened: Opener) -> None:
    foreign = next(one for one in lines_of(opened, "daniel") if one.kind == "active_ingredient")
    unknown = words(opened(LEAD, PAGE, record="nobody"))
    assert "could not find" in unknown
    assert words(opened(LEAD, PAGE, record=foreign.record_id)) == unknown


def test_a_record_that_is_no_line_of_the_plan_is_not_opened_there(opened: Opener) -> None:
    workspace = opened.school()
    desk = workspace.desk(people.actor_for(workspace, "marcia"))
    coached = recording.records_of(desk, opened.project_of("marcia"), "coaching_session")[0]
    assert "could not find" in words(opened(LEAD, PAGE, record=coached.id))


def test_an_empty_column_names_the_step_that_fills_it(opened: Opener) -> None:
    app = opened(LOCAL, PAGE, project=started(opened))
    assert not app.exception
    links = [link.proto.label for link in app.get("page_link")]
    assert words(app).count("Nothing here yet") == 5
    assert {"Active ingredients", "How you will know"} <= {*links}


@pytest.mark.parametrize("number", [50])
def test_a_full_column_shows_its_first_lines_and_the_rest_at_one_click(
    opened: Opener, number: int
) -> None:
    workspace = opened.school()
    desk = workspace.desk(people.actor_for(workspace, "marcia"))
    for n in range(number):
        answers = {"behaviour": f"Habit number {n}", "fixedness": "tight"}
        recording.write_record(desk, opened.project_of("marcia"), "active_ingredient", answers)
    app = opened(LEAD, PAGE)
    assert "Habit number 49" not in "".join(b.label for b in app.button)
    app.button("plan|What?|all").click().run()
    assert not app.exception
    assert "Habit number 49" in "".join(b.label for b in app.button)


def test_the_drawing_of_the_thread_is_folded_away_and_one_strand_stands_open(
    opened: Opener,
) -> None:
    app = opened(LEAD, PAGE)
    assert not app.exception
    folded = next(e for e in app.expander if e.label == "The whole drawing")
    assert folded.get("plotly_chart")
    chosen = next(box for box in app.selectbox if "One strand at a time" in box.label)
    said = words(app)
    assert "Problem" in said
    other = chosen.options[-1]
    chosen.select_index(len(chosen.options) - 1).run()
    assert not app.exception
    assert other.partition(": ")[2][:20] or other[:20] in words(app)


def test_the_days_to_come_are_a_list_beside_their_picture(opened: Opener) -> None:
    app = opened(LEAD, PAGE)
    assert any(box.value == "The timeline" for box in app.header)
    assert len(app.get("plotly_chart")) == 2
    assert any(e.label.endswith("behind you") for e in app.expander)


def test_an_empty_plan_has_neither_days_nor_strands(opened: Opener) -> None:
    app = opened(LOCAL, PAGE, project=started(opened))
    assert not app.exception
    assert "One strand at a time" not in " ".join(box.label for box in app.selectbox)


def test_a_question_about_wording_names_the_whole_sentence_and_shows_a_better_one(
    opened: Opener,
) -> None:
    project_id = started(opened)
    app = opened(LOCAL, "prepare", project=project_id, step="ingredients")
    vague = "We embed a culture of high expectations and improve behaviour in all of our lessons"
    key = f"{project_id}|active_ingredient|new"
    app.text_input(f"{key}|behaviour").set_value(vague).run()
    app.radio(f"{key}|fixedness").set_value("tight").run()
    app.button(f"{key}|save").click().run()
    assert not app.exception
    said = words(opened(LOCAL, PAGE, project=project_id))
    assert f"You wrote: “{vague}”" in said
    assert "A better one, made up (" in said
    assert "The adult says one thing about what the child does" in said


@pytest.mark.parametrize("step", ["ingredients", "strategies", "measures"])
def test_whoever_writes_has_a_weak_and_a_better_sentence_beside_the_form(
    opened: Opener, step: str
) -> None:
    said = words(opened(LOCAL, "prepare", project=started(opened), step=step))
    assert said.count("Weak: “") == 3
    assert "These examples are made up." in said


def test_a_claim_has_a_better_one_beside_it_from_the_sector_of_whoever_writes(
    opened: Opener,
) -> None:
    line = next(one for one in lines_of(opened) if one.kind == "active_ingredient")
    said = words(opened(LEAD, "prepare", step="ingredients", record=line.record_id))
    assert "Better: “I asked what she had noticed before I said a word." in said
    assert "Better: “I cut the sheet from two pages" not in said
