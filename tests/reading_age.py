"""For `make check`: the prose of data/ and of what we say reads at fourteen or younger.

The published Flesch-Kincaid grade, plus five for the age (docs/adr/0074-reading-age.md). Words that
this work cannot do without count as known. A text is judged from twenty words on, since of fewer
the formula says little; the length of a sentence is judged in every text.
"""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST, LONGEST, LEAST = 14.0, 30, 20
"""The age that a text may ask for, the words a sentence may have, the words that an age needs."""
NOT_PROSE = frozenset(
    "source key kind standard also asked_at same_as checked_on read_as link".split()  # noqa: SIM905
)
NOT_OURS = frozenset({"demo", "inbox"})
"""Folders that are invented stories and lists of words."""
KNOWN = frozenset(
    """
    activity activities adaptation adaptations assistant assistants assessment colleague colleagues
    community communication deliver delivery developing development evidence exemplary explanation
    explanations extending family families governors implementation improvement influence ingredient
    ingredients leader leaders leadership measure measures moderator observation observations
    organisation organisations policy policies portfolio practitioner practitioners priority
    priorities professional project projects pupil pupils reading readings research resource
    resources responsibility senior september standard standards strategy strategies supervisor
    supervisors support sustain teacher teachers timetable training transforming understanding
    """.split()  # noqa: SIM905 - a list to read
)
"""Words of the field, which its people read a dozen times a day."""
_WORD = re.compile(r"[A-Za-z]+(?:[’'-][A-Za-z]+)*")
_SENTENCE = re.compile(r"(?<=[.!?])[”\"’)]*\s+|\n+")


@dataclass(frozen=True)
class Fault:
    """A text that is too hard, or has a sentence that is too long."""

    file: str
    key: str
    what: str
    sentence: str

    def __str__(self) -> str:
        """One line: where it stands, what is wrong and the worst sentence."""
        return f"{self.file}: {self.key}: {self.what}: “{self.sentence}”"


def syllables(word: str) -> int:
    """How many, by its groups of vowels; a word of the field counts as one."""
    small = word.casefold().replace("’", "").replace("'", "")
    if small in KNOWN:
        return 1
    if "-" in small:
        return sum(syllables(part) for part in small.split("-"))
    stem = re.sub(r"(?<=[a-z]{2})((?<![td])ed|(?<![cgsxz])es|(?<!l)e)$", "", small)
    return max(1, len(re.findall(r"[aeiouy]+", stem)))


def sentences(text: str) -> list[list[str]]:
    """The words of each sentence, which end at a stop or a line's end."""
    return [found for part in _SENTENCE.split(text) if (found := _WORD.findall(part))]


def age(text: str) -> float:
    """The age at which most people read ``text`` with ease."""
    said = sentences(text)
    words = [word for sentence in said for word in sentence]
    grade = 0.39 * len(words) / len(said) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
    return grade + 5


def fault_of(file: str, key: str, text: str) -> Fault | None:
    """What is too hard about a text, if anything is."""
    said = sentences(text)
    if not said:
        return None
    longest = max(said, key=len)
    if len(longest) > LONGEST:
        return Fault(file, key, f"a sentence of {len(longest)} words", " ".join(longest))
    if sum(map(len, said)) < LEAST or (years := age(text)) <= OLDEST:
        return None
    worst = max((part for part in _SENTENCE.split(text) if _WORD.search(part)), key=age)
    return Fault(file, key, f"reading age {years:.1f}", worst.strip())


def in_data(folder: Path) -> Iterator[tuple[str, str, str]]:
    """File, key and words of every text below ``folder``."""
    for path in sorted(folder.rglob("*.toml")):
        if path.parent.name not in NOT_OURS:
            content = tomllib.loads(path.read_text(encoding="utf-8"))
            for key, text in _prose(content):
                yield str(path.relative_to(folder.parent)), key, text


def _prose(content: object, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text below ``content`` with its key; a list of questions is one text."""
    if isinstance(content, str):
        yield key, content
    elif isinstance(content, list):
        if content and isinstance(content[0], str):
            yield key, "\n".join(map(str, content))
        else:
            for number, item in enumerate(content, start=1):
                yield from _prose(item, f"{key}[{_name(item) or number}]")
    elif isinstance(content, dict):
        for name, value in content.items():
            if name not in NOT_PROSE:
                yield from _prose(value, f"{key}.{name}" if key else name)


def _name(item: object) -> str:
    """What a table in a list calls itself."""
    if not isinstance(item, dict):
        return ""
    return next((str(item[name]) for name in ("key", "kind", "name") if name in item), "")


def in_code(folder: Path) -> Iterator[tuple[str, str, str]]:
    """File, line and words of what the planner says itself: whole sentences in its code."""
    for path in sorted(folder.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        notes = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        parts = {id(v) for n in ast.walk(tree) if isinstance(n, ast.JoinedStr) for v in n.values}
        for node in ast.walk(tree):
            if id(node) not in notes | parts and (text := _said(node)).endswith((".", "?")):
                yield str(path.relative_to(folder.parent)), f"line {node.lineno}", text  # type: ignore[attr-defined]


def _said(node: ast.AST) -> str:
    """The words of a string; whatever is filled in counts as one short word."""
    if isinstance(node, ast.JoinedStr):
        return "".join(
            str(part.value) if isinstance(part, ast.Constant) else "it" for part in node.values
        )
    return str(node.value) if isinstance(node, ast.Constant) else ""


def faults(root: Path = ROOT) -> list[Fault]:
    """Every text that is too hard to read, in data/ first."""
    said = [*in_data(root / "data"), *in_code(root / "lp_planner")]
    return [fault for place in said if (fault := fault_of(*place))]


def main(root: Path = ROOT) -> int:
    """Name every text that is too hard, with its worst sentence; 1 when there is one."""
    found = faults(root)
    print("\n".join(map(str, found)) or f"Every text reads at {OLDEST:.0f} or younger.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
