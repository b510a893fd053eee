"""The associations of a CASE package: the tree, and the links beside it."""

import re
from dataclasses import dataclass

from lp_planner.interchange.arranging import LooseItem, Order, cut_cycles
from lp_planner.interchange.case_extras import Extras
from lp_planner.interchange.case_terms import CHILD, KINDS, case_name
from lp_planner.interchange.fields import Fields
from lp_planner.interchange.json_text import JsonTable
from lp_planner.interchange.model import FrameworkLink, LinkEnd
from lp_planner.interchange.plain_text import clean_line
from lp_planner.interchange.report import Ledger, shown

KIND_NAMES = {kind.lower(): kind for kind in KINDS}
REASONS = {
    "uri": "an address of the server the file comes from",
    "lastChangeDateTime": "the planner keeps no date for a link",
    "CFDocumentURI": "the planner makes this link anew when it exports",
    "CFAssociationGroupingURI": "the planner has one tree; groupings of links are not kept",
    "CFAssociationGroupingIdentifier": "the planner has one tree; groupings of links are not kept",
    "identifier": "the planner makes the identifiers of the tree anew when it exports",
    "notes": "it stands at a link of the tree",
    "targetType": "it follows from the address",
}


@dataclass(frozen=True)
class _Edge:
    """One association with both ends resolved."""

    fields: Fields
    extras: Extras
    kind: str
    origin: LinkEnd
    destination: LinkEnd
    position: int | None


def read_links(
    whole: Fields,
    items: list[LooseItem],
    aliases: dict[str, str],
    document: str,
    ledger: Ledger,
) -> tuple[FrameworkLink, ...]:
    """Give each item its parent and its order; what is not the tree comes back as links.

    An item's first ``isChildOf`` inside the file is its place; further ones stay as links.
    """
    inside = {item.identifier for item in items} | {document}
    # Exact names win; identifiers in another case are the same only where nothing else fits.
    known = {key.lower(): name for key, name in aliases.items() if key}
    known |= {key: name for key, name in aliases.items() if key}
    known |= {case_name(document, "item", name): name for name in inside - {document}}
    known |= {case_name(document, "document", document): document}
    known |= {name: name for name in inside}
    edges = [
        edge
        for fields in whole.tables("CFAssociations")
        if (edge := _edge(fields, known, inside, ledger)) is not None
    ]
    tree = _tree(edges, inside, document, ledger)
    parents = {i.identifier: _parent(tree.get(i.identifier), document) for i in items}
    for identifier in sorted(cut_cycles(parents)):
        edge = tree.pop(identifier)
        ledger.changed(
            edge.fields.place,
            f"{shown(identifier)} stands at the top; the association is kept as a link",
            "its parent stands below it",
        )
        parents[identifier] = None
    for item in items:
        _place(item, tree.get(item.identifier), parents, ledger)
    in_tree = {id(edge) for edge in tree.values()}
    links = [_link(edge, inside, ledger) for edge in edges if id(edge) not in in_tree]
    for edge in edges:
        edge.fields.rest(REASONS)
    return tuple(links)


def _edge(fields: Fields, known: dict[str, str], inside: set[str], ledger: Ledger) -> _Edge | None:
    extras = Extras(fields)
    raw = fields.token("associationType", "the kind of association")
    kind = KIND_NAMES.get(re.sub(r"[\s_-]+", "", raw).lower(), raw)
    if kind != raw:
        ledger.changed(fields.at("associationType"), f"{shown(raw)} is {kind}", "CASE writes it so")
    ends = [_end(fields, name, extras, known, inside) for name in ("originNode", "destinationNode")]
    if not kind or None in ends:
        missing = "its kind" if not kind else "one of its ends"
        ledger.dropped(fields.place, "an association", f"{missing} is missing")
        fields.rest(dict.fromkeys(fields.table, "the association is not complete"))
        return None
    return _Edge(
        fields=fields,
        extras=extras,
        kind=extras.text("kind") or kind,
        origin=ends[0] or LinkEnd(),
        destination=ends[1] or LinkEnd(),
        position=fields.whole_number("sequenceNumber", "the order"),
    )


def _end(
    fields: Fields, name: str, extras: Extras, known: dict[str, str], inside: set[str]
) -> LinkEnd | None:
    """An end: the item's own identifier inside, all the file says of it outside."""
    value = fields.raw(f"{name}URI")
    older = fields.raw(f"{name}Identifier")
    table = value if isinstance(value, JsonTable) else JsonTable(identifier=older, uri=value)
    identifier, uri, title = (_word(table.get(key)) for key in ("identifier", "uri", "title"))
    end_of_uri = uri.rstrip("/").rpartition("/")[2]
    for candidate in (identifier, uri, end_of_uri):
        own = known.get(candidate) or known.get(candidate.lower())
        if candidate and own in inside:
            return LinkEnd(identifier=own or "")
    ours = extras.end("origin" if name == "originNode" else "destination")
    if ours is not None:
        identifier, uri, title = (
            _word(ours.table.get(key)) for key in ("identifier", "uri", "title")
        )
    if not identifier and not uri:
        return None
    return LinkEnd(identifier=identifier, uri=uri, title=title)


def _word(value: object) -> str:
    return str(clean_line(value)) if isinstance(value, str) else ""


def _tree(edges: list[_Edge], inside: set[str], document: str, ledger: Ledger) -> dict[str, _Edge]:
    tree: dict[str, _Edge] = {}
    for edge in edges:
        child, parent = edge.origin.identifier, edge.destination.identifier
        if edge.kind != CHILD or child not in inside or child == document or parent not in inside:
            continue
        if child not in tree:
            tree[child] = edge
        elif not edge.extras.is_ours:
            ledger.changed(
                edge.fields.place,
                f"{shown(child)} has another parent, kept as a link",
                "an item has one place in the planner’s tree: the first the file names",
            )
    return tree


def _parent(edge: _Edge | None, document: str) -> str | None:
    if edge is None or edge.destination.identifier == document:
        return None
    return edge.destination.identifier


def _place(
    item: LooseItem, edge: _Edge | None, parents: dict[str, str | None], ledger: Ledger
) -> None:
    item.parent = parents[item.identifier]
    if edge is None:
        ledger.changed(
            item.place,
            f"{shown(item.identifier)} stands at the top",
            "no association inside the file says what it is a child of",
        )
    else:
        ledger.carried(edge.fields.place, "the item’s place in the tree")
    position = edge.position if edge is not None else None
    enumeration = "".join(item.details.get("listEnumeration", ()))
    if position is None and enumeration == "" and edge is not None:
        ledger.changed(
            edge.fields.at("sequenceNumber"), "the item stands as in the file", "it has no number"
        )
    item.order = _order(position, enumeration)


def _order(position: int | None, enumeration: str) -> Order:
    if position is not None:
        return (0, position, ())
    if enumeration:
        parts = re.findall(r"([0-9]+)|([^0-9]+)", enumeration[:100])
        return (
            1,
            0,
            tuple((0, int(d), "") if d else (1, 0, w.casefold()) for d, w in parts),
        )
    return (2, 0, ())


def _link(edge: _Edge, inside: set[str], ledger: Ledger) -> FrameworkLink:
    place = edge.fields.place
    ends = (edge.origin.identifier, edge.destination.identifier)
    outside = [end for end in ends if end not in inside]
    if outside:
        ledger.carried(place, f"{edge.kind}, kept as a link to something outside this file")
    else:
        ledger.carried(place, f"{edge.kind}, kept as a link")
    identifier = edge.extras.identifier()
    if not identifier and "identifier" not in edge.extras.absent:
        identifier = edge.fields.token("identifier", "the link’s identifier")
    edge.fields.raw("identifier")
    return FrameworkLink(
        kind=edge.kind,
        origin=edge.origin,
        destination=edge.destination,
        identifier=identifier,
        position=edge.position,
        note=edge.fields.text("notes", "the note at the link"),
    )
