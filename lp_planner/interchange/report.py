"""What became of every field of a file: carried, changed or dropped, where and why."""

import re
from typing import Literal

from lp_planner.domain.records.records import Frozen
from lp_planner.interchange.plain_text import clean_line
from lp_planner.wording import counted

LineOutcome = Literal["carried", "changed", "dropped"]
SHOWN_PLACES = 3
SHOWN_LETTERS = 60
WORDS = {
    "carried": "Carried over",
    "changed": "Changed",
    "dropped": "Left out",
}


class ReportLine(Frozen):
    """One thing that became of one field, at every place where it happened.

    ``places`` are lines, columns or paths in the file; ``why`` is empty where nothing needs a
    reason.
    """

    outcome: LineOutcome
    places: tuple[str, ...]
    what: str
    why: str = ""

    @property
    def place(self) -> str:
        """Where it happened, or the first of the places."""
        return self.places[0]

    @property
    def sentence(self) -> str:
        """The line as people read it."""
        places = list(dict.fromkeys(self.places))
        where = ", ".join(places[:SHOWN_PLACES])
        if len(places) > SHOWN_PLACES:
            where += f" and {len(places) - SHOWN_PLACES} more"
        elif len(places) < len(self.places):
            where += f", {len(self.places)} times"
        return f"{where}: {self.what}" + (f" ({self.why})" if self.why else "")


class ImportReport(Frozen):
    """The account of one import: nothing is changed or left out without a line here."""

    file: str
    format: str
    title: str = ""
    items: int = 0
    links: int = 0
    lines: tuple[ReportLine, ...] = ()

    def of(self, outcome: LineOutcome) -> tuple[ReportLine, ...]:
        """The lines with one outcome, in the order of the file."""
        return tuple(line for line in self.lines if line.outcome == outcome)

    def with_lines(self, more: tuple[ReportLine, ...]) -> "ImportReport":
        """The same report with what was found later."""
        return self.model_copy(update={"lines": self.lines + more})

    def to_json(self) -> dict[str, object]:
        """The report as plain dictionaries, lists and texts."""
        return {
            "file": self.file,
            "format": self.format,
            "title": self.title,
            "items": self.items,
            "links": self.links,
            "counts": {
                outcome: sum(len(line.places) for line in self.lines if line.outcome == outcome)
                for outcome in WORDS
            },
            "lines": [
                {
                    "outcome": line.outcome,
                    "place": line.place,
                    "places": list(line.places),
                    "what": line.what,
                    "why": line.why,
                }
                for line in self.lines
            ],
        }

    def to_text(self) -> str:
        """The report as people read it: what was changed and left out first."""
        things = counted(self.items, "item", "items")
        bonds = counted(self.links, "link", "links")
        heading = f"{self.file}: {self.title or 'a framework'}, read as {self.format}"
        parts = [f"{heading}: {things}, {bonds}."]
        for outcome in ("changed", "dropped", "carried"):
            found = [line for line in self.lines if line.outcome == outcome]
            if found:
                parts.append(f"\n{WORDS[outcome]}:")
                parts += [f"  - {line.sentence}" for line in found]
            elif outcome != "carried":
                parts.append(f"\n{WORDS[outcome]}: nothing.")
        return "\n".join(parts) + "\n"


class Ledger:
    """Collects the lines while a file is read; the same thing at many places is one line."""

    def __init__(self) -> None:
        self._places: dict[tuple[LineOutcome, str, str, str], list[str]] = {}

    def carried(self, place: str, what: str, why: str = "") -> None:
        """Something came over as it was."""
        self._note("carried", place, what, why)

    def changed(self, place: str, what: str, why: str, *, alike: str = "") -> None:
        """Something came over, but not as it was.

        Places count as alike if they differ in numbers only, or if they share ``alike``.
        """
        self._note("changed", place, what, why, alike)

    def dropped(self, place: str, what: str, why: str) -> None:
        """Something did not come over."""
        self._note("dropped", place, what, why)

    def _note(self, outcome: LineOutcome, place: str, what: str, why: str, alike: str = "") -> None:
        spoken = clean_line(place) or "the file"
        kin = alike or re.sub(r"\d+", "", spoken)
        self._places.setdefault((outcome, kin, what, why), []).append(spoken)

    def lines(self) -> tuple[ReportLine, ...]:
        """Everything noted so far."""
        return tuple(
            ReportLine(outcome=outcome, places=tuple(places), what=what, why=why)
            for (outcome, _, what, why), places in self._places.items()
        )


def shown(value: str) -> str:
    """A value from the file as a sentence can show it: in quotes, on one line, not too long."""
    line = clean_line(value)
    if len(line) > SHOWN_LETTERS:
        line = line[: SHOWN_LETTERS - 1] + "…"
    return f"“{line}”"
