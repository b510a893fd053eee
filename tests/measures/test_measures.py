"""Measures a statistician would sign: many readings at once, lines, pupils without names."""

import contextlib
import dataclasses
import datetime as dt
import io

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lp_planner.domain.accounts.people import Actor
from lp_planner.domain.records.errors import (
    InvalidTransition,
    NotFound,
    PlannerError,
    ValidationFailed,
)
from lp_planner.domain.records.measures import PupilScore, Reading
from lp_planner.domain.records.oddities import OF_EVERYTHING
from lp_planner.domain.records.project import Project
from lp_planner.services.desk.bringing_in import RowsNotSaved
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.evidence import reports
from lp_planner.services.measures import (
    many_readings,
    pooled_results,
    pupil_results,
    pupils,
    reach,
    rebasing,
    results,
    scores_to_come,
    surveys,
)
from lp_planner.services.measures.pupil_results import PupilResult
from lp_planner.services.planning import recording
from lp_planner.statistics.display import Display
from tests.cast import AMINA, BEN, CHLOE, DEV, THEN
from tests.factories import DAY, make_project, write

WEEK = dt.timedelta(days=7)
FORBIDDEN = ("impact", "effect", "months", "proven", "significant", "caused")


@pytest.fixture
def project(planner: Workspace) -> Project:
    return make_project(planner)


@pytest.fixture
def measure(planner: Workspace, project: Project) -> str:
    return write(planner, project, "measure", name="Quiz", unit="marks", direction="up").id


def readings(planner: Workspace, project: Project) -> list[Reading]:
    found = recording.records_of(planner.desk(AMINA), project.id, "reading")
    return [r for r in found if isinstance(r, Reading)]


# Many at once


@pytest.mark.parametrize(
    "text",
    [
        "Date\tValue\n12/01/2026\t64\n19/01/2026\t67.5\t24\n26/01/2026\t66\t\tcomparison\n",
        "2026-01-12;64\n2026-01-19;67.5;24\n2026-01-26;66;;comparison",
        "12 January 2026,64\n19 January 2026,67.5,24\n26 January 2026,66,,control",
    ],
)
def test_rows_pasted_from_a_sheet_become_readings(
    planner: Workspace, project: Project, measure: str, text: str
) -> None:
    assert many_readings.add_pasted(planner.desk(AMINA), project.id, measure, text, sure=True) == 3
    found = sorted(readings(planner, project), key=lambda r: r.taken_on)
    assert [r.value for r in found] == [64.0, 67.5, 66.0]
    assert [r.people for r in found] == [None, 24, None]
    assert [r.reading_group.value for r in found] == ["project", "project", "comparison"]


def test_rows_of_a_workbook_become_readings(
    planner: Workspace, project: Project, measure: str
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    rows: list[list[object]] = [["Day", "Value"], [dt.date(2026, 1, 12), 64]]
    for row in [*rows, [dt.date(2026, 1, 19), 67.5]]:
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    assert (
        many_readings.add_from_file(
            planner.desk(AMINA), project.id, measure, file.getvalue(), sure=True
        )
        == 2
    )


def test_each_row_that_needs_another_look_is_named_and_nothing_is_saved(
    planner: Workspace, project: Project, measure: str
) -> None:
    text = "soon\t4\n12/01/2026\tmany\n12/01/2026\t4\t-2\n12/01/2026\t4\t\tmoon\n12/01/2026\t5"
    with pytest.raises(RowsNotSaved) as refused:
        many_readings.add_pasted(planner.desk(AMINA), project.id, measure, text, sure=True)
    assert [trouble.row for trouble in refused.value.troubles] == [1, 2, 3, 4]
    assert readings(planner, project) == []
    with pytest.raises(RowsNotSaved):
        many_readings.add_pasted(planner.desk(AMINA), project.id, measure, "  \n", sure=True)


@settings(max_examples=60, deadline=None, derandomize=True,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(data=st.one_of(st.binary(max_size=400), st.binary(max_size=200).map(lambda b: b"PK" + b)))
def test_no_file_however_odd_ends_in_anything_but_a_sentence(
    planner: Workspace, project: Project, measure: str, data: bytes
) -> None:
    with contextlib.suppress(PlannerError):
        many_readings.add_from_file(planner.desk(AMINA), project.id, measure, data, sure=True)
    with contextlib.suppress(PlannerError):
        pupils.keep_pupil_scores(planner.desk(AMINA), project.id, measure, data=data or b" ")


# Lines and captions


def series(planner: Workspace, project: Project, measure: str, values: list[float]) -> None:
    text = "\n".join(f"{(DAY + n * WEEK).isoformat()}\t{v}" for n, v in enumerate(values))
    many_readings.add_pasted(planner.desk(AMINA), project.id, measure, text, sure=True)


def caption(planner: Workspace, project: Project, measure: str) -> str:
    return results.measure_result(planner.desk(AMINA), project.id, measure).over_time.how_to_read


def test_a_frozen_baseline_its_rule_and_its_limits_are_said_below_the_chart(
    planner: Workspace, project: Project, measure: str
) -> None:
    values = [50.0 + n % 3 for n in range(12)] + [60.0 + n % 3 for n in range(12)]
    series(planner, project, measure, values)
    write(planner, project, "training_session", held_on=DAY + 12 * WEEK)
    said = caption(planner, project, measure)
    assert "24 readings from 5 November 2025" in said
    assert "middle of the 12 readings before the change" in said
    assert "enclose the usual ups and downs; they rest on few readings" in said
    for word in FORBIDDEN:
        assert word not in said.lower()


@pytest.mark.parametrize(("number", "words"), [(5, "more reading"), (7, "Half of the readings")])
def test_few_readings_are_never_called_no_change(
    planner: Workspace, project: Project, measure: str, number: int, words: str
) -> None:
    series(planner, project, measure, [50.0 + n % 3 for n in range(number)])
    said = caption(planner, project, measure)
    assert words in said
    assert "no change" not in said.lower()


def test_documents_carry_the_same_words_as_the_charts(
    planner: Workspace, project: Project, measure: str
) -> None:
    series(planner, project, measure, [50.0 + n % 3 for n in range(12)])
    report = reports.evidence_report(planner.desk(AMINA), project.id)
    chart = results.measure_result(planner.desk(AMINA), project.id, measure).over_time
    (line,) = report.measures
    assert "12 readings from 5 November 2025" in line.sentence
    assert line.sentence.startswith(chart.takeaway)


def test_a_new_level_needs_readings_that_carry_it_and_a_known_cause(
    planner: Workspace, project: Project, measure: str
) -> None:
    series(planner, project, measure, [50.0 + n % 3 for n in range(12)])
    day = DAY + 6 * WEEK
    with pytest.raises(InvalidTransition, match="Not yet"):
        rebasing.rebase_measure(
            planner.desk(AMINA), project.id, measure, from_on=day, reason="The new timetable"
        )
    with pytest.raises(ValidationFailed):
        rebasing.rebase_measure(planner.desk(AMINA), project.id, measure, from_on=day, reason=" ")
    better = write(planner, project, "measure", name="Held", direction="up").id
    series(
        planner,
        project,
        better,
        [50.0 + n % 3 for n in range(10)] + [70.0 + n % 3 for n in range(10)],
    )
    rebasing.rebase_measure(
        planner.desk(AMINA), project.id, better, from_on=DAY + 10 * WEEK, reason="The new timetable"
    )
    assert "Read against a new level from 14 January 2026: The new timetable" in caption(
        planner, project, better
    )
    with pytest.raises(NotFound):
        rebasing.rebase_measure(planner.desk(BEN), project.id, better, from_on=day, reason="Mine")


# Pupils


def scores(number: int, *, gain: float = 4.0, group: str = "") -> str:
    return "\n".join(
        f"Pupil {n}\t{20 + n % 7}\t{20 + n % 7 + gain + n % 3}\t{group}" for n in range(number)
    )


def test_what_stands_before_the_scores_is_never_kept(
    planner: Workspace, project: Project, measure: str
) -> None:
    text = "Name\tBefore\tAfter\nZebedee Quux\t10\t14\nOphelia Zyx\t11\t12"
    assert pupils.keep_pupil_scores(planner.desk(AMINA), project.id, measure, text=text) == 2
    with planner.store.read() as reader:
        kept = reader.find(PupilScore, project_id=project.id)
        everything = str(reader.rows("SELECT * FROM pupil_score")) + str(
            reader.rows("SELECT * FROM audit_event")
        )
    assert {(s.before, s.after) for s in kept} == {(10.0, 14.0), (11.0, 12.0)}
    assert "Zebedee" not in everything
    assert "Ophelia" not in everything


@pytest.mark.parametrize(
    ("number", "shown"),
    [(4, Display.NOTHING), (7, Display.DOTS), (12, Display.WITH_CAUTION), (30, Display.NORMAL)],
)
def test_small_groups_are_hidden_or_dots_only(
    planner: Workspace, project: Project, measure: str, number: int, shown: Display
) -> None:
    pupils.keep_pupil_scores(planner.desk(AMINA), project.id, measure, text=scores(number))
    found = pupil_results.pupil_result(planner.desk(AMINA), project.id, measure)
    assert found is not None
    assert found.may_show is shown
    assert (found.difference is None) == (number < 10)
    assert bool(found.dots) == (shown is Display.DOTS)


def test_without_a_comparison_group_nothing_is_called_an_effect_and_months_are_never_said(
    planner: Workspace, project: Project, measure: str
) -> None:
    pupils.keep_pupil_scores(planner.desk(AMINA), project.id, measure, text=scores(40))
    found = pupil_results.pupil_result(planner.desk(AMINA), project.id, measure)
    assert found is not None
    assert found.g is None
    assert found.months == ""
    assert "W1" in {code for code, _ in found.cautions}
    for word in FORBIDDEN:
        assert word not in found.sentence.lower()


def an_hour_later(planner: Workspace) -> Workspace:
    return dataclasses.replace(planner, clock=lambda: THEN + dt.timedelta(hours=1))


def compared_as(planner: Workspace, project: Project, **design: object) -> PupilResult:
    """What 40 pupils show beside 40 others, whose groups came about in this way."""
    measure = write(
        planner, project, "measure", AMINA, name="Reading ages", unit="marks", **design
    ).id
    text = scores(40) + "\n" + scores(40, gain=1.0, group="comparison")
    pupils.keep_pupil_scores(planner.desk(AMINA), project.id, measure, text=text)
    found = pupil_results.pupil_result(planner.desk(AMINA), project.id, measure)
    assert found is not None
    return found


def test_with_a_comparison_group_the_difference_allows_for_scores_before(
    planner: Workspace, project: Project
) -> None:
    found = compared_as(planner, project, group_formed="matched")
    assert found.difference == pytest.approx(3.0, abs=0.2)
    assert found.low is not None
    assert found.high is not None
    assert found.low < 3.0 < found.high
    assert found.g is not None
    assert "with 95% confidence" in found.sentence
    assert "month" in found.months


@pytest.mark.parametrize(
    ("design", "has_difference", "has_months", "code"),
    [
        ({"group_formed": "random"}, True, True, ""),
        ({"group_formed": "whole_classes"}, True, False, "W6"),
        ({"group_formed": "whole_classes", "classes": 4}, True, True, "W6"),
        ({"group_formed": "other"}, True, False, ""),
        ({}, True, False, "W6"),
        ({"chosen_for_low_scores": True}, False, False, "W3"),
        ({"chosen_for_low_scores": True, "group_formed": "random"}, True, True, "W3"),
    ],
)
def test_an_effect_size_and_months_are_there_only_where_the_groups_came_about_fairly(
    planner: Workspace,
    project: Project,
    design: dict[str, object],
    has_difference: bool,
    has_months: bool,
    code: str,
) -> None:
    found = compared_as(planner, project, **design)
    assert (found.difference is not None) == has_difference
    assert (found.g is not None) == has_months
    assert bool(found.months) == has_months
    assert not code or code in dict(found.cautions)


@pytest.mark.parametrize(
    ("design", "words"),
    [
        ({}, "28 pupils before and after find a change of a fifth of the usual spread 3 in 10"),
        ({"comparison": "Year 7"}, "28 pupils in each group before and after find a difference"),
        ({"group_formed": "whole_classes", "classes": 4}, "in each group, in 4 classes, before"),
        ({"group_formed": "whole_classes"}, "One class beside one other cannot find anything"),
    ],
)
def test_what_pupils_scores_could_find_is_said_before_they_are_there(
    planner: Workspace, project: Project, design: dict[str, object], words: str
) -> None:
    measure = write(
        planner, project, "measure", AMINA, outcome_construct="pupil_outcome", **design
    ).id

    def said() -> str:
        return scores_to_come.could_find(planner.desk(AMINA), project.id, measure)

    assert words in said()
    assert ("a correlation of 0.8" in said()) == ("One class" not in words)
    begun = "Before\tAfter\n" + "\n".join(f"{20 + n % 7}\t" for n in range(31))
    pupils.keep_pupil_scores(planner.desk(AMINA), project.id, measure, text=begun)
    assert "One class" in words or "31 pupils" in said()
    pupils.keep_pupil_scores(planner.desk(AMINA), project.id, measure, text=scores(31))
    assert said() == ""


def test_nothing_is_said_of_pupils_scores_where_a_measure_is_of_something_else(
    planner: Workspace, project: Project
) -> None:
    measure = write(planner, project, "measure", AMINA, outcome_construct="fidelity").id
    assert scores_to_come.could_find(planner.desk(AMINA), project.id, measure) == ""


def test_whole_classes_widen_the_interval(planner: Workspace, project: Project) -> None:
    def width(**design: object) -> float:
        found = compared_as(planner, project, **design)
        assert found.low is not None
        assert found.high is not None
        return found.high - found.low

    chance = width(group_formed="random")
    four, one = (width(group_formed="whole_classes", classes=n) for n in (4, 1))
    assert chance < four < one


def test_what_pupils_chosen_for_low_scores_gain_anyway_is_taken_off_and_named_in_marks(
    planner: Workspace, project: Project
) -> None:
    chosen = {"chosen_for_low_scores": True, "chosen_share": 25.0, "score_kind": "raw"}
    measure = write(planner, project, "measure", AMINA, unit="marks", **chosen).id
    pupils.keep_pupil_scores(planner.desk(AMINA), project.id, measure, text=scores(40))
    found = pupil_results.pupil_result(planner.desk(AMINA), project.id, measure)
    assert found is not None
    cautions = dict(found.cautions)
    assert "by about 1.0 marks here" in cautions["W3"]
    assert "W10" in cautions
    assert found.difference == pytest.approx(5.0 - 1.0, abs=0.2)
    assert "gain about 1.0 marks by themselves" in found.sentence

    earlier = write(planner, project, "measure", AMINA, **chosen, chosen_on="earlier_test").id
    pupils.keep_pupil_scores(planner.desk(AMINA), project.id, earlier, text=scores(40))
    found = pupil_results.pupil_result(planner.desk(AMINA), project.id, earlier)
    assert found is not None
    assert found.difference == pytest.approx(5.0, abs=0.2)


def test_every_caution_can_be_called_for_by_what_a_school_writes_down(
    planner: Workspace, project: Project
) -> None:
    def codes(text: str, **design: object) -> set[str]:
        measure = write(planner, project, "measure", AMINA, **design).id
        pupils.keep_pupil_scores(planner.desk(AMINA), project.id, measure, text=text)
        found = pupil_results.pupil_result(planner.desk(AMINA), project.id, measure)
        assert found is not None
        return {code for code, _ in found.cautions}

    one_short = scores(12) + "\n" + "\n".join(f"P{n}\t0\t\t" for n in range(4))
    seen = codes(
        one_short, chosen_for_low_scores=True, chosen_share=20.0, tests_differ=True,
        marked_by="team", chosen_after=True, score_kind="raw", full_marks=40.0,
    )  # fmt: skip
    assert seen == {"W1", "W2", "W3", "W4", "W5", "W7", "W8", "W9", "W10"}
    higher = "\n".join(f"P{n}\t{60 + n % 7}\t{60 + n % 7 + n % 3}\tcomparison" for n in range(30))
    assert codes(f"{scores(30)}\n{higher}", group_formed="whole_classes") == {"W6", "W11", "W12"}
    assert "W11" not in codes(f"{scores(30)}\n{higher}", group_formed="random")
    assert {"W1", "W2"} <= codes(scores(7)), "nine pupils or fewer are cautioned too"


def test_pupils_scores_are_erased_in_one_action(
    planner: Workspace, project: Project, measure: str
) -> None:
    pupils.keep_pupil_scores(planner.desk(AMINA), project.id, measure, text=scores(12))
    pupils.forget_pupil_scores(planner.desk(AMINA), project.id, measure)
    with planner.store.read() as reader:
        assert reader.rows("SELECT count(*) FROM pupil_score") == [(0,)]
    assert pupil_results.pupil_result(planner.desk(AMINA), project.id, measure) is None


@pytest.mark.parametrize("actor", [BEN, CHLOE, DEV], ids=lambda a: a.person_id)
def test_nobody_else_reaches_a_measure(
    planner: Workspace, project: Project, measure: str, actor: Actor
) -> None:
    for call in (
        lambda: many_readings.add_pasted(
            planner.desk(actor), project.id, measure, "12/01/2026\t4", sure=True
        ),
        lambda: many_readings.add_from_file(
            planner.desk(actor), project.id, measure, b"12/01/2026,4", sure=True
        ),
        lambda: pupils.keep_pupil_scores(planner.desk(actor), project.id, measure, text="1\t2"),
        lambda: pupil_results.pupil_result(planner.desk(actor), project.id, measure),
        lambda: scores_to_come.could_find(planner.desk(actor), project.id, measure),
        lambda: pupils.forget_pupil_scores(planner.desk(actor), project.id, measure),
        lambda: surveys.survey_of(planner.desk(actor), project.id),
    ):
        with pytest.raises(NotFound):
            call()


# Surveys and results side by side


def test_a_survey_with_fewer_than_five_answers_is_hidden_and_said_so(
    planner: Workspace, project: Project
) -> None:
    write(planner, project, "survey_round", statement="Worth it", agree=3, disagree=1)
    hidden = surveys.survey_of(planner.desk(AMINA), project.id)
    assert hidden.table.empty
    assert "fewer than five" in hidden.takeaway
    write(
        planner, project, "survey_round", statement="Worth it", agree=5, strongly_agree=2, neither=1
    )
    shown = surveys.survey_of(planner.desk(AMINA), project.id)
    assert shown.title.startswith("7 of 8 agree, and nobody wrote down how many were asked")
    assert len(shown.table) == 1


def test_beside_every_share_stands_how_many_were_asked_and_which_answer_is_better(
    planner: Workspace, project: Project
) -> None:
    counts = {"agree": 14, "disagree": 1, "invited": 60}
    write(planner, project, "survey_round", AMINA, statement="It helps", **counts)
    chart = surveys.survey_of(planner.desk(AMINA), project.id)
    assert chart.title.startswith("14 of 15 agree, 60 were asked")
    assert "14 agree" in chart.alt
    assert "60 asked" in chart.alt
    later = an_hour_later(planner)
    write(later, project, "survey_round", AMINA, statement="It wears me out", is_reversed=True,
          **counts)  # fmt: skip
    chart = surveys.survey_of(planner.desk(AMINA), project.id)
    assert chart.title.startswith("1 of 15 disagree, 60 were asked")
    assert chart.table["Better answer"].tolist() == ["agree", "disagree"]


def test_designs_stand_apart_and_are_pooled_only_where_it_is_fair(planner: Workspace) -> None:
    for number in range(3):
        project = make_project(planner, title=f"Project {number}")
        measure = write(
            planner, project, "measure", name="Quiz", unit="marks", instrument="Quiz A",
            group_formed="matched", group_described="Year 8" if number else "year 8 ",
        ).id  # fmt: skip
        text = scores(30 + number) + "\n" + scores(30, gain=2.0 + number / 4, group="comparison")
        pupils.keep_pupil_scores(planner.desk(AMINA), project.id, measure, text=text)
    chart = pooled_results.my_results(planner.desk(AMINA))
    assert chart.title == "3 results with a comparison group, 0 without"
    assert "diamond" in chart.takeaway
    younger = make_project(planner, title="Younger")
    measure = write(
        planner, younger, "measure", name="Quiz", unit="marks", instrument="Quiz A",
        group_formed="matched", group_described="Year 3",
    ).id  # fmt: skip
    text = scores(30) + "\n" + scores(30, gain=2.0, group="comparison")
    pupils.keep_pupil_scores(planner.desk(AMINA), younger.id, measure, text=text)
    assert "different age phases" in pooled_results.my_results(planner.desk(AMINA)).takeaway
    pupils.forget_pupil_scores(planner.desk(AMINA), younger.id, measure)
    lone = make_project(planner, title="Before and after only")
    other = write(planner, lone, "measure", name="Tally").id
    pupils.keep_pupil_scores(planner.desk(AMINA), lone.id, other, text=scores(20))
    chart = pooled_results.my_results(planner.desk(AMINA))
    assert chart.title == "3 results with a comparison group, 1 without"
    assert "not put together" in chart.takeaway
    assert pooled_results.my_results(planner.desk(BEN)).table.empty


# Counts out of a number


def counted(
    planner: Workspace, project: Project, unit: str, rows: list[tuple[float, float]]
) -> str:
    """A measure with a count for each week."""
    measure = write(
        planner, project, "measure", name="Books with a date", unit=unit, direction="up"
    )
    text = "Day\tCount\tPeople\tGroup\tOut of\n" + "\n".join(
        f"{(DAY + n * WEEK).isoformat()}\t{count}\t\t\t{out_of}"
        for n, (count, out_of) in enumerate(rows)
    )
    many_readings.add_pasted(planner.desk(AMINA), project.id, measure.id, text, sure=True)
    return measure.id


def test_a_count_is_kept_as_it_was_made_and_charted_as_a_share(workspace: Workspace) -> None:
    project = make_project(workspace)
    rows = [(18.0, 24.0), (21.0, 24.0), (9.0, 12.0)]
    measure = counted(workspace, project, "%", rows)
    found = sorted(readings(workspace, project), key=lambda r: r.taken_on)
    assert [(r.value, r.out_of) for r in found] == rows
    assert found[0].headline == "18 of 24"
    result = results.measure_result(workspace.desk(AMINA), project.id, measure)
    assert "75% at the latest reading" in result.over_time.title
    assert result.counted is not None
    assert "9 out of 12" in result.counted.title
    assert "Limits need 12 counts" in result.counted.how_to_read
    assert set(result.counted.table["Limits"]) == {""}


def test_limits_of_a_share_are_wider_where_it_is_out_of_few(
    planner: Workspace, project: Project
) -> None:
    rows = [(18.0 + n % 3, 30.0) if n % 2 else (37.0 + n % 4, 60.0) for n in range(13)]
    write(planner, project, "training_session", held_on=DAY + 12 * WEEK)
    chart = results.measure_result(
        planner.desk(AMINA), project.id, counted(planner, project, "%", [*rows, (30.0, 30.0)])
    ).counted
    assert chart is not None
    assert "limits about the level of the 12 counts before" in chart.how_to_read
    upper = next(t for t in chart.figure.data if t.name == "upper limit")
    assert len(set(upper.y)) == 2
    assert chart.table["Beyond"].tolist()[-1] == "yes"
    assert "What was different then?" in chart.takeaway


def test_shares_that_vary_far_beyond_chance_get_wider_limits_and_it_is_said(
    planner: Workspace, project: Project
) -> None:
    rows = [(900.0 + 30 * (n % 3), 1000.0) for n in range(20)]
    chart = results.measure_result(
        planner.desk(AMINA), project.id, counted(planner, project, "%", rows)
    ).counted
    assert chart is not None
    assert "times as much as chance alone" in chart.how_to_read
    assert "No count of 20 lies beyond its limits" in chart.takeaway


def test_events_in_anything_but_per_cent_are_a_rate(planner: Workspace, project: Project) -> None:
    rows = [(float(n % 4), 20.0) for n in range(20)]
    chart = results.measure_result(
        planner.desk(AMINA), project.id, counted(planner, project, "incidents", rows)
    ).counted
    assert chart is not None
    assert "limits about the level of the 20 counts" in chart.how_to_read
    assert "For each one" in chart.table.columns


def test_a_measure_without_counts_has_no_chart_of_counts(
    planner: Workspace, project: Project, measure: str
) -> None:
    series(planner, project, measure, [60.0, 62.0, 61.0])
    assert results.measure_result(planner.desk(AMINA), project.id, measure).counted is None


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("12/01/2026\t18\t\t\tmany", "not a number to be counted out of"),
        ("12/01/2026\t18\t\t\t0", "not a number to be counted out of"),
        ("12/01/2026\t18\t\t\t-4", "not a number to be counted out of"),
        ("12/01/2026\t25\t\t\t24", "cannot be counted out of 24"),
        ("12/01/2026\t-1\t\t\t24", "below nought"),
    ],
)
def test_a_count_that_cannot_be_is_named_by_its_row(
    planner: Workspace, project: Project, row: str, words: str
) -> None:
    measure = write(planner, project, "measure", name="Books", unit="%", direction="up").id
    with pytest.raises(RowsNotSaved) as refused:
        many_readings.add_pasted(
            planner.desk(AMINA), project.id, measure, f"05/01/2026\t3\t\t\t4\n{row}", sure=True
        )
    assert [(t.row, words in t.sentence) for t in refused.value.troubles] == [(2, True)]
    assert readings(planner, project) == []


def test_a_count_typed_by_hand_is_checked_in_the_same_way(
    planner: Workspace, project: Project
) -> None:
    measure = write(planner, project, "measure", name="Books", unit="%", direction="up").id
    answers = {"measure_id": measure, "taken_on": DAY, "value": 30.0, "out_of": 24.0}
    with pytest.raises(ValidationFailed, match="cannot be counted out of 24"):
        recording.write_record(
            planner.desk(AMINA), project.id, "reading", answers, sure=OF_EVERYTHING
        )
    with pytest.raises(ValidationFailed):
        recording.write_record(
            planner.desk(AMINA),
            project.id,
            "reading",
            answers | {"out_of": 0.0},
            sure=OF_EVERYTHING,
        )
    recording.write_record(
        planner.desk(AMINA), project.id, "reading", answers | {"value": 12.0}, sure=OF_EVERYTHING
    )
    assert [r.headline for r in readings(planner, project)] == ["12 of 24"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_file_may_have_a_column_of_denominators(
    planner: Workspace, project: Project, kind: str
) -> None:
    measure = write(planner, project, "measure", name="Books", unit="%", direction="up").id
    header = ["Day", "Count", "People", "Group", "Out of"]
    data = b"Day,Count,People,Group,Out of\n2026-01-12,18,,,24\n2026-01-19,64,,,\n"
    if kind == "xlsx":
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        for row in (header, [dt.date(2026, 1, 12), 18, None, None, 24],
                    [dt.date(2026, 1, 19), 64]):  # fmt: skip
            sheet.append(row)
        file = io.BytesIO()
        book.save(file)
        data = file.getvalue()
    assert (
        many_readings.add_from_file(planner.desk(AMINA), project.id, measure, data, sure=True) == 2
    )
    found = sorted(readings(planner, project), key=lambda r: r.taken_on)
    assert [(r.value, r.out_of) for r in found] == [(18.0, 24.0), (64.0, None)]


# Whom it reaches


def test_places_count_once_and_training_groups_are_never_added_up(
    workspace: Workspace,
) -> None:
    project = make_project(workspace)
    for week, place in enumerate(["Room 4", "room  4", "Hall"]):
        write(workspace, project, "fidelity_visit", visited_on=DAY + week * WEEK, place=place)
    for week, people in enumerate([11, 8, None]):
        write(workspace, project, "training_session", title="Twilight",
              held_on=DAY + week * WEEK, people=people)  # fmt: skip
    chart = reach.project_reach(workspace.desk(AMINA), project.id)
    assert "Places visited to see it in use: 2 by 19 November 2025." in chart.takeaway
    assert "largest training session so far: 11 by 12 November 2025" in chart.takeaway
    assert "How many should it be?" in chart.takeaway
    assert chart.table["Reached"].tolist() == ["11", "11", "1", "2"]


def test_a_measure_of_reach_says_who_is_expected_and_how_sure_the_share_is(
    planner: Workspace, project: Project
) -> None:
    measure = write(planner, project, "measure", name="Pupils who came", unit="%",
                    outcome_construct="reach", direction="up").id  # fmt: skip
    text = "05/11/2025\t12\t\t\t24\n12/11/2025\t18\t\t\t24"
    many_readings.add_pasted(planner.desk(AMINA), project.id, measure, text, sure=True)
    chart = reach.project_reach(planner.desk(AMINA), project.id)
    assert "Pupils who came: 18 of 24 by 12 November 2025." in chart.takeaway
    assert (
        "That is 75%; for more people like these it lies, with 95% confidence, from 55% to 88%."
        in (chart.takeaway)
    )
    assert "Whom does it not reach yet" in chart.takeaway
    assert chart.table["Expected"].tolist() == ["24", "24"]


def test_a_project_that_reaches_nobody_yet_says_what_would_appear(
    planner: Workspace, project: Project
) -> None:
    chart = reach.project_reach(planner.desk(AMINA), project.id)
    assert chart.table.empty
    assert "Visits, the people in a training session" in chart.takeaway


# The same words on screen and on paper


def test_documents_have_every_chart_of_the_screen_with_its_very_words(
    planner: Workspace, project: Project
) -> None:
    write(planner, project, "training_session", title="Twilight", held_on=DAY + 6 * WEEK, people=9)
    quiz = counted(planner, project, "%", [(18.0 + n % 4, 30.0) for n in range(14)])
    pupils.keep_pupil_scores(planner.desk(AMINA), project.id, quiz, text=scores(12))
    write(
        planner, project, "survey_round", statement="Worth it", agree=5, strongly_agree=2, neither=1
    )
    report = reports.evidence_report(planner.desk(AMINA), project.id)
    found = {picture.key: picture for picture in report.pictures}
    result = results.measure_result(planner.desk(AMINA), project.id, quiz)
    on_screen = {
        "impact_0": result.over_time,
        "before_after_0": result.change,
        "counted_0": result.counted,
        "forest": pooled_results.my_results(planner.desk(AMINA)),
        "reach": reach.project_reach(planner.desk(AMINA), project.id),
        "survey": surveys.survey_of(planner.desk(AMINA), project.id),
    }
    assert set(found) == {*on_screen, "pupil_interval_0"}
    for key, chart in on_screen.items():
        assert chart is not None
        for words in (chart.title.rstrip("."), chart.finding, chart.how_to_read):
            assert words in found[key].caption
        assert found[key].alt == chart.alt


def test_lines_of_single_pupils_never_leave_in_a_document(
    planner: Workspace, project: Project, measure: str
) -> None:
    series(planner, project, measure, [60.0, 62.0])
    pupils.keep_pupil_scores(planner.desk(AMINA), project.id, measure, text=scores(6))
    report = reports.evidence_report(planner.desk(AMINA), project.id)
    assert {picture.key for picture in report.pictures} == {"impact_0"}
