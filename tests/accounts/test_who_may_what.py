"""Every service that opens something of a project: its owner, and nobody else, in any role."""

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from lp_planner import services
from lp_planner.content.library import Library
from lp_planner.domain.accounts.people import Actor, Cohort
from lp_planner.domain.accounts.permissions import MATRIX, Action
from lp_planner.domain.cohort.guests import GuestKind
from lp_planner.domain.records.delivery import FidelityRating
from lp_planner.domain.records.errors import NotFound, PermissionDenied
from lp_planner.domain.records.project import Project, Sharing
from lp_planner.domain.voices.rounds import RoundKind
from lp_planner.services.cohort import (
    countdown,
    dates_export,
    gallery,
    guests,
    help_requests,
    keeping_back,
    levels,
    meeting,
    sharing,
    timeline,
)
from lp_planner.services.desk import asking_first, projects
from lp_planner.services.desk.bringing_in import Given
from lp_planner.services.desk.workspace import Desk, Workspace
from lp_planner.services.evidence import (
    attachments,
    coverage,
    gaps,
    packs,
    reports,
    waiting,
)
from lp_planner.services.measures import (
    groups,
    main_measure,
    reach,
    results,
    surveys,
    verdicts,
)
from lp_planner.services.planning import (
    celebrations,
    endings,
    journey,
    lens_reports,
    many_records,
    next_steps,
    plan,
    plan_exchange,
    plan_reports,
    questions,
    record_columns,
    recording,
    rows,
    this_week,
    weighing,
)
from lp_planner.services.safekeeping import erasure
from lp_planner.services.voices import asking, uptake
from lp_planner.services.voices.asking import WhatToAsk
from tests.cast import AMINA, BEN, CAST, CHLOE
from tests.demo_copy import opened_copy
from tests.factories import claim, make_project, write

OTHERS = [actor for actor in CAST if actor is not AMINA]
MODULES = [
    import_module(found.name)
    for found in pkgutil.walk_packages(services.__path__, f"{services.__name__}.")
]


def oakfield_cohort(desk: Desk) -> str:
    """The cohort that Amina and Ben are in."""
    with desk.read() as reader:
        return reader.find(Cohort)[0].id


OPENS_A_PROJECT: dict[str, Callable[[Desk, str], object]] = {
    "attachments.attachments_by_record": attachments.attachments_by_record,
    "celebrations.worth_celebrating": celebrations.worth_celebrating,
    "asking_first.questions_about": lambda d, p: asking_first.questions_about(
        d, p, "risk", {"what": "Rain"}
    ),
    "endings.ending_of": lambda d, p: endings.ending_of(d, p, "explore"),
    "gaps.gaps_of": gaps.gaps_of,
    "record_columns.grid_columns": lambda d, p: record_columns.grid_columns(d, p, "milestone"),
    "help_requests.ask_for_help": lambda d, p: help_requests.ask_for_help(
        d, p, asked="The hall, please"
    ),
    "help_requests.my_requests": help_requests.my_requests,
    "erasure.erase_project": lambda d, p: erasure.erase_project(
        d, p, typed_title="Calm starts after lunch"
    ),
    "erasure.hand_over": lambda d, p: erasure.hand_over(d, p, to_person=BEN.person_id),
    "guests.guests_of": guests.guests_of,
    "guests.people_to_ask": guests.people_to_ask,
    "guests.invite_guest": lambda d, p: guests.invite_guest(
        d, p, person_id="hugo", guest_kind=GuestKind.COACH, level=Sharing.PLAN
    ),
    "journey.project_journey": journey.project_journey,
    "keeping_back.shareable_records": keeping_back.shareable_records,
    "groups.project_gaps": groups.project_gaps,
    "surveys.survey_of": surveys.survey_of,
    "packs.build_pack": packs.build_pack,
    "packs.keep_choice": lambda d, p: packs.keep_choice(d, p, ["a"]),
    "packs.pack_items": packs.pack_items,
    "plan.plan_on_a_page": plan.plan_on_a_page,
    "dates_export.calendar_name": dates_export.calendar_name,
    "plan_reports.plan_name": lambda d, p: plan_reports.plan_name(
        d, p, plan_reports.plan_exports()[0]
    ),
    "dates_export.dates_report": dates_export.dates_report,
    "dates_export.make_calendar": dates_export.make_calendar,
    "countdown.countdown_of": countdown.countdown_of,
    "gallery.offer_of": gallery.offer_of,
    "gallery.take_down": gallery.take_down,
    "meeting.my_meeting_page": meeting.my_meeting_page,
    "meeting.make_my_meeting_page": lambda d, p: meeting.make_my_meeting_page(
        d, p, meeting.meeting_exports()[1]
    ),
    "timeline.timeline_of": timeline.timeline_of,
    "plan_reports.make_plan": lambda d, p: plan_reports.make_plan(
        d, p, plan_reports.plan_exports()[0]
    ),
    "plan_reports.plan_report": plan_reports.plan_report,
    "lens_reports.lens_report": lens_reports.lens_report,
    "lens_reports.lens_name": lambda d, p: lens_reports.lens_name(
        d, p, lens_reports.lens_exports()[0]
    ),
    "lens_reports.make_lens": lambda d, p: lens_reports.make_lens(
        d, p, lens_reports.lens_exports()[0]
    ),
    "plan_exchange.plan_workbook_of": plan_exchange.plan_workbook_of,
    "projects.rename_project": lambda d, p: projects.rename_project(d, p, title="Taken", version=1),
    "levels.levels_of": levels.levels_of,
    "levels.share_progress": lambda d, p: levels.share_progress(
        d, p, cohort_id=oakfield_cohort(d), sharing=Sharing.PROGRESS
    ),
    "questions.ask_again": lambda d, p: questions.ask_again(d, p, code="Q01"),
    "questions.go_on_because": lambda d, p: questions.go_on_because(
        d, p, code="Q01", reason="We know"
    ),
    "questions.logic_model": questions.logic_model,
    "questions.questions_about": questions.questions_about,
    "questions.thread_of": questions.thread_of,
    "questions.why_it_changed": lambda d, p: questions.why_it_changed(d, p, "any"),
    "projects.carry_on_from": lambda d, p: projects.carry_on_from(d, p, earlier="", version=1),
    "reports.evidence_report": reports.evidence_report,
    "reports.export_name": lambda d, p: reports.export_name(d, p, reports.exports()[0]),
    "reports.make_export": lambda d, p: reports.make_export(d, p, reports.exports()[0]),
    "results.measures_of": results.measures_of,
    "coverage.project_coverage": coverage.project_coverage,
    "main_measure.main_measure": main_measure.main_measure,
    "results.project_fidelity": results.project_fidelity,
    "reach.project_reach": reach.project_reach,
    "results.revision": results.revision,
    "coverage.standards_in_view": coverage.standards_in_view,
    "coverage.standards_shown": coverage.standards_shown,
    "sharing.answer_quiet": lambda d, p: sharing.answer_quiet(d, p, choice="continue"),
    "sharing.my_quiet_since": sharing.my_quiet_since,
    "sharing.what_my_leaders_see": sharing.what_my_leaders_see,
    "sharing.who_looked": sharing.who_looked,
    "recording.records_of": lambda d, p: recording.records_of(d, p, "option"),
    "next_steps.due_now": next_steps.due_now,
    "recording.write_record": lambda d, p: recording.write_record(
        d, p, "option", {"name": "Mine", "option_kind": "do_nothing"}
    ),
    "many_records.look_at_records": lambda d, p: many_records.look_at_records(
        d, p, "milestone", Given(text="What,By when\nStart,05/11/2025")
    ),
    "many_records.bring_in_records": lambda d, p: many_records.bring_in_records(
        d, p, "milestone", Given(text="What,By when\nStart,05/11/2025")
    ),
    "verdicts.project_use": verdicts.project_use,
    "asking.ask": lambda d, p: asking.ask(
        d, p, WhatToAsk(round_kind=RoundKind.READINESS, about="Keep-up", expected=5)
    ),
    "uptake.reach_said_by_others": uptake.reach_said_by_others,
    "asking.rounds_of": lambda d, p: asking.rounds_of(d, p, [RoundKind.FIT]),
    "asking.what_it_may_be_about": lambda d, p: asking.what_it_may_be_about(d, p, RoundKind.FIT),
    "weighing.options_side_by_side": weighing.options_side_by_side,
    "weighing.readiness_of": weighing.readiness_of,
    "waiting.waiting_for_standards": waiting.waiting_for_standards,
    "waiting.turned_down": waiting.turned_down,
    "waiting.chips_of": lambda d, p: waiting.chips_of(d, p, "option"),
}
TESTED_ELSEWHERE = {
    "asking.close_round": "test_who_asks.py",
    "asking.mark_answer": "test_who_asks.py",
    "asking.reply_to": "test_who_asks.py",
    "taking_over.take_over": "test_who_asks.py",
    "asking.questions_of": "reads nothing; test_rounds.py",
    "asking.round_for": "test_who_asks.py, through the services that use it",
    "typing_in.type_in": "test_who_asks.py",
    "copies.check_looks_after": "test_copies_here.py",
    "main_measure.small_line_of": "test_one_series.py",
    "copies.copies_here": "test_copies_here.py",
    "copies.copy_now": "test_copies_here.py",
    "health.check_now": "test_copies_here.py",
    "health.health": "test_copies_here.py",
    "cohorts.cohort_sums": "test_cohort_sums.py",
    "thin_standards.standards_told": "test_thin_standards.py",
    "school_priorities.set_priority": "test_school_priorities.py",
    "school_priorities.take_priority_away": "test_school_priorities.py",
    "school_priorities.school_priorities_served": "test_school_priorities.py",
    "school_priorities.serve": "test_school_priorities.py",
    "school_priorities.what_it_serves": "test_school_priorities.py",
    "month_sums.sums_of_my_cohorts": "test_summaries.py",
    "month_sums.sums_of_the_trust": "test_trust.py",
    "cohort_dates.dates_i_set": "test_cohort_dates.py",
    "cohort_dates.dates_of_mine": "test_cohort_dates.py",
    "cohort_dates.set_date": "test_cohort_dates.py",
    "cohort_dates.take_date_away": "test_cohort_dates.py",
    "accounts.close_account": "test_sign_in.py",
    "accounts.end_sessions_of": "test_my_account.py",
    "my_account.change_my_password": "test_my_account.py",
    "my_account.check_password_again": "test_my_account.py",
    "my_account.end_my_session": "test_my_account.py",
    "my_account.my_account": "test_my_account.py",
    "second_factor.begin_set_up": "test_second_factor.py",
    "second_factor.begun_set_up": "test_second_factor.py",
    "second_factor.confirm": "test_second_factor.py",
    "second_factor.reset_second_factor": "test_second_factor.py",
    "second_factor.turn_off": "test_second_factor.py",
    "security_log.read_log": "test_security_log.py",
    "accounts.everybody": "test_sign_in.py",
    "accounts.invite": "test_sign_in.py",
    "accounts.make_new_link": "test_sign_in.py",
    "accounts.reopen_account": "test_sign_in.py",
    "name_check.names_in_copy": "test_portfolio.py",
    "school_accounts.unlink": "test_school_accounts.py",
    "sign_in.sign_out_everywhere": "test_sign_in.py",
    "many_readings.add_from_file": "test_measures.py",
    "many_readings.add_pasted": "test_measures.py",
    "many_readings.bring_in": "test_bringing_in.py",
    "many_readings.look_at": "test_bringing_in.py",
    "pupil_rows.bring_in_scores": "test_bringing_in.py",
    "pupil_rows.look_at_scores": "test_bringing_in.py",
    "school_rows.look_at_school_rows": "test_school_rows.py",
    "imports.imports_of": "test_bringing_in.py",
    "imports.undo_import": "test_bringing_in.py",
    "one_measure.measure_for": "test_measures.py",
    "pupils.forget_pupil_scores": "test_measures.py",
    "pupils.keep_pupil_scores": "test_measures.py",
    "scores_to_come.could_find": "test_measures.py",
    "pupil_results.pupil_result": "test_measures.py",
    "rebasing.rebase_measure": "test_measures.py",
    "pooled_results.my_results": "test_measures.py",
    "standards_file.standards_as_case": "the content alone; test_another_framework.py",
    "standards_file.standards_file_name": "the content alone; test_another_framework.py",
    "attachments.attach": "test_attachments.py",
    "attachments.attachments_of": "test_attachments.py",
    "attachments.bring_back_attachment": "test_attachments.py",
    "attachments.erase_attachment": "test_attachments.py",
    "attachments.file_of": "test_attachments.py",
    "attachments.names_to_look_at": "reads nothing; test_attachments.py",
    "attachments.remove_attachment": "test_attachments.py",
    "attachments.removed_attachments_of": "test_attachments.py",
    "help_requests.answer_help": "test_help_requests.py",
    "help_requests.requests_to_me": "test_help_requests.py",
    "help_requests.take_back": "test_help_requests.py",
    "erasure.colleagues_to_hand_to": "test_erasure.py",
    "erasure.erase_all_of_mine": "test_erasure.py",
    "notes_beside.put_note_beside": "test_notes_beside.py",
    "notes_beside.written_about_me": "test_notes_beside.py",
    "keeping_back.keep_back": "test_keeping_back.py",
    "emergencies.open_in_emergency": "test_guests.py",
    "emergencies.projects_led_by": "test_guests.py",
    "guests.answer_guest_invitation": "test_guests.py",
    "guests.end_guest": "test_guests.py",
    "guests.open_as_guest": "test_guests.py",
    "guests.shared_with_me": "test_guests.py",
    "memberships.my_cohorts": "test_memberships.py",
    "memberships.leave_cohort": "test_memberships.py",
    "memberships.my_invitations": "test_memberships.py",
    "memberships.answer_invitation": "test_memberships.py",
    "memberships.people_to_invite": "test_memberships.py",
    "memberships.invite": "test_memberships.py",
    "memberships.led_cohorts": "test_memberships.py",
    "memberships.start_cohort": "test_memberships.py",
    "schools.add_school": "test_schools.py",
    "schools.all_schools": "test_schools.py",
    "schools.rename_school": "test_schools.py",
    "cohorts.priorities_served": "test_summaries.py",
    "shared_results.shared_results": "test_summaries.py",
    "shared_results.shared_comparisons": "test_summaries.py",
    "gallery.pieces": "test_gallery.py",
    "gallery.put_up": "test_gallery.py",
    "gallery.start_from": "test_gallery.py",
    "meeting.make_shared_meeting_page": "test_meeting.py",
    "meeting.meeting_name": "reads nothing; test_meeting.py",
    "meeting.shared_meeting_page": "test_meeting.py",
    "summaries.cohort_summary": "test_summaries.py",
    "summaries.make_cohort_summary": "test_summaries.py",
    "summaries.make_trust_summary": "test_summaries.py",
    "summaries.summary_name": "reads nothing; test_summaries.py",
    "summaries.trust_summary": "test_summaries.py",
    "trust.trust_sums": "test_trust.py",
    "pressure.cohort_pressure": "test_pressure.py",
    "calendar.add_period": "test_depth.py",
    "calendar.remove_period": "test_depth.py",
    "calendar.school_year": "test_depth.py",
    "calendar.take_term_dates": "test_school_year.py",
    "calendar.take_usual_year": "test_depth.py",
    "next_steps.next_things": "below",
    "this_week.this_week": "below",
    "this_week.answer_check_back": "test_this_week.py",
    "this_week.keep_reading": "test_this_week.py",
    "this_week.move_date": "test_this_week.py",
    "this_week.say_done": "test_this_week.py",
    "inbox.jot": "test_inbox.py",
    "inbox.inbox": "test_inbox.py",
    "inbox.placed": "test_inbox.py",
    "inbox.note_of": "test_inbox.py",
    "inbox.note_file": "test_inbox.py",
    "inbox.suggested": "reads nothing; test_inbox.py",
    "inbox.form_start": "reads nothing; test_inbox.py",
    "inbox.throw_away": "test_inbox.py",
    "inbox.bring_back": "test_inbox.py",
    "inbox.settle": "test_inbox.py, through recording",
    "plan_import.import_plan": "test_plan_exchange.py",
    "plan_import.look_at_plan": "test_plans_as_written.py",
    "plan_import.undo_plan": "test_plans_as_written.py",
    "rows.rows_of": "below",
    "search.find": "test_search.py",
    "recording.earlier_versions": "test_depth.py",
    "verdicts.measure_verdict": "test_depth.py",
    "level_and_slope.level_and_slope": "test_level_and_slope.py",
    "stepped.stepped": "test_stepped.py",
    "cohorts.cohort_progress": "test_cohort.py",
    "cohort_reports.cohort_report": "test_plan_reports.py",
    "cohort_reports.make_cohort_export": "test_plan_reports.py",
    "own_data_return.bring_in_own_data": "test_own_data.py",
    "own_data.own_data": "test_own_data.py",
    "own_data.own_data_pack": "test_own_data.py",
    "own_data_page.own_data_page": "test_own_data.py",
    "demo_rounds.tell_round": "test_demo.py, through the demo school",
    "packs.choice_of": "test_packs.py",
    "drafts.keep_draft": "test_projects.py",
    "drafts.draft_of": "test_projects.py",
    "drafts.drop_draft": "test_projects.py",
    "evidence.evidence_of": "test_evidence.py",
    "evidence.claim_evidence": "test_evidence.py",
    "evidence.set_aside": "test_evidence.py",
    "evidence.use_several": "test_waiting.py",
    "evidence.turn_down_several": "test_waiting.py",
    "evidence.withdraw_claim": "test_evidence.py",
    "people.about_me": "test_projects.py",
    "people.introduce_myself": "test_projects.py",
    "projects.start_project": "below",
    "projects.my_projects": "below",
    "projects.project_for": "below, through every other service",
    "recording.revise_record": "test_recording.py",
    "recording.log_fidelity_visit": "below",
    "recording.remove_record": "test_recording.py",
    "recording.restore_record": "test_recording.py",
    "recording.record_of": "test_recording.py",
    "recording.ratings_of_visit": "below",
    "recording.revise_fidelity_visit": "below",
    "results.measure_result": "below",
    "coverage.standards_over_all": "test_depth.py",
    "portfolio.choices_of": "test_portfolio.py",
    "portfolio.earlier_narratives": "test_portfolio.py",
    "portfolio.keep_choices": "test_portfolio.py",
    "portfolio.my_portfolio": "test_portfolio.py",
    "claims.own_lines": "test_portfolio.py",
    "portfolio.portfolio_in": "test_portfolio.py",
    "portfolio.save_narrative": "test_portfolio.py",
    "portfolio.words_to_start_from": "test_portfolio.py",
    "submission_packs.build_submission_pack": "test_submission_packs.py",
    "submission_packs.standard_document": "test_moderators_copy.py",
    "self_assessment.chosen_framework": "test_self_assessment.py",
    "self_assessment.choose_framework": "test_self_assessment.py",
    "self_assessment.erase_everything": "test_self_assessment.py",
    "self_assessment.erase_rating": "test_self_assessment.py",
    "self_assessment.keep_thought": "test_self_assessment.py",
    "self_assessment.keep_undecided": "test_self_assessment.py",
    "self_assessment.picks": "test_self_assessment_page.py",
    "self_assessment.settle_picks": "test_self_assessment_page.py",
    "self_assessment.my_self_assessment": "test_self_assessment.py",
    "self_assessment.rate": "test_self_assessment.py",
    "self_assessment.undecided": "test_self_assessment.py",
    "submissions.copy_of": "test_portfolio.py",
    "copy_writing.copy_in": "test_portfolio.py, through submit and preview",
    "submissions.make_link": "test_portfolio.py",
    "usual_dates.usual_dates": "test_usual_dates.py",
    "usual_dates.set_usual_dates": "test_usual_dates.py",
    "renewal.case_study": "test_renewal.py",
    "renewal.case_study_report": "test_renewal.py",
    "renewal.earlier_parts": "test_renewal.py",
    "renewal.make_case_study": "test_renewal.py",
    "renewal.my_clock": "test_renewal.py",
    "renewal.renewal_name": "test_renewal.py",
    "renewal.save_part": "test_renewal.py",
    "renewal.say_accredited": "test_renewal.py",
    "portfolio.keep_account": "test_portfolio.py, through save_narrative",
    "portfolio.earlier_accounts": "test_portfolio.py, through earlier_narratives",
    "submissions.my_submissions": "test_portfolio.py",
    "submissions.preview": "test_portfolio.py",
    "submissions.record_outcome": "test_portfolio.py",
    "submissions.revoke_link": "test_portfolio.py",
    "submissions.submission_for": "test_portfolio.py",
    "submissions.submit": "test_portfolio.py",
    "sharing.unlogged": "test_sharing.py, through the services that use it",
    "sharing.led_members": "test_sharing.py, through the services that use it",
    "sharing.log_openings": "test_sharing.py, through the services that use it",
    "sharing.logged_look": "test_sharing.py, through open_shared",
    "sharing.open_shared": "test_sharing.py",
    "sharing.shared_project_for": "test_sharing.py, through open_shared",
}


def services_with_an_actor(module: ModuleType) -> list[str]:
    short = module.__name__.rpartition(".")[2]
    return [
        f"{short}.{name}"
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__
        and not name.startswith("_")
        and {"desk", "actor"} & inspect.signature(function).parameters.keys()
    ]


def test_every_service_that_takes_an_actor_is_in_these_lists() -> None:
    known = OPENS_A_PROJECT.keys() | TESTED_ELSEWHERE.keys()
    found = {name for module in MODULES for name in services_with_an_actor(module)}
    assert found - known == set(), "add these to OPENS_A_PROJECT or say where they are tested"
    assert known - found == set(), "these are gone"


def test_every_action_is_in_the_table() -> None:
    assert set(MATRIX) == set(Action)


@pytest.fixture
def project(planner: Workspace) -> Project:
    return shared_project(planner)


def shared_project(planner: Workspace) -> Project:
    made = make_project(planner, sharing=Sharing.PROGRESS)
    claim(planner, write(planner, made, "option", name="A private thought"), "LP5")
    return made


@pytest.fixture(scope="module")
def foreign(
    tmp_path_factory: pytest.TempPathFactory, cast_file: Path, library: Library
) -> Iterator[tuple[Workspace, Project]]:
    """Amina's project in a planner for calls that are all refused, so that one serves for all."""
    path = tmp_path_factory.mktemp("refused") / "desk.duckdb"
    with opened_copy(cast_file, path, library) as planner:
        yield planner, shared_project(planner)


@pytest.mark.parametrize("service", OPENS_A_PROJECT)
@pytest.mark.parametrize("actor", OTHERS, ids=lambda actor: actor.person_id)
def test_somebody_elses_project_reads_exactly_like_one_that_does_not_exist(
    foreign: tuple[Workspace, Project], service: str, actor: Actor
) -> None:
    workspace, project = foreign
    with pytest.raises(NotFound) as refused:
        OPENS_A_PROJECT[service](workspace.desk(actor), project.id)
    with pytest.raises(NotFound) as unknown:
        OPENS_A_PROJECT[service](workspace.desk(actor), "no-such-project")
    assert refused.value.message == unknown.value.message


@pytest.mark.parametrize("service", OPENS_A_PROJECT)
def test_the_owner_can_do_it(planner: Workspace, service: str) -> None:
    OPENS_A_PROJECT[service](planner.desk(AMINA), make_project(planner).id)


@pytest.mark.parametrize("actor", OTHERS, ids=lambda actor: actor.person_id)
def test_measures_and_visits_of_others_read_as_unknown(
    planner: Workspace, project: Project, actor: Actor
) -> None:
    ingredient = write(planner, project, "active_ingredient")
    measure = write(planner, project, "measure")
    saved = recording.log_fidelity_visit(
        planner.desk(AMINA), project.id, {"visited_on": planner.today(), "place": "Hall"},
        {ingredient.id: FidelityRating.SEEN},
    )  # fmt: skip
    with pytest.raises(NotFound):
        recording.ratings_of_visit(planner.desk(actor), saved.id)
    with pytest.raises(NotFound):
        recording.revise_fidelity_visit(planner.desk(actor), saved.id, {
            "visited_on": planner.today(), "place": "Hall",
        }, {ingredient.id: FidelityRating.PARTLY}, version=1)  # fmt: skip
    with pytest.raises(NotFound):
        rows.rows_of(planner.desk(actor), project.id, [saved], ())
    with pytest.raises(NotFound):
        results.measure_result(planner.desk(actor), project.id, measure.id)
    with pytest.raises(NotFound):
        recording.log_fidelity_visit(planner.desk(actor), project.id, {
            "visited_on": planner.today(), "place": "Hall",
        }, {ingredient.id: FidelityRating.SEEN})  # fmt: skip


@pytest.mark.parametrize("actor", OTHERS, ids=lambda actor: actor.person_id)
def test_nobody_else_is_told_what_comes_next(
    planner: Workspace, project: Project, actor: Actor
) -> None:
    stolen = journey.project_journey(planner.desk(AMINA), project.id)
    asked = questions.questions_about(planner.desk(AMINA), project.id)
    with pytest.raises(NotFound):
        next_steps.next_things(planner.desk(actor), stolen, asked)
    with pytest.raises(NotFound):
        this_week.this_week(planner.desk(actor), stolen, asked)


def test_a_senior_leader_does_not_start_projects(planner: Workspace) -> None:
    with pytest.raises(PermissionDenied):
        projects.start_project(planner.desk(CHLOE), title="Mine")


@pytest.mark.parametrize("actor", CAST, ids=lambda actor: actor.person_id)
def test_everybody_lists_only_their_own_projects(
    planner: Workspace, project: Project, actor: Actor
) -> None:
    mine = [p.id for p in projects.my_projects(planner.desk(actor))]
    assert mine == ([project.id] if actor == AMINA else [])
