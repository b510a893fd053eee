"""What DuckDB says when a disk or a file fails, and how we say it."""

import duckdb

from lp_planner.domain.records.errors import StorageUnavailable
from lp_planner.storage.engine import DISK_FULL, AlreadyOpen, Damaged, is_out_of_room


def trouble_of(path: str, refused: duckdb.Error) -> StorageUnavailable | None:
    """What to say when the disk or the file failed; ``None`` for faults of another sort."""
    said = str(refused).replace(path, "")
    if is_out_of_room(said):
        return StorageUnavailable(DISK_FULL)
    if any(words in said for words in CORRUPT):  # its type has no name of its own in Python
        return refusal_of(path, said)
    if isinstance(refused, duckdb.FatalException):
        message = "The database stopped and opens again. Please try once more in a moment."
        return StorageUnavailable(message)
    if isinstance(refused, duckdb.IOException | duckdb.SerializationException):
        return refusal_of(path, said)
    return None


def refusal_of(path: str, reason: str) -> StorageUnavailable:
    """What to say of a file that cannot be opened, from the reason that DuckDB gives."""
    reason = reason.replace(path, "")
    if is_out_of_room(reason):
        return StorageUnavailable(DISK_FULL)
    for words, kind, sentence in REFUSALS:
        if any(said in reason for said in words):
            holder = reason.partition("(PID ")[2].partition(")")[0]
            who = f" (process {holder} on this machine)" if holder else ""
            return kind(f"{sentence.format(path=path, who=who)} Nothing was changed.")
    return Damaged(f"{NO_DATABASE.format(path=path)} Nothing was changed.")


CORRUPT = ("Corrupt", "Data Corruption")
REFUSALS: tuple[tuple[tuple[str, ...], type[StorageUnavailable], str], ...] = (
    (
        ("Could not set lock",),
        AlreadyOpen,
        (
            "The database {path} is already open in another planner{who}. Please close that one "
            "first, or use a PostgreSQL server to run several."
        ),
    ),
    (
        ("storage version", "newer version", "version number"),
        StorageUnavailable,
        (
            "The database {path} was written by a newer version of DuckDB than this planner has. "
            "Please update the planner."
        ),
    ),
    (
        ("Permission denied", "Read-only file system"),
        StorageUnavailable,
        (
            "The database {path} cannot be written to. Please check its permissions, or set "
            "LP_PLANNER_DATABASE to another file."
        ),
    ),
    (
        ("WAL",),
        Damaged,
        (
            "The log beside {path} is damaged. Please keep both files as they are, and bring your "
            "latest backup back (docs/how-to/back-up.md)."
        ),
    ),
    (
        ("Could not read enough bytes",),
        Damaged,
        (
            "The database {path} is cut short: its end is missing. Please keep the file, and bring "
            "your latest backup back (docs/how-to/back-up.md)."
        ),
    ),
    (
        CORRUPT,
        Damaged,
        (
            "The database {path} is damaged: a part of it is not what was written. Please keep the "
            "file, and bring your latest backup back (docs/how-to/back-up.md)."
        ),
    ),
)
"""What DuckDB says, what that is, and how we say it; the first that fits."""
NO_DATABASE = (
    "{path} is not a database that this planner can read, or it is damaged. Please keep the "
    "file, and bring a backup back or set LP_PLANNER_DATABASE to another file."
)
