"""Moodle competency frameworks as ``lpimportcsv`` writes them: fourteen columns of CSV."""

import csv
import io
import re
from dataclasses import dataclass

from lp_planner.interchange.arranging import Identifiers, LooseItem, arrange
from lp_planner.interchange.errors import BadFrameworkFile
from lp_planner.interchange.json_text import JsonTable, parse_json
from lp_planner.interchange.model import (
    FrameworkDraft,
    FrameworkLink,
    LinkEnd,
    ScaleStep,
    details_from,
)
from lp_planner.interchange.plain_text import clean_line, clean_text, is_marked_up, plain_text
from lp_planner.interchange.report import Ledger, shown

COLUMNS = {
    "parentidnumber": "Parent ID number",
    "idnumber": "ID number",
    "shortname": "Short name",
    "description": "Description",
    "descriptionformat": "Description format",
    "scalevalues": "Scale values",
    "scaleconfiguration": "Scale configuration",
    "ruletype": "Rule type",
    "ruleoutcome": "Rule outcome",
    "ruleconfig": "Rule config",
    "crossreferencedcompetencyidnumbers": "Cross-referenced competency ID numbers",
    "exportedid": "Exported ID",
    "isframework": "Is framework",
    "taxonomy": "Taxonomy",
}
OTHER_NAMES = {
    "relatedidnumbers": "crossreferencedcompetencyidnumbers",
    "crossreferencedidnumbers": "crossreferencedcompetencyidnumbers",
    "exportid": "exportedid",
    "taxonomies": "taxonomy",
    "parentid": "parentidnumber",
}
NEEDED = ("idnumber", "shortname", "isframework")
DELIMITERS = ",;\t:|"
PLAIN_FORMAT = "2"
EMPTY_RULES = frozenset({"", "0", "null", "[]", "{}"})
ANEW = "exportedid"
"""Counted up by Moodle with every line."""
NO = frozenset({"", "0", "no", "false"})
MOST_ROWS = 200_000


@dataclass
class _Row:
    """One line of the file below its header."""

    line: int
    cells: dict[str, str]
    own: str = ""
    is_twice: bool = False

    def at(self, column: str) -> str:
        return f"line {self.line}, column {COLUMNS[column]}"

    def token(self, column: str) -> str:
        return clean_line(self.cells.get(column, ""))


def looks_like_moodle(text: str) -> bool:
    """Whether the first line names Moodle's columns."""
    return _header(text.lstrip().split("\n", 1)[0])[1] >= len(NEEDED)


def read_moodle(text: str, ledger: Ledger) -> FrameworkDraft:
    """The framework of a Moodle CSV file.

    Raises:
        BadFrameworkFile: if it is no such CSV, with the line; or if no line is the framework.
    """
    rows = _rows(text, ledger)
    heads = [row for row in rows if row.token("isframework").lower() not in NO]
    if not heads:
        message = (
            "No line has 1 in the column “Is framework”, so the file does not name its framework. "
            "Please export it from Moodle again."
        )
        raise BadFrameworkFile(message)
    head = heads[0]
    for row in heads[1:]:
        ledger.dropped(
            row.at("isframework"),
            f"the framework {shown(row.token('shortname'))}",
            "the file names more than one; the first counts",
        )
    return _Competencies(ledger).read(head, _others(rows, heads))


def _others(rows: list[_Row], heads: list[_Row]) -> list[_Row]:
    lines = {head.line for head in heads}
    return [row for row in rows if row.line not in lines]


class _Competencies:
    """Turns the lines into a draft, column by column."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def read(self, head: _Row, rows: list[_Row]) -> FrameworkDraft:
        title = self._text(head, "shortname", "the framework’s name")
        if not title.strip():
            message = f"{head.at('shortname')}: the framework has no name; please give it one."
            raise BadFrameworkFile(message)
        identifier = self._token(head, "idnumber", "the framework’s ID number") or title
        identifier = clean_line(identifier) or "framework"
        taxonomies = [clean_line(name) for name in head.cells.get("taxonomy", "").split(",")]
        if any(taxonomies):
            self._ledger.carried(head.at("taxonomy"), "what each level is called, as kinds")
        items, known = self._items(identifier, rows)
        links = tuple(link for row in rows if not row.is_twice for link in self._links(row, known))
        steps = self._steps(head)
        arranged = arrange(items, self._ledger)
        depths: dict[str | None, int] = {None: 0}
        named = []
        for item in arranged:
            depths[item.identifier] = depths[item.parent] + 1
            kind = (taxonomies[depths[item.parent] :] or [""])[0]
            named.append(item.model_copy(update={"kind": kind}))
        return FrameworkDraft(
            identifier=identifier,
            title=title,
            description=self._text(head, "description", "the framework’s description"),
            source="Moodle competency framework",
            items=tuple(named),
            scale_kind="proficiency" if steps else "",
            scale=steps,
            links=links,
        )

    def _items(self, identifier: str, rows: list[_Row]) -> tuple[list[LooseItem], dict[str, str]]:
        identifiers = Identifiers({identifier}, self._ledger)
        known: dict[str, str] = {}
        told: dict[frozenset[tuple[str, str]], str] = {}
        items = []
        for row in rows:
            words = frozenset((k, v) for k, v in row.cells.items() if k != ANEW and v)
            if clean_line(row.cells.get("idnumber", "")) and words in told:
                row.own, row.is_twice = told[words], True
                self._ledger.dropped(
                    f"line {row.line}", f"{shown(row.own)} once more", "it is listed twice"
                )
                continue
            wanted = self._token(row, "idnumber", "the ID number, as identifier and code")
            own = identifiers.take(wanted, f"line {row.line}", instead=f"line {row.line}")
            known.setdefault(wanted, own)
            row.own = told[words] = own
            items.append(
                LooseItem(
                    identifier=own,
                    place=row.at("parentidnumber"),
                    parent=self._token(row, "parentidnumber", "the competency it stands below")
                    or None,
                    code=wanted,
                    title=self._text(row, "shortname", "the short name, as its title"),
                    text=self._text(row, "description", "the description"),
                    details=self._details(row),
                )
            )
        for item in items:
            item.parent = known.get(item.parent, item.parent) if item.parent else None
        return items, known

    def _details(self, row: _Row) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for column in ("ruletype", "ruleoutcome", "ruleconfig", "scalevalues", "exportedid"):
            value = clean_text(row.cells.get(column, "")).strip()
            if value.lower() in EMPTY_RULES:
                continue
            if column == "exportedid":
                self._ledger.dropped(
                    row.at(column), "a number", "it means something to Moodle only"
                )
                continue
            self._ledger.carried(row.at(column), "kept as a detail")
            found[column] = (value,)
        if clean_line(row.cells.get("scaleconfiguration", "")):
            self._ledger.dropped(
                row.at("scaleconfiguration"), "the settings of its scale", "only Moodle uses them"
            )
        return found

    def _links(self, row: _Row, known: dict[str, str]) -> list[FrameworkLink]:
        column = "crossreferencedcompetencyidnumbers"
        found = []
        for raw in row.cells.get(column, "").split(","):
            named = clean_line(raw.replace("%2C", ","))
            if not named:
                continue
            if named in known:
                self._ledger.carried(row.at(column), "cross references, as links")
            else:
                self._ledger.changed(
                    row.at(column),
                    f"the link to {shown(named)} leads outside",
                    "there is no such competency in the file",
                )
            found.append(
                FrameworkLink(
                    kind="isRelatedTo",
                    origin=LinkEnd(identifier=row.own),
                    destination=LinkEnd(identifier=known.get(named, named)),
                )
            )
        return found

    def _steps(self, head: _Row) -> tuple[ScaleStep, ...]:
        names = [clean_line(name) for name in head.cells.get("scalevalues", "").split(",")]
        names = [name for name in names if name]
        settings = self._settings(head) if names else {}
        steps = []
        for number, name in enumerate(names, start=1):
            self._ledger.carried(head.at("scalevalues"), "the scale")
            steps.append(
                ScaleStep(
                    identifier=str(number),
                    name=name,
                    details=details_from(dict.fromkeys(settings.get(str(number), ()), ("1",))),
                )
            )
        return tuple(steps)

    def _settings(self, head: _Row) -> dict[str, list[str]]:
        """Which steps are the default and which count as proficient, by their number."""
        raw = head.cells.get("scaleconfiguration", "").strip()
        if not raw:
            return {}
        try:
            parsed = parse_json(raw)
        except BadFrameworkFile:
            parsed = None
        if not isinstance(parsed, list):
            self._ledger.dropped(
                head.at("scaleconfiguration"), "which steps count as proficient", "it is not JSON"
            )
            return {}
        self._ledger.carried(head.at("scaleconfiguration"), "which steps count as proficient")
        return {
            str(entry["id"]): [
                name for name in ("proficient", "scaledefault") if entry.get(name) in ("1", True)
            ]
            for entry in parsed
            if isinstance(entry, JsonTable) and isinstance(entry.get("id"), str)
        }

    def _token(self, row: _Row, column: str, what: str) -> str:
        value = row.cells.get(column, "")
        token = row.token(column)
        if token != value:
            self._ledger.changed(row.at(column), what, "line ends and spaces around it removed")
        elif token:
            self._ledger.carried(row.at(column), what)
        return token

    def _text(self, row: _Row, column: str, what: str) -> str:
        value = row.cells.get(column, "")
        is_plain = column == "description" and row.token("descriptionformat") == PLAIN_FORMAT
        told = clean_text(value) if is_plain else plain_text(value)
        if told != value:
            why = (
                "HTML became plain text" if is_marked_up(value) else "entities and controls tidied"
            )
            self._ledger.changed(row.at(column), what, why)
        elif told:
            self._ledger.carried(row.at(column), what)
        return told


def _header(line: str) -> tuple[str, int, list[str]]:
    """The delimiter under which the line names most of Moodle's columns, and those columns."""
    best: tuple[str, int, list[str]] = (",", 0, [])
    for delimiter in DELIMITERS:
        try:
            cells = next(csv.reader([line[:20_000]], delimiter=delimiter), [])
        except csv.Error:
            continue
        names = [_plain_name(cell) for cell in cells]
        known = len(set(names) & COLUMNS.keys())
        if known > best[1]:
            best = (delimiter, known, names)
    return best


def _plain_name(cell: str) -> str:
    name = re.sub(r"[\W_]+", "", cell.casefold().replace("(optional)", ""))
    return OTHER_NAMES.get(name, name)


def _rows(text: str, ledger: Ledger) -> list[_Row]:
    body = text.lstrip("\ufeff")
    if body[:4].lower() == "sep=":  # Excel's own first line
        body = body.split("\n", 1)[-1]
    delimiter, _, names = _header(body.lstrip().split("\n", 1)[0])
    missing = [COLUMNS[name] for name in NEEDED if name not in names]
    if missing:
        message = (
            f"Line 1: the columns {', '.join(missing)} are missing; please export the framework "
            "from Moodle as CSV with its headings in English."
        )
        raise BadFrameworkFile(message)
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter)
    rows: list[_Row] = []
    line = 1
    try:
        for cells in reader:
            started, line = line, reader.line_num + 1
            if started == 1 or not any(cell.strip() for cell in cells):
                continue
            _note_extra(cells, names, started, ledger)
            known = {
                name: cell for name, cell in zip(names, cells, strict=False) if name in COLUMNS
            }
            rows.append(_Row(line=started, cells=known))
            if len(rows) > MOST_ROWS:
                message = f"The file has more than {MOST_ROWS:,} lines; please import a part of it."
                raise BadFrameworkFile(message)
    except csv.Error as refused:
        message = (
            f"Line {line}: this is not valid CSV ({refused}); please check the quotes around the "
            "text of that line."
        )
        raise BadFrameworkFile(message) from None
    return rows


def _note_extra(cells: list[str], names: list[str], line: int, ledger: Ledger) -> None:
    for number, cell in enumerate(cells):
        if cell.strip() and (number >= len(names) or names[number] not in COLUMNS):
            ledger.dropped(
                f"line {line}, column {number + 1}", "a value", "Moodle knows no such column"
            )
