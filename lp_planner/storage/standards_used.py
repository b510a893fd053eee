"""Which standards a database speaks of; read at the start, so without frames."""

from lp_planner.storage.reader import Reader


def standards_used(reader: Reader) -> set[str]:
    """The keys of all standards that anything was put forward for."""
    sql = "SELECT DISTINCT standard FROM evidence_claim WHERE deleted_at IS NULL"
    return {str(row[0]) for row in reader.rows(sql)}


def frameworks_used(reader: Reader) -> set[str]:
    """The keys of the frameworks that accounts were written for and portfolios submitted by."""
    sql = "SELECT framework FROM narrative WHERE text <> '' UNION SELECT framework FROM submission"
    return {str(row[0]) for row in reader.rows(sql)}
