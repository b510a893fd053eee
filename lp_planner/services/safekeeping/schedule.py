"""Copies made by themselves while the server runs, each proved, the oldest making room."""

import datetime as dt
import logging
import threading

from lp_planner.domain.records.errors import PlannerError
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.safekeeping.copies import in_words, proved_copy
from lp_planner.storage.copy_label import SCHEDULED
from lp_planner.storage.copying import copies_of

AFTER_A_FAILURE = dt.timedelta(minutes=15)
LOOK_EVERY_SECONDS = 60.0
STOP_SECONDS = 30.0
log = logging.getLogger("lp_planner")


class Schedule:
    """A thread that makes the next copy when it is due; nobody who saves waits for it."""

    def __init__(self, workspace: Workspace, *, look_every: float = LOOK_EVERY_SECONDS) -> None:
        """Make copies of ``workspace`` by its rules, once begun."""
        self.workspace = workspace
        self.began_at = workspace.now()
        self.trouble = ""
        """What the last try said when it did not work."""
        self._failed_at: dt.datetime | None = None
        self._look_every = look_every
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="copies", daemon=True)

    def begin(self) -> None:
        """Begin, where the rules ask for copies."""
        if self.workspace.copying.every_hours:
            self._thread.start()

    def stop(self) -> None:
        """Make no more copies; one that is being made is waited for a little."""
        self._over.set()
        if self._thread.is_alive():
            self._thread.join(STOP_SECONDS)

    def is_due(self) -> bool:
        """Whether the newest copy by the schedule is too old by now, or there is none."""
        every = self.workspace.copying.every_hours
        now = self.workspace.now()
        if not every or (self._failed_at and now - self._failed_at < AFTER_A_FAILURE):
            return False
        newest = newest_scheduled(self.workspace)
        return newest is None or now - newest >= dt.timedelta(hours=every)

    def make_if_due(self) -> None:
        """Make one copy if one is due; a failure is noted, logged, and tried again later."""
        if not self.is_due():
            return
        try:
            self.trouble = in_words(proved_copy(self.workspace, is_scheduled=True))
            self._failed_at = None
        except PlannerError as refused:
            self.trouble, self._failed_at = refused.message, self.workspace.now()
        if self.trouble:
            log.error("The copy by the schedule: %s", self.trouble)

    def _run(self) -> None:
        while not self._over.is_set():
            try:
                self.make_if_due()
            except Exception as error:
                self._failed_at = self.workspace.now()
                self.trouble = f"Something unforeseen: {type(error).__name__}"
                log.exception("The copy by the schedule was not made")
            self._over.wait(self._look_every)


def newest_scheduled(workspace: Workspace, *, restorable: bool = False) -> dt.datetime | None:
    """When the schedule made its newest copy, or its newest that was shown to be of use.

    One that was made by a clock that was wrong, in the future, would keep the next one waiting.
    """
    return max(
        (
            copy.made_at
            for copy in copies_of(workspace.store)
            if copy.label and copy.label.why == SCHEDULED and copy.made_at <= workspace.now()
            if copy.is_restorable or not restorable
        ),
        default=None,
    )


_running: list[Schedule] = []


def begin_schedule(workspace: Workspace) -> Schedule:
    """Make copies of this workspace by themselves from now on."""
    schedule = Schedule(workspace)
    _running.append(schedule)
    schedule.begin()
    return schedule


def stop_schedules() -> None:
    """Stop making copies, before the databases close."""
    while _running:
        _running.pop().stop()


def trouble_of_schedule() -> str:
    """What the last copy by the schedule said when it did not work; "" when it did."""
    return next((schedule.trouble for schedule in _running if schedule.trouble), "")
