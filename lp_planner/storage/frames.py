"""The read side for overviews: counts per project, in portable SQL."""

import datetime as dt
from collections.abc import Collection, Sequence

import pandas as pd

from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.storage.reader import Reader
from lp_planner.storage.tables import TABLES


def record_counts(
    reader: Reader,
    project_ids: Sequence[str],
    *,
    before: dt.datetime | None = None,
    unseen: Collection[str] = (),
) -> pd.DataFrame:
    """How many records of each kind each project holds, and when the first was written.

    ``project_id, kind, records, first_at``.

    With ``before``, only those that were written by then; never those whose ids are ``unseen``.
    """
    chosen, values = _one_of(project_ids)
    hidden, hidden_values = _one_of(sorted(unseen), "unseen")
    values |= hidden_values
    by_then = f" AND id NOT IN ({hidden})"
    if before:
        by_then += " AND created_at < :before"
        values["before"] = before
    sql = " UNION ALL ".join(
        f"SELECT project_id, '{kind}' AS kind, count(*) AS records,"  # noqa: S608
        f' min(created_at) AS first_at FROM "{kind}"'
        f" WHERE deleted_at IS NULL AND project_id IN ({chosen}){by_then} GROUP BY project_id"
        for kind in RECORD_KINDS
    )
    return reader.frame(sql, **values)


def last_activity(
    reader: Reader, project_ids: Sequence[str], *, unseen: Collection[str] = ()
) -> pd.DataFrame:
    """When work was last done in each project: ``project_id, last_activity_at``.

    Only what is named as work counts (``Stamped.counts_as_activity``): sharing, settings and looks
    do not. Work on things whose ids are ``unseen`` does not show.
    """
    chosen, values = _one_of(project_ids)
    hidden, hidden_values = _one_of(sorted(unseen), "unseen")
    values |= hidden_values
    work = ", ".join(f"'{t}'" for model, t in TABLES.items() if model.counts_as_activity)
    return reader.frame(
        "SELECT project_id, max(occurred_at) AS last_activity_at FROM audit_event"  # noqa: S608
        f" WHERE project_id IN ({chosen}) AND subject IN ({work})"
        f" AND subject_id NOT IN ({hidden}) GROUP BY project_id",
        **values,
    )


def standards_evidenced(reader: Reader, project_ids: Sequence[str]) -> pd.DataFrame:
    """Standards with a confirmed claim, and claims: ``project_id, standards, claims``."""
    chosen, values = _one_of(project_ids)
    return reader.frame(
        "SELECT project_id, count(DISTINCT standard) AS standards, count(*) AS claims"  # noqa: S608
        " FROM evidence_claim WHERE deleted_at IS NULL AND status = 'confirmed'"
        f" AND project_id IN ({chosen}) GROUP BY project_id",
        **values,
    )


def turned_since(reader: Reader, project_ids: Sequence[str], since: dt.datetime) -> set[str]:
    """The claims that stood the other way then, put forward or set aside."""
    chosen, values = _one_of(project_ids)
    rows = reader.rows(
        "SELECT subject_id, count(*) FROM audit_event WHERE subject = 'evidence_claim'"  # noqa: S608
        f" AND action = 'changed' AND project_id IN ({chosen}) AND occurred_at >= :since"
        " AND changed_fields LIKE '%\"status\"%' GROUP BY subject_id",
        since=since,
        **values,
    )
    return {str(id_) for id_, turns in rows if int(str(turns)) % 2}


def latest_submissions(reader: Reader, person_ids: Sequence[str]) -> pd.DataFrame:
    """When each person last submitted a portfolio that still stands: ``person_id, submitted_at``.

    Never what is in it: a copy is long, and its owner's and its moderator's alone.
    """
    chosen, values = _one_of(person_ids, "person")
    return reader.frame(
        "SELECT person_id, max(submitted_at) AS submitted_at FROM submission"  # noqa: S608
        f" WHERE deleted_at IS NULL AND person_id IN ({chosen}) GROUP BY person_id",
        **values,
    )


def latest_listing(reader: Reader, person_id: str, before: dt.datetime) -> dt.datetime | None:
    """When somebody last looked at a list of what is shared with them, before a moment."""
    rows = reader.rows(
        "SELECT max(created_at) FROM shared_opening WHERE opened_by = :person"
        " AND place = 'list' AND created_at < :before",
        person=person_id,
        before=before,
    )
    found = rows[0][0]
    return found if isinstance(found, dt.datetime) else None


def changes_of(reader: Reader, project_id: str) -> int:
    """How many changes a project has seen, its records and claims included."""
    rows = reader.rows("SELECT count(*) FROM audit_event WHERE project_id = :id", id=project_id)
    return int(str(rows[0][0]))


def _one_of(ids: Sequence[str], name: str = "project") -> tuple[str, dict[str, object]]:
    """The list for an IN, never empty: an id that cannot exist stands for "none"."""
    wanted = list(ids) or [""]
    values: dict[str, object] = {f"{name}_{n}": id_ for n, id_ in enumerate(wanted)}
    return ", ".join(f":{key}" for key in values), values
