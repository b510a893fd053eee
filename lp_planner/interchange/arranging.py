"""Puts the items of a file into one tree: every item once, none lost, every repair reported."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lp_planner.interchange.model import FrameworkItem, details_from
from lp_planner.interchange.report import Ledger, shown

Order = tuple[int, int, tuple[tuple[int, int, str], ...]]
AS_IN_FILE: Order = (2, 0, ())


@dataclass
class LooseItem:
    """An item as a file names it, before it has its place in the tree."""

    identifier: str
    place: str
    parent: str | None = None
    order: Order = AS_IN_FILE
    code: str = ""
    title: str = ""
    text: str = ""
    kind: str = ""
    details: dict[str, tuple[str, ...]] = field(default_factory=dict)


class Identifiers:
    """Gives every item an identifier of its own; the first to name one keeps it."""

    def __init__(self, taken: Iterable[str], ledger: Ledger) -> None:
        self._taken = set(taken)
        self._ledger = ledger

    def take(self, wanted: str, place: str, *, instead: str) -> str:
        """``wanted`` if it is free, else a new one made from it, or from ``instead``."""
        if wanted and wanted not in self._taken:
            self._taken.add(wanted)
            return wanted
        free, number = wanted or instead, 1
        while free in self._taken:
            number += 1
            free = f"{wanted or instead}#{number}"
        self._taken.add(free)
        if wanted:
            why = f"another item is already called {shown(wanted)}; both are kept"
        else:
            why = "the file gives it none"
        self._ledger.changed(place, f"its identifier is now {shown(free)}", why)
        return free


def cut_cycles(parents: Mapping[str, str | None]) -> frozenset[str]:
    """The items that must let go of their parent so that no item stands below itself.

    In each ring it is the first item of the file that becomes the top.
    """
    settled: set[str] = set()
    cut: set[str] = set()
    rank = {identifier: number for number, identifier in enumerate(parents)}
    for start in parents:
        trail: list[str] = []
        on_trail: set[str] = set()
        here: str | None = start
        while here is not None and here in parents and here not in settled:
            if here in on_trail:
                ring = trail[trail.index(here) :]
                cut.add(min(ring, key=rank.__getitem__))
                break
            trail.append(here)
            on_trail.add(here)
            here = parents[here]
        settled.update(trail)
    return frozenset(cut)


def arrange(loose: Iterable[LooseItem], ledger: Ledger) -> tuple[FrameworkItem, ...]:
    """The items in reading order, brothers by their ``order``, then as in the file.

    A parent that is not in the file and a ring of parents leave the item at the top; both are
    reported.
    """
    found = {item.identifier: item for item in loose}
    for item in found.values():
        if item.parent is not None and item.parent not in found:
            ledger.changed(
                item.place,
                f"{shown(item.identifier)} stands at the top",
                f"its parent {shown(item.parent)} is not in the file",
            )
            item.parent = None
    for identifier in sorted(cut_cycles({i.identifier: i.parent for i in found.values()})):
        item = found[identifier]
        ledger.changed(
            item.place,
            f"{shown(identifier)} stands at the top",
            f"its parent {shown(item.parent or '')} stands below it",
        )
        item.parent = None
    children: dict[str | None, list[LooseItem]] = {}
    for item in found.values():
        children.setdefault(item.parent, []).append(item)
    return tuple(_in_reading_order(children))


def _in_reading_order(children: dict[str | None, list[LooseItem]]) -> Iterable[FrameworkItem]:
    # A list of what is still to come, not recursion: a file may nest as deep as it likes.
    waiting = _numbered(children.get(None, []))
    while waiting:
        position, item = waiting.pop()
        yield FrameworkItem(
            identifier=item.identifier,
            code=item.code,
            title=item.title,
            text=item.text,
            parent=item.parent,
            position=position,
            kind=item.kind,
            details=details_from(item.details),
        )
        waiting += _numbered(children.get(item.identifier, []))


def _numbered(brothers: list[LooseItem]) -> list[tuple[int, LooseItem]]:
    ordered = sorted(brothers, key=lambda item: item.order)
    return list(enumerate(ordered, start=1))[::-1]
