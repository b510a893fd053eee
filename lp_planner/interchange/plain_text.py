"""Plain text out of whatever a file holds: marked-up descriptions, control characters, entities."""

import html
import re
from html.parser import HTMLParser

LONGEST_PARSED = 200_000
BLOCK_NAMES = (
    "address article aside blockquote body center dd div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hr html main nav ol p pre section table tbody tfoot thead tr ul"
)
PARAGRAPH_NAMES = "p h1 h2 h3 h4 h5 h6 blockquote pre table ul ol dl"
SILENT_NAMES = "script style template iframe object svg noscript head title"
INLINE_NAMES = (
    "a abbr acronym applet audio b base bdi bdo big br button canvas caption cite code col "
    "colgroup data del details dfn dialog em embed font frame frameset i img input ins kbd label "
    "legend li link map mark marquee math meta meter option output param picture progress q s "
    "samp select small source span strike strong sub summary sup td textarea th time track tt u "
    "var video wbr"
)
BLOCKS = frozenset(BLOCK_NAMES.split())
PARAGRAPHS = frozenset(PARAGRAPH_NAMES.split())
SILENT = frozenset(SILENT_NAMES.split())
INLINE = frozenset(INLINE_NAMES.split())
KNOWN = BLOCKS | SILENT | INLINE
# A tag ends at once or goes on with an attribute and its value: "a <b and c> d" is not one.
MARKUP = re.compile(
    r"<!--|<[?]\w|<!doctype|<script|</?(?:"
    + "|".join(sorted(KNOWN, key=len, reverse=True))
    + r")(?:\s*/?>|\s+[\w:.-]+\s*=)|</?[a-z]\w*:[a-z]\w*\s*/?>|<[a-z][\w:.-]*\s+[\w:.-]+\s*=",
    re.IGNORECASE,
)
ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
UNFIT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# No-break spaces survive the tidying of spaces and become plain ones at the end.
FIRM = "\xa0"
ADDRESS = re.compile(r"^(?:https?://|mailto:)\S+$", re.IGNORECASE)


def clean_text(value: str) -> str:
    """The text without control characters and lone surrogates, with plain line ends."""
    if UNFIT.search(value) is None:
        return value
    return UNFIT.sub("", re.sub(r"\r\n?|[\x0b\x0c\x85]", "\n", value))


def clean_line(value: str) -> str:
    """The text as one line: every run of line ends and tabs is a space, none at the ends."""
    return re.sub(r"\s*[\n\t\u2028\u2029]+\s*", " ", clean_text(value)).strip()


def is_marked_up(value: str) -> bool:
    """Whether the text holds HTML, rather than an angle bracket that is meant."""
    return MARKUP.search(value) is not None


def plain_text(value: str) -> str:
    """What the text says to a reader: no tags, no scripts, entities resolved.

    Paragraphs and list items stay on their own lines, and the address of a link follows its
    words. A text without HTML comes back as it was, but for its entities.
    """
    cleaned = clean_text(value)
    if not is_marked_up(cleaned):
        return clean_text(ENTITY.sub(lambda found: html.unescape(found.group()), cleaned))
    if len(cleaned) > LONGEST_PARSED:
        # The parser's time grows faster than a text of this length deserves.
        return clean_text(html.unescape(re.sub(r"<[^<>]*>", " ", cleaned))).strip()
    teller = _Teller()
    try:
        teller.feed(_closed(cleaned))
        teller.close()
    except AssertionError:  # what html.parser answers to some broken declarations
        return clean_text(html.unescape(re.sub(r"<[^<>]*>", " ", cleaned))).strip()
    return clean_text(teller.told())


def marked_up(value: str) -> str:
    """The text such that :func:`plain_text` gives it back exactly, for formats that may hold HTML.

    Only a text that would not come back by itself is changed.
    """
    if plain_text(value) == value:
        return value
    return value.replace("&", "&amp;").replace("<", "&lt;")


def _closed(value: str) -> str:
    """The same HTML without comments, declarations and brackets that open no tag.

    What is never closed would cost the parser far more time than the text is worth.
    """
    parts = []
    here = 0
    while (start := value.find("<!--", here)) >= 0:
        parts.append(value[here:start])
        end = value.find("-->", start)
        here = end + 3 if end >= 0 else len(value)
    parts.append(value[here:])
    tags = re.sub(r"<![^<>]*>", "", "".join(parts))
    return re.sub(r"<(?![^<>]*>)", "&lt;", tags)


class _Teller(HTMLParser):
    """Writes down the words of a marked-up text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._pending = 0
        self._silent: list[str] = []
        self._lists: list[int | None] = []
        self._verbatim = 0
        self._links: list[tuple[str, int]] = []
        self._meant: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self._silent.append(tag)
        elif tag not in KNOWN:
            self._unknown(tag, attrs)
        elif tag == "br":
            self._break(1)
        elif tag == "li":
            self._item()
        elif tag in BLOCKS:
            self._block(tag)
        self._inside(tag, attrs)

    def _unknown(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what only looks like a tag, such as <name>; drop what acts like one."""
        if ":" not in tag and not any(value for _, value in attrs):
            self._meant.append(tag)
            self._say(self.get_starttag_text() or "")

    def _inside(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in ("ul", "ol"):
            self._lists.append(0 if tag == "ol" else None)
        elif tag == "pre":
            self._verbatim += 1
        elif tag == "a":
            self._links.append((given.get("href") or "", len(self._parts)))
        elif tag == "img":
            self._say(given.get("alt") or "")
        elif tag in ("td", "th"):
            self._say(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            if tag in self._silent:
                del self._silent[self._silent.index(tag) :]
        elif tag in self._meant:
            self._meant.remove(tag)
            self._say(f"</{tag}>")
        elif tag == "a" and self._links:
            self._address()
        elif tag == "pre" and self._verbatim:
            self._verbatim -= 1
        elif tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        if tag in BLOCKS:
            self._block(tag)
        elif tag == "li":
            self._break(1)

    def handle_data(self, data: str) -> None:
        if self._verbatim:
            self._say(data.replace(" ", FIRM).replace("\t", FIRM))
        else:
            self._say(re.sub(r"[ \t\r\n\f]+", " ", data))

    def _say(self, words: str) -> None:
        if not words or self._silent:
            return
        if self._pending or not self._parts:
            words = words.lstrip(" ")
            if not words:
                return
            self._parts.append("\n" * self._pending if self._parts else "")
            self._pending = 0
        self._parts.append(words)

    def _break(self, lines: int) -> None:
        if not self._silent:
            self._pending = max(self._pending, lines)

    def _block(self, tag: str) -> None:
        while self._links:  # a link nobody closed ends with its paragraph
            self._address()
        self._break(2 if tag in PARAGRAPHS and not self._lists else 1)

    def _item(self) -> None:
        depth = min(max(len(self._lists) - 1, 0), 8)
        mark = "-"
        if self._lists and (number := self._lists[-1]) is not None:
            self._lists[-1] = number + 1
            mark = f"{number + 1}."
        self._break(1)
        self._say(FIRM * 2 * depth + mark + " ")

    def _address(self) -> None:
        address, start = self._links.pop()
        words = "".join(self._parts[start:]).strip()
        if ADDRESS.match(address) and address not in words:
            self._say(f" ({address})" if words else address)

    def told(self) -> str:
        """The words so far, without spaces that no reader would see."""
        while self._links:
            self._address()
        joined = re.sub(r" *\n *", "\n", re.sub(r" {2,}", " ", "".join(self._parts)))
        return re.sub(r"\n{3,}", "\n\n", joined).replace(FIRM, " ").strip()
