"""Looks for rows that point to nothing: DuckDB declares no foreign keys, so we check ourselves."""

from lp_planner.domain.catalogue import RECORD_KINDS
from lp_planner.domain.fields import field_specs
from lp_planner.storage.store import Store
from lp_planner.storage.tables import PARENTS, TABLES, table_of


def orphans(store: Store) -> list[str]:
    """A sentence for each table with rows whose parent or link is missing; empty when sound."""
    links = [
        (TABLES[model], column, table_of(parent))
        for model, parents in PARENTS.items()
        for column, parent in parents.items()
    ]
    links += [
        (kind, spec.name, spec.links_to)
        for kind, model in RECORD_KINDS.items()
        for spec in field_specs(model)
        if spec.links_to
    ]
    found = []
    with store.read() as reader:
        for table, column, parent in links:
            sql = (
                f'SELECT count(*) FROM "{table}" AS child WHERE child."{column}" IS NOT NULL'  # noqa: S608
                f' AND NOT EXISTS (SELECT 1 FROM "{parent}" AS p WHERE p.id = child."{column}")'
            )
            number = int(str(reader.rows(sql)[0][0]))
            if number:
                found.append(f"{table}: {number} row(s) whose {column} names no {parent}")
    return found
