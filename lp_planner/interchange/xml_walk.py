"""One walk through a part in XML: counted, never expanded, nothing fetched, nothing kept of it."""

from collections.abc import Mapping
from typing import Protocol
from xml.parsers import expat

from lp_planner.interchange.budget import Budget, Overdrawn

_EVERY = 1_000
_PIECE = 256 * 1024


class Walker(Protocol):
    """Who is told of what passes by; names are ``namespace local`` with a space between."""

    def begin(self, name: str, attributes: Mapping[str, str]) -> bool:
        """Take the start of an element; whether its text is wanted."""

    def end(self, name: str, text: str) -> None:
        """Take the end of an element, with its own text if that was wanted."""

    def refuse(self) -> None:
        """Raise, because there is a document type, or a style sheet that would run."""


def walk(content: bytes, walker: Walker, budget: Budget) -> None:
    """Show a part to ``walker``, element by element.

    Raises:
        Overdrawn: as soon as the budget is spent.
        expat.ExpatError: for what is no XML.
    """
    budget.spend("xml", len(content))
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    wanted: list[tuple[int, list[str]]] = []
    depth = steps = 0

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, steps
        depth += 1
        steps += 1
        if depth > budget.depth:
            raise Overdrawn("depth")
        if steps == _EVERY:
            steps = 0
            budget.spend("steps", _EVERY)
        if walker.begin(name, attributes):
            wanted.append((depth, []))
            parser.CharacterDataHandler = wanted[-1][1].append

    def end(name: str) -> None:
        nonlocal depth
        text = ""
        if wanted and wanted[-1][0] == depth:
            text = "".join(wanted.pop()[1])
            parser.CharacterDataHandler = wanted[-1][1].append if wanted else None
        depth -= 1
        walker.end(name, text)

    def refuse(*_: object) -> None:
        walker.refuse()

    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.ProcessingInstructionHandler = lambda target, _: (
        refuse() if target.lower() == "xml-stylesheet" else None
    )
    for at in range(0, len(content), _PIECE):
        parser.Parse(content[at : at + _PIECE], False)
    parser.Parse(b"", True)
    budget.spend("steps", steps)
