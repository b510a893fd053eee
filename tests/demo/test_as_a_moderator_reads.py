"""The demo stories as a sceptical moderator reads them: do the days, sums and words hold?"""

import datetime as dt
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from lp_planner.config import ROOT
from lp_planner.content.loader import load_library
from lp_planner.domain.planning.calendar import PeriodKind
from lp_planner.domain.records.delivery import Adaptation, FidelityVisit
from lp_planner.domain.records.sustaining import SustainDecision
from lp_planner.services.accounts import people
from lp_planner.services.demo.demo_school import FULL_PROJECTS
from lp_planner.services.desk import projects
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.planning import recording

Story = Mapping[str, Any]
DEMO = ROOT / "data/demo"
FUTURE = {"due_on", "review_on", "follow_up_on", "check_back_on", "begins_on", "handover_on"}
NOT_PROSE = {
    "decided_by",
    "rater",
    "who",
    "goal",
    "concern",
    "note",
    "response_if_missed",
    "statement",
    "instrument",
    "name",
    "practice",
    "group_described",
    "whom",
    "title",
}
MONTHS = "January February March April May June July August September October November December"


def _read(name: str) -> Any:
    return tomllib.loads((DEMO / f"{name}.toml").read_text(encoding="utf-8"))


FULL = {name: _read(name) for name in FULL_PROJECTS}
ALL = [*FULL.values(), *_read("lighter")["projects"], *_read("trust")["projects"]]


def of_kind(story: Story, kind: str) -> list[dict[str, Any]]:
    return [r["values"] for r in story["records"] if r["kind"] == kind]


def said(value: object) -> Iterator[str]:
    """Every text below a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from said(item)
    elif isinstance(value, list):
        for item in value:
            yield from said(item)


def stems(text: str) -> set[str]:
    """The beginnings of the longer words."""
    return {word[:5] for word in re.findall(r"[a-z]{4,}", text.lower())}


def school_days() -> tuple[list[tuple[dt.date, dt.date]], list[tuple[dt.date, dt.date]]]:
    periods = load_library(ROOT / "data").calendar.periods
    return (
        [(p.from_on, p.to_on) for p in periods if p.period_kind is PeriodKind.HALF_TERM],
        [(p.from_on, p.to_on) for p in periods if p.period_kind is PeriodKind.HOLIDAY],
    )


TERMS, HOLIDAYS = school_days()


def is_school_day(day: dt.date) -> bool:
    return (
        day.weekday() < 5
        and any(a <= day <= b for a, b in TERMS)
        and not any(a <= day <= b for a, b in HOLIDAYS)
    )


@pytest.mark.parametrize("story", ALL, ids=lambda story: story["owner"])
def test_everything_happens_on_a_day_of_school(story: Story) -> None:
    closed = [
        (record["kind"], name, day)
        for record in story["records"]
        for name, day in [("on", record["on"]), *record["values"].items()]
        if isinstance(day, dt.date) and not is_school_day(day)
    ]
    assert closed == []
    assert [
        p[0] for s in story.get("series", ()) for p in s["points"] if not is_school_day(p[0])
    ] == []


def test_every_visit_is_on_a_day_of_school(demo: Workspace) -> None:
    for story in FULL.values():
        desk = demo.desk(people.actor_for(demo, story["owner"]))
        project = projects.my_projects(desk)[0]
        visits = recording.records_of(desk, project.id, "fidelity_visit")
        days = {v.visited_on for v in visits if isinstance(v, FidelityVisit)}
        assert days
        assert [day for day in days if not is_school_day(day)] == []


def test_a_share_is_the_share_of_its_counts() -> None:
    wrong = []
    for text in said(ALL):
        for part, whole, share in re.findall(r"(\d+) of (\d+) \((\d+)%\)", text):
            if abs(100 * int(part) / int(whole) - int(share)) > 0.5:
                wrong.append(text)
        for first, second, whole in re.findall(r"from (\d+)% to (\d+)% of (\d+)", text):
            for share in (first, second):
                near = round(int(share) * int(whole) / 100)
                if abs(100 * near / int(whole) - int(share)) > 0.5:
                    wrong.append(text)
    assert wrong == []


@pytest.mark.parametrize("name", ["phonics", "feedback"])
def test_what_a_review_looked_at_recomputes_from_the_visits_and_readings_up_to_its_day(
    name: str,
) -> None:
    story = FULL[name]
    weeks, series = story["visits"]["weeks"], story["series"][0]["points"]
    reviews = [r for r in of_kind(story, "review_meeting") if r["looked_at"].startswith("Weeks")]
    assert len(reviews) == 4
    for review in reviews:
        first, last, *figures = map(int, re.findall(r"\d+", review["looked_at"]))
        looked = weeks[first - 1 : last]
        assert looked[-1][0] <= review["held_on"]
        expected = []
        if "Held" in review["looked_at"]:
            readings = series[first - 1 : last]
            assert readings[-1][0] <= review["held_on"]
            held = round(sum(value * planned / 100 for _, value, planned in readings))
            expected += [held, sum(planned for *_, planned in readings)]
        number = sum(visits for _, visits, _ in looked)
        counts = [sum(seen[i] for *_, seen in looked) for i in range(len(looked[0][2]))]
        for count in counts if name == "phonics" else counts[1:]:
            expected += [count, number] if name == "phonics" or not expected else [count]
        assert figures[: len(expected)] == expected, review["looked_at"]


@pytest.mark.parametrize("story", ALL, ids=lambda story: story["owner"])
def test_no_title_names_the_answer_before_the_decision(story: Story) -> None:
    decided = of_kind(story, "adoption_decision")
    if decided and story["title"] != "Seeing engagement clearly":
        assert story.get("first_title", story["title"]) != story["title"]


def test_a_project_is_given_its_title_when_it_is_decided(demo: Workspace) -> None:
    marcia = people.actor_for(demo, "marcia")
    project = projects.my_projects(demo.desk(marcia))[0]
    assert project.title == "Same-day keep-up in Year 1 phonics"
    with demo.store.read() as reader:
        days = reader.rows(
            "SELECT CAST(occurred_at AS DATE) FROM audit_event WHERE subject = 'project' "
            "AND subject_id = :id ORDER BY occurred_at",
            id=project.id,
        )
    assert days[0][0] == dt.date(2025, 9, 8)
    assert days[-1][0] == dt.date(2025, 10, 17)


@pytest.mark.parametrize("story", FULL.values(), ids=lambda story: story["owner"])
def test_colleagues_are_asked_once_there_is_something_to_ask_about(story: Story) -> None:
    begun = story["visits"]["weeks"][0][0]
    assert [s for s in of_kind(story, "survey_round") if s["asked_on"] < begun] == []


def test_no_two_schools_ask_the_same_and_get_the_same() -> None:
    spread = ("strongly_disagree", "disagree", "neither", "agree", "strongly_agree")
    asked: Counter[str] = Counter()
    answers: Counter[tuple[int, ...]] = Counter()
    for story in FULL.values():
        rounds = of_kind(story, "survey_round")
        asked.update({s["statement"] for s in rounds})
        answers.update({tuple(s[part] for part in spread) for s in rounds})
    assert max(asked.values()) == max(answers.values()) == 1


@pytest.mark.parametrize("story", FULL.values(), ids=lambda story: story["owner"])
def test_what_was_decided_begins_after_the_decision(story: Story) -> None:
    decided = of_kind(story, "adoption_decision")[0]["decided_on"]
    early = [s for s in of_kind(story, "strategy") if s["from_on"] < decided]
    assert early == []


@pytest.mark.parametrize("story", FULL.values(), ids=lambda story: story["owner"])
def test_a_project_has_three_to_five_standards_in_view(story: Story) -> None:
    assert 3 <= len(of_kind(story, "focus_check")[0]["standards_in_view"]) <= 5


def test_a_measure_does_not_know_how_the_year_will_end() -> None:
    planned = [text for story in ALL for m in of_kind(story, "measure") for text in said(m)]
    assert [text for text in planned if re.search(r"stayed|all year", text)] == []


def test_no_sentence_is_pasted() -> None:
    often: Counter[str] = Counter()
    for story in ALL:
        for record in story["records"]:
            prose = {k: v for k, v in record["values"].items() if k not in NOT_PROSE}
            parts = prose.pop("segments", [])
            words = [*said(prose), *said(record.get("claims", [])), *(p["why"] for p in parts)]
            found = {part.strip() for text in words for part in re.split(r"(?<=[.?!])\s", text)}
            often.update(part for part in found if len(part.split()) >= 6)
    assert [sentence for sentence, times in often.items() if times > 1] == []


def test_a_weekday_that_is_named_is_the_weekday_it_was() -> None:
    named = rf"(Mon|Tues|Wednes|Thurs|Fri)day,? (\d+) ({MONTHS.replace(' ', '|')})"
    for text in said(ALL):
        for weekday, day, month in re.findall(named, text):
            number = MONTHS.split().index(month) + 1
            year = 2025 if number > 8 else 2026
            assert dt.date(year, number, int(day)).strftime("%A") == f"{weekday}day", text


@pytest.mark.parametrize("story", FULL.values(), ids=lambda story: story["owner"])
def test_every_count_in_a_claim_stands_in_the_records_of_its_project(story: Story) -> None:
    points = [point for series in story.get("series", ()) for point in series["points"]]
    counts = {(value, people) for _, value, people, *_ in points}
    counts |= {(round(value * people / 100), people) for _, value, people, *_ in points}
    promises = [
        (r["promises_kept"], r["promises_made"])
        for r in of_kind(story, "training_session")
        if "promises_kept" in r
    ]
    counts |= {*promises, (sum(kept for kept, _ in promises), sum(made for _, made in promises))}
    told = " ".join(text for record in story["records"] for text in said(record["values"]))
    lost = [
        (part, whole, text)
        for record in story["records"]
        for text in said(record.get("claims", []))
        for part, whole in re.findall(r"(\d+) of (\d+)", text)
        if f"{part} of {whole}" not in told and (int(part), int(whole)) not in counts
    ]
    assert lost == []


@pytest.mark.parametrize("story", FULL.values(), ids=lambda story: story["owner"])
def test_a_claim_speaks_of_its_record(story: Story) -> None:
    strangers = []
    for record in story["records"]:
        about = {
            word[:5] for word in re.findall(r"[a-z]{4,}", " ".join(said(record["values"])).lower())
        }
        about |= {word[:5] for word in re.findall(r"[a-z]{4,}", record["kind"])}
        for claim in record.get("claims", ()):
            words = " ".join(said([list(claim["says"].values()), claim.get("what_changed", "")]))
            if not about & stems(words):
                strangers.append((record["kind"], words))
    assert strangers == []


def test_a_reading_lead_finds_the_programme_named() -> None:
    assert any("Letter Lane" in text for text in said(of_kind(FULL["phonics"], "priority")))


def test_one_gate_was_passed_with_a_reason_that_stays(demo: Workspace) -> None:
    desk = demo.desk(people.actor_for(demo, "rosa"))
    project = projects.my_projects(desk)[0]
    made = recording.records_of(desk, project.id, "adaptation")
    assert [bool(a.override_reason) for a in made if isinstance(a, Adaptation)] == [True]


def test_the_story_of_a_support_colleague_ends_in_a_stop_by_the_rule_set_at_the_start(
    demo: Workspace,
) -> None:
    story = FULL["study_room"]
    rosa = people.actor_for(demo, "rosa")
    desk = demo.desk(rosa)
    project = projects.my_projects(desk)[0]
    (ended,) = recording.records_of(desk, project.id, "sustain_decision")
    assert isinstance(ended, SustainDecision)
    assert ended.decision.value == "stop"
    assert "half of the invited pupils" in of_kind(story, "adoption_decision")[0]["stop_rule"]
    _, came, invited = story["series"][1]["points"][-1]
    assert came == 9
    assert came < invited / 2
    weeks = story["visits"]["weeks"]
    met, begun = (sum(seen[i] for *_, seen in weeks) for i in (0, 1))
    looks = sum(number for _, number, _ in weeks)
    assert f"{met} of {looks}" in ended.stable_use
    assert f"{begun} of {looks}" in ended.stable_use
