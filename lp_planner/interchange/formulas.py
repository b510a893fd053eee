"""What a formula of a spreadsheet may not do: fetch, call a program, or open a file by a click."""

import re

from lp_planner.interchange.links import leads_to_the_web

LONGEST = 8_192
"""No spreadsheet program takes a longer formula."""

_FETCHING = (
    "WEBSERVICE", "FILTERXML", "IMAGE", "STOCKHISTORY", "TRANSLATE", "COPILOT", "RTD", "SQL",
    "IMPORTDATA", "IMPORTXML", "IMPORTHTML", "IMPORTFEED", "IMPORTRANGE", "GOOGLEFINANCE",
    "CALL", "REGISTER", "EXEC", "EXECUTE", "INITIATE", "REQUEST", "POKE", "EVALUATE", "FOPEN",
    "DDE", "DDEREQUEST",
)  # fmt: skip
_TEXTS = re.compile(r'("(?:[^"]|"")*")')
_QUOTED_SHEET = re.compile(r"'(?:[^']|'')*'")
_COLUMN = re.compile(r"\[[^\[\]]*\]")
_PATH = re.compile(r"[\\/:]|\[")
_WORDS = re.compile(rf"(?<![\w.])(?:_XL\w+\.)*(?:{'|'.join(_FETCHING)})(?!\w|!)", re.IGNORECASE)
_LINK = re.compile(r"HYPERLINK", re.IGNORECASE)
_LINK_TO_A_TEXT = re.compile(r"(?<![\w.])HYPERLINK\s*\(\s*$", re.IGNORECASE)
_ACTS = re.compile(
    rf"(?:{'|'.join(_FETCHING)}|HYPERLINK|LET|LAMBDA|MAP|REDUCE|SCAN|BYROW|BYCOL|MAKEARRAY)\s*\("
    r"|\|[^|]*!",
    re.IGNORECASE,
)
SUSPECT = re.compile(rf"['|]|HYPERLINK|{'|'.join(_FETCHING)}")
"""What every rule here needs, in capitals; without it a formula is not looked at."""


def reaches_out(formula: str) -> bool:
    """Whether a formula fetches something, calls a program, or links to anything but the web.

    A link whose address is only worked out when it is clicked counts as one: it may lead anywhere.
    """
    if not SUSPECT.search(formula.upper()):
        return False
    pieces = _TEXTS.split(formula)
    code, texts = pieces[::2], [*pieces[1::2], ""]
    for piece, text in zip(code, texts, strict=True):
        begins_a_link = _LINK_TO_A_TEXT.search(piece)
        if len(_LINK.findall(piece)) > bool(begins_a_link):
            return True
        if begins_a_link and not (len(text) > 2 and leads_to_the_web(text[1:-1])):  # noqa: PLR2004
            return True
    words = "".join(code)
    if any(_PATH.search(name) for name in _QUOTED_SHEET.findall(words)):
        return True
    bare = _COLUMN.sub("", _QUOTED_SHEET.sub("", words))
    return "|" in bare or bool(_WORDS.search(bare))


def cell_reaches_out(text: str) -> bool:
    """The same of a cell of text that a spreadsheet program takes for a formula.

    After "=" it is one; after "-", "+" or "@" only when it calls something, for people begin
    lines with them.
    """
    return reaches_out(text) and (text.startswith("=") or bool(_ACTS.search(text)))
