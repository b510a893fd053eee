"""A look at a blind copy before it goes: where its own texts still say whose it is."""

from functools import lru_cache
from pathlib import Path

from lp_planner.domain.accounts.people import Person, School
from lp_planner.domain.evidence.attachments import Attachment
from lp_planner.domain.portfolio.portfolio_copy import places_that_name, wanted_names
from lp_planner.domain.records.records import Frozen
from lp_planner.interchange.text_in_files import texts_inside
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.evidence.behind_evidence import named_files
from lp_planner.services.portfolio.submissions import preview
from lp_planner.storage.blobs import BlobFolder


class NamesFound(Frozen):
    """Where a copy still names its owner or their school."""

    standards: tuple[str, ...]
    files: tuple[str, ...]
    """The files that do so inside, in their texts or properties."""


def names_in_copy(desk: Desk) -> NamesFound:
    """Where what would be submitted still says who the actor is or where they work.

    Raises:
        PermissionDenied: for a role that keeps no portfolio.
        StorageUnavailable: when a file is missing or damaged.
    """
    copy = preview(desk)
    files = named_files(copy)
    with desk.read() as reader:
        person = reader.get(Person, desk.actor.person_id)
        school = reader.get(School, person.school_id)
        kinds = {a.sha256: a.media_type for a in reader.find(Attachment, sha256=sorted(files))}
    names = wanted_names((person.name, *person.name.split()[-1:], school.name))
    folder = str(desk.workspace.store.files.folder)
    return NamesFound(
        standards=places_that_name(copy, names),
        files=tuple(
            name
            for sha256, name in files.items()
            if _names_one(folder, sha256, kinds[sha256], names)
        ),
    )


@lru_cache(maxsize=500)
def _names_one(folder: str, sha256: str, media_type: str, names: tuple[str, ...]) -> bool:
    """Whether a file says one of ``names``; under its fingerprint it never changes."""
    text = texts_inside(BlobFolder(Path(folder)).read(sha256), media_type).casefold()
    return any(name in text for name in names)
