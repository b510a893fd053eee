"""Tries to sign in, and when a session was last seen: counted and noted, but not audited."""

import datetime as dt
from collections.abc import Sequence

from uuid6 import uuid7

from lp_planner.storage.reader import Reader
from lp_planner.storage.unit_of_work import UnitOfWork


def tries_in(reader: Reader, bucket: str) -> list[dt.datetime]:
    """When the tries of a bucket were made."""
    rows = reader.rows("SELECT tried_at FROM sign_in_try WHERE bucket = :bucket", bucket=bucket)
    return [at for (at,) in rows if isinstance(at, dt.datetime)]


def note_try(uow: UnitOfWork, buckets: Sequence[str]) -> str:
    """Note one try in each bucket, and give the name under which it can be taken back."""
    try_id = str(uuid7())
    for bucket in buckets:
        uow.change_by_hand(
            "INSERT INTO sign_in_try (try_id, bucket, tried_at) VALUES (:id, :bucket, :at)",
            id=try_id,
            bucket=bucket,
            at=uow.at,
        )
    return try_id


def forget_try(uow: UnitOfWork, try_id: str) -> None:
    """Take back a try that was right."""
    uow.change_by_hand("DELETE FROM sign_in_try WHERE try_id = :id", id=try_id)


def forget_tries(uow: UnitOfWork, bucket: str) -> None:
    """Forget the tries of a bucket."""
    uow.change_by_hand("DELETE FROM sign_in_try WHERE bucket = :bucket", bucket=bucket)


def forget_old_tries(uow: UnitOfWork, before: dt.datetime) -> None:
    """Forget what no longer counts."""
    uow.change_by_hand("DELETE FROM sign_in_try WHERE tried_at < :before", before=before)


def note_sighting(uow: UnitOfWork, sign_in_id: str) -> None:
    """Note that a session is in use, unless it was ended meanwhile."""
    uow.change_by_hand(
        "UPDATE sign_in SET last_seen_at = :at WHERE id = :id AND deleted_at IS NULL",
        at=uow.at,
        id=sign_in_id,
    )
