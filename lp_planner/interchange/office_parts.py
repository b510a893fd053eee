"""What may not stand in a part of an Office file, told element by element.

The names of elements are looked at without their prefix, which anybody may choose; where it
matters, with their namespace. Each rule has one hostile file in ``tests/interchange/hostile.py``.
"""

import re
from collections.abc import Mapping
from typing import Final

from lp_planner.interchange.bad_file import BadFile
from lp_planner.interchange.budget import Budget
from lp_planner.interchange.formulas import LONGEST, reaches_out
from lp_planner.interchange.links import leads_to_the_web
from lp_planner.interchange.office_fields import Fields

MACROS = "This file holds macros, so we do not keep it. Please save it without macros."
PROGRAM = (
    "This file holds a program or another file, so we do not keep it. Please take it out first, or "
    "save the file as PDF."
)
FETCHES = (
    "This file fetches something from elsewhere when it is opened, so we do not keep it. Please "
    "put the content itself in its place, or save the file as PDF."
)
FIELD = (
    "This file holds a field that fetches something, calls a program or opens a file, so we do "
    "not keep it. Please replace the field by its text, or save the file as PDF."
)
FORMULA = (
    "This file holds a formula that fetches something, calls a program or opens a file, so we do "
    "not keep it. Please replace the formula by its value, or save the file as PDF."
)
REFRESHES = (
    "This file fetches data from elsewhere: it has a connection, or refreshes when it is opened. "
    "Please keep a copy with the values only, or save it as PDF."
)
LINKS = (
    "This file links to a file of a computer or a network, or to a program, so we do not keep it. "
    "Please take the link out, or save the file as PDF."
)
UNFOLDS = (
    "This file unfolds into far more than a document holds, so we do not keep it. Please keep only "
    "the part that matters, or save it as PDF."
)
DAMAGED = "This file is damaged, or it is not what its name says. Please save it afresh."

A_FORMULA: Final = 4
"""Steps of the budget that a formula or an instruction costs."""
_WORD = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
}
_OF_A_FIELD = {"instrText", "delInstrText", "fldChar", "fldSimple"}
_PIECES = {"instrText", "delInstrText"}
_FORMULAS = {
    "f", "formula", "formula1", "formula2", "definedName", "oldFormula", "calculatedColumnFormula",
    "totalsRowFormula", "FmlaLink", "FmlaRange", "FmlaGroup", "FmlaTxbx",
}  # fmt: skip
_TRACKED = {"ins", "del", "moveFrom", "moveTo"}
_NEVER: Mapping[str, str] = {
    "altChunk": PROGRAM, "subDoc": PROGRAM, "ocx": PROGRAM, "script": PROGRAM,
    "foreignObject": PROGRAM, "webextension": PROGRAM, "taskpanes": PROGRAM, "customUI": MACROS,
    "vbaSuppData": MACROS, "attachedTemplate": FETCHES, "mailMerge": REFRESHES,
    "externalLink": REFRESHES, "ddeLink": FIELD, "oleLink": FIELD, "connection": REFRESHES,
    "dbPr": REFRESHES, "webPr": REFRESHES, "olapPr": REFRESHES, "textPr": REFRESHES,
    "queryTable": REFRESHES, "frameset": FETCHES, "saveThroughXslt": FETCHES,
}  # fmt: skip
_RELATIONS: Mapping[str, str] = {
    "vbaproject": MACROS, "wordvbadata": MACROS, "attachedtoolbars": MACROS, "dialogsheet": MACROS,
    "xlmacrosheet": MACROS, "xlintlmacrosheet": MACROS, "extensibility": MACROS,
    "usercustomization": MACROS, "ui": MACROS, "afchunk": PROGRAM, "oleobject": PROGRAM,
    "control": PROGRAM, "activexcontrolbinary": PROGRAM, "webextension": PROGRAM,
    "taskpanes": PROGRAM, "webextensiontaskpanes": PROGRAM, "subdocument": PROGRAM,
    "attachedtemplate": FETCHES, "frame": FETCHES, "transform": FETCHES,
    "mailmergesource": REFRESHES, "mailmergeheadersource": REFRESHES, "recipientdata": REFRESHES,
    "connections": REFRESHES, "querytable": REFRESHES, "externallink": REFRESHES,
    "externallinkpath": REFRESHES, "xlpathmissing": REFRESHES, "powerpivotdata": REFRESHES,
}  # fmt: skip
_PACKAGES = (".docx", ".xlsx", ".pptx")
_WORTH_A_LOOK = frozenset(
    {
        "src", "href", "http://www.w3.org/1999/xlink href", "refreshOnLoad", "refreshOnOpen",
        "macro", "fmlaMacro", "action", "Type",
    }
)  # fmt: skip
_LINKING = {"src", "href", "http://www.w3.org/1999/xlink href"}
_DRAWN = {"image", "use", "feImage", "imagedata", "fill", "stroke"}
"""Elements that are drawn without a click, so that nothing in them may lead elsewhere."""
_SHOWS = re.compile(
    r"ppaction://(hlinkshowjump|hlinksldjump|customshow|noaction)\b|$", re.IGNORECASE
)
_ELSEWHERE = re.compile(r"\s*([a-z][a-z0-9+.\-]+:|//|\\\\)", re.IGNORECASE)
_RUNS_BY_NAME = re.compile(r"(_xlnm[.])?auto_?(open|close|activate|deactivate)", re.IGNORECASE)
_NO = {"", "0", "false", "off"}
_TRUTHS = ("function", "vbProcedure", "xlm")


class PartCheck:
    """Refuses what a part of an Office file may not hold; one for each part."""

    def __init__(self, budget: Budget) -> None:
        """Draw on ``budget``."""
        self._budget = budget
        self._fields = Fields()
        self._locals: dict[str, tuple[str, bool]] = {}
        self._strange = 0
        self._tracked: list[str] = []

    def begin(self, name: str, attributes: Mapping[str, str]) -> bool:
        """Look at the start of an element; whether its text matters."""
        local, is_strange = self._known(name)
        if local in _NEVER:
            raise BadFile(_NEVER[local])
        if attributes and not _WORTH_A_LOOK.isdisjoint(attributes):
            self._check_attributes(local, attributes)
        if local == "Relationship":
            _check_relation(attributes)
        elif local == "definedName":
            _check_defined_name(attributes)
        elif local in _TRACKED:
            self._tracked.append(local)
        elif local in _OF_A_FIELD:
            self._begin_in_a_field(local, name, attributes)
        self._strange += is_strange
        return local in _FORMULAS or local in _PIECES or local == "FmlaMacro"

    def end(self, name: str, text: str) -> None:
        """Look at the text of an element when it ends."""
        local, is_strange = self._known(name)
        self._strange -= is_strange
        if local in _TRACKED:
            self._tracked.pop()
        if not text:
            return
        if local == "FmlaMacro":
            raise BadFile(MACROS)
        if local in _FORMULAS:
            self._budget.spend("steps", A_FORMULA)
            if len(text) > LONGEST:
                raise BadFile(UNFOLDS)
            if reaches_out(text):
                raise BadFile(FORMULA)
        elif local in _PIECES:
            self._budget.spend("steps", A_FORMULA)
            tracked = self._tracked[-1] if self._tracked else ""
            tracked = "del" if local == "delInstrText" else tracked
            if not self._fields.add(text, tracked, self._strange):
                raise BadFile(FIELD)

    def refuse(self) -> None:
        """Refuse a document type: it may stand for anything else."""
        raise BadFile(FETCHES)

    def finish(self) -> None:
        """Look at what was never ended."""
        if not self._fields.finish():
            raise BadFile(FIELD)

    def _known(self, name: str) -> tuple[str, bool]:
        """The name without its namespace, and whether it is none of Word's own."""
        if name not in self._locals:
            space, _, local = name.rpartition(" ")
            self._locals[name] = (local, space not in _WORD)
        return self._locals[name]

    def _begin_in_a_field(self, local: str, name: str, attributes: Mapping[str, str]) -> None:
        space = name.rpartition(" ")[0]
        if space not in _WORD:
            raise BadFile(FIELD)
        if local == "fldChar":
            kind = attributes.get(f"{space} fldCharType", "")
            if kind == "begin":
                self._fields.begin(self._strange)
            elif kind == "separate":
                self._fields.separate()
            elif kind == "end" and not self._fields.end():
                raise BadFile(FIELD)
        elif local == "fldSimple":
            self._fields.begin(self._strange)
            self._fields.add(attributes.get(f"{space} instr", ""), "", self._strange)
            if not self._fields.end():
                raise BadFile(FIELD)

    @staticmethod
    def _check_attributes(local: str, attributes: Mapping[str, str]) -> None:
        if local != "Relationship" and attributes.get("Type", "").lower() == "link":
            raise BadFile(FETCHES)
        for name in _LINKING & attributes.keys():
            where = attributes[name]
            is_fetched = name == "src" or local in _DRAWN
            if _ELSEWHERE.match(where) and (is_fetched or not leads_to_the_web(where)):
                raise BadFile(FETCHES if is_fetched else LINKS)
        for name in ("refreshOnLoad", "refreshOnOpen"):
            if attributes.get(name, "").strip().lower() not in _NO:
                raise BadFile(REFRESHES)
        if attributes.get("macro", "").strip() or attributes.get("fmlaMacro", "").strip():
            raise BadFile(MACROS)
        if local.startswith("hlink") and not _SHOWS.match(attributes.get("action", "").strip()):
            raise BadFile(LINKS)


def _check_relation(attributes: Mapping[str, str]) -> None:
    """Return when nothing but a link that somebody has to click leads out of the file."""
    kind = attributes.get("Type", "").rstrip("/").rpartition("/")[2].lower()
    target = attributes.get("Target", "").strip()
    is_external = attributes.get("TargetMode", "").strip().lower() == "external"
    if kind == "hyperlink" and is_external:
        if not leads_to_the_web(target):
            raise BadFile(LINKS)
        return
    if kind in _RELATIONS and not (kind == "oleobject" and target.lower().endswith(_PACKAGES)):
        raise BadFile(_RELATIONS[kind])
    if is_external or _ELSEWHERE.match(target):
        raise BadFile(FETCHES)


def _check_defined_name(attributes: Mapping[str, str]) -> None:
    is_code = any(attributes.get(one, "").strip().lower() not in _NO for one in _TRUTHS)
    if is_code or _RUNS_BY_NAME.match(attributes.get("name", "").strip()):
        raise BadFile(MACROS)
