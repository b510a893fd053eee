"""The columns of a table as the database knows them."""

from lp_planner.storage.engine import Connection


def table_columns(connection: Connection, table: str) -> list[str]:
    """The columns of a table as the database knows them."""
    rows = connection.fetch(
        "SELECT column_name FROM information_schema.columns WHERE table_name = :table"
        " AND table_schema IN ('main', 'public') ORDER BY ordinal_position",
        {"table": table},
    )
    return [str(row[0]) for row in rows]
