"""The portfolio and its moderation: frozen, chosen item by item, read by a link and nobody else."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from lp_planner.auth.secret_words import hash_of
from lp_planner.config import ConfigError, read_settings
from lp_planner.content.library import Library
from lp_planner.domain.accounts.people import Actor
from lp_planner.domain.portfolio.portfolio import Submission, SubmissionRules
from lp_planner.domain.portfolio.portfolio_copy import fingerprint, frozen_text, read_copy
from lp_planner.domain.records.errors import (
    CopyChanged,
    InvalidTransition,
    NotFound,
    PermissionDenied,
    PlannerError,
    StaleRevision,
    ValidationFailed,
)
from lp_planner.services.desk.workspace import Workspace, submission_rules
from lp_planner.services.evidence import attachments
from lp_planner.services.evidence.evidence import claim_evidence
from lp_planner.services.planning import recording
from lp_planner.services.portfolio import moderation, name_check, portfolio, renewal, submissions
from lp_planner.services.portfolio.portfolio import Choices
from tests.cast import AMINA, BEN, CHLOE, DEV, EFUA
from tests.factories import claim, make_project, write

OTHER_LEADS = [BEN, DEV]
LEADERS = [CHLOE, EFUA]


def filled(planner: Workspace, actor: Actor = AMINA) -> None:
    """An account for LP5 and LP6, and one piece of evidence for each."""
    project = make_project(planner, actor)
    claim(
        planner, write(planner, project, "option", actor, name="One way in"), "LP5",
        reach="another_team", actor=actor,
    )  # fmt: skip
    claim(
        planner, write(planner, project, "diagnosis_source", actor), "LP6",
        actor=actor, words="I asked how adults learn",
    )  # fmt: skip
    portfolio.save_narrative(planner.desk(actor), "LP5", "I read and I asked.", version=0)
    portfolio.save_narrative(planner.desk(actor), "LP6", "I thought about adults.", version=0)
    choose(planner, actor, levels={"LP5": "extending", "LP6": "developing"}, reason="A first try")


def choose(planner: Workspace, actor: Actor = AMINA, **values: object) -> None:
    current = portfolio.choices_of(planner.desk(actor)).model_dump()
    portfolio.keep_choices(planner.desk(actor), Choices.model_validate({**current, **values}))


def submitted(planner: Workspace, actor: Actor = AMINA) -> Submission:
    filled(planner, actor)
    return submissions.submit(planner.desk(actor))


def link_to(planner: Workspace, submission: Submission, actor: Actor = AMINA) -> str:
    made = submissions.make_link(
        planner.desk(actor), submission.id, for_whom="Ruth, moderator", days=14
    )
    return made.secret


def refusal(planner: Workspace, token: str) -> str:
    with pytest.raises(NotFound) as refused:
        moderation.open_submission(planner, token, visit="v")
    return refused.value.message


# The live portfolio.


def test_an_account_is_kept_with_its_earlier_versions(workspace: Workspace) -> None:
    first = portfolio.save_narrative(workspace.desk(AMINA), "LP6", "One thought", version=0)
    second = portfolio.save_narrative(workspace.desk(AMINA), "LP6", "Two thoughts", version=1)
    assert (first.version, second.version) == (1, 2)
    earlier = portfolio.earlier_narratives(workspace.desk(AMINA), "LP6")
    assert [narrative.text for narrative in earlier] == ["One thought"]
    mine = portfolio.my_portfolio(workspace.desk(AMINA))
    assert mine.narratives["LP6"].text == "Two thoughts"


def test_an_account_saved_in_another_tab_is_not_overwritten(planner: Workspace) -> None:
    portfolio.save_narrative(planner.desk(AMINA), "LP6", "In this tab", version=0)
    with pytest.raises(StaleRevision):
        portfolio.save_narrative(planner.desk(AMINA), "LP6", "In that tab", version=0)
    with pytest.raises(NotFound):
        portfolio.save_narrative(planner.desk(AMINA), "LP11", "No such standard", version=0)
    with pytest.raises(ValidationFailed):
        portfolio.save_narrative(planner.desk(AMINA), "LP6", "x" * 20_001, version=1)


def test_an_account_can_start_from_one_s_own_records_and_from_no_others(planner: Workspace) -> None:
    filled(planner, BEN)
    project = make_project(planner)
    record = write(
        planner, project, "training_session", why_this_way="Adults learn by trying",
    )  # fmt: skip
    claim_evidence(
        planner.desk(AMINA), record.kind, record.id, claims={"LP6": "We tried it out"},
        reach="own_team", what_changed="Eleven of fourteen kept their promise",
    )  # fmt: skip
    said = {
        "evidence_kind": "testimonial", "title": "After it", "words": "It saved my Tuesday",
        "said_by": "A teaching assistant", "strength": "colleague", "people_in_it": "nobody",
    }  # fmt: skip
    attachments.attach(planner.desk(AMINA), record.kind, record.id, said)
    assert portfolio.words_to_start_from(planner.desk(AMINA), "LP6") == (
        "Adults learn by trying.\n\n5 November 2025: Something seen. We tried it out. "
        "Eleven of fourteen kept their promise. “It saved my Tuesday” (A teaching assistant)"
    )
    assert portfolio.words_to_start_from(planner.desk(AMINA), "LP1") == ""


def test_a_senior_leader_keeps_no_portfolio(planner: Workspace) -> None:
    for leader in LEADERS:
        with pytest.raises(PermissionDenied):
            portfolio.my_portfolio(planner.desk(leader))
        with pytest.raises(PermissionDenied):
            submissions.my_submissions(planner.desk(leader))


# Submitting.


def test_what_is_missing_is_named_piece_by_piece_before_a_submission(planner: Workspace) -> None:
    filled(planner)
    choose(planner, reason="")
    with pytest.raises(ValidationFailed) as refused:
        submissions.submit(planner.desk(AMINA))
    said = refused.value.errors["reason"]
    assert said.startswith("You can write down why you submit all the same, or settle this")
    assert "No account yet: LP1, LP2, " in said
    assert "No evidence yet: LP1, LP2, " in said
    assert "Claimed below the level that is asked for: " in said
    assert said.count("LP1,") <= 4
    assert "%" not in said
    assert not submissions.my_submissions(planner.desk(AMINA))


def test_level_and_number_are_settings_of_the_installation(planner: Workspace) -> None:
    filled(planner)
    choose(planner, reason="")
    lenient = replace(planner, rules=SubmissionRules(level="developing", standards=2))
    asked = portfolio.my_portfolio(planner.desk(AMINA)).check
    check = portfolio.my_portfolio(lenient.desk(AMINA)).check
    assert "threshold" in {missing.code for missing in asked.needed}
    assert "threshold" not in {missing.code for missing in check.needed}
    assert check.settled == ("LP5", "LP6")


def test_the_copy_stays_the_same_while_the_live_portfolio_goes_on(workspace: Workspace) -> None:
    sent = submitted(workspace)
    before = submissions.copy_of(workspace.desk(AMINA), sent.id)
    portfolio.save_narrative(workspace.desk(AMINA), "LP5", "Now I say more", version=1)
    record = write(workspace, make_project(workspace, title="A later one"), "option")
    claim(workspace, record, "LP5", words="A later claim")
    choose(workspace, levels={"LP5": "transforming"})
    after = submissions.copy_of(workspace.desk(AMINA), sent.id)
    assert after == before
    assert frozen_text(after) == sent.content
    assert "Now I say more" not in sent.content
    assert next(s for s in before.standards if s.key == "LP5").level_name == "Extending"
    again = submissions.submit(workspace.desk(AMINA))
    assert "Now I say more" in again.content
    assert [s.submission.id for s in submissions.my_submissions(workspace.desk(AMINA))] == [
        again.id, sent.id,
    ]  # fmt: skip


def test_the_same_portfolio_gives_the_same_copy_byte_for_byte(workspace: Workspace) -> None:
    sent = submitted(workspace)
    again = submissions.submit(workspace.desk(AMINA))
    assert (again.content, again.sha256) == (sent.content, sent.sha256)


def test_a_doubled_click_submits_once(planner: Workspace) -> None:
    filled(planner)
    first = submissions.submit(planner.desk(AMINA), form_id="one-click")
    assert submissions.submit(planner.desk(AMINA), form_id="one-click") == first
    assert len(submissions.my_submissions(planner.desk(AMINA))) == 1


def test_a_copy_that_was_tampered_with_is_noticed_and_not_shown(workspace: Workspace) -> None:
    sent = submitted(workspace)
    token = link_to(workspace, sent)
    altered = sent.content.replace("I read and I asked.", "I led the whole county.")
    workspace.store.write(
        "intruder", lambda uow: uow.change(sent, content=altered), at=workspace.now()
    )
    with pytest.raises(CopyChanged):
        submissions.copy_of(workspace.desk(AMINA), sent.id)
    with pytest.raises(CopyChanged):
        moderation.open_submission(workspace, token, visit="v")
    assert not submissions.my_submissions(workspace.desk(AMINA))[0].is_unchanged


def test_what_is_left_out_appears_nowhere_in_the_copy(planner: Workspace) -> None:
    filled(planner)
    project = make_project(planner, title="A quiet matter")
    record = write(planner, project, "option", name="Something private")
    claim(planner, record, "LP5", words="Not for anybody else")
    hidden = next(
        p for p in portfolio.my_portfolio(planner.desk(AMINA)).pieces if p.record_id == record.id
    )
    choose(planner, left_out=[hidden.claim_id])
    text = submissions.submit(planner.desk(AMINA)).content
    for words in ("Something private", "Not for anybody else", "A quiet matter", hidden.claim_id):
        assert words not in text
    assert "I asked before I told" in text


def test_what_was_said_in_coaching_stays_out_of_the_copy(planner: Workspace) -> None:
    filled(planner)
    session = write(
        planner, make_project(planner), "coaching_session",
        coachee="TA-A", action_step="Say each name",
    )  # fmt: skip
    claim(planner, session, "LP8", words="I asked more than I told")
    text = submissions.submit(planner.desk(AMINA)).content
    assert "I asked more than I told" in text
    assert "Say each name" not in text
    assert "TA-A" not in text


def test_a_removed_record_is_no_evidence_any_more(planner: Workspace) -> None:
    filled(planner)
    piece = portfolio.my_portfolio(planner.desk(AMINA)).of_standard("LP5")[0]
    record = recording.record_of(planner.desk(AMINA), piece.record_kind, piece.record_id)
    recording.remove_record(planner.desk(AMINA), record.kind, record.id, version=record.version)
    assert portfolio.my_portfolio(planner.desk(AMINA)).of_standard("LP5") == ()


def test_a_blind_copy_leaves_out_who_and_where_and_warns_of_what_texts_still_say(
    planner: Workspace,
) -> None:
    filled(planner)
    portfolio.save_narrative(
        planner.desk(AMINA), "LP1", "At Oakfield School we begin at one", version=0
    )
    choose(planner, is_blind=True)
    assert name_check.names_in_copy(planner.desk(AMINA)).standards == ("LP1",)
    sent = submissions.submit(planner.desk(AMINA))
    copy = submissions.copy_of(planner.desk(AMINA), sent.id)
    assert (copy.name, copy.job_title, copy.school) == ("", "", "")
    assert "Amina" not in sent.content


# The moderator's link.


def test_a_link_opens_one_frozen_copy_and_the_opening_is_noted_for_the_lead(
    workspace: Workspace,
) -> None:
    sent = submitted(workspace)
    token = link_to(workspace, sent)
    for visit in ("monday", "monday", "tuesday"):
        opened = moderation.open_submission(workspace, token, visit=visit)
    assert frozen_text(opened.portfolio) == sent.content
    seen = submissions.my_submissions(workspace.desk(AMINA))[0]
    assert [o.by_whom for o in seen.openings] == ["Ruth, moderator", "Ruth, moderator"]


def test_only_a_hash_of_the_secret_is_stored(workspace: Workspace) -> None:
    sent = submitted(workspace)
    made = submissions.make_link(workspace.desk(AMINA), sent.id, for_whom="Ruth", days=14)
    with workspace.store.read() as reader:
        rows = reader.rows("SELECT * FROM access_link") + reader.rows("SELECT * FROM audit_event")
    assert made.secret not in str(rows)
    assert made.link.token_hash == hash_of(made.secret)


def test_unknown_expired_and_revoked_links_read_alike(workspace: Workspace) -> None:
    sent = submitted(workspace)
    expired, revoked = link_to(workspace, sent), link_to(workspace, sent)
    later = replace(workspace, clock=lambda: workspace.now() + dt.timedelta(days=14))
    for link in submissions.my_submissions(workspace.desk(AMINA))[0].links[1:]:
        once = submissions.revoke_link(workspace.desk(AMINA), link.id)
        assert submissions.revoke_link(workspace.desk(AMINA), link.id) == once
    moderation.open_submission(workspace, expired, visit="before")
    said = {
        refusal(workspace, "no-such-secret"),
        refusal(workspace, ""),
        refusal(workspace, "x" * 5000),
        refusal(workspace, "\ud800"),
        refusal(workspace, sent.id),
        refusal(workspace, revoked),
        refusal(later, expired),
    }
    assert said == {NotFound().message}
    with pytest.raises(NotFound):
        moderation.rate_standard(
            workspace, revoked, standard="LP5", level="extending", feedback="", moderator="Ruth"
        )
    with pytest.raises(NotFound):
        moderation.keep_moderator_draft(workspace, revoked, "LP5", {"feedback": "x"})
    with pytest.raises(NotFound):
        moderation.moderator_draft(workspace, revoked, "LP5")
    assert len(submissions.my_submissions(workspace.desk(AMINA))[0].openings) == 1


def test_a_link_needs_a_reader_and_a_number_of_days_that_fits(planner: Workspace) -> None:
    sent = submitted(planner)
    for days in (0, -1, 181):
        with pytest.raises(ValidationFailed):
            submissions.make_link(planner.desk(AMINA), sent.id, for_whom="Ruth", days=days)
    with pytest.raises(ValidationFailed):
        submissions.make_link(planner.desk(AMINA), sent.id, for_whom="  ", days=14)


def test_a_moderator_s_view_stands_beside_the_claim_and_is_never_merged(
    workspace: Workspace,
) -> None:
    sent = submitted(workspace)
    ruth, sam = link_to(workspace, sent), link_to(workspace, sent)
    for token, level in ((ruth, "developing"), (sam, "extending")):
        moderation.rate_standard(
            workspace, token, standard="LP5", level=level, feedback="Who used it?",
            moderator="A moderator",
        )  # fmt: skip
    moderation.rate_standard(
        workspace, ruth, standard="LP5", level="extending", feedback="Now I see", moderator="Ruth"
    )
    rows = submissions.my_submissions(workspace.desk(AMINA))[0].side_by_side
    lp5 = next(row for row in rows if row.standard == "LP5")
    assert lp5.claimed == "Extending"
    assert [rating.level for rating in lp5.ratings] == ["extending", "extending"]
    assert [rating.version for rating in lp5.ratings] == [2, 1]
    assert not hasattr(lp5, "average")
    with workspace.store.read() as reader:
        kept = reader.earlier(type(lp5.ratings[0]), lp5.ratings[0].id)
    assert [rating.level for rating in kept] == ["developing"]


def test_each_moderator_sees_their_own_words_only(planner: Workspace) -> None:
    sent = submitted(planner)
    ruth, sam = link_to(planner, sent), link_to(planner, sent)
    moderation.rate_standard(
        planner, ruth, standard="LP5", level="", feedback="I cannot tell yet", moderator="Ruth"
    )
    moderation.keep_moderator_draft(planner, ruth, "LP6", {"feedback": "Half a"})
    assert moderation.open_submission(planner, ruth, visit="r").ratings["LP5"].level == ""
    assert moderation.open_submission(planner, sam, visit="s").ratings == {}
    assert moderation.moderator_draft(planner, ruth, "LP6") == {"feedback": "Half a"}
    assert moderation.moderator_draft(planner, sam, "LP6") == {}


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"level": "superb"}, "level"),
        ({"level": "", "feedback": " "}, "feedback"),
        ({"moderator": ""}, "moderator"),
        ({"feedback": "x" * 5001}, "feedback"),
    ],
)
def test_a_rating_that_says_too_little_is_refused_in_words(
    planner: Workspace, answers: dict[str, str], field: str
) -> None:
    token = link_to(planner, submitted(planner))
    given = {"level": "extending", "feedback": "Clear", "moderator": "Ruth", **answers}
    with pytest.raises(ValidationFailed) as refused:
        moderation.rate_standard(
            planner,
            token,
            standard="LP5",
            level=given["level"],
            feedback=given["feedback"],
            moderator=given["moderator"],
        )
    assert list(refused.value.errors) == [field]


def test_the_token_of_one_submission_opens_no_other(planner: Workspace) -> None:
    amina, ben = submitted(planner), submitted(planner, BEN)
    opened = moderation.open_submission(planner, link_to(planner, ben, BEN), visit="v")
    assert frozen_text(opened.portfolio) == ben.content != amina.content
    with pytest.raises(NotFound):
        moderation.rate_standard(
            planner,
            link_to(planner, ben, BEN),
            standard="LP99",
            level="",
            feedback="x",
            moderator="R",
        )
    assert submissions.my_submissions(planner.desk(AMINA))[0].openings == ()


# Who may what.


@pytest.mark.parametrize("actor", [*OTHER_LEADS, *LEADERS], ids=lambda actor: actor.person_id)
def test_somebody_else_s_submission_reads_like_one_that_does_not_exist(
    workspace: Workspace, actor: Actor
) -> None:
    sent = submitted(workspace)
    made = submissions.make_link(workspace.desk(AMINA), sent.id, for_whom="Ruth", days=14)
    today = workspace.today()

    def said(submission_id: str, link_id: str) -> list[str]:
        found = []
        for attempt in (
            lambda: submissions.copy_of(workspace.desk(actor), submission_id),
            lambda: submissions.make_link(
                workspace.desk(actor), submission_id, for_whom="Me", days=1
            ),
            lambda: submissions.revoke_link(workspace.desk(actor), link_id),
            lambda: submissions.record_outcome(
                workspace.desk(actor), submission_id, result="accredited", decided_on=today
            ),
        ):
            with pytest.raises(PlannerError) as refused:
                attempt()
            found.append(f"{type(refused.value).__name__}: {refused.value.message}")
        return found

    assert said(sent.id, made.link.id) == said("no-such-submission", "no-such-link")
    moderation.open_submission(workspace, made.secret, visit="still open")


@pytest.mark.parametrize("actor", OTHER_LEADS, ids=lambda actor: actor.person_id)
def test_nobody_reads_another_s_portfolio(planner: Workspace, actor: Actor) -> None:
    submitted(planner)
    theirs = portfolio.my_portfolio(planner.desk(actor))
    assert (theirs.narratives, theirs.pieces, theirs.choices) == ({}, (), Choices())
    assert submissions.my_submissions(planner.desk(actor)) == []
    assert renewal.my_clock(planner.desk(actor)) is None
    assert portfolio.earlier_narratives(planner.desk(actor), "LP5") == []
    assert "I read" not in frozen_text(submissions.preview(planner.desk(actor)))
    assert name_check.names_in_copy(planner.desk(actor)).standards == ()


# What became of it.


def test_an_accreditation_starts_a_clock_of_three_years(workspace: Workspace) -> None:
    sent = submitted(workspace)
    decided = workspace.today()
    submissions.record_outcome(
        workspace.desk(AMINA), sent.id, result="resubmit", decided_on=decided, note="More on LP10"
    )
    assert renewal.my_clock(workspace.desk(AMINA)) is None
    second = submissions.submit(workspace.desk(AMINA))
    submissions.record_outcome(
        workspace.desk(AMINA), second.id, result="accredited", decided_on=decided
    )
    clock = renewal.my_clock(workspace.desk(AMINA))
    assert clock is not None
    assert clock.runs_until == dt.date(2028, 11, 5)
    assert not clock.has_run_out
    assert not clock.is_time_to_renew
    in_time = replace(workspace, clock=lambda: workspace.now() + dt.timedelta(days=700))
    reminded = renewal.my_clock(in_time.desk(AMINA))
    assert reminded is not None
    assert reminded.is_time_to_renew
    assert not reminded.is_last_term
    near = replace(workspace, clock=lambda: workspace.now() + dt.timedelta(days=1000))
    reminded_again = renewal.my_clock(near.desk(AMINA))
    assert reminded_again is not None
    assert reminded_again.is_last_term
    later = replace(workspace, clock=lambda: workspace.now() + dt.timedelta(days=1097))
    run_out = renewal.my_clock(later.desk(AMINA))
    assert run_out is not None
    assert run_out.has_run_out
    assert not run_out.is_time_to_renew


def test_an_outcome_is_superseded_and_stays(planner: Workspace) -> None:
    sent = submitted(planner)
    for result in ("accredited", "resubmit"):
        submissions.record_outcome(
            planner.desk(AMINA), sent.id, result=result, decided_on=planner.today()
        )
    seen = submissions.my_submissions(planner.desk(AMINA))[0]
    assert [outcome.result.value for outcome in seen.outcomes] == ["accredited", "resubmit"]
    assert renewal.my_clock(planner.desk(AMINA)) is None
    with pytest.raises(InvalidTransition):
        submissions.record_outcome(
            planner.desk(AMINA), sent.id, result="resubmit", decided_on=planner.today()
        )


@pytest.mark.parametrize("days", [-1, 1])
def test_an_outcome_falls_between_the_submission_and_today(planner: Workspace, days: int) -> None:
    sent = submitted(planner)
    day = planner.today() + dt.timedelta(days=days)
    with pytest.raises(ValidationFailed):
        submissions.record_outcome(
            planner.desk(AMINA), sent.id, result="accredited", decided_on=day
        )
    with pytest.raises(ValidationFailed):
        submissions.record_outcome(
            planner.desk(AMINA), sent.id, result="celebrated", decided_on=planner.today()
        )


# Settings.


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LP_PLANNER_SUBMIT_COUNT", "11"),
        ("LP_PLANNER_SUBMIT_COUNT", "seven"),
        ("LP_PLANNER_NARRATIVE_WORDS", "0"),
        ("LP_PLANNER_ACCREDITATION_SITE", "javascript:alert(1)"),
    ],
)
def test_a_setting_that_makes_no_sense_is_named_at_the_start(name: str, value: str) -> None:
    with pytest.raises(ConfigError, match=name):
        read_settings({name: value})


def test_without_settings_seven_standards_at_extending_are_asked_for_and_nothing_is_invented(
    library: Library,
) -> None:
    assert submission_rules(read_settings({}), library) == SubmissionRules(
        level="extending", standards=7, words=None, site=""
    )
    changed = read_settings({"LP_PLANNER_SUBMIT_LEVEL": "superb"})
    with pytest.raises(ConfigError, match="extending"):
        submission_rules(changed, library)


def test_the_copy_says_what_leading_builds_on(planner: Workspace) -> None:
    filled(planner)
    project = make_project(planner, title="Coaching")
    claim(planner, write(planner, project, "option"), "LP7")
    claim(planner, write(planner, project, "coaching_session"), "LP8")
    copy = submissions.preview(planner.desk(AMINA))
    said = {s.key: s.builds_on for s in copy.standards}
    assert len(said["LP8"]) == 1
    assert said["LP8"][0].startswith("LP7 (E")
    assert said["LP5"] == said["LP10"] == ()


def test_a_copy_that_was_stored_before_reads_and_writes_byte_for_byte_the_same() -> None:
    stored = Path(__file__).with_name("copy_as_it_was_stored.json").read_bytes().decode()
    sha256 = "7458cf73cce0981d5db761690d55ac25e91be7ea5834a02dd9b82982030da48c"
    copy = read_copy(stored, sha256)
    assert copy.standards[0].entries[0].what_changed == "Lessons begin on time"
    assert frozen_text(copy) == stored
    assert fingerprint(frozen_text(copy)) == sha256
