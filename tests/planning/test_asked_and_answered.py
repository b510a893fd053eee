"""What the planner asks about growth, learning and what became of it can be answered and stays."""

import datetime as dt

import pytest
from streamlit.testing.v1 import AppTest

from lp_planner.content.library import Library
from lp_planner.domain.planning.pathway import Step
from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.fields import field_specs
from tests.page_script import Opener, words

LEAD = "demo:daniel"
TODAY = dt.date(2026, 6, 26)


def answered(app: AppTest, form: str, **answers: object) -> AppTest:
    """The form with these answers, saved."""
    for name, said in answers.items():
        kinds = [*app.text_input, *app.text_area, *app.radio, *app.selectbox, *app.date_input]
        next(w for w in kinds if w.key == f"{form}|{name}").set_value(said).run()
    return app.button(key=f"{form}|save").click().run()


def labels(app: AppTest) -> str:
    return "\n".join(str(box.label) for box in [*app.text_area, *app.text_input])


def test_a_goal_of_one_s_own_is_asked_for_kept_and_evidence_of_always_learning(
    opened: Opener,
) -> None:
    project = opened.project_of("daniel")
    app = opened(LEAD, "prepare", project=project, step="growth", add="yes")
    app = answered(
        app, f"{project}|development_goal|new", goal="End a meeting on time", agreed_on=TODAY
    )
    assert not app.exception
    assert "Kept ✓" in words(app)
    assert "LP4 Always a learner" in words(app)


def test_before_the_first_standard_one_s_own_knowledge_is_asked_about_and_the_answer_stays(
    opened: Opener,
) -> None:
    app = opened(LEAD, "self_assessment")
    box = next(b for b in app.text_area if "come to you for" in b.label)
    box.set_value("How a lunch hall feels at half past twelve").run()
    again = opened(LEAD, "self_assessment")
    assert "How a lunch hall feels at half past twelve" in [b.value for b in again.text_area]


@pytest.mark.parametrize(
    ("standard", "both"), [("LP6", ("pupils", "colleagues")), ("LP7", ("who", "use it"))]
)
def test_how_people_learn_and_who_went_on_to_use_it_are_asked_and_the_answer_stays(
    opened: Opener, standard: str, both: tuple[str, str]
) -> None:
    app = opened(LEAD, "self_assessment", standard=standard)
    app.radio[0].set_value("developing").run()
    asked = [b for b in app.text_area if b.label.startswith("Have you thought about")]
    said = " ".join(b.label for b in asked)
    assert all(word in said for word in both)
    label = asked[0].label
    asked[0].set_value("They asked for it again").run()
    again = opened(LEAD, "self_assessment", standard=standard)
    kept = {b.label: b.value for b in again.text_area}
    assert kept[label] == "They asked for it again"


def test_who_used_it_and_what_changed_for_their_pupils_are_asked_and_stand_on_the_ladder(
    opened: Opener,
) -> None:
    project = opened.project_of("daniel")
    app = opened(LEAD, "sustain", project=project, step="reach", add="yes")
    assert "Who uses it now, and how does it go?" in labels(app)
    assert "What changed for the pupils of the colleagues who took it up?" in labels(app)
    app = answered(
        app,
        f"{project}|reach_step|new",
        practice="The calm start",
        rung="another_team",
        reached_on=TODAY,
        witness="the Year 3 lead",
        what_happened="They watched and tried it",
        who_used_it="Two of three teams still do",
        pupils_there="Year 3 settle before the bell",
    )
    assert not app.exception
    said = words(opened(LEAD, "sustain", project=project, step="reach"))
    assert "Who used it: Two of three teams still do" in said
    assert "Their pupils: Year 3 settle before the bell" in said


def needs_another(library: Library) -> list[tuple[str, Step, Step]]:
    """Each step whose records belong to one of another step: its phase, itself, the other."""
    of_kind = {s.kind: s for p in library.pathway.phases for s in p.steps}
    return [
        (phase.key, step, of_kind[spec.links_to])
        for phase in library.pathway.phases
        for step in phase.steps
        for spec in field_specs(RECORD_KINDS[step.kind])
        if spec.required and spec.links_to
    ]


def test_a_record_that_belongs_to_another_leads_there_while_there_is_none(
    opened: Opener, library: Library
) -> None:
    app = opened("local", "home")
    app.text_input(key="home|new|title").set_value("Calm starts").run()
    app.button(key="home|new|start").click().run()
    found = needs_another(library)
    assert {step.kind for _, step, _ in found} >= {"reading", "fit_rating", "adaptation"}
    for phase, step, other in found:
        app = opened("local", phase, step=step.key)
        assert f"First comes “{other.name}”" in words(app)
        assert not [button for button in app.button if button.label == "Save"], step.key
        add = library.pathway.text_by_kind[other.kind].add_label
        links = {link.proto.label: link.proto.query_string for link in app.get("page_link")}
        assert f"step={other.key}" in links[add]
