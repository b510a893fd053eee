"""Every reader of a series says the same: the chart, the counts, the verdict, the documents."""

import datetime as dt
from dataclasses import dataclass
from statistics import median

import pytest

from lp_planner.charts.chart import Chart, stated
from lp_planner.config import ROOT
from lp_planner.domain.measures.finding_words import in_a_clause, stage_in_words
from lp_planner.domain.records.errors import InvalidTransition, NotFound, ValidationFailed
from lp_planner.domain.records.oddities import OF_EVERYTHING
from lp_planner.domain.records.project import Project
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.evidence import reports
from lp_planner.services.measures import many_readings, rebasing, results, verdicts
from lp_planner.services.measures.looks import looks_unchecked
from lp_planner.services.measures.main_measure import small_line_of
from lp_planner.services.planning import questions, recording
from tests.cast import AMINA, BEN
from tests.factories import DAY, make_project, write

WEEK = dt.timedelta(days=7)


@pytest.fixture
def project(planner: Workspace) -> Project:
    return make_project(planner)


@dataclass(frozen=True)
class Case:
    """A project's readings, one a week, and what everybody is to say of them."""

    before: int
    after: int
    says: str
    starts_from: bool = False
    rebased: bool = False
    target: float | None = None
    compared: bool = False

    @property
    def values(self) -> list[float]:
        return [50.0 + n % 3 for n in range(self.before)] + [
            62.0 + n % 3 for n in range(self.after)
        ]

    @property
    def middles(self) -> list[float]:
        """The middle of each stretch; a before of eight or more stands for all that follows."""
        old, new = self.values[: self.before], self.values[self.before :]
        if self.rebased:
            return [median(old), median(new)]
        return [median(old if self.before >= 8 else [*old, *new])]


CASES = {
    "no change": Case(12, 0, "Too early to tell: a reading from after"),
    "a change": Case(12, 12, "It has moved the way you hoped for", target=60.0),
    "a new level": Case(
        12, 16, "It holds the new level from 28 January 2026, with 16 readings", rebased=True
    ),
    "a starting point, a new level and a target": Case(
        9, 8, "It holds the new level from 7 January 2026, with 8 readings on it",
        starts_from=True, rebased=True, target=60.0,
    ),
    "few before and others beside": Case(
        4, 9, "Described, not judged: 4 readings are from before", compared=True
    ),
    "nothing before": Case(0, 10, "A reading from before the change began on 5 November 2025 is"),
}  # fmt: skip


def told(planner: Workspace, project: Project, case: Case) -> str:
    """The measure of a case, with its readings counted out of a hundred."""
    desk = planner.desk(AMINA)
    started = None
    if case.starts_from:
        started = write(planner, project, "baseline", value=case.values[0], taken_on=DAY).id
    measure = write(planner, project, "measure", name="Quiz", unit="%", direction="up",
                    target=case.target, baseline_id=started).id  # fmt: skip
    rows = [
        f"{(DAY + n * WEEK).isoformat()}\t{value}\t\t\t100"
        for n, value in enumerate(case.values)
        if n or not case.starts_from
    ]
    if case.compared:
        rows += [f"{(DAY + n * WEEK).isoformat()}\t10\t\tcomparison\t100" for n in range(20)]
    many_readings.add_pasted(desk, project.id, measure, "\n".join(rows), sure=True)
    change = DAY + case.before * WEEK
    write(planner, project, "training_session", held_on=change)
    if case.rebased:
        rebasing.rebase_measure(desk, project.id, measure, from_on=change, reason="New timetable")
    return measure


def middles_drawn(chart: Chart, name: str) -> list[str]:
    notes = [str(note.text) for note in chart.figure.layout.annotations]
    keys = [note.removeprefix("dotted line: ") for note in notes if note.startswith("dotted line")]
    texts = [text for key in keys for text in key.split(", then ")]
    return [text.removesuffix("%") for text in texts if text.startswith(name)]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_whoever_reads_a_series_sees_the_same_stretches_count_and_judgement(
    planner: Workspace, project: Project, case: Case
) -> None:
    measure = told(planner, project, case)
    desk = planner.desk(AMINA)
    result = results.measure_result(desk, project.id, measure)
    report = reports.evidence_report(desk, project.id)
    pictures = {picture.key: picture for picture in report.pictures}
    (line,) = report.measures

    assert (result.series.before, len(result.series.days)) == (case.before, len(case.values))
    name = "middle before" if case.before >= 8 and not case.rebased else "middle"
    drawn = [f"{name} {middle:g}" for middle in case.middles]
    assert middles_drawn(result.over_time, "middle") == drawn
    for text in drawn:
        assert text in pictures["impact_0"].svg
    assert result.counted is not None
    assert len(middles_drawn(result.counted, "together")) == len(drawn)

    told_alike = [result.over_time.how_to_read, pictures["impact_0"].how_to_read, line.sentence]
    said = f"middle of the {case.before} readings before"
    for words in told_alike:
        assert result.series.lines.caption in words
        assert (said in words) == (case.before >= 8 and not case.rebased)
    for words in [*told_alike, result.counted.how_to_read]:
        assert ("a new level from" in words) == case.rebased

    verdict = verdicts.measure_verdict(desk, project.id, measure)
    assert verdict.sentence.endswith(f"; {in_a_clause(result.series.finding)}.")
    stage = stage_in_words(result.series.finding)
    assert stage.startswith(case.says)
    for words in [result.over_time.takeaway, result.change.takeaway, result.over_time.alt]:
        assert stage in words
    assert stated(stage) in line.sentence
    assert pictures["impact_0"].takeaway == result.over_time.finding


def test_readings_and_new_levels_are_read_in_one_place_only() -> None:
    for what in ("readings_frame_unchecked(", "find(MeasureRebase"):
        reading = [
            path.name
            for path in (ROOT / "lp_planner").rglob("*.py")
            if what in path.read_text(encoding="utf-8").replace(f"def {what}", "")
        ]
        assert reading == ["series.py"]


# New levels


def test_on_a_new_level_nobody_is_told_to_rebase_or_to_stop(
    planner: Workspace, project: Project
) -> None:
    ingredient = write(planner, project, "active_ingredient", fixedness="tight").id
    write(planner, project, "understanding_check", ingredient_id=ingredient, people_asked=6,
          could_say_why=6)  # fmt: skip
    measure = told(planner, project, CASES["a new level"])
    today = planner.today()
    for n in range(10):
        looked(planner, project, ingredient, today - n * dt.timedelta(days=3), n % 4)
    found = verdicts.measure_verdict(planner.desk(AMINA), project.id, measure)
    assert found.use.is_settled, found.use.reasons
    assert found.advice == "Sustain it on the new level."


def test_a_second_new_level_is_measured_against_the_first(
    planner: Workspace, project: Project
) -> None:
    desk = planner.desk(AMINA)
    measure = write(planner, project, "measure", name="Quiz", unit="marks", direction="up").id
    values = [50.0] * 8 + [60.0, 61.0] * 4 + [58.0] * 8
    text = "\n".join(f"{(DAY + n * WEEK).isoformat()}\t{v}" for n, v in enumerate(values))
    many_readings.add_pasted(desk, project.id, measure, text, sure=True)
    days = {"first": DAY + 8 * WEEK, "second": DAY + 16 * WEEK}
    rebasing.rebase_measure(desk, project.id, measure, from_on=days["first"], reason="Timetable")
    with pytest.raises(InvalidTransition, match="has not held"):
        rebasing.rebase_measure(desk, project.id, measure, from_on=days["second"], reason="More")
    for day in (DAY, days["first"], DAY + 60 * WEEK):
        with pytest.raises(InvalidTransition, match="readings on the level before"):
            rebasing.rebase_measure(desk, project.id, measure, from_on=day, reason="Again")


def test_reach_is_the_latest_reading_of_one_s_own_people(
    planner: Workspace, project: Project
) -> None:
    reach = write(planner, project, "measure", outcome_construct="reach", target=50.0).id
    write(planner, project, "reading", measure_id=reach, taken_on=DAY, value=60.0)
    write(planner, project, "reading", measure_id=reach, taken_on=DAY + WEEK, value=5.0,
          reading_group="comparison")  # fmt: skip
    use = verdicts.project_use(planner.desk(AMINA), project.id)
    assert "does not yet reach" not in " ".join(use.reasons)


# When the change began


@pytest.mark.parametrize(
    "first",
    [
        ("coaching_session", "held_on"),
        ("peer_session", "held_on"),
        ("training_session", "held_on"),
    ],
    ids=lambda kind: str(kind[0]),
)
@pytest.mark.parametrize("day", [DAY, dt.date(2099, 1, 5)], ids=["past", "to come"])
def test_charts_and_questions_name_the_same_first_day_with_colleagues(
    planner: Workspace, project: Project, first: tuple[str, str], day: dt.date
) -> None:
    measure = write(planner, project, "measure").id
    write(planner, project, "reading", measure_id=measure, taken_on=DAY - WEEK)
    for later in range(2):
        write(planner, project, "training_session", held_on=day + (later + 1) * WEEK)
    kind, field = first
    values: dict[str, object] = {field: day}
    write(planner, project, kind, AMINA, **values)
    series = results.measure_result(planner.desk(AMINA), project.id, measure).series
    with planner.store.read() as reader:
        plan = questions.plan_unchecked(planner, reader, project)
    assert (series.began_on, plan.goes_live_on) == (day, day)
    assert plan.began_on == (day if day == DAY else None)


def test_a_look_before_the_training_is_a_starting_point_and_begins_nothing(
    planner: Workspace, project: Project
) -> None:
    measure = write(planner, project, "measure").id
    write(planner, project, "fidelity_visit", visited_on=DAY - WEEK)
    desk = planner.desk(AMINA)
    assert results.measure_result(desk, project.id, measure).series.began_on == DAY - WEEK
    write(planner, project, "training_session", held_on=DAY)
    assert results.measure_result(desk, project.id, measure).series.began_on == DAY


# Securely in use


def looked(
    planner: Workspace, project: Project, ingredient: str, on: dt.date, room: int, seen: str = "y"
) -> None:
    rating = {"y": "seen", "p": "partly", "n": "not_seen", "-": "not_applicable"}[seen]
    visit = write(planner, project, "fidelity_visit", visited_on=on, place=f"Room {room}").id
    write(planner, project, "fidelity_observation", visit_id=visit, ingredient_id=ingredient,
          rating=rating)  # fmt: skip


@pytest.mark.parametrize(
    ("pattern", "rooms", "weeks_ago", "is_secure"),
    [
        ("yyyyyyyy", 3, 0, True),
        ("yyyyyyy", 3, 0, False),
        ("yyyyyyyy", 2, 0, False),
        ("yyyyyyyypp", 3, 0, False),
        ("nnyyyyyyyyyyyyy", 3, 0, True),
        ("yyyyyyyy", 3, 7, False),
        ("--------", 3, 0, False),
    ],
)
def test_the_verdict_a_change_and_the_question_agree_on_what_is_securely_in_use(
    planner: Workspace,
    project: Project,
    pattern: str,
    rooms: int,
    weeks_ago: int,
    is_secure: bool,
) -> None:
    desk, today = planner.desk(AMINA), planner.today()
    ingredient = write(planner, project, "active_ingredient", fixedness="tight").id
    last = today - weeks_ago * WEEK
    for n, seen in enumerate(reversed(pattern)):
        looked(planner, project, ingredient, last - n * dt.timedelta(days=2), n % rooms, seen)
    (use,) = verdicts.project_use(desk, project.id).ingredients
    assert (use.verdict == "secure") == is_secure

    change = {"ingredient_id": ingredient, "outcome": "made", "decided_on": today,
              "what": "Shorter", "why": "Time"}  # fmt: skip
    if not is_secure:
        with pytest.raises(ValidationFailed) as refused:
            recording.write_record(desk, project.id, "adaptation", change, sure=OF_EVERYTHING)
        for reason in use.reasons:
            assert reason in refused.value.errors["override_reason"]
        change["override_reason"] = "A flood"
    made = recording.write_record(desk, project.id, "adaptation", change, sure=OF_EVERYTHING)
    with planner.store.read() as reader:
        plan = questions.plan_unchecked(planner, reader, project)
    assert (made.id in plan.changed_when_secure) == is_secure


def test_what_was_seen_later_says_nothing_about_an_earlier_day(
    planner: Workspace, project: Project
) -> None:
    ingredient = write(planner, project, "active_ingredient", fixedness="tight").id
    for n in range(8):
        looked(planner, project, ingredient, DAY + n * WEEK, n % 3)
    with planner.store.read() as reader:
        looks = looks_unchecked(reader, project.id)
    assert looks.lacking(ingredient, DAY + 6 * WEEK) == ("7 of the 8 looks needed.",)
    assert looks.lacking(ingredient, DAY + 7 * WEEK) == ()
    for room in (1, 2):
        looked(planner, project, ingredient, DAY + 9 * WEEK, room, "n")
    with planner.store.read() as reader:
        assert looks_unchecked(reader, project.id).lacking(ingredient, DAY + 7 * WEEK) == ()


def test_the_small_line_of_a_measure_is_its_owners_alone(planner: Workspace) -> None:
    project = make_project(planner)
    measure = write(planner, project, "measure", name="Starts on time", unit="%").id
    write(planner, project, "reading", measure_id=measure, value=60.0)
    chart = small_line_of(planner.desk(AMINA), project.id, measure)
    assert len(chart.table) == 1
    with pytest.raises(NotFound):
        small_line_of(planner.desk(BEN), project.id, measure)
