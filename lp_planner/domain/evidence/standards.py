"""A framework of standards and its levels of influence, as read from the content files."""

from functools import cached_property

from lp_planner.domain.records.reach import Reach
from lp_planner.domain.records.records import Frozen


class Level(Frozen):
    """One level of influence and the reach that can show it."""

    key: str
    name: str
    reach: Reach
    sphere: str
    plain: str
    source: str


class Standard(Frozen):
    """One standard, described in our own words. ``key`` is text for good: "LP1", never 1."""

    key: str
    number: int
    title: str
    in_a_line: str
    descriptor: str
    support_staff_note: str = ""
    evidence_ideas: tuple[str, ...] = ()
    weak_spots: tuple[str, ...] = ()
    source: str


class Category(Frozen):
    """A group of standards."""

    key: str
    name: str
    summary: str
    standards: tuple[Standard, ...]
    source: str


class Framework(Frozen):
    """An edition of a standards framework."""

    key: str
    name: str
    edition: str
    disclaimer: str
    source: str
    levels: tuple[Level, ...]
    categories: tuple[Category, ...]

    @cached_property
    def standards(self) -> tuple[Standard, ...]:
        """All standards in their order."""
        return tuple(standard for category in self.categories for standard in category.standards)

    @cached_property
    def by_key(self) -> dict[str, Standard]:
        """The standards by their key."""
        return {standard.key: standard for standard in self.standards}

    def label(self, key: str) -> str:
        """A standard as people name it: its key and its title."""
        return f"{key} {self.by_key[key].title}" if key in self.by_key else key
