"""Tries to sign in, browsers that did, and when a session was seen: noted, but not audited."""

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


def knows_browser(reader: Reader, email: str, token_hash: str, now: dt.datetime) -> bool:
    """Whether somebody signed in to an account with this browser, not too long ago.

    It is one question, whether there is such an account or not.
    """
    found = reader.rows(
        "SELECT 1 FROM known_browser JOIN account ON account.id = known_browser.account_id"
        " WHERE account.email = :email AND known_browser.token_hash = :hash"
        " AND known_browser.known_until > :now",
        email=email,
        hash=token_hash,
        now=now,
    )
    return bool(found)


def know_browser(
    uow: UnitOfWork, account_id: str, token_hash: str, *, instead_of: str, until: dt.datetime
) -> None:
    """Know a browser of an account under a new secret, and each account's that it opened before."""
    uow.change_by_hand(
        "UPDATE known_browser SET token_hash = :new WHERE token_hash = :old",
        new=token_hash,
        old=instead_of,
    )
    uow.change_by_hand(
        "DELETE FROM known_browser WHERE known_until < :now"
        " OR (account_id = :account AND token_hash = :hash)",
        now=uow.at,
        account=account_id,
        hash=token_hash,
    )
    uow.change_by_hand(
        "INSERT INTO known_browser (account_id, token_hash, known_until)"
        " VALUES (:account, :hash, :until)",
        account=account_id,
        hash=token_hash,
        until=until,
    )


def forget_browsers(uow: UnitOfWork, account_id: str) -> None:
    """Know no browser of an account any more."""
    uow.change_by_hand("DELETE FROM known_browser WHERE account_id = :account", account=account_id)


def note_sighting(uow: UnitOfWork, sign_in_id: str) -> None:
    """Note that a session is in use, unless it was ended meanwhile."""
    uow.change_by_hand(
        "UPDATE sign_in SET last_seen_at = :at WHERE id = :id AND deleted_at IS NULL",
        at=uow.at,
        id=sign_in_id,
    )
