"""Every page for every role: it opens, says what it should, and keeps what it must."""

import pytest

from lp_planner.services.accounts import people
from lp_planner.services.cohort import help_requests
from lp_planner.services.cohort.cohort_reports import COLUMNS
from lp_planner.services.evidence import packs
from lp_planner.services.planning import questions, recording
from lp_planner.ui.frame.navigation import PAGES
from tests.page_script import Opener, words

LEAD, LEADER, TRUST, LOCAL = "demo:marcia", "demo:hannah", "demo:ruth", "local"
OF_A_PROJECT = [item.key for item in PAGES if item.of_a_project]


@pytest.mark.parametrize("page", [item.key for item in PAGES])
@pytest.mark.parametrize(
    "place", [LEAD, "demo:daniel", "demo:priya", LEADER, "demo:irene", TRUST, LOCAL]
)
def test_every_page_opens_for_every_role_without_an_exception(
    opened: Opener, place: str, page: str
) -> None:
    app = opened(place, page)
    assert not app.exception
    assert len(app.title) == 1


@pytest.mark.parametrize("person", ["marcia", "daniel", "priya"])
def test_every_step_and_its_latest_record_open_without_an_exception(
    opened: Opener, person: str
) -> None:
    workspace = opened.school()
    actor = people.actor_for(workspace, person)
    mine = opened.project_of(person)
    for phase in workspace.library.pathway.phases:
        for step in phase.steps:
            app = opened(f"demo:{person}", phase.key, project=mine, step=step.key)
            assert not app.exception, step.key
            assert step.intro in words(app)
            for record in recording.records_of(workspace.desk(actor), mine, step.kind)[:1]:
                app = opened(
                    f"demo:{person}", phase.key, project=mine, step=step.key, record=record.id
                )
                assert not app.exception, step.key
                assert "What this shows" in words(app)


def test_a_training_session_keeps_the_ingredients_it_was_about_through_its_form(
    opened: Opener,
) -> None:
    workspace = opened.school()
    actor = people.actor_for(workspace, "marcia")
    mine = opened.project_of("marcia")
    before = recording.records_of(workspace.desk(actor), mine, "training_session")[0]
    ingredients = recording.records_of(workspace.desk(actor), mine, "active_ingredient")
    app = opened(LEAD, "prepare", project=mine, step="training", record=before.id)
    key = f"{mine}|training_session|{before.id}"
    chosen = app.pills(key=f"{key}|ingredient_ids")
    assert len(chosen.options) == len(ingredients)
    assert tuple(chosen.value or ()) == getattr(before, "ingredient_ids")  # noqa: B009
    assert chosen.value
    app.text_input(key=f"{key}|title").set_value("Twilight, once more").run()
    app.button(key=f"{key}|save").click().run()
    after = recording.record_of(workspace.desk(actor), "training_session", before.id)
    assert after.headline == "Twilight, once more"
    assert getattr(after, "ingredient_ids") == getattr(before, "ingredient_ids")  # noqa: B009


def test_a_question_is_answered_on_its_step_and_can_be_asked_again(opened: Opener) -> None:
    workspace = opened.school()
    actor = people.actor_for(workspace, "marcia")
    mine = opened.project_of("marcia")
    asked = questions.questions_about(workspace.desk(actor), mine).open[0]
    key = f"reason|{mine}|{asked.code}|{asked.about_id}"
    app = opened(LEAD, "plan", project=mine, questions="all")
    app.button(key=f"{key}|keep").click().run()
    assert "Please write a few words on why" in words(app)
    app.text_area(key=f"{key}|words").set_value("We looked at it together").run()
    app.button(key=f"{key}|keep").click().run()
    assert "We looked at it together" in words(app)
    assert asked not in questions.questions_about(workspace.desk(actor), mine).open
    app.button(key=f"again|plan|{asked.code}|{asked.about_id}").click().run()
    assert asked in questions.questions_about(workspace.desk(actor), mine).open


def test_a_step_is_passed_with_a_reason_that_stands_beside_it(opened: Opener) -> None:
    app = opened(LOCAL, "home")
    app.text_input(key="home|new|title").set_value("Calm starts").run()
    app.button(key="home|new|start").click().run()
    mine = app.query_params["project"]
    app = opened(LOCAL, "explore", project=mine, step="fit")
    key = f"reason|{mine}|step:fit|"
    app.text_area(key=f"{key}|words").set_value("There is only one of me").run()
    app.button(key=f"{key}|keep").click().run()
    assert "You went on because: There is only one of me" in words(app)


@pytest.mark.parametrize("page", OF_A_PROJECT)
def test_project_pages_show_the_lead_their_project(opened: Opener, page: str) -> None:
    app = opened(LEAD, page)
    assert "Same-day keep-up in Year 1 phonics" in words(app)
    assert app.query_params["project"] == opened.project_of("marcia")


@pytest.mark.parametrize("page", OF_A_PROJECT)
@pytest.mark.parametrize("place", [LEADER, "demo:daniel"])
def test_somebody_else_s_project_in_the_address_reads_as_unknown(
    opened: Opener, place: str, page: str
) -> None:
    foreign = words(opened(place, page, project=opened.project_of("marcia")))
    unknown = words(opened(place, page, project="no-such-project"))
    assert foreign == unknown
    assert "We could not find that here" in foreign
    assert "keep-up" not in foreign


def test_a_record_of_somebody_else_in_the_address_reads_as_unknown(opened: Opener) -> None:
    mine = opened.project_of("daniel")
    workspace = opened.school()
    marcia = people.actor_for(workspace, "marcia")
    theirs = recording.records_of(workspace.desk(marcia), opened.project_of("marcia"), "option")[0]
    app = opened("demo:daniel", "explore", project=mine, step="options", record=theirs.id)
    assert "We could not find that here" in words(app)


def test_the_cohort_page_is_for_the_senior_leader_alone(opened: Opener) -> None:
    seen = opened(LEADER, "cohort", tab="Each project")
    assert len(seen.dataframe[0].value) == 12
    assert list(seen.dataframe[0].value.columns) == [c.heading for c in COLUMNS.values()]
    assert "Demonstration data" in words(seen) or seen.main
    assert "cannot see a cohort" in words(opened(LEAD, "cohort"))
    assert not opened(LEAD, "cohort").dataframe


def test_the_trust_page_is_for_the_trust_lead_alone_and_names_nobody(opened: Opener) -> None:
    seen = words(opened(TRUST, "trust"))
    assert "Kestrel Way Academy: at least 5" in seen.replace("*", "")
    assert "Held back: " in seen
    assert "Too few share for numbers of their own: Fernhill Primary" in seen
    for name in ("Marcia", "Daniel", "phonics", "Retrieval at the door"):
        assert name not in seen
    for other in (LEAD, LEADER):
        assert "Kestrel Way Academy" not in words(opened(other, "trust"))


def test_the_cohort_page_says_which_priorities_are_served_and_offers_a_page(opened: Opener) -> None:
    app = opened(LEADER, "cohort", tab="Priorities")
    assert "Which priorities they serve" in words(app)
    served = "Vocabulary before reading, Alderbrook Primary: Children understand the words"
    assert served in words(app)
    assert "One page for governors" in words(opened(LEADER, "cohort", tab="Take it with you"))


def test_a_note_is_put_beside_what_a_moderator_wrote(opened: Opener) -> None:
    app = opened(LEAD, "home")
    assert "Please add who outside your team read the page" in words(app)
    box = next(b for b in app.text_area if b.label == "My note beside it")
    box.set_value("It was read at Larkrise in May").run()
    next(b for b in app.button if b.label == "Save the note").click().run()
    assert "Your note stands beside it" in words(app)
    assert "Beside it, you: It was read at Larkrise in May" in words(opened(LEAD, "portfolio"))


def test_a_single_thing_is_left_out_by_unticking_it(opened: Opener) -> None:
    app = opened("demo:tom", "sharing")
    box = next(b for b in app.checkbox if "Six words are taught" in b.label)
    assert box.value
    box.uncheck().run()
    assert "1 left out" in " ".join(e.label for e in app.expander)
    assert "1. Six words are taught before reading" not in words(app)


def test_somebody_is_invited_joins_and_leaves_again(opened: Opener) -> None:
    app = opened(LEADER, "cohort", tab="Look after it")
    next(b for b in app.button if b.label == "Invite").click().run()
    invited = opened("demo:neil", "home")
    assert "invites you to" in words(invited)
    next(b for b in invited.button if b.label == "Join").click().run()
    app = opened("demo:neil", "sharing")
    assert "looked after by Hannah Osei" in words(app)
    next(b for b in app.checkbox if b.label == "I want to leave this cohort").check().run()
    next(b for b in app.button if b.label == "Leave").click().run()
    assert "You have left Teasel Learning Trust, 2025/26" in words(app)
    assert "Hannah Osei sees" not in words(app)


def test_the_home_page_of_a_new_person_offers_one_first_step(opened: Opener) -> None:
    app = opened(LOCAL, "home")
    assert "Start a project" in words(app)
    app.text_input(key="home|new|title").set_value("Calm starts").run()
    app.button(key="home|new|start").click().run()
    assert not app.exception
    assert "Calm starts" in words(app)
    assert app.title[0].value == "Explore"


def test_starting_without_a_title_asks_for_one(opened: Opener) -> None:
    app = opened(LOCAL, "home")
    app.button(key="home|new|start").click().run()
    assert "working title first" in words(app)


@pytest.mark.parametrize("page", [item.key for item in PAGES if item.key != "moderation"])
def test_a_browser_without_a_place_is_asked_for_one(opened: Opener, page: str) -> None:
    app = opened("", page)
    assert not app.exception
    assert "has not said yet" in words(app)
    assert "Where would you like to work?" in words(app)


def test_a_new_person_is_helped_to_a_focus_with_worked_examples_of_their_own_sector(
    opened: Opener,
) -> None:
    said = words(opened(LOCAL, "home"))
    assert "What does your school work on this year" in said
    assert "too big for you and a year, or too small" in said
    assert said.count("they began with “") == 3


def test_a_record_is_written_through_the_form_and_proposes_its_standards(opened: Opener) -> None:
    project = opened.project_of("irene")
    app = opened("demo:irene", "explore", project=project, step="options")
    form = f"{project}|option|new"
    app.text_input(key=f"{form}|name").set_value("Buddies").run()
    app.radio(key=f"{form}|option_kind").set_value("do_something").run()
    app.button(key=f"{form}|save").click().run()
    assert not app.exception
    said = words(app)
    assert "Kept ✓" in said
    assert "Buddies" in said
    assert "LP5 Undertaking research" in said


def test_a_form_with_a_gap_names_it_at_the_field_and_keeps_the_rest(opened: Opener) -> None:
    project = opened.project_of("irene")
    app = opened("demo:irene", "explore", project=project, step="options")
    form = f"{project}|option|new"
    app.text_area(key=f"{form}|evidence").set_value("Two schools wrote of it.").run()
    app.button(key=f"{form}|save").click().run()
    assert words(app).count("is still empty") == 2
    assert app.text_area(key=f"{form}|evidence").value == "Two schools wrote of it."


def test_what_was_typed_is_there_in_a_new_session(opened: Opener) -> None:
    project = opened.project_of("irene")
    form = f"{project}|problem_statement|new"
    app = opened("demo:irene", "explore", project=project, step="problem")
    app.text_area(key=f"{form}|staff_behaviour").set_value("Half a thought").run()
    again = opened("demo:irene", "explore", project=project, step="problem")
    assert again.text_area(key=f"{form}|staff_behaviour").value == "Half a thought"


def test_a_stale_save_keeps_my_text_and_shows_both(opened: Opener) -> None:
    project = opened.project_of("irene")
    workspace = opened.school()
    irene = people.actor_for(workspace, "irene")
    record = recording.records_of(workspace.desk(irene), project, "focus_check")[0]
    app = opened("demo:irene", "explore", project=project, step="focus")
    form = f"{project}|focus_check|{record.id}"
    app.text_area(key=f"{form}|reason").set_value("My words").run()
    recording.revise_record(
        workspace.desk(irene), "focus_check", record.id,
        {"verdict": "just_right", "reason": "Their words"}, version=record.version,
    )  # fmt: skip
    app.button(key=f"{form}|save").click().run()
    said = words(app)
    assert "saved somewhere else" in said
    assert "Their words" in said
    assert app.text_area(key=f"{form}|reason").value == "My words"
    app.button(key=f"{form}|mine").click().run()
    kept = recording.record_of(workspace.desk(irene), "focus_check", record.id)
    assert kept.headline == "My words"


def test_a_claim_is_added_from_the_record(opened: Opener) -> None:
    project = opened.project_of("irene")
    workspace = opened.school()
    irene = people.actor_for(workspace, "irene")
    record = recording.records_of(workspace.desk(irene), project, "diagnosis_source")[0]
    app = opened("demo:irene", "explore", project=project, step="diagnosis", record=record.id)
    key = f"claim|diagnosis_source|{record.id}"
    box = next(b for b in app.text_input if b.key == f"{key}|claim|LP5")
    assert str(box.value).startswith("I looked and listened: ")
    box.set_value("I asked seven families first").run()
    app.radio(key=f"{key}|reach").set_value("own_team").run()
    app.button(key=f"{key}|add").click().run()
    assert not app.exception
    assert "Added to your evidence for LP5" in words(app)
    assert "I asked seven families first" in words(app)


def test_a_removed_record_can_be_brought_back(opened: Opener) -> None:
    project = opened.project_of("irene")
    workspace = opened.school()
    irene = people.actor_for(workspace, "irene")
    record = recording.records_of(workspace.desk(irene), project, "diagnosis_source")[0]
    app = opened("demo:irene", "explore", project=project, step="diagnosis", record=record.id)
    app.button(key=f"{project}|diagnosis_source|{record.id}|remove").click().run()
    assert not recording.records_of(workspace.desk(irene), project, "diagnosis_source")
    app.button(key="undo").click().run()
    assert recording.records_of(workspace.desk(irene), project, "diagnosis_source")


def test_a_pack_is_previewed_and_built_without_what_is_left_out(opened: Opener) -> None:
    project = opened.project_of("marcia")
    workspace = opened.school()
    items = packs.pack_items(workspace.desk(people.actor_for(workspace, "marcia")), project)
    first, number = items[0], len(items)
    app = opened(LEAD, "evidence", project=project)
    key, there = f"pack|{project}|leave_out", number + sum(len(item.behind) for item in items)
    search = app.text_input(key=f"{key}|search")
    assert search.placeholder == f"Search {there}"
    search.set_value(" ".join(first.claims[0].split()[:4])).run()
    assert f"**{number} of {number}** records go out" in words(app)
    app.pills(key=key).set_value([first.about.record_id]).run()
    assert f"**{number - 1} of {number}** records go out" in words(app)
    app.button(key=f"pack|{project}|build").click().run()
    assert not app.exception
    assert "The pack is ready" in words(app)
    again = opened(LEAD, "evidence", project=project)
    assert f"**{number - 1} of {number}** records go out" in words(again)


def test_pages_offer_what_can_be_taken_away(opened: Opener) -> None:
    def offered(place: str, page: str, **query: str) -> list[str]:
        app = opened(place, page, **query)
        return [button.proto.label for button in app.get("download_button")]

    assert {"Word document", "PDF", "Excel workbook", "CSV table"} <= {*offered(LEAD, "evidence")}
    assert {"PDF, A4", "PDF, A3", "Word, A4", "Word, A3", "Calendar"} <= {*offered(LEAD, "plan")}
    page = ["One page, PDF", "One page, Word"]
    assert offered(LEADER, "cohort", tab="Take it with you") == ["Excel workbook", "PDF", *page]
    assert offered(TRUST, "trust") == page
    assert "All my data" in offered(LEAD, "you")
    assert "All my data" in offered(LOCAL, "you")


def test_the_lead_sees_what_the_leader_sees_and_who_has_looked(opened: Opener) -> None:
    mine = opened.project_of("marcia")
    shown = opened(LEADER, "cohort", shared=mine)
    assert not shown.exception
    seen = words(shown)
    assert "Same-day keep-up in Year 1 phonics" in seen
    assert any(box.label.startswith("The evidence: LP") for box in shown.expander)
    mirror = words(opened(LEAD, "sharing", project=mine))
    assert "Hannah Osei, on its own page" in mirror
    own = ("Cohort", "Your visit", "**One page for your conversation**")
    around = {line for line in seen.splitlines() if line.startswith(own)}
    assert {line for line in seen.splitlines() if line not in mirror} == around


def test_sharing_is_taken_back_with_one_click(opened: Opener) -> None:
    mine = opened.project_of("marcia")
    app = opened(LEAD, "sharing", project=mine)
    (level,) = (radio for radio in app.radio if radio.label == "Hannah Osei sees")
    level.set_value("private").run()
    assert "Hannah Osei sees nothing and does not know of this project" in words(app)
    refused = words(opened(LEADER, "cohort", shared=mine))
    assert "We could not find that here" in refused
    assert "keep-up" not in refused


def test_the_cohort_is_filtered_and_says_why_somebody_might_welcome_a_word(
    opened: Opener,
) -> None:
    app = opened(LEADER, "cohort", tab="Each project")
    app.selectbox(key="cohort|filter|school").set_value("Larkrise School").run()
    assert len(app.dataframe[0].value) == 1
    assert "Who might welcome a conversation" in words(app)


def test_help_is_asked_for_and_answered_across_two_pages(opened: Opener) -> None:
    mine = opened.project_of("marcia")
    app = opened(LEAD, "sharing", project=mine)
    app.text_area(key=f"help|{mine}|words").set_value("Could we have the hall?").run()
    app.button(key=f"help|{mine}|send").click().run()
    leader = opened(LEADER, "cohort", tab="Asked of you")
    assert "Could we have the hall?" in words(leader)
    workspace = opened.school()
    to_hannah = help_requests.requests_to_me(workspace.desk(people.actor_for(workspace, "hannah")))
    key = next(r.request_id for r in to_hannah if r.asked == "Could we have the hall?")
    leader.text_area(key=f"answer|{key}|words").set_value("Yes, on Tuesdays").run()
    leader.button(key=f"answer|{key}|send").click().run()
    assert "Yes, on Tuesdays" in words(opened(LEAD, "sharing", project=mine))


def test_a_project_is_erased_after_its_title_was_typed_and_home_is_next(opened: Opener) -> None:
    mine = opened.project_of("irene")
    app = opened("demo:irene", "sharing", project=mine)
    app.button(key=f"erase|{mine}|go").click().run()
    assert "Nothing was erased" in words(app)
    app.text_input(key=f"erase|{mine}|title").set_value("A welcome for new families").run()
    app.button(key=f"erase|{mine}|go").click().run()
    assert not app.exception
    assert "A welcome for new families" not in words(app)
    assert "could not find" in words(opened("demo:irene", "plan", project=mine))


def test_the_list_of_evidence_is_narrowed_by_phase_and_by_reach(opened: Opener) -> None:
    app = opened(LEAD, "evidence", project=opened.project_of("marcia"))
    said = words(app)
    assert "· Deliver · Your own team" in said
    assert "· Explore ·" in said
    app.selectbox("list|phase_name").set_value("Deliver").run()
    app.selectbox("list|reach_name").set_value("Beyond your own team").run()
    narrowed = words(app)
    assert "· Deliver · Beyond your own team" in narrowed
    assert "· Explore ·" not in narrowed
    assert "· Deliver · Your own team" not in narrowed
    app.selectbox("list|phase_name").set_value("All").run()
    app.selectbox("list|reach_name").set_value("All").run()
    assert words(app) == said
