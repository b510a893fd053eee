"""Looks for rows that point to nothing: DuckDB declares no foreign keys, so we check ourselves."""

from lp_planner.domain.evidence.attachments import Attachment
from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.fields import FieldKind, field_specs
from lp_planner.domain.records.inbox import InboxNote
from lp_planner.storage.reader import Reader
from lp_planner.storage.store import Store
from lp_planner.storage.tables import PARENTS, TABLES, linked_ids, table_of
from lp_planner.wording import counted


def orphans(store: Store) -> list[str]:
    """A sentence for each column that leads nowhere and for lost files; empty when all is sound."""
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
                found.append(_leads_nowhere(table, column, parent, number))
        found += _listed_orphans(reader)
        found += _lost_files(store, reader)
    return found


def _leads_nowhere(table: str, column: str, parent: str, number: int) -> str:
    return f"In “{table}”, {column} leads to no {parent}: {counted(number, 'row', 'rows')}."


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
                found.append(_leads_nowhere(kind, spec.name, str(spec.links_to), number))
    return found


def _lost_files(store: Store, reader: Reader) -> list[str]:
    """Attachments whose record or file is missing, and files that no attachment names."""
    attached = reader.find(Attachment, include_removed=True)
    by_kind: dict[str, set[str]] = {}
    for attachment in attached:
        by_kind.setdefault(attachment.record_kind, set()).add(attachment.record_id)
    found = []
    for kind, ids in sorted(by_kind.items()):
        if kind not in RECORD_KINDS:
            found.append(_leads_nowhere("attachment", "record_kind", "kind of record", len(ids)))
            continue
        known = reader.find(RECORD_KINDS[kind], id=sorted(ids), include_removed=True)
        if missing := len(ids - {record.id for record in known}):
            found.append(_leads_nowhere("attachment", "record_id", kind, missing))
    jotted = reader.find(InboxNote, include_removed=True)
    named = {a.sha256 for a in attached} | {note.sha256 for note in jotted}
    named.discard("")
    kept = set(store.files.names())
    if missing := len(named - kept):
        found.append(f"Attachments name files that are not in the folder of files: {missing}.")
    if spare := len(kept - named):
        found.append(f"The folder of files holds some that no attachment names: {spare}.")
    return found
