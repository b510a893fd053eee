"""Looks for rows that point to nothing: DuckDB declares no foreign keys, so we check ourselves."""

from lp_planner.domain.catalogue import RECORD_KINDS
from lp_planner.domain.fields import FieldKind, field_specs
from lp_planner.storage.store import Store
from lp_planner.storage.tables import PARENTS, TABLES, linked_ids, table_of
from lp_planner.storage.unit_of_work import Reader


def orphans(store: Store) -> list[str]:
    """A sentence for each table with rows whose parent or link is missing; empty when sound."""
    links = [
        (TABLES[model], column, table_of(parent))
        for model, parents in PARENTS.items()
        for column, parent in parents.items()
    ]
    links += [
        (kind, spec.name, str(spec.links_to))
        for kind, model in RECORD_KINDS.items()
        for spec in field_specs(model)
        if spec.kind is FieldKind.LINK
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
        found += _listed_orphans(reader)
    return found


def _listed_orphans(reader: Reader) -> list[str]:
    """The same for fields that name several records, which are kept as a list of ids."""
    found = []
    for kind, model in RECORD_KINDS.items():
        for spec in field_specs(model):
            if spec.kind is not FieldKind.LINKS:
                continue
            known = {str(row[0]) for row in reader.rows(f'SELECT id FROM "{spec.links_to}"')}  # noqa: S608
            number = sum(
                not known.issuperset(linked_ids(record, spec))
                for record in reader.find(model, include_removed=True)
            )
            if number:
                found.append(f"{kind}: {number} row(s) whose {spec.name} names no {spec.links_to}")
    return found
