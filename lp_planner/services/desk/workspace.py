"""The desk a use case works at: the store, the content and the clock."""

import datetime as dt
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from lp_planner.auth.sessions import SessionRules
from lp_planner.config import ConfigError, Settings
from lp_planner.content.library import Library
from lp_planner.content.loader import load_library
from lp_planner.domain.accounts.people import Actor
from lp_planner.domain.evidence.editions import EditionChange
from lp_planner.domain.portfolio.portfolio import Narrative, SubmissionRules
from lp_planner.domain.portfolio.renewal import RENEWAL
from lp_planner.domain.records.errors import StorageUnavailable
from lp_planner.domain.records.project import Project
from lp_planner.domain.safekeeping.copies import CopyRules
from lp_planner.domain.safekeeping.retention import Keeping
from lp_planner.storage.blobs import fingerprint
from lp_planner.storage.installation import Installation
from lp_planner.storage.reader import Reader
from lp_planner.storage.registry import open_store
from lp_planner.storage.standards_used import frameworks_used, standards_used
from lp_planner.storage.store import Store
from lp_planner.storage.unit_of_work import UnitOfWork
from lp_planner.storage.witness import witness_file
from lp_planner.wording import day_in_words

if TYPE_CHECKING:  # what looks through files takes long to import
    from lp_planner.interchange.inspecting import Inspected

T = TypeVar("T")


def utc_now() -> dt.datetime:
    """The current time, aware, in UTC."""
    return dt.datetime.now(dt.UTC)


@dataclass(frozen=True)
class Workspace:
    """One database and the content that explains it; ``is_demo`` marks all that it shows."""

    store: Store
    library: Library
    is_demo: bool = False
    clock: Callable[[], dt.datetime] = utc_now
    rules: SubmissionRules = field(default_factory=SubmissionRules)
    keeping: Keeping = field(default_factory=Keeping)
    copying: CopyRules = field(default_factory=CopyRules)
    is_school: bool = False
    """Whether people sign in here, instead of one person having it for themselves."""
    sessions: SessionRules = field(default_factory=SessionRules)
    asks_admins_for_codes: bool = False
    """Whether an admin has to set up a second factor."""

    @property
    def is_for_one(self) -> bool:
        """Whether one person works here alone: without a leader, a cohort or a coach."""
        return not (self.is_demo or self.is_school)

    def now(self) -> dt.datetime:
        """The time that stamps what is saved."""
        return self.clock()

    def today(self) -> dt.date:
        """The day, for forms and exports."""
        return self.clock().date()

    def is_demonstration(self, *made_of: Project | Narrative) -> bool:
        """Whether what is made of these says that it is a demonstration, wherever it goes.

        Everything in the demo school does, and what was brought from there into another planner.
        """
        return self.is_demo or any(part.is_from_demo for part in made_of)

    def desk(self, actor: Actor) -> "Desk":
        """The desk of one person in this workspace."""
        return Desk(self, actor)


@dataclass(frozen=True)
class Desk:
    """One person at work in a workspace: what nearly every use case is asked from.

    It decides nothing: who may do what is asked of ``domain/accounts/permissions.py``.
    """

    workspace: Workspace
    actor: Actor

    @property
    def library(self) -> Library:
        """The content that explains the workspace."""
        return self.workspace.library

    def now(self) -> dt.datetime:
        """The time that stamps what is saved."""
        return self.workspace.now()

    def today(self) -> dt.date:
        """The day, for forms and exports."""
        return self.workspace.today()

    def read(self) -> AbstractContextManager[Reader]:
        """One state of the store to read from."""
        return self.workspace.store.read()

    def write(self, save: Callable[[UnitOfWork], T]) -> T:
        """Run ``save`` as one transaction in the person's name, stamped with the time now."""
        return self.workspace.store.write(self.actor.person_id, save, at=self.now())

    def write_with_file(
        self, kept: "Inspected | None", save: Callable[[UnitOfWork, Mapping[str, object]], T]
    ) -> T:
        """Run ``save`` as :meth:`write` does, and keep the file of what it saves with it.

        ``save`` is handed what is to be written down of the file: its name, type, size and
        fingerprint; nothing where there is no file.

        Raises:
            StorageUnavailable: when the file cannot be written; nothing is saved then.
        """
        if kept is None:
            return self.write(lambda uow: save(uow, {}))
        files, data = self.workspace.store.files, kept.data
        about = {
            "file_name": kept.file_name,
            "media_type": kept.media_type,
            "size": len(data),
            "sha256": fingerprint(data),
        }

        def both(uow: UnitOfWork) -> T:
            saved = save(uow, about)
            files.keep(data)
            return saved

        saved = self.write(both)
        # Another server may have erased the last reference to the same content meanwhile.
        files.keep(data)
        return saved


def open_workspace(settings: Settings) -> Workspace:
    """Open the user's own database; create and migrate it as needed.

    Raises:
        ConfigError: when a setting does not fit the content.
        ContentError: with every fault of the content files.
        StorageUnavailable: with one sentence on what is wrong with the database.
    """
    library = library_at_work(settings)
    rules = submission_rules(settings, library)
    place = installation_of(settings)
    store = open_store(place.url, files=place.files, copies=place.copies, witnesses=place.witnesses)
    _check_standards(store, library)
    return Workspace(
        store=store,
        library=library,
        rules=rules,
        keeping=Keeping(
            removed=settings.keep_removed,
            openings=settings.keep_openings,
            submissions=settings.keep_submissions,
            security_log=settings.keep_security_log,
        ),
        copying=CopyRules(every_hours=settings.copy_every, keep=settings.copy_keep),
        is_school=settings.is_school,
        sessions=SessionRules(
            idle=dt.timedelta(minutes=settings.idle_minutes),
            longest=dt.timedelta(hours=settings.session_hours),
        ),
        asks_admins_for_codes=settings.admin_second_factor == "required",
    )


def installation_of(settings: Settings, url: str | None = None) -> Installation:
    """Where the user's own database is, or would be under another address."""
    where = url or settings.database
    folders = (None, settings.witness) if settings.witness else (None,)
    return Installation(
        where,
        settings.files,
        settings.copies,
        tuple(witness_file(where, folder) for folder in folders),
    )


def library_at_work(settings: Settings) -> Library:
    """The content, with the framework that this installation chose.

    Raises:
        ConfigError: when there is no such framework, or it has no standards.
        ContentError: with every fault of the content files.
    """
    library = load_library(settings.data_dir)
    usable = [key for key, framework in library.frameworks.items() if framework.standards]
    if settings.framework not in usable:
        message = (
            f"LP_PLANNER_FRAMEWORK is {settings.framework!r}: please give one of "
            f"{', '.join(usable)}."
        )
        raise ConfigError(message)
    return library.working_with(settings.framework)


def _check_standards(store: Store, library: Library) -> None:
    """Return when what is in a database was mapped to the framework at work.

    Raises:
        StorageUnavailable: when it was mapped to another one, which would read as something else.
    """
    with store.read() as reader:
        standards, frameworks = standards_used(reader), frameworks_used(reader)
        changes = sorted(reader.find(EditionChange), key=lambda change: change.changed_at)
    if changes and changes[-1].to_framework != library.framework.key:
        message = (
            f"What is in this database went over to “{changes[-1].to_framework}” on "
            f"{day_in_words(changes[-1].changed_at.date())}. Please set "
            f"LP_PLANNER_FRAMEWORK={changes[-1].to_framework}. Nothing was changed."
        )
        raise StorageUnavailable(message)
    earlier = {change.from_framework for change in changes}
    strange = sorted(standards - library.framework.by_key.keys())
    strange = strange or sorted(frameworks - {library.framework.key, RENEWAL, *earlier})
    if strange:
        message = (
            f"What is in this database was mapped to other standards ({', '.join(strange[:3])}) "
            f"than those of “{library.framework.name}”. Please set LP_PLANNER_FRAMEWORK back to "
            "what it was, or begin with an empty database. To a new edition of the same standards "
            "leads the command new-edition. Nothing was changed."
        )
        raise StorageUnavailable(message)


def submission_rules(settings: Settings, library: Library) -> SubmissionRules:
    """What this installation asks for before a submission.

    Raises:
        ConfigError: when the level to reach is none of the framework's.
    """
    levels = [level.key for level in library.framework.levels]
    if settings.submit_level not in levels:
        message = (
            f"LP_PLANNER_SUBMIT_LEVEL is {settings.submit_level!r}: please give one of "
            f"{', '.join(levels)}."
        )
        raise ConfigError(message)
    return SubmissionRules(
        level=settings.submit_level,
        standards=min(settings.submit_count, len(library.framework.standards)),
        words=settings.narrative_words,
        site=settings.accreditation_site,
    )
