"""Every PDF: tagged, in British English, with a title, headings, table headers and alt texts.

The typesetter refuses to claim PDF/UA for a file that lacks one of these (docs/adr/0013).
"""

from collections.abc import Mapping, Sequence

from lp_planner.domain.portfolio.portfolio_copy import CopyProject
from lp_planner.exports.document_text import (
    DEMO_NOTICE,
    NO_EVIDENCE,
    as_label,
    besides_title,
    entry_facts,
    entry_said,
    fingerprint_line,
    made_line,
    nothing_for,
    on_one_line,
    paragraphs,
    picture_words,
    recorded_title,
    standard_line,
    who,
)
from lp_planner.exports.report import (
    NOTHING_YET,
    CohortReport,
    EvidenceReport,
    Picture,
    PlanReport,
    SummaryReport,
    Table,
    WrittenReport,
)
from lp_planner.exports.tables import (
    change_table,
    counted_table,
    found_table,
    heard_table,
    measure_table,
    plan_page,
    plan_table,
    used_table,
)
from lp_planner.exports.typesetting import typeset
from lp_planner.wording import day_in_words, joined

PLAN_SIZES = {
    "a3": (12, 11.5, 11, 10.5, 10, 9.5, 9, 8.5, 8),
    "a4": (10.5, 10, 9.5, 9, 8.5, 8),
}
"""Type sizes to try, the largest first; below 8 points nobody reads a plan on a wall."""
SUMMARY_SIZES = (10.5, 10, 9.5, 9, 8.5)
UNTITLED = "Untitled"


def evidence_pdf(report: EvidenceReport) -> bytes:
    """Write the report as an accessible PDF.

    Raises:
        NotTypeset: when the typesetter fails; nothing else is touched.
    """
    pictures = {f"picture-{n}.svg": p.svg for n, p in enumerate(report.pictures)}
    shown = {p.key: _picture(f"picture-{n}.svg", p) for n, p in enumerate(report.pictures)}
    told: list[tuple[CopyProject, tuple[str, ...]]] = []
    for number, project in enumerate(report.projects):
        files = {f"project-{number}-{n}.svg": p.svg for n, p in enumerate(project.pictures)}
        pictures |= files
        told.append((project, tuple(files)))
    first_told = report.first_told
    title = _title(report.project_title)
    data = {
        **_about(title, report.lead_name, f"Evidence against {report.framework_name}"),
        "demo": DEMO_NOTICE if report.is_demo else "",
        "footer": f"{title} · {day_in_words(report.made_on)}",
        "who": who(report),
        "school": report.school_name,
        "made": made_line(report),
        "fingerprint": fingerprint_line(report),
        "priority": report.priority,
        "disclaimer": report.disclaimer,
        "none": NO_EVIDENCE,
        "plan": _table(plan_table(report.plan)),
        "projects": [_project(project, files) for project, files in told],
        "records": [] if report.fingerprint else _records(report),
        "nothing": nothing_for(report),
        "coverage": [
            {**_table(table), "picture": shown.get(table.picture)} for table in report.coverage
        ],
        "measures": _table(measure_table(report)),
        "pictures": [shown[picture.key] for picture in report.other_pictures],
        "standards": [
            {
                "name": _title(f"{section.key} {section.title}"),
                "above": besides_title(report) if section in report.besides[:1] else "",
                "line": section.in_a_line,
                "where": standard_line(section),
                "account": paragraphs(section.account),
                "builds_on": section.builds_on,
                "entries": [
                    {
                        "name": _title(f"{entry.ref}. {entry.line.claim}"),
                        "facts": entry_facts(entry),
                        "said": [
                            (as_label(label), text)
                            for label, text in entry_said(entry, first_told, section.key)
                        ],
                    }
                    for entry in section.entries
                ],
            }
            for section in report.told
        ],
        "left_out": report.left_out,
    }
    return typeset("evidence.typ", data, made_on=report.made_on, pictures=pictures).content


def records_pdf(report: EvidenceReport) -> bytes:
    """Write the answers behind the evidence, each record once, to be attached where it is asked.

    Raises:
        NotTypeset: when the typesetter fails; nothing else is touched.
    """
    title = "The records behind the evidence"
    data = {
        **_about(title, report.lead_name, f"Evidence against {report.framework_name}"),
        "demo": DEMO_NOTICE if report.is_demo else "",
        "footer": f"{title} · {day_in_words(report.made_on)}",
        "who": who(report),
        "made": made_line(report),
        "records": _records(report),
    }
    return typeset("records.typ", data, made_on=report.made_on).content


def _records(report: EvidenceReport) -> list[Mapping[str, object]]:
    return [
        {
            "name": recorded_title(record),
            "answers": [(as_label(label), words) for label, words in record.answers],
        }
        for record in report.records
    ]


def _project(project: CopyProject, files: Sequence[str]) -> Mapping[str, object]:
    return {
        "name": _title(project.title),
        "problem": project.problem,
        "plan": _table(plan_page(project.plan)),
        "standing": project.standing,
        "used": _table(used_table(project)),
        "measures": _table(found_table(project)),
        "pictures": [
            {"file": f"/{file}", "alt": picture.alt, "caption": picture_words(picture)}
            for file, picture in zip(files, project.pictures, strict=True)
        ],
        "changes": _table(change_table(project)),
        "heard": _table(heard_table(project)),
    }


def plan_pdf_a4(report: PlanReport) -> bytes:
    """Write the plan on one A4 page, landscape; a very full plan runs on to a second.

    Raises:
        NotTypeset: when the typesetter fails.
    """
    return _plan(report, "a4")


def plan_pdf_a3(report: PlanReport) -> bytes:
    """Write the plan on one A3 page, landscape, to hang up or to write on.

    Raises:
        NotTypeset: when the typesetter fails.
    """
    return _plan(report, "a3")


def cohort_pdf(report: CohortReport) -> bytes:
    """Write a cohort's progress as an accessible PDF.

    Raises:
        NotTypeset: when the typesetter fails.
    """
    title = _title(report.name or "Cohort")
    data = {
        **_about(title, "", "Shared progress of a cohort"),
        "demo": DEMO_NOTICE if report.is_demo else "",
        "footer": f"{title} · {day_in_words(report.made_on)}",
        "summary": report.summary,
        "phases": _table(report.phases),
        "projects": _table(report.projects),
        "notes": report.notes,
    }
    return typeset("cohort.typ", data, made_on=report.made_on).content


def summary_pdf(report: SummaryReport) -> bytes:
    """Write a summary on one A4 page.

    Raises:
        NotTypeset: when the typesetter fails.
    """
    title = _title(report.name)
    data = {
        **_about(title, "", report.subject),
        "demo": DEMO_NOTICE if report.is_demo else "",
        "footer": f"{report.subject} · {day_in_words(report.made_on)}",
        "sizes": SUMMARY_SIZES,
        "intro": report.intro,
        "sections": [
            {
                "title": s.title,
                "said": s.said,
                "counted": _table(counted_table(s)),
                "lines": s.lines,
            }
            for s in report.sections
        ],
        "limits": report.limits,
        "limits_title": report.limits_title,
    }
    return typeset("summary.typ", data, made_on=report.made_on).content


def written_pdf(report: WrittenReport) -> bytes:
    """Write headings and what stands under them as an accessible PDF.

    Raises:
        NotTypeset: when the typesetter fails.
    """
    title = _title(report.name)
    data = {
        **_about(title, report.author, report.subject),
        "demo": DEMO_NOTICE if report.is_demo else "",
        "footer": f"{title} · {day_in_words(report.made_on)}",
        "by": report.by,
        "intro": report.intro,
        "sections": [
            {
                "title": _title(section.title),
                "paragraphs": section.paragraphs or ([] if section.table else [NOTHING_YET]),
                "table": _table(section.table) if section.table else None,
            }
            for section in report.sections
        ],
        "notes": report.notes,
    }
    return typeset("written.typ", data, made_on=report.made_on).content


def _plan(report: PlanReport, paper: str) -> bytes:
    title = _title(report.project_title)
    by = joined(who(report), report.school_name)
    data = {
        **_about(title, report.lead_name, "Plan on a page"),
        "demo": DEMO_NOTICE if report.is_demo else "",
        "footer": f"Plan on a page · {day_in_words(report.made_on)}",
        "who": by,
        "paper": paper,
        "sizes": PLAN_SIZES[paper],
        "nothing": NOTHING_YET,
        "columns": [
            {"name": c.name, "question": c.question, "lines": c.lines} for c in report.columns
        ],
    }
    return typeset("plan.typ", data, made_on=report.made_on).content


def _about(title: str, author: str, subject: str) -> dict[str, object]:
    return {"title": title, "author": [author] if author else [], "subject": subject}


def _title(text: str) -> str:
    return on_one_line(text) or UNTITLED


def _picture(file: str, picture: Picture) -> Mapping[str, str]:
    return {"file": f"/{file}", "alt": picture.alt, "caption": picture.caption}


def _table(table: Table) -> Mapping[str, object]:
    """A table as ``listed`` in ``look.typ`` wants it."""
    return {
        "title": table.title,
        "columns": [{"heading": c.heading, "width": c.width} for c in table.columns],
        "rows": table.rows,
        "nothing": table.nothing,
    }
