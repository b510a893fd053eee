"""What other servers changed, read from the audit trail, so that two servers remember alike.

Every change to a stored thing leaves an entry with its table and project, numbered in the order of
commits. A reader begins with the end of the trail in its own snapshot: what was remembered holds
unless a later entry touched it. What leaves no entry of its own is never remembered.
"""

import threading
from collections import OrderedDict

from lp_planner.domain.safekeeping.audit import AuditAction
from lp_planner.storage.audit_chain import Head, read_head
from lp_planner.storage.engine import Connection
from lp_planner.storage.read_cache import ReadCache

UNNOTED = frozenset({"sign_in"})
"""Tables of stored things that are also changed without an entry: when a session was seen."""
WHOLE = frozenset({AuditAction.ERASED.value, AuditAction.RESTORED.value})
"""Entries that stand for more than the thing they name."""
MOST_BEHIND = 5_000
"""After so many entries it is quicker to begin again."""
LINKS_KEPT = 2_000


class TrailFeed:
    """A cache that is told of every entry of the trail before anybody reads from it."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._cache = ReadCache()
        self._seen = -1
        self._links: OrderedDict[int, str] = OrderedDict()
        self._guard = threading.Lock()

    def catch_up(self, connection: Connection) -> tuple[ReadCache, int]:
        """The cache, told of all that this transaction can see, and the number of its last entry.

        Where the trail is not the one seen before (a copy was brought back), all is forgotten.
        """
        head = read_head(connection)
        with self._guard:
            if not self._goes_on(head):
                self._begin_again(head)
            elif head.entries > self._seen:
                self._read_on(connection, head)
            return self._cache, head.entries

    def _goes_on(self, head: Head) -> bool:
        """Whether the trail ends where it did, at an earlier end we know, or not far behind it."""
        if head.entries <= self._seen:
            return self._links.get(head.entries) == head.link
        return self._seen >= 0 and head.entries - self._seen <= MOST_BEHIND

    def _begin_again(self, head: Head) -> None:
        self._cache, self._links = ReadCache(), OrderedDict()
        self._keep(head.entries, head.link)

    def _read_on(self, connection: Connection, head: Head) -> None:
        rows = connection.fetch(
            "SELECT entry, link, action, subject, project_id, changed_fields FROM audit_event"
            " WHERE entry >= :seen ORDER BY entry",
            {"seen": self._seen},
        )
        known = [(int(str(row[0])), str(row[1])) for row in rows[:1]]
        if self._seen and known != [(self._seen, self._links[self._seen])]:
            self._begin_again(head)
            return
        for entry, link, action, subject, project, changed in rows:
            number = int(str(entry))
            if number > self._seen:
                is_whole = action in WHOLE or '"erased"' in str(changed)
                base = (str(subject), None if project is None else str(project))
                self._cache.noted(None if is_whole else [base], number)
                self._keep(number, str(link))

    def _keep(self, number: int, link: str) -> None:
        self._seen = number
        self._links[number] = link
        while len(self._links) > LINKS_KEPT:
            self._links.popitem(last=False)
