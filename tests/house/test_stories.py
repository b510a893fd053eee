"""The main job, told as a new user would do it, in a real browser against a real server."""

import datetime as dt
import re
import signal
from collections.abc import Callable
from pathlib import Path

import openpyxl
from docx import Document
from playwright.sync_api import Page, expect

from lp_planner.content.library import Library
from tests.browser_steps import (
    another,
    claim,
    enter,
    fill,
    go_to,
    open_row,
    open_step,
    save,
    settle,
    type_into,
)
from tests.server import free_port, launch, wait_until_ready

NewPage = Callable[..., Page]
GREET = "An adult greets each class at the door"
SEATS = "Seating may be chosen by the class"


def start_project(page: Page, title: str) -> None:
    type_into(page.get_by_role("textbox", name="Working title"), title)
    settle(page)
    page.get_by_role("button", name="Start in Explore").click()
    expect(page.get_by_role("heading", level=1, name="Explore")).to_be_visible()
    settle(page)


def test_1_the_first_screen_offers_just_me_and_the_demo_school(
    new_page: NewPage, own_address: str
) -> None:
    page = new_page()
    page.goto(own_address)
    expect(page.get_by_role("heading", name="Just me on this computer")).to_be_visible()
    expect(page.get_by_role("heading", name="See the demo school")).to_be_visible()
    page.get_by_role("button", name="Start my own plan").press("Enter")
    settle(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Your projects")
    page.reload()
    settle(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Your projects")
    expect(page.get_by_text("Demo data")).not_to_be_visible()


def test_2_and_3_a_new_lead_practitioner_explores_prepares_delivers_and_evidences_it(  # noqa: PLR0915 - one story
    new_page: NewPage, own_address: str, library: Library, tmp_path: Path
) -> None:
    page = new_page()
    enter(page, own_address, "Start my own plan")
    start_project(page, "Calm starts after lunch")

    def record(step: str, kind: str, *entries: dict[str, object]) -> None:
        open_step(page, library, step)
        for number, answers in enumerate(entries):
            if number:
                another(page, library, kind)
            fill(page, library, kind, answers)
            save(page, library, kind)

    record("priority", "priority", {
        "priority": "Lessons after lunch begin within five minutes",
        "improvement_plan_link": "Plan 4: behaviour and wellbeing",
    })  # fmt: skip
    record("diagnosis", "diagnosis_source",
           {"source_kind": "attendance_behaviour", "says": "Most incidents fall at one o’clock"},
           {"source_kind": "staff_voice", "says": "We each do it differently"})  # fmt: skip
    claim(page, "I asked lunchtime and class staff the same questions", "Beyond your own team")
    record("problem", "problem_statement", {
        "staff_behaviour": "Each adult settles a class in another way",
        "pupil_behaviour": "Pupils arrive in dribs and drabs",
        "pupil_outcome": "Eleven minutes are lost each day",
    })  # fmt: skip
    record("focus", "focus_check", {"verdict": "just_right", "reason": "Two classes first"})
    record("options", "option",
           {"name": "One shared way in", "option_kind": "do_something",
            "evidence": "Two weeks in one class"},
           {"name": "Leave lunch as it is", "option_kind": "do_nothing"})  # fmt: skip
    record("fit", "fit_rating", {
        "option_id": "One shared way in", "rater": "A midday supervisor", "need": 5, "capacity": 2,
    })  # fmt: skip
    record("decision", "adoption_decision", {
        "decision": "adopt_with_changes", "decided_by": "Deputy head and both teams",
        "reasons": "It is small and can be seen",
    })  # fmt: skip
    claim(page, "I put two options before the teams and said why not", "Your own team")

    go_to(page, "Prepare")
    record("ingredients", "active_ingredient",
           {"behaviour": GREET, "fixedness": "tight"},
           {"behaviour": SEATS, "fixedness": "loose", "limits": "Within the room"})  # fmt: skip
    record("strategies", "strategy", {
        "strategy_kind": "coaching", "what": "Ten minutes with each adult",
        "ingredient_ids": [GREET],
    })  # fmt: skip
    record("measures", "measure", {
        "name": "Minutes until work begins", "outcome_construct": "pupil_outcome",
        "direction": "down", "unit": "minutes", "target": 5,
    })  # fmt: skip
    record("readiness", "readiness_rating", {
        "whose": "Midday supervisors", "motivation": 4, "skill": 3, "room": 2,
        "verdict": "ready_with_actions",
    })  # fmt: skip
    open_step(page, library, "training")
    page.get_by_role("button", name="Start from quiz, sharing, discussion, exit ticket").click()
    settle(page)
    fill(page, library, "training_session", {
        "title": "At the door", "held_on": dt.date(2025, 11, 12),
        "why_this_way": "We recall, try and promise, because adults learn that way too",
    })  # fmt: skip
    save(page, library, "training_session")
    expect(page.get_by_text("Use it as evidence for LP6")).to_be_visible()
    claim(page, "I said why the session runs this way", "Beyond your own team")

    go_to(page, "Deliver")
    record("coaching", "coaching_session", {
        "coachee": "TA-A", "ingredient_id": GREET, "action_step": "Say each name at the door",
    })  # fmt: skip
    open_step(page, library, "visits")
    type_into(page.get_by_role("textbox", name=re.compile("^Where")), "Class 4")
    for ingredient, seen in ((GREET, "Seen"), (SEATS, "Not seen")):
        group = page.get_by_role("radiogroup", name=ingredient)
        group.get_by_text(seen, exact=True).click()
        settle(page)
    save(page, library, "fidelity_visit")
    record("readings", "reading", *[
        {"measure_id": "Minutes until work begins", "taken_on": day, "value": value, "people": 28}
        for day, value in (
            (dt.date(2025, 10, 6), 11), (dt.date(2025, 10, 20), 12), (dt.date(2025, 12, 8), 7),
            (dt.date(2026, 1, 19), 5),
        )
    ])  # fmt: skip
    open_step(page, library, "adaptations")
    fill(page, library, "adaptation", {
        "what": "Greet from the desk", "ingredient_id": GREET, "outcome": "made", "why": "Time",
    })  # fmt: skip
    page.get_by_role("button", name="Save", exact=True).click()
    settle(page)
    expect(page.get_by_text("Could you support it first")).to_be_visible()
    fill(page, library, "adaptation", {"outcome": "held_back"})
    save(page, library, "adaptation")

    go_to(page, "Impact")
    expect(page.get_by_text("There is no comparison group").first).to_be_visible()
    page.get_by_text("Show as table").first.click()
    expect(page.get_by_role("table").first).to_contain_text("11")
    go_to(page, "Plan")
    for words in ("Eleven minutes are lost each day", GREET, "Ten minutes with each adult"):
        expect(page.get_by_text(words).first).to_be_visible()
    go_to(page, "Evidence")
    expect(page.get_by_text("could speak for standards")).to_be_visible()
    page.get_by_text("Take it with you").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Word document").click()
    waiting.value.save_as(tmp_path / "evidence.docx")
    text = "\n".join(p.text for p in Document(str(tmp_path / "evidence.docx")).paragraphs)
    assert "I said why the session runs this way" in text
    assert "Say each name at the door" not in text


def test_4_and_5_charts_come_with_words_and_a_table_and_the_evidence_leaves_as_documents(
    new_page: NewPage, demo_address: str, tmp_path: Path
) -> None:
    page = new_page()
    enter(page, demo_address, "Marcia Bennett")
    go_to(page, "Evidence")
    page.get_by_text("How far it reaches", exact=True).click()
    expect(page.get_by_test_id("stPlotlyChart")).to_be_visible()
    page.get_by_text("How to read it, and the numbers").first.click()
    expect(page.get_by_role("table").first).to_contain_text("LP5")
    page.get_by_text("Take it with you").click()
    for label, name in (("Word document", "a.docx"), ("Excel workbook", "a.xlsx"),
                        ("CSV table", "a.csv")):  # fmt: skip
        with page.expect_download() as waiting:
            page.get_by_role("button", name=label).click()
        assert "evidence-demo" in waiting.value.suggested_filename
        waiting.value.save_as(tmp_path / name)
    document = Document(str(tmp_path / "a.docx"))
    assert any(
        "LP6" in p.text for p in document.paragraphs if p.style and "Heading" in p.style.name
    )
    assert "Evidence" in openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames
    assert "Demonstration" in (tmp_path / "a.csv").read_text(encoding="utf-8-sig")
    go_to(page, "Impact")
    expect(page.get_by_test_id("stPlotlyChart")).to_have_count(1)
    expect(page.get_by_text("no comparison group").first).to_be_visible()
    page.get_by_text("How we know").click()
    expect(page.get_by_text("adaptation held back").first).to_be_visible()
    for tab in ("Is it in use?", "Whom does it reach?", "What people say"):
        page.get_by_role("tab", name=tab).click()
        settle(page)
        expect(page.get_by_test_id("stPlotlyChart").locator("visible=true")).to_have_count(1)


def test_6_a_senior_leader_sees_the_cohort_in_counts_and_no_project(
    new_page: NewPage, demo_address: str
) -> None:
    owner = new_page()
    enter(owner, demo_address, "Marcia Bennett")
    go_to(owner, "Explore")
    link = owner.url
    leader = new_page()
    enter(leader, demo_address, "Hannah Osei")
    go_to(leader, "Cohort")
    expect(leader.get_by_text("12 of 12 lead practitioners")).to_be_visible()
    leader.get_by_role("tab", name="Each project").click()
    leader.get_by_text("As a table", exact=True).click()
    expect(leader.get_by_test_id("stDataFrame")).to_be_visible()
    leader.goto(link)
    settle(leader)
    expect(leader.get_by_text("We could not find that here")).to_be_visible()
    expect(leader.get_by_text("Same-day keep-up")).not_to_be_visible()


def test_what_is_typed_survives_a_page_switch_a_reload_and_a_killed_server(
    new_page: NewPage, library: Library, tmp_path: Path
) -> None:
    port = free_port()
    server = launch("run", tmp_path, port)
    address = wait_until_ready(server, tmp_path, port)
    page = new_page()
    enter(page, address, "Start my own plan")
    start_project(page, "Calm starts")
    open_step(page, library, "problem")
    words = "Each adult settles a class in another way"
    fill(page, library, "problem_statement", {"staff_behaviour": words})
    expect(page.get_by_text("Kept as a draft")).to_be_visible()
    box = page.get_by_role("textbox", name=re.compile("^What do adults|^What do staff"))
    go_to(page, "Plan")
    go_to(page, "Explore")
    open_step(page, library, "problem")
    expect(box).to_have_value(words)
    page.reload()
    settle(page)
    expect(box).to_have_value(words)
    server.send_signal(signal.SIGKILL)
    server.wait()
    server = launch("run", tmp_path, port)
    wait_until_ready(server, tmp_path, port)
    page.reload()
    settle(page)
    expect(box).to_have_value(words)
    server.terminate()
    server.wait(20)


def test_a_record_opens_by_its_link_in_a_new_tab(
    new_page: NewPage, demo_address: str, library: Library
) -> None:
    page = new_page()
    enter(page, demo_address, "Daniel Okafor")
    go_to(page, "Explore")
    open_step(page, library, "options")
    open_row(page)
    expect(page.get_by_role("heading", name="What this shows")).to_be_visible()
    again = page.context.new_page()
    again.goto(page.url)
    settle(again)
    expect(again.get_by_role("heading", name="What this shows")).to_be_visible()
