"""Checks of the examples inside the boxes: each belongs to a field and to somebody."""

from collections.abc import Iterator

from lp_planner.domain.accounts.posts import Post
from lp_planner.domain.accounts.sectors import Sector
from lp_planner.domain.planning.pathway import ExampleBook, Pathway, whoms

FILE = "data/pathways/examples.toml"


def example_faults(pathway: Pathway, book: ExampleBook) -> Iterator[str]:
    """Every example for a field, or for somebody, that is not there."""
    known = {whom for post in Post for sector in Sector for whom in whoms(post, sector)}
    for kind, fields in book.says.items():
        text = pathway.text_by_kind.get(kind)
        for name, examples in fields.items():
            if text is None or name not in text.field_by_name:
                yield f"{FILE}: says.{kind}.{name}: there is no such field"
            for whom in examples:
                if whom not in known:
                    yield f"{FILE}: says.{kind}.{name}: {whom!r} is no sector and no post"
