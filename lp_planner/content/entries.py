"""Content as it stands in a file: tables that know their place, so that a fault can name it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

Place = tuple[str | int, ...]


@dataclass(frozen=True)
class Entry:
    """One table of a content file, with the file and the place where it stands."""

    file: str
    place: Place
    values: Mapping[str, object]

    def text(self, key: str) -> str:
        """The text under ``key``; empty where there is none (the shape check reports that)."""
        value = self.values.get(key)
        return value if isinstance(value, str) else ""

    def entries(self, key: str) -> list["Entry"]:
        """The tables listed under ``key``, leaving out whatever is not a table."""
        found = self.values.get(key)
        if not isinstance(found, list):
            return []
        return [
            Entry(self.file, (*self.place, key, number), value)
            for number, value in enumerate(found)
            if isinstance(value, Mapping)
        ]

    def walk(self) -> Iterator["Entry"]:
        """This table and every table inside it."""
        yield self
        for key in self.values:
            for entry in self.entries(key):
                yield from entry.walk()

    def fault(self, key: str, sentence: str) -> str:
        """A sentence about ``key`` of this table, with its file and place."""
        return fault(self.file, (*self.place, key), sentence, self.name)

    @property
    def name(self) -> str:
        """What people would search for to find this table in its file."""
        names = (self.text(key) for key in ("key", "kind", "name", "standard"))
        return next((name for name in names if name), "")


def fault(file: str, place: Place, sentence: str, within: str = "") -> str:
    """A fault as people read it: file, place (items are counted from 1) and what is expected."""
    path = ""
    for part in place:
        path += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if path else part
    within = f' (in "{within}")' if within and len(place) > 1 else ""
    return f"{file}: {path}: {sentence}{within}" if path else f"{file}: {sentence}{within}"


def listed(words: Iterable[str]) -> str:
    """Words in a row, as a sentence lists them."""
    return ", ".join(words) or "none"
