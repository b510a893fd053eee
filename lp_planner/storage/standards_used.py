"""Which standards a database speaks of; read at the start, so without frames."""

from lp_planner.storage.reader import Reader


def standards_used(reader: Reader) -> set[str]:
    """The keys of all standards that anything is put forward for; what was set aside is not."""
    sql = (
        "SELECT DISTINCT standard FROM evidence_claim"
        " WHERE deleted_at IS NULL AND status = 'confirmed'"
    )
    return {str(row[0]) for row in reader.rows(sql)}


def frameworks_used(reader: Reader) -> set[str]:
    """The keys of the frameworks that accounts were written for and portfolios submitted by."""
    sql = "SELECT framework FROM narrative WHERE text <> '' UNION SELECT framework FROM submission"
    return {str(row[0]) for row in reader.rows(sql)}


def drafts_under(reader: Reader, key: str) -> list[tuple[str, str]]:
    """Everybody's draft under a key: whose it is, and its answers as JSON."""
    sql = "SELECT owner_id, answers FROM draft WHERE draft_key = :key ORDER BY owner_id"
    return [(str(owner), str(answers)) for owner, answers in reader.rows(sql, key=key)]
