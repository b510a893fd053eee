"""The fields of a Word document: what a table of contents or a page number is made of.

Their instruction may be spread over many pieces, each in its own run, some of them deleted with
tracked changes. It is put together in every way a reader may, and has to begin with a word that
we know as harmless; DDE, INCLUDEPICTURE, INCLUDETEXT, LINK, IMPORT and the like are none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lp_planner.interchange.links import leads_to_the_web

LONGEST = 100_000
_HARMLESS = {
    "ADDIN", "ADDRESSBLOCK", "ADVANCE", "ASK", "AUTHOR", "AUTONUM", "AUTONUMLGL",
    "AUTONUMOUT", "AUTOTEXT", "AUTOTEXTLIST", "BARCODE", "BIBLIOGRAPHY", "BIDIOUTLINE",
    "CITATION", "COMMENTS", "COMPARE", "CREATEDATE", "DATE", "DISPLAYBARCODE", "DOCPROPERTY",
    "DOCVARIABLE", "EDITTIME", "EMBED", "EQ", "FILENAME", "FILESIZE", "FILLIN",
    "FORMCHECKBOX", "FORMDROPDOWN", "FORMTEXT", "FTNREF", "GOTOBUTTON", "GREETINGLINE",
    "HYPERLINK", "IF", "INDEX", "INFO", "KEYWORDS", "LASTSAVEDBY", "LISTNUM", "MERGEBARCODE",
    "MERGEFIELD", "MERGEREC", "MERGESEQ", "NEXT", "NEXTIF", "NOTEREF", "NUMCHARS", "NUMPAGES",
    "NUMWORDS", "PAGE", "PAGEREF", "PRINTDATE", "PRIVATE", "QUOTE", "REF", "REVNUM",
    "SAVEDATE", "SECTION", "SECTIONPAGES", "SEQ", "SET", "SHAPE", "SKIPIF", "STYLEREF",
    "SUBJECT", "SYMBOL", "TA", "TC", "TEMPLATE", "TIME", "TITLE", "TOA", "TOC", "USERADDRESS",
    "USERINITIALS", "USERNAME", "XE",
}  # fmt: skip
_KEYWORD = re.compile(r"\s*([A-Za-z]+)(?![A-Za-z.\x00])|\s*=")
_TOKENS = re.compile(r'\\\w|["“”][^"“”]*["“”]?|[^\s"“”]+')
_WITH_A_VALUE = {"\\l", "\\o", "\\t"}
_NESTED = "\x00"


def is_harmless(instruction: str) -> bool:
    """Whether a field only shows what is in the document, or links to the web."""
    if not instruction.strip():
        return True
    keyword = _KEYWORD.match(instruction)
    if keyword is None:
        return False
    if keyword.group(1) is None:
        return True
    name = keyword.group(1).upper()
    if name != "HYPERLINK":
        return name in _HARMLESS
    return leads_to_the_web(_address(instruction[keyword.end() :]))


def _address(arguments: str) -> str:
    tokens: Iterator[str] = iter(_TOKENS.findall(arguments))
    for token in tokens:
        if token.lower() in _WITH_A_VALUE:
            next(tokens, "")
        elif token[0] != "\\" or len(token) > 2:  # noqa: PLR2004 - a switch is one letter
            return token.strip('"“” ')
    return ""


@dataclass
class _Field:
    strange: int
    pieces: list[tuple[str, str]] = field(default_factory=list)
    size: int = 0
    is_open: bool = True


class Fields:
    """Puts the instructions of one part together while its elements pass by.

    ``strange`` counts the open elements that are not Word's own: a reader may leave out what is
    inside them, so that a field may not have a piece there.
    """

    def __init__(self) -> None:
        """Begin with the pieces that stand in no field at all."""
        self._open = [_Field(0)]

    def begin(self, strange: int) -> None:
        """Begin a field, perhaps inside another one."""
        outer = self._open[-1]
        if outer.is_open and len(self._open) > 1:
            outer.pieces.append((_NESTED, ""))
        self._open.append(_Field(strange))

    def add(self, text: str, tracked: str, strange: int) -> bool:
        """Take a piece of the instruction; ``False`` where it may not stand."""
        one = self._open[-1]
        one.pieces.append((text, tracked))
        one.size += len(text)
        return one.size <= LONGEST and (len(self._open) == 1 or strange == one.strange)

    def separate(self) -> None:
        """From here on comes what the field shows."""
        self._open[-1].is_open = False

    def end(self) -> bool:
        """End a field; whether it is harmless."""
        return len(self._open) == 1 or self._all_harmless(self._open.pop())

    def finish(self) -> bool:
        """Whether all that was never ended is harmless as well."""
        return all(self._all_harmless(one) for one in self._open)

    @staticmethod
    def _all_harmless(one: _Field) -> bool:
        kinds = {tracked for _, tracked in one.pieces}
        ways = [set[str](), *({kind} for kind in kinds - {""}), kinds - {""}]
        return all(
            is_harmless("".join(text for text, tracked in one.pieces if tracked not in without))
            for without in ways
        )
