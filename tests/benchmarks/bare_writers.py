"""A pack beside its floor: the same words handed straight to the libraries that write them.

The floor knows the finished report, the finished order for the typesetter and the finished charts.
It reads no database, draws no chart, asks no permission and makes no manifest.
"""

import csv
import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable

import xlsxwriter
from docx import Document
from docx.shared import Cm

from lp_planner.domain.records.oddities import OF_EVERYTHING
from lp_planner.exports import pdf_documents, typesetting
from lp_planner.exports.report import EvidenceReport
from lp_planner.exports.typesetting import as_png
from lp_planner.services.accounts import people
from lp_planner.services.desk import projects
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.evidence import attachments, evidence, reports
from lp_planner.services.evidence.attachments import GivenFile
from lp_planner.services.evidence.packs import build_pack
from lp_planner.services.planning import recording

PACK_LIMIT = 1.5
ITEMS, ATTACHMENTS, SIZE = 200, 20, 200_000
PROSE = (
    "We looked at what each class did in the first ten minutes, and wrote it down together. " * 6
)


def pack_writers(demo: Workspace) -> tuple[Callable[[], object], Callable[[], object]]:
    """What makes our pack, and what makes its floor."""
    actor = people.actor_for(demo, "irene")
    project = projects.start_project(demo.desk(actor), title="A full portfolio")
    ids = []
    standards = list(demo.library.framework.by_key)
    for number in range(ITEMS):
        values = {"name": f"Way {number}", "option_kind": "do_nothing", "doubts": PROSE}
        record = recording.write_record(
            demo.desk(actor), project.id, "option", values, sure=OF_EVERYTHING
        )
        ids.append(record.id)
        evidence.claim_evidence(
            demo.desk(actor), "option", record.id,
            claims={standards[number % len(standards)]: f"I weighed way {number} with the team"},
            reach="own_team",
        )  # fmt: skip
    files = [(f"notes-{n}.txt", os.urandom(SIZE // 2).hex().encode()) for n in range(ATTACHMENTS)]
    about = {
        "evidence_kind": "file", "title": "Our notes", "strength": "artefact",
        "people_in_it": "nobody",
    }  # fmt: skip
    for id_, (name, data) in zip(ids, files, strict=False):
        attachments.attach(demo.desk(actor), "option", id_, about, file=GivenFile(name, data))

    def ours() -> object:
        return build_pack(demo.desk(actor), project.id)

    report = reports.evidence_report(demo.desk(actor), project.id)
    orders = _orders(report)
    pictures = as_png([picture.svg for picture in report.pictures])

    def floor() -> object:
        documents = [_docx(report, pictures), *map(_child, orders), _xlsx(report), _csv(report)]
        return _zip([*((f"{n}", data) for n, data in enumerate(documents)), *files])

    return ours, floor


def _orders(report: EvidenceReport) -> list[bytes]:
    """What the typesetter is asked for while the PDF and the pictures are made."""
    orders: list[bytes] = []
    run = subprocess.run

    def listen(*arguments: object, **named: object) -> object:
        orders.append(bytes(named["input"]))  # type: ignore[call-overload]
        return run(*arguments, **named)  # type: ignore[call-overload]

    typesetting.subprocess.run = listen  # type: ignore[attr-defined]
    try:
        pdf_documents.evidence_pdf(report)
        as_png([picture.svg for picture in report.pictures])
    finally:
        typesetting.subprocess.run = run  # type: ignore[attr-defined]
    return orders


def _child(order: bytes) -> bytes:
    command = [sys.executable, "-I", str(typesetting.WORKER)]
    return subprocess.run(command, input=order, capture_output=True, check=True).stdout


def _docx(report: EvidenceReport, pictures: tuple[bytes, ...]) -> bytes:
    document = Document()
    for picture in pictures:
        document.add_picture(io.BytesIO(picture), width=Cm(16))
    for found in report.coverage:
        rows = (found.headings, *found.rows)
        table = document.add_table(rows=len(rows), cols=len(rows[0]))
        for line, row in zip(table.rows, rows, strict=True):
            for cell, text in zip(line.cells, row, strict=True):
                cell.text = text
    for section in report.standards:
        document.add_heading(section.title, level=2)
        document.add_paragraph(section.in_a_line)
        for entry in section.entries:
            document.add_heading(f"{entry.ref}. {entry.line.claim}", level=3)
            document.add_paragraph(entry.line.kind_name)
            for label, text in (("Evidence", entry.line.headline), *entry.details):
                paragraph = document.add_paragraph()
                paragraph.add_run(f"{label}: ").bold = True
                paragraph.add_run(text)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _xlsx(report: EvidenceReport) -> bytes:
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    sheet = book.add_worksheet()
    for number, row in enumerate(_rows(report)):
        for column, text in enumerate(row):
            sheet.write_string(number, column, text)
    book.close()
    return content.getvalue()


def _csv(report: EvidenceReport) -> bytes:
    content = io.StringIO()
    csv.writer(content).writerows(_rows(report))
    return content.getvalue().encode()


def _rows(report: EvidenceReport) -> list[tuple[str, ...]]:
    return [
        (
            entry.ref,
            section.key,
            entry.line.claim,
            entry.line.headline,
            *(text for _, text in entry.details),
        )
        for section in report.standards
        for entry in section.entries
    ]


def _zip(files: list[tuple[str, bytes]]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return content.getvalue()
