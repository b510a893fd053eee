"""What a moderator reads: the project first, each record once, and feedback that two tabs keep."""

import io
import json
import zipfile
from functools import partial

import pytest

from lp_planner.domain.portfolio.portfolio_copy import PortfolioCopy
from lp_planner.domain.records.errors import NotFound, StaleRevision, ValidationFailed
from lp_planner.domain.records.project import Project
from lp_planner.domain.voices.rounds import RoundKind
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.evidence import reports
from lp_planner.services.evidence.evidence import claim_evidence
from lp_planner.services.portfolio import moderation, portfolio, submissions
from lp_planner.services.portfolio.portfolio import Choices
from lp_planner.services.portfolio.submission_packs import build_submission_pack, standard_document
from lp_planner.services.self_assessment import notes_beside
from lp_planner.services.voices import asking
from lp_planner.services.voices.asking import WhatToAsk
from tests.cast import AMINA, BEN
from tests.factories import make_project, write
from tests.voices.rounds import answer


def told(planner: Workspace) -> Project:
    """A project with a problem, a record used for three standards, and what it changed."""
    project = make_project(planner)
    write(planner, project, "problem_statement", staff_behaviour="We say it once and move on")
    option = write(planner, project, "option", name="One way in")
    claim_evidence(
        planner.desk(AMINA),
        option.kind,
        option.id,
        claims={"LP5": "I read first", "LP6": "I asked how it is learnt", "LP7": "I passed it on"},
        reach="another_team",
        what_changed="Year 4 took it over",
    )
    choices = Choices(levels={"LP5": "extending"}, reason="A first try")
    portfolio.keep_choices(planner.desk(AMINA), choices)
    return project


def copy_of(planner: Workspace) -> PortfolioCopy:
    return submissions.preview(planner.desk(AMINA))


def link(planner: Workspace) -> str:
    sent = submissions.submit(planner.desk(AMINA))
    return submissions.make_link(planner.desk(AMINA), sent.id, for_whom="Ruth", days=7).secret


def test_the_copy_begins_with_the_project_its_problem_and_what_changed_for_whom(
    planner: Workspace,
) -> None:
    told(planner)
    (project,) = copy_of(planner).projects
    assert project.problem[0] == "Staff: We say it once and move on"
    assert [column.name for column in project.plan] == ["What?", "How?", "How well?", "And so?"]
    assert [(c.ref, c.what_changed, c.said_by) for c in project.changes] == [
        ("E1", "Year 4 took it over", "Own word")
    ]


def test_a_project_can_stay_out_of_the_copy(planner: Workspace) -> None:
    project = told(planner)
    mine = portfolio.my_portfolio(planner.desk(AMINA))
    assert project.id in mine.may_stay_behind
    kept = mine.choices.model_copy(update={"left_out": (project.id,)})
    portfolio.keep_choices(planner.desk(AMINA), kept)
    assert copy_of(planner).projects == ()
    assert copy_of(planner).standards[4].entries


def test_a_record_has_one_name_everywhere_and_is_told_in_full_once(planner: Workspace) -> None:
    project = told(planner)
    copy = copy_of(planner)
    assert copy.told_first == {"E1": "LP5"}
    report = reports.evidence_report(planner.desk(AMINA), project.id)
    assert {entry.ref for section in report.standards for entry in section.entries} == {"E1"}
    assert [(r.ref, r.standards) for r in report.records] == [("E1", ("LP5", "LP6", "LP7"))]


def test_category_level_and_reach_stand_with_each_standard(planner: Workspace) -> None:
    told(planner)
    fifth = copy_of(planner).standards[4]
    category = next(
        part.name
        for part in planner.library.framework.categories
        if "LP5" in {standard.key for standard in part.standards}
    )
    assert (fifth.category, fifth.level) == (category, "extending")
    assert fifth.reach_shown
    assert [s.key for s in copy_of(planner).standards if s.is_put_forward] == ["LP5", "LP6", "LP7"]


def test_a_copy_from_before_the_project_was_kept_is_read_as_it_was(planner: Workspace) -> None:
    told(planner)
    said = json.loads(copy_of(planner).model_dump_json())
    del said["projects"]
    assert PortfolioCopy.model_validate(said).projects == ()


def test_feedback_given_in_another_tab_is_not_written_over(planner: Workspace) -> None:
    told(planner)
    token = link(planner)
    given = partial(
        moderation.rate_standard,
        planner,
        token,
        standard="LP5",
        level="extending",
        moderator="Ruth",
    )
    first = given(feedback="Here", version=0)
    with pytest.raises(StaleRevision):
        given(feedback="There", version=0)
    again = given(feedback="There", version=first.version)
    assert again.feedback == "There"
    opened = moderation.open_submission(planner, token, visit="v")
    assert opened.rated == ("LP5",)
    assert opened.overall is None


def test_a_moderator_sums_up_and_says_when_they_have_finished(planner: Workspace) -> None:
    told(planner)
    token = link(planner)
    with pytest.raises(ValidationFailed):
        moderation.sum_up(planner, token, feedback=" ", moderator="Ruth", is_finished=False)
    moderation.sum_up(planner, token, feedback="Clear", moderator="Ruth", is_finished=True)
    overall = moderation.open_submission(planner, token, visit="v").overall
    assert overall is not None
    assert (overall.feedback, overall.is_finished) == ("Clear", True)
    (mine,) = submissions.my_submissions(planner.desk(AMINA))
    assert [whole.moderator for whole in mine.overall] == ["Ruth"]
    assert not any(row.ratings for row in mine.side_by_side)


def test_the_note_of_the_lead_practitioner_is_seen_beside_the_feedback(planner: Workspace) -> None:
    told(planner)
    token = link(planner)
    rating = moderation.rate_standard(
        planner, token, standard="LP5", level="", feedback="Who else?", moderator="Ruth"
    )
    notes_beside.put_note_beside(
        planner.desk(AMINA), notes_beside.RATING, rating.id, words="Year 4, too"
    )
    opened = moderation.open_submission(planner, token, visit="v")
    assert opened.notes == {rating.id: "Year 4, too"}


def test_a_standard_comes_out_by_itself_under_a_short_plain_name(planner: Workspace) -> None:
    told(planner)
    sent = submissions.submit(planner.desk(AMINA))
    name, made = standard_document(planner.desk(AMINA), sent.id, "LP5")
    assert name == "LP5.docx"
    assert made.startswith(b"PK")
    with pytest.raises(NotFound):
        standard_document(planner.desk(AMINA), sent.id, "LP99")
    with pytest.raises(NotFound):
        standard_document(planner.desk(BEN), sent.id, "LP5")


def test_reach_said_by_others_stands_beside_the_claim_as_far_as_they_agreed(
    planner: Workspace,
) -> None:
    project, desk = told(planner), planner.desk(AMINA)
    assert "heard" not in submissions.submit(desk).content
    what = WhatToAsk(round_kind=RoundKind.UPTAKE, about="One way in", expected=4)
    asked = asking.ask(desk, project.id, what)
    said = {"where": "another_school", "consent": "yes"}
    answer(planner, asked.secret, {**said, "who": "Elmwood lead", "use": "The card"}, "1")
    said["consent"] = "no"
    answer(planner, asked.secret, {**said, "who": "Tom", "use": "Not for others"}, "2")
    copy = copy_of(planner)
    (one,) = copy.projects[0].heard
    assert (one.who, one.how, one.use) == ("Elmwood lead", "by link", "The card")
    assert "Not for others" not in copy.model_dump_json()
    lp5 = next(standard for standard in copy.standards if standard.key == "LP5")
    assert (lp5.reach_shown, lp5.reach_said) == (
        "Beyond your own team", "Another school or wider (1 person by link)",
    )  # fmt: skip
    assert {standard.key for standard in copy.standards if standard.reach_said} == {
        "LP5", "LP6", "LP7",
    }  # fmt: skip
    sent = submissions.submit(desk)
    pack = zipfile.ZipFile(io.BytesIO(build_submission_pack(desk, sent.id).pack.content))
    page = pack.read("index.html").decode()
    assert "Reach said by others themselves" in page
    assert "Elmwood lead (by link)" in page


def test_one_who_says_so_can_be_left_out_of_the_copy(planner: Workspace) -> None:
    project, desk = told(planner), planner.desk(AMINA)
    what = WhatToAsk(round_kind=RoundKind.UPTAKE, about="One way in", expected=4)
    asked = asking.ask(desk, project.id, what)
    said = {"who": "Sana", "use": "The card", "where": "another_team", "consent": "yes"}
    answer(planner, asked.secret, said, "1")
    mine = portfolio.my_portfolio(desk)
    (left,) = [id_ for id_, words in mine.may_stay_behind.items() if words.startswith("Said by")]
    portfolio.keep_choices(desk, mine.choices.model_copy(update={"left_out": (left,)}))
    copy = copy_of(planner)
    assert copy.projects[0].heard == ()
    assert not any(standard.reach_said for standard in copy.standards)
