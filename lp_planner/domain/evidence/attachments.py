"""What lies behind a record: a file, a link, or somebody's words, with what is agreed about it."""

import re
from enum import StrEnum
from typing import Annotated, ClassVar
from urllib.parse import urlsplit

from lp_planner.domain.records.fields import ChoiceOf, FieldKind, Line, NeededLine, Prose
from lp_planner.domain.records.records import Stamped

LONGEST_LINK = 200


class EvidenceKind(StrEnum):
    """What sort of evidence it is."""

    FILE = "file"
    LINK = "link"
    TEXT = "text"
    TESTIMONIAL = "testimonial"
    DATA_POINT = "data_point"
    CHART = "chart"
    MINUTES = "minutes"


class Strength(StrEnum):
    """Whose word it rests on, the weakest first."""

    OWN_WORD = "own_word"
    COLLEAGUE = "colleague"
    FIGURES = "figures"
    ARTEFACT = "artefact"


class PeopleInIt(StrEnum):
    """Whether somebody can be recognised in it, and whether they agreed."""

    NOBODY = "nobody"
    AGREED = "agreed"
    NOT_SURE = "not_sure"


class Attachment(Stamped):
    """One thing that hangs on a record of a project and shows that the record is so.

    The record stays the evidence; what hangs on it is never a second account of it. A file is kept
    by its content (``sha256``) beside the database; ``media_type`` and ``size`` are those of the
    copy that is kept.
    """

    counts_as_activity: ClassVar[bool] = True

    project_id: str
    record_kind: str
    record_id: str
    evidence_kind: Annotated[EvidenceKind, ChoiceOf("evidence_kinds"), FieldKind.CHOICE]
    title: NeededLine
    words: Prose = ""
    said_by: Line = ""
    """Whose words they are, by role: never a name."""
    link: Line = ""
    strength: Annotated[Strength, ChoiceOf("strengths"), FieldKind.CHOICE]
    people_in_it: Annotated[PeopleInIt, ChoiceOf("people_in_it"), FieldKind.CHOICE]
    consent_note: Line = ""
    anonymity_note: Line = ""
    file_name: Line = ""
    media_type: str = ""
    size: int = 0
    sha256: str = ""

    @property
    def is_of_others(self) -> bool:
        """Whether it is in somebody else's words."""
        return self.evidence_kind is EvidenceKind.TESTIMONIAL or self.strength is Strength.COLLEAGUE

    @property
    def is_file(self) -> bool:
        """Whether a file hangs here."""
        return bool(self.sha256)


class Carrier(StrEnum):
    """What an attachment can consist of."""

    FILE = "file"
    LINK = "link"
    WORDS = "words"


CARRIERS: dict[EvidenceKind, tuple[Carrier, ...]] = {
    EvidenceKind.FILE: (Carrier.FILE,),
    EvidenceKind.LINK: (Carrier.LINK,),
    EvidenceKind.TEXT: (Carrier.WORDS,),
    EvidenceKind.TESTIMONIAL: (Carrier.WORDS, Carrier.FILE),
    EvidenceKind.DATA_POINT: (Carrier.WORDS, Carrier.LINK, Carrier.FILE),
    EvidenceKind.CHART: (Carrier.FILE, Carrier.LINK),
    EvidenceKind.MINUTES: (Carrier.FILE, Carrier.WORDS, Carrier.LINK),
}
"""What each kind can consist of, the usual one first; at least one of them is needed."""

_ASKED = {
    Carrier.FILE: "choose a file",
    Carrier.LINK: "give a link",
    Carrier.WORDS: "write the words down",
}
_HOST = re.compile(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


def fault_of_link(link: str) -> str:
    """What is wrong with a link, in a sentence; "" when it can be kept."""
    plain = "Please give a link that begins with https:// and leads to one page."
    if any(c.isspace() or not c.isprintable() for c in link) or len(link) > LONGEST_LINK:
        return plain
    try:
        parts = urlsplit(link)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return plain
    if parts.scheme != "https" or not _HOST.fullmatch(host):
        return plain
    if parts.username or parts.password:
        return "This link holds a name or password before the address. Please take it out."
    return ""


def faults(
    kind: EvidenceKind, *, has_file: bool, link: str, words: str, said_by: str
) -> dict[str, str]:
    """What is missing for this kind or does not belong to it, by field."""
    found: dict[str, str] = {}
    given = {Carrier.FILE: has_file, Carrier.LINK: bool(link), Carrier.WORDS: bool(words)}
    wanted = CARRIERS[kind]
    if not any(given[carrier] for carrier in wanted):
        found[wanted[0].value] = f"Please {' or '.join(_ASKED[carrier] for carrier in wanted)}."
    for carrier, is_given in given.items():
        if is_given and carrier not in wanted:
            found[carrier.value] = "This does not belong to the kind of evidence you chose."
    if link and (fault := fault_of_link(link)):
        found["link"] = fault
    if kind is EvidenceKind.TESTIMONIAL and not said_by:
        found["said_by"] = "Please say whose words these are, by role, such as “a TA in Year 1”."
    return found


def strongest(attachments: tuple[Attachment, ...]) -> Strength:
    """What a record rests on: its strongest attachment, or the writer's own word."""
    order = list(Strength)
    return max((a.strength for a in attachments), key=order.index, default=Strength.OWN_WORD)
