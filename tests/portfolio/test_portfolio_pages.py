"""The portfolio page for its owner, and the moderation page for whoever holds a link."""

import pytest

from lp_planner.services.accounts import people
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.portfolio import moderation, portfolio, submissions
from tests.page_script import Opener, words


def fresh_link(school: Workspace) -> tuple[str, str]:
    """A link to Marcia's copy: its secret and its id."""
    marcia = people.actor_for(school, "marcia")
    sent = submissions.my_submissions(school.desk(marcia))[0].submission
    made = submissions.make_link(school.desk(marcia), sent.id, for_whom="Sam", days=7)
    return made.secret, made.link.id


def test_the_portfolio_names_what_is_missing_and_shows_what_came_back(opened: Opener) -> None:
    said = words(opened("demo:marcia", "portfolio"))
    assert "No evidence yet:" in said
    assert "you claimed Extending" in said
    assert "Ruth Adeyemi, moderator: Developing." in said
    assert "Opened 3 times" in said


def test_the_accrediting_organisation_s_site_is_a_setting_and_empty_until_then(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not opened("demo:daniel", "portfolio").get("link_button")
    monkeypatch.setenv("LP_PLANNER_ACCREDITATION_SITE", "https://accreditation.example")
    shown = opened("demo:daniel", "portfolio").get("link_button")
    assert len(shown) == 1


@pytest.mark.parametrize("place", ["demo:hannah", "demo:daniel"])
def test_nobody_else_reads_the_portfolio(opened: Opener, place: str) -> None:
    said = words(opened(place, "portfolio"))
    assert "ten-minute quiz" not in said
    assert "Ruth Adeyemi" not in said


def test_an_account_is_kept_as_it_is_typed_and_is_there_in_a_new_session(opened: Opener) -> None:
    app = opened("demo:daniel", "portfolio")
    app.text_area(key="portfolio|LP4|text").set_value("I learn most from a no").run()
    assert not app.exception
    assert "6 words. Saved at" in words(app)
    again = opened("demo:daniel", "portfolio")
    assert again.text_area(key="portfolio|LP4|text").value == "I learn most from a no"


def test_an_account_starts_from_the_records(opened: Opener) -> None:
    app = opened("demo:daniel", "portfolio")
    app.button(key="portfolio|LP5|start").click().run()
    school = opened.school()
    daniel = people.actor_for(school, "daniel")
    offered = portfolio.words_to_start_from(school.desk(daniel), "LP5")
    assert offered
    assert app.text_area(key="portfolio|LP5|text").value == offered


def test_an_account_saved_in_another_tab_is_shown_beside_mine(opened: Opener) -> None:
    app = opened("demo:daniel", "portfolio")
    school = opened.school()
    daniel = people.actor_for(school, "daniel")
    portfolio.save_narrative(school.desk(daniel), "LP4", "Their words", version=0)
    app.text_area(key="portfolio|LP4|text").set_value("My words").run()
    assert "Their words" in words(app)
    app.button(key="portfolio|LP4|mine").click().run()
    assert portfolio.my_portfolio(school.desk(daniel)).narratives["LP4"].text == "My words"


def test_what_is_chosen_is_kept_and_submitting_needs_a_reason_while_something_is_missing(
    opened: Opener,
) -> None:
    school = opened.school()
    daniel = people.actor_for(school, "daniel")
    first = portfolio.my_portfolio(school.desk(daniel)).pieces[0]
    app = opened("demo:daniel", "portfolio")
    app.checkbox(key=f"portfolio|piece|{first.claim_id}").uncheck().run()
    app.radio(key="portfolio|level|LP5").set_value("extending").run()
    app.checkbox(key="portfolio|is_blind").check().run()
    assert "with a stranger’s eyes" in words(app)
    kept = portfolio.choices_of(school.desk(daniel))
    assert (kept.left_out, dict(kept.levels), kept.is_blind) == (
        (first.claim_id,), {"LP5": "extending"}, True,
    )  # fmt: skip
    app.button(key="portfolio|submit").click().run()
    assert "write down why you submit all the same" in words(app)
    app.text_input(key="portfolio|reason").set_value("To hear what is missing").run()
    app.button(key="portfolio|submit").click().run()
    assert not app.exception
    assert "You went on because: To hear what is missing" in words(app)
    assert submissions.my_submissions(school.desk(daniel))[0].submission.is_blind


def test_a_link_is_made_and_shown_and_an_outcome_is_kept(opened: Opener) -> None:
    school = opened.school()
    marcia = people.actor_for(school, "marcia")
    sent = submissions.my_submissions(school.desk(marcia))[0].submission
    app = opened("demo:marcia", "portfolio")
    app.button(key=f"link|{sent.id}|make").click().run()
    assert "Who is the link for" in words(app)
    app.text_input(key=f"link|{sent.id}|for_whom").set_value("Sam").run()
    app.button(key=f"link|{sent.id}|make").click().run()
    secret = app.code[0].value.rpartition("token=")[2]
    assert moderation.open_submission(school, secret, visit="v").for_whom == "Sam"
    app.button(key=f"copied|{sent.id}").click().run()
    assert not app.code
    app.button(key=f"outcome|{sent.id}|keep").click().run()
    assert "Please say what was decided" in words(app)
    app.radio(key=f"outcome|{sent.id}|result").set_value("accredited").run()
    app.button(key=f"outcome|{sent.id}|keep").click().run()
    assert not app.exception
    assert "It runs for three years, until 26 June 2029" in words(app)


@pytest.mark.parametrize("place", ["", "demo:hannah", "demo:daniel", "local"])
def test_the_copy_opens_by_its_link_from_any_place_and_without_one(
    opened: Opener, place: str
) -> None:
    school = opened.school()
    token, link_id = fresh_link(school)
    app = opened(place, "moderation", token=token)
    assert not app.exception
    said = words(app)
    assert "Marcia Bennett · HLTA · Alderbrook Primary" in said
    assert said.index("The problem") < said.index("Claim:") < said.index("Evidence and impact")
    app.radio(key=f"rating|{link_id}|LP7|level").set_value("extending").run()
    app.text_area(key=f"rating|{link_id}|LP7|feedback").set_value("Reception convinced me").run()
    app.button(key=f"rating|{link_id}|LP7|give").click().run()
    assert not app.exception
    assert "Given: Extending" in words(app)
    marcia = people.actor_for(school, "marcia")
    found = submissions.my_submissions(school.desk(marcia))[0]
    assert sum(o.link_id == link_id for o in found.openings) == 1
    lp7 = next(row for row in found.side_by_side if row.standard == "LP7")
    assert "Reception convinced me" in [rating.feedback for rating in lp7.ratings]


def test_a_revoked_link_says_the_same_as_an_unknown_one(opened: Opener) -> None:
    school = opened.school()
    token, link_id = fresh_link(school)
    submissions.revoke_link(school.desk(people.actor_for(school, "marcia")), link_id)
    said = [
        words(opened("", "moderation", **query))
        for query in (
            {"token": token},
            {"token": "demo-unknown"},
            {"token": "unknown"},
            {},
        )
    ]
    assert len(set(said)) == 1
    assert "We could not find that here" in said[0]
    assert "Marcia" not in said[0]


def test_what_a_moderator_typed_is_kept_as_a_draft_the_lead_cannot_read(opened: Opener) -> None:
    school = opened.school()
    token, link_id = fresh_link(school)
    app = opened("", "moderation", token=token)
    app.text_area(key=f"rating|{link_id}|LP7|feedback").set_value("Half a thought").run()
    again = opened("", "moderation", token=token)
    assert again.text_area(key=f"rating|{link_id}|LP7|feedback").value == "Half a thought"
    assert "Half a thought" not in words(opened("demo:marcia", "portfolio"))
