"""A plan as an Excel workbook that can be filled in and read again.

Each sheet has its headings in row 1 and, hidden in row 2, the names that the planner knows its
columns by, the sheet's own name first. Whatever else is moved or reworded, row 2 tells what is
what, and everything below it is an answer. A text is a text, whatever it begins with.
"""

import datetime as dt
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import xlsxwriter
from pydantic import BaseModel

from lp_planner.domain.planning.pathway import FieldText, Pathway, Vocabulary
from lp_planner.domain.records.answers import AcceptedQuestion
from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.delivery import FidelityObservation
from lp_planner.domain.records.fields import FieldKind, FieldSpec, field_specs
from lp_planner.domain.records.strategies import Segment
from lp_planner.exports.document_text import DEMO_NOTICE, clean_xml

READ_ME, COLUMNS, LISTS = "Read me", "Columns", "Lists"
COMPANIONS = frozenset({READ_ME, COLUMNS, LISTS})
"""The sheets that explain; none of them holds an answer."""
FIRST_ROW = 2
"""Where the answers begin, counted from 0: below the headings and the hidden names."""
ROOM = 500
"""How many rows below the last answer offer their lists and hints as well."""
LONGEST_TITLE = 31

PlanCell = str | int | float | dt.date | None
PlanRows = Sequence[Sequence[PlanCell]]

_FIRST_SAFE_DAY = dt.date(1900, 3, 1)
"""Excel believes that 1900 was a leap year, so its earlier days are off by one."""
_LONGEST_HINT, _LONGEST_HINT_TITLE = 255, 32
_LARGEST, _SMALLEST = 9.9e307, 2.3e-308
_MISREAD = re.compile(r"(?<=_)(?=x[0-9a-fA-F]{4}_)|(?<=^<)(?=r>)")
"""Where a text is cut in two so that nobody takes it for an escape or for markup."""
_KINDS: Mapping[FieldKind, tuple[int, str]] = {
    FieldKind.LINE: (28, "A short text, up to 200 characters"),
    FieldKind.PROSE: (44, "A text, up to 5,000 characters"),
    FieldKind.DAY: (13, "A date, such as 2025-11-05 or 5 November 2025"),
    FieldKind.WHOLE: (11, "A whole number"),
    FieldKind.NUMBER: (11, "A number"),
    FieldKind.YES_NO: (11, "Yes or No; empty means No"),
    FieldKind.CHOICE: (26, "One answer from the list in the cell"),
    FieldKind.SCALE: (11, "1 (low) to 5 (high); empty means “don’t know yet”"),
    FieldKind.LINK: (13, "The Ref of one row"),
    FieldKind.LINKS: (16, "The Refs of one or more rows, with commas between them"),
    FieldKind.STANDARDS: (14, "Standards, such as LP5, LP6"),
    FieldKind.SEGMENTS: (14, ""),
}
"""How wide a column is, and what goes in."""
ANY_KIND = "*"
"""What an answer links to that may be about a row of any sheet."""
_UNWORDED = {
    FidelityObservation.kind: ("What visits saw", ("Visit", "Active ingredient", "What was seen")),
    AcceptedQuestion.kind: ("Questions accepted", ("Question", "About which row", "Because")),
}
"""Titles and labels for the kinds that have no form of their own."""


@dataclass(frozen=True)
class PlanColumn:
    """One column: the name it is read by, and the words people see.

    ``choices`` fill a drop-down list; ``from_sheet`` is the title of the sheet whose Refs belong
    here.
    """

    name: str
    label: str
    kind: FieldKind
    is_needed: bool = False
    help: str = ""
    choices: tuple[str, ...] = ()
    from_sheet: str = ""

    @property
    def heading(self) -> str:
        """The label, marked where every row needs an answer."""
        return f"{self.label} (needed)" if self.is_needed else self.label

    @property
    def goes_in(self) -> str:
        """What to write here, in a few words."""
        where = f" on the sheet “{self.from_sheet}”" if self.from_sheet else ""
        return _KINDS[self.kind][1] + where


@dataclass(frozen=True)
class PlanForm:
    """One sheet: the kind its rows are of and its columns, the Ref first.

    With ``part_of``, its rows are parts of that field of the kind's records.
    """

    kind: str
    model: type[BaseModel]
    title: str
    specs: tuple[FieldSpec, ...]
    columns: tuple[PlanColumn, ...] = ()
    part_of: str = ""

    @property
    def key(self) -> str:
        """What the sheet is read by, whatever it is called."""
        return f"plan.{self.kind}" + (f".{self.part_of}" if self.part_of else "")


def plan_forms(pathway: Pathway, vocabularies: Mapping[str, Vocabulary]) -> tuple[PlanForm, ...]:
    """Every sheet of a plan in the order of the pathway, a session's parts after the sessions."""
    forms: list[PlanForm] = []
    for kind in _kinds(pathway):
        specs = [plan_spec(spec) for spec in field_specs(RECORD_KINDS[kind])]
        whole = tuple(spec for spec in specs if spec.kind is not FieldKind.SEGMENTS)
        forms.append(PlanForm(kind, RECORD_KINDS[kind], _title(pathway, kind, forms), whole))
        for spec in specs:
            if spec.kind is FieldKind.SEGMENTS:
                title = _title(pathway, "segment", forms)
                parts = field_specs(Segment)
                forms.append(PlanForm(kind, Segment, title, parts, part_of=spec.name))
    titles = {form.kind: form.title for form in forms if not form.part_of} | {ANY_KIND: ""}
    return tuple(
        replace(form, columns=tuple(_columns(pathway, vocabularies, form, titles)))
        for form in forms
    )


def plan_spec(spec: FieldSpec) -> FieldSpec:
    """A field as the workbook sees it: an answer about another record is a link."""
    return replace(spec, kind=FieldKind.LINK, links_to=ANY_KIND) if spec.is_about_any else spec


def answer_label(vocabulary: Vocabulary, key: str) -> str:
    """The label of a term, or its key where another term reads the same."""
    label = vocabulary.label(key)
    others = (term for term in vocabulary.terms if term.key != key)
    is_taken = any(label.casefold() in {t.label.casefold(), t.key.casefold()} for t in others)
    return key if is_taken else label


def _kinds(pathway: Pathway) -> list[str]:
    kinds = list(dict.fromkeys(step.kind for phase in pathway.phases for step in phase.steps))
    for kind in [kind for kind in RECORD_KINDS if kind not in kinds]:
        links = [s.links_to for s in field_specs(RECORD_KINDS[kind]) if s.required and s.links_to]
        after = kinds.index(links[0]) + 1 if links and links[0] in kinds else len(kinds)
        kinds.insert(after, kind)
    return kinds


def _title(pathway: Pathway, kind: str, forms: Sequence[PlanForm]) -> str:
    text = pathway.text_by_kind.get(kind)
    words = text.plural if text else _UNWORDED.get(kind, (kind.replace("_", " "), ()))[0]
    taken = [form.title for form in forms]
    title = sheet_title(words[:1].upper() + words[1:])
    phase = [p.name for p in pathway.phases if kind in {step.kind for step in p.steps}]
    return sheet_title(f"{title} ({phase[0]})" if title in taken and phase else title, taken)


def _columns(
    pathway: Pathway,
    vocabularies: Mapping[str, Vocabulary],
    form: PlanForm,
    titles: Mapping[str, str],
) -> Iterator[PlanColumn]:
    if form.part_of:
        parent = titles[form.kind]
        yield PlanColumn(form.key, "Belongs to", FieldKind.LINK, is_needed=True, from_sheet=parent)
    else:
        yield PlanColumn(form.key, "Ref", FieldKind.LINE, help="A short name of your own.")
    text = pathway.text_by_kind.get("segment" if form.part_of else form.kind)
    labels = _UNWORDED.get(form.kind, ("", ()))[1]
    for number, spec in enumerate(form.specs):
        label = labels[number] if number < len(labels) else spec.name.replace("_", " ")
        words = FieldText(name=spec.name, label=label)
        words = text.field_by_name.get(spec.name, words) if text else words
        choices: tuple[str, ...] = ("Yes", "No") if spec.kind is FieldKind.YES_NO else ()
        if spec.vocabulary:
            vocabulary = vocabularies[spec.vocabulary]
            choices = tuple(answer_label(vocabulary, term.key) for term in vocabulary.terms)
        yield PlanColumn(
            name=spec.name,
            label=words.label,
            kind=spec.kind,
            is_needed=spec.required,
            help=words.help,
            choices=choices,
            from_sheet=titles.get(spec.links_to or "", ""),
        )


def plan_workbook(
    forms: Sequence[PlanForm],
    rows: Mapping[str, PlanRows],
    title: str,
    about: Sequence[str],
    *,
    is_demo: bool = False,
) -> io.BytesIO:
    """Write a sheet for each form; without rows it is the template.

    ``rows`` holds the cells of each form by its key, in the order of its columns; ``about`` is
    the text of the sheet “Read me”, a paragraph each.
    """
    content = io.BytesIO()
    book = xlsxwriter.Workbook(
        content,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties({"title": clean_xml(title)[:255]})
    pen = _Pen(book, is_demo=is_demo)
    pen.read_me(title, about, {form.title: len(rows.get(form.key, ())) for form in forms})
    pen.columns(forms)
    pen.lists(forms)
    for form in forms:
        pen.plan_sheet(form, rows.get(form.key, ()))
    book.close()
    return content


def sheet_title(words: str, taken: Sequence[str] = ()) -> str:
    """A title that Excel accepts and that is none of ``taken``."""
    plain = re.sub(r"[\[\]:*?/\\]", " ", words).strip("' ")
    used = {title.casefold() for title in (*taken, *COMPANIONS, "History")}
    for number in range(1, len(used) + 2):
        end = f" {number}" if number > 1 else ""
        title = plain[: LONGEST_TITLE - len(end)].rstrip("' ") + end
        if title.casefold() not in used:
            break
    return title


class _Pen:
    """Writes sheets of one look into a workbook."""

    def __init__(self, book: Any, *, is_demo: bool) -> None:  # noqa: ANN401 (xlsxwriter is untyped)
        self._book = book
        self._is_demo = is_demo
        wrapped = {"text_wrap": True, "valign": "top"}
        self._plain = book.add_format(wrapped)
        self._run = book.add_format({})
        self._title = book.add_format({**wrapped, "bold": True, "font_size": 14})
        self._text = book.add_format({**wrapped, "num_format": "@", "quote_prefix": True})
        self._blank = book.add_format({**wrapped, "num_format": "@"})
        self._day = book.add_format({"valign": "top", "num_format": "yyyy-mm-dd", "align": "left"})
        self._number = book.add_format({"valign": "top", "align": "left"})
        numbers = (FieldKind.WHOLE, FieldKind.NUMBER, FieldKind.SCALE)
        self._looks = {FieldKind.DAY: self._day, **dict.fromkeys(numbers, self._number)}
        self._head = book.add_format(
            {**wrapped, "bold": True, "font_color": "#FFFFFF", "bg_color": "#0F5E63"}
        )
        self._link = book.add_format({"valign": "top", "underline": 1, "font_color": "#0F5E63"})
        self._lists: dict[tuple[str, ...], str] = {}

    def read_me(self, title: str, about: Sequence[str], counts: Mapping[str, int]) -> None:
        """Add the sheet that says how to fill in the others, with a way to each of them."""
        page = self._page(READ_ME)
        page.set_column(0, 0, 34)
        page.set_column(1, 1, 90)
        self._write(page, 0, 0, title, self._title)
        row = 1
        for paragraph in [*([DEMO_NOTICE] if self._is_demo else []), *about]:
            page.merge_range(row, 0, row, 1, "", self._plain)
            self._write(page, row, 0, paragraph, self._plain)
            page.set_row(row, 16 * (len(paragraph) // 115 + 1))
            row += 1
        for column, words in enumerate(("Sheet", "Rows filled in")):
            self._write(page, row + 1, column, words, self._head)
        for number, (sheet, count) in enumerate(counts.items(), start=row + 2):
            name = sheet.replace("'", "''")
            page.write_url(number, 0, f"internal:'{name}'!A1", self._link, sheet)
            page.write_number(number, 1, count, self._number)

    def columns(self, forms: Sequence[PlanForm]) -> None:
        """Add the sheet that explains every column."""
        page = self._page(COLUMNS)
        headings = ("Sheet", "Column", "Needed", "What goes in", "Help")
        for column, (words, width) in enumerate(zip(headings, (28, 44, 9, 44, 70), strict=True)):
            page.set_column(column, column, width)
            self._write(page, 0, column, words, self._head)
        lines = [
            (f.title, c.label, "Yes" if c.is_needed else "", c.goes_in, c.help)
            for f in forms
            for c in f.columns
        ]
        for row, line in enumerate(lines, start=1):
            for column, words in enumerate(line):
                self._write(page, row, column, words, self._plain)
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, len(lines), len(headings) - 1)
        page.repeat_rows(0)

    def lists(self, forms: Sequence[PlanForm]) -> None:
        """Add the hidden sheet that the drop-down lists are drawn from."""
        page = self._page(LISTS)
        page.hide()
        for choices in dict.fromkeys(c.choices for f in forms for c in f.columns if c.choices):
            column = len(self._lists)
            for row, words in enumerate(choices):
                self._write(page, row, column, words, self._plain)
            letter = xlsxwriter.utility.xl_col_to_name(column, col_abs=True)
            self._lists[choices] = f"={LISTS}!{letter}$1:{letter}${len(choices)}"

    def plan_sheet(self, form: PlanForm, rows: PlanRows) -> None:
        """Add one sheet of the plan."""
        page = self._page(form.title)
        last = FIRST_ROW + len(rows) + ROOM
        for number, column in enumerate(form.columns):
            look = self._looks.get(column.kind)
            page.set_column(number, number, _KINDS[column.kind][0], look or self._blank)
            self._write(page, 0, number, column.heading, self._head)
            page.write_string(1, number, column.name)
            page.data_validation(FIRST_ROW, number, last, number, self._rule(column, last))
            for row, cells in enumerate(rows, start=FIRST_ROW):
                self._write(page, row, number, cells[number], look)
        page.set_row(1, None, None, {"hidden": True})
        page.freeze_panes(FIRST_ROW, 1)
        page.repeat_rows(0)

    def _page(self, title: str) -> Any:  # noqa: ANN401 (xlsxwriter is untyped)
        page = self._book.add_worksheet(title)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        if self._is_demo:
            page.set_header(f"&L{DEMO_NOTICE}")
        page.set_footer("&L&A&RPage &P of &N")
        return page

    def _rule(self, column: PlanColumn, last: int) -> dict[str, object]:
        hint = " ".join(words for words in (f"{column.goes_in}.", column.help) if words)
        rule: dict[str, object] = {
            "validate": "any",
            "input_title": _short(column.heading, _LONGEST_HINT_TITLE),
            "input_message": _short(hint, _LONGEST_HINT),
        }
        source: object = None
        if column.choices:
            source = self._lists[column.choices]
        elif column.kind is FieldKind.SCALE:
            source = ["1", "2", "3", "4", "5"]
        elif column.kind is FieldKind.LINK and column.from_sheet:
            name = column.from_sheet.replace("'", "''")
            source = f"='{name}'!$A${FIRST_ROW + 1}:$A${last + 1}"
        if source is None:
            return rule
        return rule | {
            "validate": "list",
            "source": source,
            "error_type": "warning",
            "error_title": "Not in the list",
            "error_message": "This is not one of the answers in the list. Keep it all the same?",
        }

    def _write(self, page: Any, row: int, column: int, cell: PlanCell, look: Any) -> None:  # noqa: ANN401 (xlsxwriter is untyped)
        if cell is None or cell == "":
            return
        if isinstance(cell, dt.date) and cell >= _FIRST_SAFE_DAY:
            page.write_datetime(row, column, cell, look or self._day)
        elif isinstance(cell, int | float) and _fits(cell):
            page.write_number(row, column, cell, look or self._number)
        else:
            special = look if look and look not in (self._day, self._number) else self._text
            self._write_text(page, row, column, str(cell), special)

    def _write_text(self, page: Any, row: int, column: int, text: str, look: Any) -> None:  # noqa: ANN401 (xlsxwriter is untyped)
        first, *rest = _MISREAD.split(text)
        if rest:
            runs = [part for run in rest for part in (self._run, clean_xml(run))]
            page.write_rich_string(row, column, clean_xml(first), *runs, look)
        else:
            page.write_string(row, column, text, look)


def _fits(number: float) -> bool:
    """Whether a cell gives the number back as it is; it holds 16 digits of it."""
    in_range = number == 0 or _SMALLEST < abs(number) < _LARGEST
    return in_range and float(f"{number:.16G}") == number


def _short(words: str, longest: int) -> str:
    return words if len(words) <= longest else words[: longest - 1].rstrip() + "…"
