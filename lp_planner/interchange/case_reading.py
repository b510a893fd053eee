"""1EdTech CASE packages, versions 1.0 and 1.1, and the older export of OpenSALT."""

from lp_planner.interchange.arranging import Identifiers, LooseItem, arrange
from lp_planner.interchange.case_extras import Extras, read_scale
from lp_planner.interchange.case_links import read_links
from lp_planner.interchange.case_terms import (
    CANONICAL,
    DOCUMENT_LISTS,
    DOCUMENT_TEXTS,
    ITEM_LISTS,
    ITEM_TEXTS,
    VERSIONS,
)
from lp_planner.interchange.errors import BadFrameworkFile
from lp_planner.interchange.fields import Fields
from lp_planner.interchange.json_text import JsonTable
from lp_planner.interchange.model import FrameworkDraft, details_from
from lp_planner.interchange.plain_text import clean_line
from lp_planner.interchange.report import Ledger, shown

OLDER_NAMES = {
    "lsDoc": "CFDocument",
    "lsItems": "CFItems",
    "lsAssociations": "CFAssociations",
    "definitions": "CFDefinitions",
}
LINK_ONLY = {
    "CFDocumentURI": "the planner makes this link anew when it exports",
    "CFPackageURI": "the planner makes this link anew when it exports",
    "CFItemAssociationURI": "an address of the server the file comes from",
    "CFItemTypeURI": "the type’s name is carried; its address is not",
    "subjectURI": "the subject’s name is carried; its address is not",
    "conceptKeywordsURI": "the keywords are carried; their address is not",
}
STAMPS = frozenset({"lastChangeDateTime"})
"""What may differ between two listings of one item."""
PACKAGE = {
    "CFDefinitions": "the names of types and subjects stand with the items themselves",
    "CFRubrics": "the planner keeps no rubrics",
}


def read_case(root: JsonTable, ledger: Ledger, *, name: str) -> FrameworkDraft:
    """The framework of a CASE package.

    Raises:
        BadFrameworkFile: for an unknown version, or a package without its document or lists.
    """
    whole = _package(root, ledger)
    document = whole.table_at("CFDocument")
    if document is None:
        message = (
            "CFDocument is missing, so this is no complete CASE package; please download the "
            "framework as CFPackage."
        )
        raise BadFrameworkFile(message)
    version = document.token("caseVersion", "the version of CASE")
    if version and version not in VERSIONS:
        message = (
            f"{document.at('caseVersion')}: this is CASE version {shown(version)}, and the planner "
            "knows 1.0 and 1.1; please export one of these."
        )
        raise BadFrameworkFile(message)
    extras = Extras(document)
    identifier = extras.identifier() or _named(document)
    if not identifier:
        identifier = "framework"
        ledger.changed(
            document.place, "the framework is called “framework”", "it has no identifier"
        )
    title = document.text("title", "the title")
    if not title:
        title = clean_line(name) or "Framework"
        ledger.changed(document.at("title"), f"the title is now {shown(title)}", "it is missing")
    items, aliases = _items(whole, identifier, ledger)
    aliases.setdefault(document.token("identifier", "the identifier"), identifier)
    uri = document.token("uri", "the address")
    aliases.setdefault(uri, identifier)
    links = read_links(whole, items, aliases, identifier, ledger)
    scale_kind, scale = read_scale(whole, ledger)
    edition = document.token("version", "the version, as edition")
    language = document.token("language", "the language")
    description = document.text("description", "the description")
    details = _details(document, extras, DOCUMENT_TEXTS, DOCUMENT_LISTS)
    source = extras.text("source")
    document.rest(LINK_ONLY)
    whole.rest(PACKAGE)
    return FrameworkDraft(
        identifier=identifier,
        title=title,
        edition=edition,
        description=description,
        language=language,
        source=source,
        items=arrange(items, ledger),
        scale_kind=scale_kind,
        scale=scale,
        links=links,
        details=details_from(details),
    )


def _package(root: JsonTable, ledger: Ledger) -> Fields:
    """The package itself, out of its wrapper and under today's names."""
    inner = root.get("CFPackage")
    place = ""
    if isinstance(inner, JsonTable):
        Fields(JsonTable({**root, "CFPackage": None}), "", ledger).rest()
        root, place = inner, "CFPackage"
    renamed = JsonTable({OLDER_NAMES.get(key, key): value for key, value in root.items()})
    if renamed.keys() != root.keys():
        ledger.changed("lsDoc", "read as a CASE package", "it is OpenSALT’s older export")
    return Fields(renamed, place, ledger)


def _named(fields: Fields) -> str:
    """What the object calls itself, or the end of its address."""
    value = fields.table.get("identifier")
    if isinstance(value, str) and clean_line(value):
        return str(clean_line(value))
    address = fields.table.get("uri")
    if isinstance(address, str):
        end = clean_line(address).rstrip("/").rpartition("/")[2]
        if CANONICAL.match(end.lower()):
            return end
    return ""


def _items(whole: Fields, document: str, ledger: Ledger) -> tuple[list[LooseItem], dict[str, str]]:
    identifiers = Identifiers({document}, ledger)
    aliases: dict[str, str] = {}
    found = []
    told: list[dict[str, object]] = []
    for number, fields in enumerate(whole.tables("CFItems"), start=1):
        words = {k: v for k, v in fields.table.items() if k not in STAMPS}
        if named := _named(fields):
            if words in told:
                ledger.dropped(fields.place, f"{shown(named)} once more", "it is listed twice")
                fields.rest(dict.fromkeys(fields.table, "the item is listed twice"))
                continue
            told.append(words)
        extras = Extras(fields)
        item = LooseItem(
            identifier=identifiers.take(
                extras.identifier() or _named(fields), fields.place, instead=f"item {number}"
            ),
            place=fields.place,
            code=fields.token("humanCodingScheme", "the code"),
            title=fields.text("abbreviatedStatement", "the short statement, as title"),
            text=fields.text("fullStatement", "the full statement"),
            kind=fields.token("CFItemType", "the type, as kind") or _type_name(fields),
        )
        if not item.code and not extras.is_ours:
            ledger.changed(
                fields.at("humanCodingScheme"), "the item has no code", "the file gives it none"
            )
        if not item.text and not item.title:
            ledger.changed(fields.at("fullStatement"), "the item says nothing", "it has no text")
        aliases.setdefault(fields.token("identifier", "the identifier"), item.identifier)
        uri = fields.table.get("uri")
        if isinstance(uri, str):
            aliases.setdefault(clean_line(uri), item.identifier)
        aliases.setdefault(item.identifier, item.identifier)
        item.details = _details(fields, extras, ITEM_TEXTS, ITEM_LISTS)
        fields.rest(LINK_ONLY)
        found.append(item)
    return found, aliases


def _type_name(fields: Fields) -> str:
    link = fields.table_at("CFItemTypeURI")
    return link.token("title", "the type’s name, as kind") if link is not None else ""


def _details(
    fields: Fields, extras: Extras, texts: tuple[str, ...], lists: tuple[str, ...]
) -> dict[str, tuple[str, ...]]:
    """Every further field, under its own name; what the planner made up itself stays out."""
    found: dict[str, tuple[str, ...]] = {}
    for name in texts:
        if name in extras.absent:
            fields.raw(name)
        elif value := fields.text(name, "kept as a detail"):
            found[name] = (value,)
    for name in lists:
        if values := fields.texts(name, "kept as a detail"):
            found[name] = values
    if "educationLevel" in lists and "educationLevel" not in found:
        older = fields.texts("educationalLevel", "the education level, kept as a detail")
        found |= {"educationLevel": older} if older else {}
    licence = fields.table_at("licenseURI")
    if licence is not None:
        parts = (licence.text("title", "the licence"), licence.text("uri", "the licence"))
        licence.raw("identifier")
        found["licence"] = tuple(part for part in parts if part)
    return {**found, **extras.details()}
