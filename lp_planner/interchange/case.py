"""Writes a framework as a 1EdTech CASE 1.1 package; reading it back gives the same draft."""

import json
import re

from lp_planner.interchange.case_reading import read_case
from lp_planner.interchange.case_terms import (
    CANONICAL,
    CHILD,
    DOCUMENT_LISTS,
    DOCUMENT_TEXTS,
    ITEM_LISTS,
    ITEM_TEXTS,
    KINDS,
    OURS,
    OWN_KIND,
    UNDATED,
    case_name,
    made_up,
)
from lp_planner.interchange.model import (
    Detail,
    FrameworkDraft,
    FrameworkItem,
    FrameworkLink,
    LinkEnd,
    ScaleStep,
    first_detail,
)
from lp_planner.interchange.plain_text import marked_up

__all__ = ["read_case", "write_case"]

Json = dict[str, object]


def write_case(draft: FrameworkDraft) -> bytes:
    """The draft as a CFPackage in UTF-8; :func:`read_case` gives back an equal draft.

    The same draft always gives the same bytes. What CASE has no field for stands in an extension
    of our own; required fields the draft does not know are filled and marked there.
    """
    return _Package(draft).as_bytes()


class _Package:
    """One export: knows each item's CASE identifier and the document's own link."""

    def __init__(self, draft: FrameworkDraft) -> None:
        self._draft = draft
        self._names = {draft.identifier: self._canonical("document", draft.identifier)}
        for item in draft.items:
            self._names[item.identifier] = self._canonical("item", item.identifier)
        self._items = {item.identifier: item for item in draft.items}
        self._date = first_detail(draft.details, "lastChangeDateTime") or UNDATED

    def _canonical(self, kind: str, identifier: str) -> str:
        return case_name(self._draft.identifier, kind, identifier)

    def as_bytes(self) -> bytes:
        package: Json = {
            "CFDocument": self._document(),
            "CFItems": [self._item(item) for item in self._draft.items],
            # The tree comes first: a reader takes an item's first place for its own.
            "CFAssociations": [
                *(self._place(item) for item in self._draft.items),
                *(self._link(link, number) for number, link in enumerate(self._draft.links)),
            ],
        }
        if self._draft.scale:
            package["CFRubrics"] = [self._scale()]
        return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()

    def _document(self) -> Json:
        draft = self._draft
        written: Json = {"identifier": self._names[draft.identifier]}
        extras = self._native(written, draft.details, DOCUMENT_TEXTS, DOCUMENT_LISTS)
        absent = self._filled(written)
        if "creator" not in written:
            written["creator"] = marked_up(draft.source or draft.title)
            absent.append("creator")
        written["title"] = marked_up(draft.title)
        written["caseVersion"] = "1.1"
        _put(written, version=draft.edition, language=draft.language)
        _put(written, description=marked_up(draft.description))
        _put(extras, source=marked_up(draft.source))
        if not CANONICAL.match(draft.identifier):
            extras["identifier"] = draft.identifier
        return _with(written, extras, absent)

    def _item(self, item: FrameworkItem) -> Json:
        written: Json = {"identifier": self._names[item.identifier]}
        extras = self._native(written, item.details, ITEM_TEXTS, ITEM_LISTS)
        absent = self._filled(written)
        written["fullStatement"] = marked_up(item.text)
        _put(written, abbreviatedStatement=marked_up(item.title))
        _put(written, humanCodingScheme=item.code, CFItemType=item.kind)
        if not CANONICAL.match(item.identifier):
            extras["identifier"] = item.identifier
        return _with(written, extras, absent)

    def _native(
        self,
        written: Json,
        details: tuple[Detail, ...],
        texts: tuple[str, ...],
        lists: tuple[str, ...],
    ) -> Json:
        """Put each detail into CASE's own field where it comes back from there unchanged."""
        rest: Json = {}
        for kept in details:
            if kept.name in texts and len(kept.values) == 1 and kept.values[0]:
                written[kept.name] = marked_up(kept.values[0])
            elif kept.name in lists:
                written[kept.name] = [marked_up(value) for value in kept.values]
            else:
                rest[kept.name] = [marked_up(value) for value in kept.values]
        return {"details": rest} if rest else {}

    def _filled(self, written: Json) -> list[str]:
        """Fill what CASE requires of everything, and name what was made up."""
        absent = []
        if "uri" not in written:
            written["uri"] = f"urn:uuid:{written['identifier']}"
            absent.append("uri")
        if "lastChangeDateTime" not in written:
            written["lastChangeDateTime"] = self._date
            absent.append("lastChangeDateTime")
        return absent

    def _to(self, identifier: str) -> Json:
        """The link CASE makes to the document or to an item."""
        item = self._items.get(identifier)
        thing = item or self._draft
        title = (item.code or item.title) if item else self._draft.title
        return {
            "title": marked_up(title or identifier),
            "identifier": self._names[identifier],
            "uri": first_detail(thing.details, "uri") or f"urn:uuid:{self._names[identifier]}",
        }

    def _place(self, item: FrameworkItem) -> Json:
        parent = item.parent or self._draft.identifier
        identifier = made_up(self._draft.identifier, "place", item.identifier, parent)
        return {
            **self._dated(identifier),
            "associationType": CHILD,
            "originNodeURI": self._to(item.identifier),
            "destinationNodeURI": self._to(parent),
            "sequenceNumber": item.position,
        }

    def _link(self, link: FrameworkLink, number: int) -> Json:
        identifier = link.identifier
        extras: Json = {}
        absent = []
        if not CANONICAL.match(identifier):
            identifier = made_up(self._draft.identifier, "link", str(number), link.identifier)
            if link.identifier:
                extras["identifier"] = link.identifier
            else:
                absent.append("identifier")
        kind = link.kind
        if kind not in KINDS and not OWN_KIND.match(kind):
            kind = "ext:" + (re.sub(r"[^a-zA-Z0-9._-]+", "-", kind) or "link")
            extras["kind"] = marked_up(link.kind)
        written: Json = {
            **self._dated(identifier),
            "associationType": kind,
            "originNodeURI": self._end(link.origin, "origin", extras),
            "destinationNodeURI": self._end(link.destination, "destination", extras),
        }
        if link.position is not None:
            written["sequenceNumber"] = link.position
        _put(written, notes=marked_up(link.note))
        return _with(written, extras, absent)

    def _end(self, end: LinkEnd, name: str, extras: Json) -> Json:
        if end.identifier in self._names:
            return self._to(end.identifier)
        if not (end.identifier and end.uri and end.title):
            extras[name] = {"identifier": end.identifier, "uri": end.uri, "title": end.title}
        identifier = end.identifier or made_up("elsewhere", end.uri)
        return {
            "title": end.title or end.identifier or end.uri,
            "identifier": identifier,
            "uri": end.uri or f"urn:uuid:{made_up('elsewhere', identifier)}",
        }

    def _scale(self) -> Json:
        """The scale as a rubric of one criterion, which other programs can show as well."""
        rubric = made_up(self._draft.identifier, "scale")
        criterion = made_up(self._draft.identifier, "scale", "criterion")
        levels = [self._step(step, number) for number, step in enumerate(self._draft.scale, 1)]
        return {
            **self._dated(rubric),
            "title": marked_up(self._draft.title),
            "CFRubricCriteria": [
                {
                    **self._dated(criterion),
                    "position": 1,
                    "rubricId": rubric,
                    "CFRubricCriterionLevels": levels,
                }
            ],
            "extensions": {
                OURS: {
                    "scaleKind": self._draft.scale_kind,
                    # Here and not at the levels, where CASE wants its extensions in a list.
                    "steps": [_step_extras(step) for step in self._draft.scale],
                }
            },
        }

    def _step(self, step: ScaleStep, number: int) -> Json:
        written = {**self._dated(self._canonical("step", step.identifier)), "position": number}
        _put(written, quality=marked_up(step.name), description=marked_up(step.text))
        return written

    def _dated(self, identifier: str) -> Json:
        """What CASE requires of everything."""
        return {
            "identifier": identifier,
            "uri": f"urn:uuid:{identifier}",
            "lastChangeDateTime": self._date,
        }


def _step_extras(step: ScaleStep) -> Json:
    kept = {kept.name: [marked_up(value) for value in kept.values] for kept in step.details}
    return {"identifier": step.identifier, "details": kept}


def _put(written: Json, **values: str) -> None:
    """Set the fields that have a value."""
    written.update({name: value for name, value in values.items() if value})


def _with(written: Json, extras: Json, absent: list[str]) -> Json:
    """The object with our extension, where there is something to say in it."""
    if absent:
        extras["absent"] = absent
    if extras:
        written["extensions"] = {OURS: extras}
    return written
