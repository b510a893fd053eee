"""The lines of a plan in Word as rows of a workbook’s sheets, so that one door takes both.

What a line does not say is left open, or told; every line ends up in a row.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lp_planner.content.library import Library
from lp_planner.interchange.plan_cells import choice_words, plain_words
from lp_planner.interchange.plan_word import PlanInWord, WordColumn, WordLine
from lp_planner.interchange.plan_workbook import SheetRow
from lp_planner.wording import counted

WHY, WHAT, HOW, HOW_WELL, AND_SO = "why", "what", "how", "how_well", "and_so"
COLUMNS: Mapping[str, str] = {
    HOW_WELL: r"implementation outcome|how well",
    AND_SO: r"final outcome|pupil outcome|student outcome|and so|so what|impact",
    HOW: r"activit|strateg|\bhow\b|implementation$",
    WHAT: r"ingredient|intervention|approach|\bwhat\b",
    WHY: r"problem|\bwhy\b|\bneed|priorit|issue",
    "": r"^outcomes?$",
}
"""The words by which schools head each column of EEF's plan; the more telling ones first."""
GROUPS: Mapping[str, str] = {
    "families": r"famil\w*|parents?\w*|carers?|home",
    "services": r"services?|agenc\w+|partners?|communit\w+|local authority|health visitors?",
    "pupil_outcome": r"attainment|outcomes?|results?|data|impact|achievement|progress",
    "staff_behaviour": r"staff|teachers?|adults?|leaders?|tas?|lsas?|colleagues|practitioners?"
    r"|teaching|we|departments?|tutors?|middle leaders",
    "pupil_behaviour": r"pupils?|children|students?|learners?|boys|girls|year \d+\w*|y\d+",
}
_ARTICLES = r"(?:our |the |some |many |most |all |new |\d+% of )*"
_BEGINS = {
    name: re.compile(rf"{_ARTICLES}(?:{words})\b", re.IGNORECASE) for name, words in GROUPS.items()
}
_GENERAL = re.compile(
    r"(?:key |core |the )?(?:active ingredients?|ingredients?|activit\w+|strateg\w+|problems?"
    r"|(?:implementation|final) outcomes?|outcomes?|intervention( description)?)\s*:?$",
    re.IGNORECASE,
)  # fmt: skip
_SAYS_BEFORE = re.compile(r"([^:]{2,40}?)\s*(?::|\s[–—-]\s)\s*(\S.*)", re.DOTALL)
_PRIORITY = re.compile(
    r"(?:whole[- ]school |school |improvement )?priorit(?:y|ies)\b", re.IGNORECASE
)
_COST = re.compile(r"£\s?(\d[\d,]*(?:\.\d+)?)(k\b)?", re.IGNORECASE)
_WHEN = re.compile(
    r"(?:(?:by|from|in|before|during|w/[bc]|week beginning|the )\s*)*"
    r"(?:(?:end|start|beginning) of )?(?:the )?"
    r"(?:(?:autumn|spring|summer)(?: term)?(?: ?[12])?(?:,? ?(?:week|wk) ?\d+)?|easter|christmas"
    r"|\d{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?: \d{4})?"
    r"|(?:january|february|march|april|june|july|august|september|october|november|december)"
    r"(?: \d{4})?)", re.IGNORECASE,
)  # fmt: skip
_IS_END = re.compile(r"(?:by|before|end of)\b", re.IGNORECASE)
A_FEW = 4
"""Words that name what a line is about, before its colon."""
LONGEST_NAME, LONGEST_SENTENCE = 200, 600


@dataclass
class PlanLines:
    """What came of the lines: rows for the sheets, and what has to be told."""

    rows: list[SheetRow] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def rows_of_lines(library: Library, plan: PlanInWord) -> PlanLines:
    """Every line of a plan in Word as rows."""
    found = PlanLines(notes=list(plan.notes))
    taking = {WHY: _problem, WHAT: _ingredients, HOW: _strategies}
    for column in plan.columns:
        if column.key in taking:
            taking[column.key](library, column, found)
        else:
            _outcomes(library, column, found)
    return found


def _row(column: WordColumn, kind: str, line: WordLine, **values: object) -> SheetRow:
    filled = {name: value for name, value in values.items() if value not in (None, "")}
    return SheetRow(column.heading, f"plan.{kind}", line.number, "", filled)


def _problem(_: Library, column: WordColumn, found: PlanLines) -> None:
    """One problem with what each group does; a heading or the first word says which group."""
    parts: dict[str, list[str]] = {}
    headed = last = ""
    first: WordLine | None = None
    guessed = 0
    for line in column.lines:
        said, rest = _before(line.text)
        if line.is_heading and not rest:
            headed = _group_of(line.text) or headed
            if _group_of(line.text) or _GENERAL.match(line.text):
                continue
        if _PRIORITY.match(said) and rest:
            found.rows.append(_row(column, "priority", line, priority=rest[:LONGEST_NAME]))
            continue
        group = (_group_of(said) if rest else "") or headed or _group_of(line.text)
        if not group:
            group = last or "pupil_outcome"
            guessed += not last
        first, last = first or line, group
        is_named = rest and _group_of(said) and len(said.split()) <= A_FEW
        words = _capital(rest) if is_named else line.text
        parts.setdefault(group, []).append(words)
    if first:
        joined = {name: "\n".join(lines) for name, lines in parts.items()}
        found.rows.append(_row(column, "problem_statement", first, **joined))
    if guessed:
        lines = counted(guessed, "line does", "lines do")
        found.notes.append(f"{lines} not say whom the problem is about: read as what pupils miss.")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _group_of(text: str) -> str:
    return next((name for name, shape in _BEGINS.items() if shape.match(text)), "")


def _before(text: str) -> tuple[str, str]:
    """What stands before a colon or a dash near the beginning, and what stands after it."""
    shape = _SAYS_BEFORE.fullmatch(text)
    return (shape[1], shape[2]) if shape else (text.rstrip(" :"), "")


def _ingredients(library: Library, column: WordColumn, found: PlanLines) -> None:
    """A line is an ingredient; what stands below it, deeper, is what it looks like."""
    words = choice_words(library.vocabularies["fixedness"])
    for line, below in _with_what_is_below(column.lines, _is_opened):
        said, _, rest = _cut(line.text, LONGEST_SENTENCE)
        bracket = re.search(r"[(\[]([^)\]]+)[)\]]\s*$", line.text)
        fixed = words.get(plain_words(bracket[1])) if bracket else None
        looks = "\n".join([*([rest] if rest else []), *below])
        found.rows.append(
            _row(column, "active_ingredient", line, behaviour=said, fixedness=fixed,
                 looks_like=looks)
        )  # fmt: skip


def _with_what_is_below(
    lines: Sequence[WordLine], belongs: Callable[[WordLine, WordLine], bool]
) -> Iterator[tuple[WordLine, list[str]]]:
    """Each line that stands by itself with those after it that belong to it."""
    held: WordLine | None = None
    below: list[str] = []
    for line in lines:
        if held is not None and belongs(held, line):
            below.append(line.text)
            continue
        if held is not None:
            yield held, below
        held, below = (None if _is_general(line) else line), []
    if held is not None:
        yield held, below


def _is_opened(held: WordLine, line: WordLine) -> bool:
    """Whether it stands deeper below a line that opens others, such as “We will:”."""
    return _opens(held) and line.depth > held.depth


def _is_deeper(held: WordLine, line: WordLine) -> bool:
    """Whether it stands deeper; bullets below a plain line or a heading are alike."""
    return not held.is_heading and line.depth > max(held.depth, 1)


def _opens(line: WordLine) -> bool:
    return line.is_heading or line.depth > 0 or line.text.endswith(":")


def _is_general(line: WordLine) -> bool:
    """Whether it only says again what the column is about."""
    return _GENERAL.match(line.text) is not None and (line.is_heading or not line.depth)


def _cut(text: str, longest: int) -> tuple[str, bool, str]:
    """A text, or its beginning in whole words and all the rest."""
    if len(text) <= longest:
        return text, False, ""
    begin = text[: longest - 1].rsplit(" ", 1)[0]
    return f"{begin}…", True, text[len(begin) :].strip()


def _strategies(library: Library, column: WordColumn, found: PlanLines) -> None:
    """A line is a strategy of the kind its heading or its words say, from when they say."""
    terms = choice_words(library.vocabularies["strategy_kinds"])
    headed = when = ""
    unsaid = 0
    for line, below in _with_what_is_below(column.lines, _is_deeper):
        said, rest = _before(line.text)
        if line.is_heading and not rest and (kind := _kind_in(terms, said)):
            headed = kind
            continue
        if line.is_heading and not rest and _WHEN.fullmatch(said):
            when = said
            continue
        text = "\n".join([line.text, *below])
        kind = (terms.get(plain_words(said)) if rest else None) or headed or _kind_in(terms, text)
        unsaid += not kind
        cost, day = _COST.search(text), _WHEN.search(text)
        planned = day.group() if day else when
        edge = "to_on" if _IS_END.match(planned) else "from_on"
        if rest and plain_words(said) in terms:
            text = "\n".join([_capital(rest), *below])
        found.rows.append(
            _row(column, "strategy", line, strategy_kind=kind or "other", what=text,
                 cost=_pounds(cost) if cost else "", **{edge: planned})
        )  # fmt: skip
    if unsaid:
        lines = counted(unsaid, "strategy says", "strategies say")
        found.notes.append(f"{lines} no kind of help: kept as “Another kind of help”.")


def _pounds(found: re.Match[str]) -> str:
    figure = found[1].replace(",", "")
    return f"{float(figure) * 1000:g}" if found[2] else figure


def _kind_in(terms: Mapping[str, str], text: str) -> str:
    """The term whose words come first in a text, the longer ones where two begin together."""
    plain = plain_words(text)
    places = [
        (found.start(), -len(word), key)
        for word, key in terms.items()
        if (found := re.search(rf"\b{re.escape(word)}\b", plain))
    ]
    return min(places)[2] if places else ""


def _outcomes(library: Library, column: WordColumn, found: PlanLines) -> None:
    """A line is an outcome; headings say when it should be seen, and what it tells about."""
    is_final = column.key != HOW_WELL
    horizons = choice_words(library.vocabularies["horizons"])
    constructs = choice_words(library.vocabularies["constructs"])
    horizon = construct = ""
    usual = "pupil_outcome" if is_final else "fidelity"
    unsaid = 0
    for line in column.lines:
        said, rest = _before(line.text)
        named = _kind_in(horizons, said) or _kind_in(horizons, line.text[:30])
        told = _kind_in(constructs, said) if rest or line.is_heading else ""
        if line.is_heading and not rest:
            horizon, construct = named or horizon, told or ("" if named else construct)
            if named or told or _GENERAL.match(line.text):
                continue
        is_said = rest and (named or plain_words(said) in constructs) and len(said.split()) <= A_FEW
        words = _capital(rest) if is_said else line.text
        name, is_cut, _ = _cut(words, LONGEST_NAME)
        what = told or construct or _kind_in(constructs, words)
        if is_final and what not in {"pupil_outcome", "staff_outcome"}:
            what = "staff_outcome" if _BEGINS["staff_behaviour"].match(words) else usual
        unsaid += not what
        when = named or horizon
        more = {"short": "seen_soon", "long": "seen_in_time"}.get(when, "seen_later")
        found.rows.append(
            _row(column, "measure", line, name=name, outcome_construct=what or usual,
                 horizon=when, **({more: words[:LONGEST_SENTENCE]} if is_cut else {}))
        )  # fmt: skip
    if unsaid:
        lines = counted(unsaid, "outcome does", "outcomes do")
        found.notes.append(f"{lines} not say what it tells about: read as fidelity.")
