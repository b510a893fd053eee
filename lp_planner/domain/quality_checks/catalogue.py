"""Every check once, in order; what waits for data; and the questions that a plan raises now."""

import inspect
from collections.abc import Mapping
from types import MappingProxyType

from lp_planner.domain.quality_checks import (
    deciding,
    deliver,
    explore,
    getting_ready,
    prepare,
    sustain_and_evidence,
)
from lp_planner.domain.quality_checks.advisory import Advisory, Check, Severity
from lp_planner.domain.quality_checks.plan import Plan

CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        check.code: check
        for check in (
            explore.solution_first,
            explore.three_sides,
            explore.more_than_one_view,
            explore.starting_point,
            explore.right_size,
            deciding.real_choice,
            deciding.evidence_with_care,
            deciding.figures_of_today,
            deciding.weakest_side,
            deciding.more_than_one_rater,
            deciding.where_raters_differ,
            deciding.open_decision,
            deciding.what_makes_room,
            prepare.handful_of_ingredients,
            prepare.ingredients_can_be_seen,
            prepare.tight_and_loose,
            prepare.nothing_in_the_air,
            prepare.in_use,
            prepare.early_signs,
            prepare.measures_get_used,
            prepare.result_answers_problem,
            prepare.package_of_help,
            getting_ready.training_with_all_parts,
            getting_ready.ready_in_all_ways,
            prepare.help_fits_barrier,
            getting_ready.asked_given_noticed,
            getting_ready.part_for_everyone,
            getting_ready.more_shoulders,
            getting_ready.room_in_the_calendar,
            getting_ready.time_to_prepare,
            deliver.adapting_what_is_secure,
            deliver.thoughtful_changes,
            deliver.help_follows_on,
            deliver.judging_what_was_done,
            deliver.how_people_find_it,
            deliver.data_lead_to_decisions,
            deliver.those_who_need_it_most,
            deliver.as_much_as_planned,
            sustain_and_evidence.steady_before_it_spreads,
            sustain_and_evidence.going_on_without_you,
            sustain_and_evidence.standards_shown_well,
            sustain_and_evidence.beyond_your_own_team,
            sustain_and_evidence.what_it_changed,
        )
    }
)
"""The checks by their code, in the order of the phases."""

WAITING: Mapping[str, str] = MappingProxyType(
    {
        "Q31": "How many projects ask for the same people’s time can only be seen across a cohort, "
        "and projects are private.",
    }
)
"""Questions that need data the planner does not have, and why."""

_SEVERITIES = tuple(Severity)
_PLACES = {code: place for place, code in enumerate(CHECKS)}


def questions(plan: Plan) -> tuple[Advisory, ...]:
    """Everything the plan raises today: the most pressing first, then in the order of the phases.

    The same plan always raises the same questions; a plan without records raises none. A check asks
    one thing at a time about a record, or about the plan as a whole, so its code and that record
    name a question. Questions that were answered with a reason are among them.
    """
    found: dict[tuple[str, str], Advisory] = {}
    for check in CHECKS.values():
        for advisory in check.function(plan):
            found.setdefault((advisory.code, advisory.about_id), advisory)
    return tuple(
        sorted(found.values(), key=lambda a: (_SEVERITIES.index(a.severity), _PLACES[a.code]))
    )


_PREAMBLE = (
    "The planner looks at a plan and asks questions. It gives no marks: each question has its "
    "reason and its source, and “we go on, because …” is a good answer. A question is asked only "
    "when its moment has come."
)


def as_markdown() -> str:
    """The reference of all questions, made from the checks and what their docstrings promise."""
    lines = [
        "# Questions the planner asks",
        "",
        _PREAMBLE,
        "",
        "| Code | Name | Asks | When | Why | Severity | Source |",
        "|---|---|---|---|---|---|---|",
    ]
    codes = sorted([*CHECKS, *WAITING])
    lines += [_row(CHECKS[code]) if code in CHECKS else _waiting_row(code) for code in codes]
    return "\n".join(lines) + "\n"


def _row(check: Check) -> str:
    promise = inspect.getdoc(check.function) or ""
    about, _, moment = promise.partition("Moment:")
    cells = (
        check.code,
        check.name,
        _sentence(about),
        _sentence(moment),
        check.reason,
        check.severity.value,
        check.source,
    )
    return "| " + " | ".join(cells) + " |"


def _sentence(words: str) -> str:
    line = " ".join(words.split())
    return line[:1].upper() + line[1:]


def _waiting_row(code: str) -> str:
    return f"| {code} | Not asked yet | | | {WAITING[code]} | | |"
