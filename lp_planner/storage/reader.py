"""Reading within one transaction: things by id or column, frames, drafts, earlier versions."""

from collections.abc import Hashable, Iterable, Mapping
from typing import TYPE_CHECKING, cast

from lp_planner.domain.evidence.claims import EvidenceClaim
from lp_planner.domain.evidence.privacy import as_it_leaves
from lp_planner.domain.records.errors import NotFound
from lp_planner.domain.records.records import Stamped
from lp_planner.storage.engine import Connection
from lp_planner.storage.read_cache import ReadCache
from lp_planner.storage.tables import (
    S,
    columns_of,
    from_row,
    table_of,
)

if TYPE_CHECKING:
    import pandas as pd

STAMPS = frozenset(Stamped.model_fields)


class Reader:
    """Reads one consistent state of the database."""

    def __init__(self, connection: Connection, cache: ReadCache | None = None) -> None:
        """Read through ``connection``, and from ``cache`` what it has read before."""
        self._connection = connection
        self._cache = cache
        self._since = cache.commits if cache else 0
        self._told: dict[Hashable, tuple[object, ...]] = {}
        """What this reader has answered: asked again, it says the same."""
        self._unseen: frozenset[str] = frozenset()
        self._is_leaving = False

    def without(self, ids: Iterable[str]) -> "Reader":
        """A reader of the same state that sees neither these things nor the claims made from them.

        It answers no query of ours (:meth:`rows`, :meth:`frame`): those would see everything.
        """
        return self._narrower(self._unseen | frozenset(ids), is_leaving=self._is_leaving)

    def as_it_leaves(self) -> "Reader":
        """A reader of the same state that sees what others may see, and no private answer.

        Whatever is made for somebody else reads through this; it answers no query of ours either.
        """
        return self._narrower(self._unseen, is_leaving=True)

    def _narrower(self, unseen: frozenset[str], *, is_leaving: bool) -> "Reader":
        narrower = Reader(self._connection, self._cache)
        narrower._unseen, narrower._is_leaving = unseen, is_leaving
        return narrower

    def get(self, model: type[S], id_: str, *, include_removed: bool = False) -> S:
        """The thing with this id.

        Raises:
            NotFound: for an id that is unknown, removed, or makes no sense; all read alike.
        """
        found = self.find(model, id=id_, include_removed=include_removed)
        if not found:
            raise NotFound
        return found[0]

    def find(self, model: type[S], *, include_removed: bool = False, **equals: object) -> list[S]:
        """Every thing whose columns equal the given values, in the order they were written.

        A list or tuple means "one of these"; an empty one finds nothing.
        """
        question = (model, include_removed, *sorted((k, _still(v)) for k, v in equals.items()))
        found = self._remembered(question)
        if found is None:
            found = tuple(self._query(model, include_removed=include_removed, equals=equals))
            self._remember(question, found)
        things = cast("list[S]", list(found))
        seen = [thing for thing in things if not self._is_unseen(thing)]
        if not self._is_leaving:
            return seen
        return [leaving for thing in seen if (leaving := as_it_leaves(thing)) is not None]

    def _is_unseen(self, thing: Stamped) -> bool:
        if thing.id in self._unseen:
            return True
        return isinstance(thing, EvidenceClaim) and thing.record_id in self._unseen

    def _remembered(self, question: Hashable) -> tuple[object, ...] | None:
        if self._cache is None:
            return None
        return self._told.get(question) or self._cache.answer(question, self._since)

    def _remember(self, question: Hashable, found: tuple[object, ...]) -> None:
        if self._cache is not None:
            self._told[question] = found
            self._cache.remember(question, self._since, found)

    def _query(
        self, model: type[S], *, include_removed: bool, equals: Mapping[str, object]
    ) -> list[S]:
        names = ", ".join(f'"{name}"' for name in columns_of(model))
        where = [] if include_removed else ['"deleted_at" IS NULL']
        values: dict[str, object] = {}
        for column, wanted in equals.items():
            if isinstance(wanted, list | tuple):
                if not wanted:
                    return []
                marks = []
                for number, item in enumerate(wanted):
                    values[f"{column}_{number}"] = item
                    marks.append(f":{column}_{number}")
                where.append(f'"{column}" IN ({", ".join(marks)})')
            else:
                values[column] = getattr(wanted, "value", wanted)
                where.append(f'"{column}" = :{column}')
        condition = f" WHERE {' AND '.join(where)}" if where else ""
        sql = f'SELECT {names} FROM "{table_of(model)}"{condition} ORDER BY created_at, id'  # noqa: S608
        return [from_row(model, row) for row in self._connection.fetch(sql, values)]

    def rows(self, sql: str, **values: object) -> list[tuple[object, ...]]:
        """The rows of a query of ours; ``:name`` stands for a value."""
        return self._table(sql, values)[1]

    def frame(self, sql: str, **values: object) -> "pd.DataFrame":
        """The rows of a query of ours as a frame with its column names."""
        import pandas as pd  # noqa: PLC0415 - opening a store need not wait for it

        columns, rows = self._table(sql, values)
        return pd.DataFrame(rows, columns=columns)

    def _table(
        self, sql: str, values: Mapping[str, object]
    ) -> tuple[list[str], list[tuple[object, ...]]]:
        if self._unseen or self._is_leaving:
            message = "a reader that leaves things out answers no query"
            raise ValueError(message)
        question = (sql, *sorted((name, _still(value)) for name, value in values.items()))
        found = self._remembered(question)
        if found is None:
            rows = self._connection.fetch(sql, values)
            found = (self._connection.columns(), tuple(rows))
            self._remember(question, found)
        columns, kept = cast("tuple[tuple[str, ...], tuple[tuple[object, ...], ...]]", found)
        return list(columns), list(kept)

    def earlier(self, model: type[S], id_: str) -> list[S]:
        """What a record said before each change, the oldest first."""
        rows = self.rows(
            "SELECT answers FROM earlier_version WHERE subject = :subject AND subject_id = :id"
            " ORDER BY version",
            subject=table_of(model),
            id=id_,
        )
        return [model.model_validate_json(str(row[0])) for row in rows]

    def draft(self, owner_id: str, key: str) -> str | None:
        """The owner's draft under ``key``."""
        rows = self.rows(
            "SELECT answers FROM draft WHERE owner_id = :owner AND draft_key = :key",
            owner=owner_id,
            key=key,
        )
        return str(rows[0][0]) if rows else None


def _still(value: object) -> Hashable:
    """A value that can be part of a question."""
    return tuple(value) if isinstance(value, list | tuple) else str(value)
