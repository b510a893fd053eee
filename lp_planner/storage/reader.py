"""Reading within one transaction: things by id or column, frames, drafts, earlier versions."""

import json
import re
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from lp_planner.domain.accounts.people import CohortInvitation, Membership
from lp_planner.domain.cohort.gallery import GalleryEntry
from lp_planner.domain.cohort.guests import ProjectGrant
from lp_planner.domain.cohort.sharing import (
    CohortShare,
    HelpRequest,
    KeptBack,
    NoteBeside,
    QuietAnswer,
)
from lp_planner.domain.evidence.attachments import Attachment
from lp_planner.domain.evidence.claims import EvidenceClaim
from lp_planner.domain.evidence.privacy import as_it_leaves
from lp_planner.domain.portfolio.portfolio import Narrative, Submission
from lp_planner.domain.records.bringing_in import BroughtIn
from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.errors import NotFound
from lp_planner.domain.records.fields import in_todays_names
from lp_planner.domain.records.inbox import InboxNote
from lp_planner.domain.records.records import Stamped
from lp_planner.domain.voices.rounds import AskRound
from lp_planner.storage.conditions import condition_of, single
from lp_planner.storage.engine import Connection
from lp_planner.storage.read_cache import Base, ReadCache
from lp_planner.storage.tables import (
    TABLES,
    S,
    columns_of,
    from_object,
    from_row,
    table_of,
)
from lp_planner.storage.trail_feed import UNNOTED

if TYPE_CHECKING:
    import pandas as pd

STAMPS = frozenset(Stamped.model_fields)
OF_A_PROJECT: tuple[type[Stamped], ...] = (
    *RECORD_KINDS.values(),
    EvidenceClaim,
    Attachment,
    CohortShare,
    KeptBack,
    GalleryEntry,
    ProjectGrant,
    QuietAnswer,
    HelpRequest,
    BroughtIn,
    AskRound,
)
"""What a page about a project asks for, kind by kind."""
OF_A_PERSON: tuple[type[Stamped], ...] = (
    CohortInvitation,
    InboxNote,
    Membership,
    Narrative,
    NoteBeside,
    Submission,
)
"""What is somebody's whatever they look at."""
AT_ONCE = {"project_id": OF_A_PROJECT, "person_id": OF_A_PERSON}
"""By the column that names the owner: what is read with one statement."""
_AT_ONCE = {name: frozenset(models) for name, models in AT_ONCE.items()}
NOTED = frozenset(TABLES.values()) - UNNOTED
"""The tables whose every change leaves an entry in the trail."""
_WORD = re.compile(r"[a-z_]+")


class Reader:
    """Reads one consistent state of the database."""

    def __init__(
        self,
        connection: Connection,
        cache: ReadCache | None = None,
        *,
        since: int | None = None,
        keeps: bool = True,
    ) -> None:
        """Read through ``connection``, and from ``cache`` what was read before.

        One that ``keeps`` says the same when it is asked again, and reads a project at once.
        ``since`` is the number of the last commit that it sees, where others write as well: then
        only what leaves an entry in the trail is read from the cache.
        """
        self._connection = connection
        self._cache = cache
        self._since = since if since is not None else cache.commits if cache else 0
        self._is_shared = since is not None
        self._told: dict[Hashable, tuple[object, ...]] | None = {} if keeps else None
        """What this reader has answered."""
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
        narrower = Reader(self._connection, self._cache, keeps=self._told is not None)
        narrower._is_shared = self._is_shared
        narrower._since, narrower._told = self._since, self._told
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
        found = self._found(model, include_removed=include_removed, equals=equals)
        seen = [thing for thing in found if not self._is_unseen(thing)]
        if not self._is_leaving:
            return seen
        return [leaving for thing in seen if (leaving := as_it_leaves(thing)) is not None]

    def _found(
        self, model: type[S], *, include_removed: bool, equals: Mapping[str, object]
    ) -> Sequence[S]:
        """What the database holds, before anything is left out of it."""
        equals = {name: single(wanted) for name, wanted in equals.items()}
        is_kept = not include_removed and self._told is not None
        if is_kept and list(equals) == ["id"] and (held := self._held(model, equals["id"])):
            return held
        owners = _owners(model, equals) if is_kept else None
        if owners:
            column, ids = owners
            others = {name: value for name, value in equals.items() if name != column}
            if others or len(ids) != 1:
                return self._of_owners(model, column, ids, others)
            equals = {column: ids[0]}
        question = _question(model, include_removed=include_removed, equals=equals)
        bases = _bases(model, equals)
        found = self._remembered(question, bases)
        if found is None and owners:
            self.gather(owners[1], AT_ONCE[owners[0]], column=owners[0])
            found = self._remembered(question, bases)
        if found is None:
            found = tuple(self._query(model, include_removed=include_removed, equals=equals))
            self._remember(question, bases, found)
        return cast("tuple[S, ...]", found)

    def _is_unseen(self, thing: Stamped) -> bool:
        if thing.id in self._unseen:
            return True
        return isinstance(thing, EvidenceClaim) and thing.record_id in self._unseen

    def find_by(self, model: type[S], column: str, wanted: object) -> list[S]:
        """:meth:`find` by one column."""
        where: dict[str, Any] = {column: wanted}
        return self.find(model, **where)

    def _of_owners(
        self, model: type[S], column: str, ids: Sequence[str], others: Mapping[str, object]
    ) -> list[S]:
        if len(ids) > 1:
            self.gather(ids, [model], column=column)
        whole = [
            thing
            for id_ in dict.fromkeys(ids)
            for thing in self._found(model, include_removed=False, equals={column: id_})
        ]
        found = [thing for thing in whole if _has(thing, others)]
        return sorted(found, key=lambda thing: (thing.created_at, thing.id))

    def gather(
        self,
        ids: Sequence[str],
        models: Collection[type[Stamped]] = OF_A_PROJECT,
        *,
        column: str = "project_id",
    ) -> None:
        """Read all of these kinds of these projects with one statement, to be found afterwards.

        What is remembered of all of them is not read again; of a single owner every kind is read,
        since a page will ask. Models are those of :data:`OF_A_PROJECT`, or with
        ``column="person_id"`` of :data:`OF_A_PERSON`.
        """
        if self._told is None or not ids:
            return
        if len(ids) == 1:
            models = AT_ONCE[column]
        asked = {
            model: [(id_, *_asked_for(model, column, id_)) for id_ in dict.fromkeys(ids)]
            for model in models
        }
        wanted = [
            model
            for model, each in asked.items()
            if any(self._remembered(question, bases) is None for _, question, bases in each)
        ]
        if not wanted:
            return
        values = {f"p{number}": id_ for number, id_ in enumerate(dict.fromkeys(ids))}
        marks = ", ".join(f":{name}" for name in values)
        sql = " UNION ALL ".join(
            f"SELECT '{table_of(model)}' AS kind, {column}, CAST(to_json(t) AS VARCHAR) AS row,"  # noqa: S608
            f' created_at, id FROM "{table_of(model)}" AS t'
            f" WHERE {column} IN ({marks}) AND deleted_at IS NULL"
            for model in wanted
        )
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for kind, owner, row, *_ in self._connection.fetch(
            f"{sql} ORDER BY created_at, id", values
        ):
            found[str(kind), str(owner)].append(str(row))
        for model in wanted:
            for id_, question, bases in asked[model]:
                rows = found[table_of(model), id_]
                things = tuple(from_object(model, row) for row in rows)
                self._remember(question, bases, things)

    def _held(self, model: type[S], wanted: object) -> list[S]:
        """The things with these ids, where answers that are remembered hold every one of them."""
        if self._cache is None or not self._is_noted([(table_of(model), None)]):
            return []
        ids = wanted if isinstance(wanted, list | tuple) else [wanted]
        found = self._cache.holding(model, [str(id_) for id_ in ids], self._since)
        return sorted(found, key=lambda thing: (thing.created_at, thing.id))

    def _remembered(self, question: Hashable, bases: Collection[Base]) -> tuple[object, ...] | None:
        if self._told is None:
            return None
        told = self._told.get(question)
        if told is None and self._cache is not None and self._is_noted(bases):
            return self._cache.answer(question, bases, self._since)
        return told

    def _remember(
        self, question: Hashable, bases: Collection[Base], found: tuple[object, ...]
    ) -> None:
        if self._told is not None:
            self._told[question] = found
        if self._cache is not None and self._is_noted(bases):
            self._cache.remember(question, bases, self._since, found)

    def _is_noted(self, bases: Collection[Base]) -> bool:
        """Whether we hear of every change to these."""
        return not self._is_shared or all(table in NOTED for table, _ in bases)

    def _query(
        self, model: type[S], *, include_removed: bool, equals: Mapping[str, object]
    ) -> list[S]:
        if any(wanted in ((), []) for wanted in equals.values()):
            return []
        names = ", ".join(f'"{name}"' for name in columns_of(model))
        condition, values = condition_of(equals, include_removed=include_removed)
        sql = f'SELECT {names} FROM "{table_of(model)}"{condition} ORDER BY created_at, id'  # noqa: S608
        return [from_row(model, row) for row in self._connection.fetch(sql, values)]

    def count(self, model: type[Stamped], **equals: object) -> int:
        """How many things :meth:`find` would give, without reading them."""
        where, values = condition_of(equals, include_removed=False)
        found = self._table(f'SELECT count(*) FROM "{table_of(model)}"{where}', values)  # noqa: S608
        return cast("int", found[1][0][0])

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
        bases = _bases_of_query(sql)
        found = self._remembered(question, bases)
        if found is None:
            rows = self._connection.fetch(sql, values)
            found = (self._connection.columns(), tuple(rows))
            self._remember(question, bases, found)
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
        told = (json.loads(str(row[0])) for row in rows)
        # As JSON, which may say a day as text.
        return [
            model.model_validate_json(json.dumps(in_todays_names(model, answers)))
            for answers in told
        ]

    def draft(self, owner_id: str, key: str) -> str | None:
        """The owner's draft under ``key``; all of theirs are read at once."""
        question, bases = ("drafts", owner_id), [("draft", owner_id)]
        found = self._remembered(question, bases)
        if found is None:
            sql = "SELECT draft_key, answers FROM draft WHERE owner_id = :owner"
            found = tuple(self._connection.fetch(sql, {"owner": owner_id}))
            self._remember(question, bases, found)
        drafts = cast("tuple[tuple[object, object], ...]", found)
        return next((str(answers) for name, answers in drafts if name == key), None)


def _owners(model: type[Stamped], equals: Mapping[str, object]) -> tuple[str, list[str]] | None:
    """Whose things a question is about: the column that names them, and their ids."""
    for column, models in _AT_ONCE.items():
        wanted = equals.get(column)
        if model in models and wanted is not None:
            several = wanted if isinstance(wanted, list | tuple) else [wanted]
            return column, [str(id_) for id_ in several]
    return None


def _has(thing: Stamped, wanted: Mapping[str, object]) -> bool:
    """Whether a thing has these values, as the database would compare them."""
    return all(
        _plain(getattr(thing, name)) in {_plain(one) for one in value}
        if isinstance(value, list | tuple)
        else value is not None and _plain(getattr(thing, name)) == _plain(value)
        for name, value in wanted.items()
    )


def _plain(value: object) -> object:
    return getattr(value, "value", value)


@lru_cache(maxsize=500)
def _bases_of_query(sql: str) -> tuple[Base, ...]:
    """Every word of a query of ours may be a table; those that are none never change."""
    return tuple((word, None) for word in sorted({*_WORD.findall(sql)}))


def _question(
    model: type[Stamped], *, include_removed: bool, equals: Mapping[str, object]
) -> tuple[Hashable, ...]:
    return (model, include_removed, *sorted((name, _still(v)) for name, v in equals.items()))


def _asked_for(
    model: type[Stamped], column: str, id_: str
) -> tuple[tuple[Hashable, ...], list[Base]]:
    """How a kind of somebody's or of a project is asked for, and what that rests on."""
    equals = {column: id_}
    return _question(model, include_removed=False, equals=equals), _bases(model, equals)


def _bases(model: type[Stamped], equals: Mapping[str, object]) -> list[Base]:
    """What the answer to a question rests on."""
    wanted = equals.get("project_id")
    if wanted is None:
        return [(table_of(model), None)]
    projects = wanted if isinstance(wanted, list | tuple) else [wanted]
    return [(table_of(model), str(project)) for project in projects]


def _still(value: object) -> Hashable:
    """A value that can be part of a question."""
    return tuple(value) if isinstance(value, list | tuple) else str(value)
