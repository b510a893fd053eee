"""The names 1EdTech CASE uses, shared by its reader and its writer."""

import re
import uuid

# Everything the planner makes up for CASE comes from this, so that two exports are alike.
NAMESPACE = uuid.UUID("5c1f7d0e-6a55-5b0c-9d7b-1f2f6f0c9a11")
VERSIONS = frozenset({"1.0", "1.1"})
OURS = "lpPlanner"
CHILD = "isChildOf"
KINDS = (
    CHILD,
    "isPeerOf",
    "isPartOf",
    "exactMatchOf",
    "precedes",
    "isRelatedTo",
    "replacedBy",
    "exemplar",
    "hasSkillLevel",
    "isTranslationOf",
)
OWN_KIND = re.compile(r"^ext:[a-zA-Z0-9._-]+$")
CANONICAL = re.compile(r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")
UNDATED = "1970-01-01T00:00:00+00:00"

DOCUMENT_TEXTS = (
    "uri",
    "creator",
    "publisher",
    "officialSourceURL",
    "frameworkType",
    "adoptionStatus",
    "statusStartDate",
    "statusEndDate",
    "notes",
    "lastChangeDateTime",
)
DOCUMENT_LISTS = ("subject",)
ITEM_TEXTS = (
    "uri",
    "alternativeLabel",
    "listEnumeration",
    "notes",
    "language",
    "statusStartDate",
    "statusEndDate",
    "lastChangeDateTime",
)
ITEM_LISTS = ("conceptKeywords", "subject", "educationLevel")


def case_name(framework: str, kind: str, identifier: str) -> str:
    """The identifier a thing has in CASE: its own, where CASE allows it, or one made from it."""
    if CANONICAL.match(identifier):
        return identifier
    return made_up(framework, kind, identifier)


def made_up(*parts: str) -> str:
    """The identifier CASE gets for something that has none: the same parts, the same answer."""
    return str(uuid.uuid5(NAMESPACE, "\n".join(parts)))
