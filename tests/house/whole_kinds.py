"""What a kind of record still lacks, in one plain sentence for each thing that is missing.

``python -m tests.house.whole_kinds`` says it for the tree that it is run in.
"""

import json
import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module

from lp_planner import domain
from lp_planner.config import ROOT
from lp_planner.content.loader import load_library
from lp_planner.domain.evidence.privacy import _blanks
from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.errors import ContentError
from lp_planner.domain.records.fields import field_specs
from lp_planner.domain.records.records import Record
from lp_planner.storage.engine import EngineName
from lp_planner.storage.migrate import ENGINES, known_migrations

CATALOGUE = "lp_planner/domain/records/catalogue.py"
MIGRATIONS = "lp_planner/storage/migrations/"


def missing() -> list[str]:
    """Every sentence, in the order in which a kind is made."""
    for module in pkgutil.walk_packages(domain.__path__, f"{domain.__name__}."):
        import_module(module.name)
    models = [m for m in descendants(Record) if m.__module__.startswith("lp_planner.")]
    return [
        *(sentence for model in models for sentence in of_the_model(model)),
        *(sentence for model in models for sentence in of_the_tables(model)),
        *of_the_words(),
    ]


def descendants(model: type[Record]) -> Iterator[type[Record]]:
    for child in model.__subclasses__():
        yield child
        yield from descendants(child)


def of_the_model(model: type[Record]) -> Iterator[str]:
    place = f"{model.__module__.replace('.', '/')}.py"
    if model not in RECORD_KINDS.values():
        yield f"{model.__name__} ({place}) is not listed: please add it to {CATALOGUE}."
    if model.headline_field not in model.model_fields:
        yield f"{place}: {model.__name__} needs a headline_field that is one of its answers."
    days = [spec.name for spec in field_specs(model) if spec.day_role]
    if len(days) > 1:
        yield f"{place}: only one day can stand for {model.__name__}, not {' and '.join(days)}."
    try:
        _blanks(model)
    except TypeError as refused:
        yield f"{place}: {refused}."


def of_the_tables(model: type[Record]) -> Iterator[str]:
    for engine in ENGINES:
        known = columns(engine, model.kind)
        if not known:
            yield f"There is no table {model.kind!r} on {engine}: please add one in {MIGRATIONS}."
            continue
        for name in [name for name in model.model_fields if name not in known]:
            yield (
                f"The table {model.kind!r} has no column {name!r} on {engine}: please add "
                f"it in {MIGRATIONS}."
            )


def columns(engine: EngineName, table: str) -> set[str]:
    """The columns that the steps of an engine give a table."""
    sql = "\n".join(step.sql for step in known_migrations(engine))
    made = re.findall(rf'^CREATE TABLE "{table}" \((.*?)^\)', sql, re.MULTILINE | re.DOTALL)
    added = re.findall(rf'^ALTER TABLE "{table}" ADD COLUMN "(\w+)"', sql, re.MULTILINE)
    renamed = rf'^ALTER TABLE "{table}" RENAME COLUMN "\w+" TO "(\w+)"'
    added += re.findall(renamed, sql, re.MULTILINE)
    return {*added, *re.findall(r'^    "(\w+)"', "\n".join(made), re.MULTILINE)}


def of_the_words() -> tuple[str, ...]:
    """What the content checks say; without them the product does not start."""
    try:
        load_library(ROOT / "data")
    except ContentError as refused:
        return refused.faults
    return ()


if __name__ == "__main__":
    print(json.dumps(missing()))
