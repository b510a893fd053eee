"""What a form shows and keeps: numbers as they are said, notes apart, what a visit said before."""

import pytest

from lp_planner.domain.records.delivery import FidelityRating
from lp_planner.domain.records.fields import field_specs
from lp_planner.services.accounts import people
from lp_planner.services.desk import drafts
from lp_planner.services.planning import inbox, recording
from lp_planner.ui.planning import form_start
from tests.page_script import Opener, words

LEAD = "demo:marcia"


def test_a_number_is_read_as_it_was_typed(opened: Opener) -> None:
    mine = opened.project_of("marcia")
    app = opened(LEAD, "explore", project=mine, step="baseline", add="yes")
    formats = {number.proto.format for number in app.number_input if number.proto.data_type == 1}
    assert formats == {"%g"}


def test_two_notes_of_the_inbox_begin_a_form_each(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace, mine = opened.school(), opened.project_of("marcia")
    desk = workspace.desk(people.actor_for(workspace, "marcia"))
    rule = next(r for r in workspace.library.note_rules.kinds if r.kind == "coaching_session")
    notes = [inbox.jot(desk, words=said).note for said in ("Talked with Kofi", "Talked with Zoe")]
    for note in notes:
        form_start.begin(desk, mine, note, inbox.form_start(desk, note, rule))
    for note in notes:
        app = opened(LEAD, "deliver", project=mine, step="coaching", add=note.id)
        said = {box.value for box in (*app.text_area, *app.text_input)}
        assert note.words in said
        assert not {other.words for other in notes if other is not note} & said
    app = opened(LEAD, "deliver", project=mine, step="coaching", add=notes[0].id)
    key = f"{mine}|coaching_session|{notes[0].id}"
    app.text_input(key=f"{key}|coachee").set_value("Kofi").run()
    app.text_input(key=f"{key}|action_step").set_value("Wait three seconds").run()
    app.button(key=f"{key}|save").click().run()
    assert "Kept ✓" in words(app)
    assert inbox.note_of(desk, notes[0].id).record_id == notes[0].id
    assert inbox.note_of(desk, notes[1].id).is_waiting
    assert drafts.draft_of(desk, f"{mine}|coaching_session|{notes[1].id}")
    assert not drafts.draft_of(desk, key)


def test_what_a_visit_saw_before_it_was_corrected_is_told(opened: Opener) -> None:
    workspace, mine = opened.school(), opened.project_of("marcia")
    desk = workspace.desk(people.actor_for(workspace, "marcia"))
    visit = recording.records_of(desk, mine, "fidelity_visit")[0]
    seen = dict(recording.ratings_of_visit(desk, visit.id))
    ingredient = next(id_ for id_, rating in seen.items() if rating is FidelityRating.SEEN)
    answers = {spec.name: getattr(visit, spec.name) for spec in field_specs(type(visit))}
    recording.revise_fidelity_visit(
        desk, visit.id, answers, {**seen, ingredient: FidelityRating.NOT_SEEN},
        version=visit.version,
    )  # fmt: skip
    behaviour = recording.record_of(desk, "active_ingredient", ingredient).headline
    app = opened(LEAD, "deliver", project=mine, step="visits", record=visit.id)
    (earlier,) = [e for e in app.expander if e.label.startswith("Earlier versions")]
    said = " ".join(m.value for m in earlier.markdown)
    label = workspace.library.vocabularies["fidelity_ratings"].label
    assert behaviour[:40] in said
    assert label("seen") in said


def test_a_cell_that_was_mended_in_a_sheet_is_still_mended_after_a_reload(opened: Opener) -> None:
    mine = opened.project_of("marcia")
    sheet = "Date,Teacher,Action step,Minutes\n15/09/25,Sam,Ask three,25 mins"
    app = opened(LEAD, "deliver", project=mine, step="coaching")
    app.text_area(key="rows.coaching_session|rows").set_value(sheet).run()
    (wrong,) = [box for box in app.text_input if "|told|cell:" in (box.key or "")]
    wrong.set_value("25").run()
    app = opened(LEAD, "deliver", project=mine, step="coaching")
    assert not [box for box in app.text_input if "|told|cell:" in (box.key or "")]
    app.text_area(key="rows.coaching_session|rows").set_value(f"{sheet} or so").run()
    assert [box for box in app.text_input if "|told|cell:" in (box.key or "")]
