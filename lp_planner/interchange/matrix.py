"""Mahara SmartEvidence ``.matrix`` files, in the flat and in the older nested shape."""

import json

from lp_planner.interchange.arranging import Identifiers, LooseItem, arrange
from lp_planner.interchange.errors import BadFrameworkFile
from lp_planner.interchange.fields import Fields
from lp_planner.interchange.json_text import JsonTable
from lp_planner.interchange.model import FrameworkDraft, ScaleStep, details_from
from lp_planner.interchange.plain_text import clean_line
from lp_planner.interchange.report import Ledger, shown

VERSIONS = frozenset({"1", "1.0"})
VERSION_NAMES = ("version", "matrixversion", "formatversion", "smartevidenceversion")
STATUSES = ("begun", "incomplete", "partialcomplete", "completed")
ELEMENT_LISTS = ("standardelement", "standardelements", "options")
ALTERED = {
    "id": "a number of the site the file comes from",
    "framework": "a number of the site the file comes from",
    "ctime": "a date of the site the file comes from",
    "mtime": "a date of the site the file comes from",
    "active": "a setting of the site the file comes from",
}


def read_matrix(root: JsonTable, ledger: Ledger) -> FrameworkDraft:
    """The framework of a ``.matrix`` file; groups and elements become one tree.

    Raises:
        BadFrameworkFile: for an unknown version, a missing name, or lists that are none.
    """
    outer = Fields(root, "", ledger)
    whole = outer.table_at("framework")
    if whole is None:
        message = "framework is not an object; please export the framework from Mahara again."
        raise BadFrameworkFile(message)
    _check_version(outer)
    _check_version(whole)
    title = whole.text("name", "the framework’s name")
    if not title.strip():
        message = "framework.name is missing; please give the framework a name in the file."
        raise BadFrameworkFile(message)
    institution = whole.token("institution", "the institution, kept as a detail")
    self_assessed = whole.text("selfassess", "self-assessment, kept as a detail")
    description = whole.text("description", "the framework’s description")
    steps = _statuses(whole, ledger)
    items = _Elements(title, ledger).read(whole)
    whole.rest(ALTERED)
    outer.rest()
    return FrameworkDraft(
        identifier=_identifier(title),
        title=title,
        description=description,
        source="Mahara SmartEvidence file",
        items=arrange(items, ledger),
        scale_kind="status" if steps else "",
        scale=steps,
        details=details_from(
            {
                "institution": (institution,) if institution else (),
                "selfassess": (self_assessed,) if self_assessed else (),
            }
        ),
    )


def _identifier(title: str) -> str:
    return clean_line(clean_line(title)[:100])


def _check_version(fields: Fields) -> None:
    for name in VERSION_NAMES:
        if fields.table.get(name) in (None, ""):
            continue
        value = fields.raw(name)
        if not isinstance(value, str) or value.strip() not in VERSIONS:
            spoken = shown(value) if isinstance(value, str) else "that is no number"
            message = (
                f"{fields.at(name)}: this is a SmartEvidence file of version {spoken}, which the "
                "planner does not know; please export it as version 1."
            )
            raise BadFrameworkFile(message)


def _statuses(whole: Fields, ledger: Ledger) -> tuple[ScaleStep, ...]:
    """The four statuses in their own order, whatever order the file gives them."""
    named: dict[str, tuple[str, str]] = {}
    for fields in whole.tables("evidencestatuses"):
        for key in list(fields.table):
            plain = STATUSES[int(key)] if key in ("0", "1", "2", "3") else clean_line(key)
            name = fields.text(key, "the name of a status")
            if plain not in STATUSES:
                ledger.changed(
                    fields.at(key),
                    f"the status {shown(key)} is kept after the others",
                    "Mahara knows begun, incomplete, partialcomplete and completed",
                )
            if plain in named:
                ledger.dropped(fields.at(key), shown(name), "the status has a name already")
            elif plain:
                named[plain] = (name or plain, fields.at(key))
    ordered = [key for key in STATUSES if key in named]
    ordered += [key for key in named if key not in STATUSES]
    taken = Identifiers((), ledger)
    return tuple(
        ScaleStep(
            identifier=taken.take(key, named[key][1], instead="status"),
            name=named[key][0],
        )
        for key in ordered
    )


class _Elements:
    """Gathers groups and elements and finds each element its group and its parent."""

    def __init__(self, title: str, ledger: Ledger) -> None:
        self._ledger = ledger
        self._identifiers = Identifiers({_identifier(title)}, ledger)
        self._groups: dict[str, str] = {}
        self._elements: dict[tuple[str, str], str] = {}
        self._wanted: list[tuple[LooseItem, str, str]] = []
        self._items: list[LooseItem] = []
        self._number_texts: dict[str, bool] = {}

    def read(self, whole: Fields) -> list[LooseItem]:
        """Every group and element, each with its parent where it has one."""
        flat = whole.tables("standardelements")
        for number, fields in enumerate(whole.tables("standards"), start=1):
            self._group(fields, number)
        told: set[str] = set()
        for fields in flat:
            words = json.dumps(fields.table, sort_keys=True, default=str)
            named = fields.table.get("elementid") or fields.table.get("shortname")
            if named and words in told:
                what = shown(str(named))
                self._ledger.dropped(fields.place, f"{what} once more", "it is listed twice")
                fields.rest(dict.fromkeys(fields.table, "the element is listed twice"))
                continue
            told.add(words)
            self._flat(fields)
        self._find_parents()
        return self._items

    def _group(self, fields: Fields, number: int) -> None:
        is_text = _is_text(fields.table.get("standardid"))
        named = fields.token("standardid", "the group’s number") or fields.token("id", "its number")
        wanted = f"standard {named}" if named else ""
        item = self._item(fields, wanted, f"standard {number}", "category")
        if named and named in self._groups:
            self._ledger.changed(
                fields.at("standardid"),
                f"elements of {shown(named)} stay with the first group of that number",
                "two groups share it",
            )
        elif named:
            self._groups[named] = item.identifier
            self._number_texts[named] = is_text
        self._items.append(item)
        above: str | None = None
        for name in ELEMENT_LISTS:
            for below in fields.tables(name):
                above = self._nested(below, item, above)
        self._finish(fields)

    def _nested(self, fields: Fields, group: LooseItem, above: str | None) -> str | None:
        """An element of the older shape; gives back the element that children now belong to."""
        has_parent = fields.table.get("parent")
        item = self._element(fields, group.identifier)
        if fields.table.get("parentelementid") or fields.table.get("parentid"):
            self._seek(fields, item)
        elif has_parent is True and above is not None:
            fields.raw("parent")
            item.parent = above
            self._ledger.changed(
                fields.at("parent"),
                "it stands below the nearest element before it that has no parent",
                "the older shape says only that there is a parent, not which",
            )
        elif isinstance(has_parent, str) and has_parent not in ("", "0"):
            self._seek(fields, item)
        else:
            fields.raw("parent")
        self._items.append(item)
        self._finish(fields)
        return item.identifier if item.parent == group.identifier else above

    def _flat(self, fields: Fields) -> None:
        raw = fields.table.get("standardid")
        named = fields.token("standardid", "the group it belongs to")
        group = self._groups.get(named)
        if group is None:
            self._ledger.changed(
                fields.at("standardid"),
                "the element stands at the top",
                f"there is no standard with the number {shown(named)}"
                if named
                else "it names no standard",
            )
        elif _is_text(raw) != self._number_texts[named]:
            self._ledger.changed(
                fields.at("standardid"),
                f"matched with standard {shown(named)}",
                "one of the two is written as a number, the other as a text",
            )
        item = self._element(fields, group)
        self._seek(fields, item)
        self._items.append(item)
        self._finish(fields)

    def _element(self, fields: Fields, group: str | None) -> LooseItem:
        named = fields.token("elementid", "the element’s identifier")
        stand_in = f"{group or 'element'}, {len(self._items) + 1}"
        code = fields.table.get("shortname")
        wanted = named or (clean_line(code) if isinstance(code, str) else "")
        item = self._item(fields, wanted, stand_in, "element")
        item.parent = group
        key = (group or "", wanted)
        if wanted:
            self._elements.setdefault(key, item.identifier)
            self._elements.setdefault(("", wanted), item.identifier)
        return item

    def _item(self, fields: Fields, wanted: str, stand_in: str, kind: str) -> LooseItem:
        return LooseItem(
            identifier=self._identifiers.take(wanted, fields.place, instead=stand_in),
            place=fields.place,
            code=fields.token("shortname", "the short name, as its code"),
            title=fields.text("name", "the name, as its title"),
            text=fields.text("description", "the description"),
            kind=kind,
        )

    def _seek(self, fields: Fields, item: LooseItem) -> None:
        """Remember the parent's name until all elements are known; it may come later."""
        for name in ("parentelementid", "parentid", "parent"):
            if fields.table.get(name) in (None, "", False, "0"):
                fields.raw(name)
                continue
            wanted = fields.token(name, "the element it stands below")
            if wanted:
                self._wanted.append((item, wanted, fields.at(name)))
                if name != "parentelementid":
                    self._ledger.changed(
                        fields.at(name),
                        "read as parentelementid",
                        "Mahara writes this name when it exports",
                    )
                return

    def _find_parents(self) -> None:
        seen: set[str] = set()
        places = {item.identifier: number for number, item in enumerate(self._items)}
        for item, wanted, place in self._wanted:
            parent = self._elements.get((item.parent or "", wanted))
            if parent is None:
                parent = self._elements.get(("", wanted))
                if parent is not None and item.parent is not None:
                    self._ledger.changed(
                        place,
                        f"{shown(item.identifier)} stands below {shown(wanted)} in another group",
                        "the file names a parent outside the element’s own group",
                    )
            if parent is None:
                where = "in its group" if item.parent else "at the top"
                self._ledger.changed(
                    place,
                    f"{shown(item.identifier)} stands {where}",
                    f"there is no element {shown(wanted)}",
                )
                continue
            if places[parent] > places[item.identifier] and item.identifier not in seen:
                self._ledger.carried(place, "a child that comes before its parent in the file")
            seen.add(item.identifier)
            item.parent = parent

    def _finish(self, fields: Fields) -> None:
        # Mahara sets the priority from the order of the list, so the order carries it.
        if fields.raw("priority") not in (None, ""):
            self._ledger.carried(fields.at("priority"), "the order, as it stands in the file")
        fields.rest(ALTERED)


def _is_text(value: object) -> bool:
    return type(value) is str
