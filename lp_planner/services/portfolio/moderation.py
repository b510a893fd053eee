"""The moderator's side: one frozen copy by a link's secret, and feedback on it; nothing else.

A moderator has no account here. A secret that is unknown, expired or revoked is refused in one and
the same sentence.
"""

import hmac
import json
from collections.abc import Mapping
from uuid import NAMESPACE_URL, uuid5

from lp_planner.auth.secret_words import hash_of
from lp_planner.domain.cohort.sharing import NoteBeside
from lp_planner.domain.portfolio.portfolio import AccessLink, ModeratorRating, Opening, Submission
from lp_planner.domain.portfolio.portfolio_copy import PortfolioCopy, read_copy
from lp_planner.domain.records.errors import NotFound, StaleRevision, ValidationFailed
from lp_planner.domain.records.records import Frozen
from lp_planner.services.desk.refusals import in_words
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.evidence.attachments import ServedFile
from lp_planner.services.evidence.behind_evidence import files_still_there_unchecked, named_files
from lp_planner.storage.reader import Reader
from lp_planner.storage.tables import table_of
from lp_planner.storage.unit_of_work import UnitOfWork

LABELS = {"moderator": "Your name or role", "feedback": "Your feedback"}
LONGEST_SECRET = 200
WHOLE = ""
"""In the place of a standard: the copy as a whole."""


class Opened(Frozen):
    """A copy as the holder of a link reads it, with what they said about it so far."""

    portfolio: PortfolioCopy
    sha256: str
    for_whom: str
    link_id: str
    ratings: Mapping[str, ModeratorRating]
    """What was given through this link, by standard; other moderators' words stay with them."""
    overall: ModeratorRating | None
    """What was said of the whole through this link."""
    notes: Mapping[str, str]
    """What the lead practitioner put beside it, by the id of what was given."""
    files: frozenset[str]
    """The fingerprints of the files that can still be taken."""

    @property
    def rated(self) -> tuple[str, ...]:
        """The standards that something was given on."""
        return tuple(s.key for s in self.portfolio.standards if s.key in self.ratings)


def is_open(workspace: Workspace, token: str) -> bool:
    """Whether a link opens a submission just now; asking is not noted as an opening."""
    try:
        with workspace.store.read() as reader:
            _link(reader, workspace, token)
    except NotFound:
        return False
    return True


def open_submission(workspace: Workspace, token: str, *, visit: str) -> Opened:
    """The frozen copy that a link opens; the opening is noted for the lead practitioner.

    ``visit`` tells one visit from the next: within a visit the copy is read many times and noted
    once.

    Raises:
        CopyChanged: when the copy is no longer as it was submitted.
        NotFound: for a secret that is unknown, expired or revoked, all in the same words.
    """
    _note_opening(workspace, token, visit)
    with workspace.store.read() as reader:
        link = _link(reader, workspace, token)
        submission = reader.get(Submission, link.submission_id)
        ratings = reader.find(ModeratorRating, link_id=link.id)
        given = [rating.id for rating in ratings]
        beside = reader.find(NoteBeside, subject=table_of(ModeratorRating), subject_id=given)
        copy = read_copy(submission.content, submission.sha256)
        files = files_still_there_unchecked(reader, submission, copy)
    return Opened(
        portfolio=copy,
        sha256=submission.sha256,
        for_whom=link.for_whom,
        link_id=link.id,
        ratings={rating.standard: rating for rating in ratings if rating.standard != WHOLE},
        overall=next((rating for rating in ratings if rating.standard == WHOLE), None),
        notes={note.subject_id: note.words for note in beside},
        files=frozenset(files),
    )


def file_by_link(workspace: Workspace, token: str, sha256: str) -> ServedFile:
    """A file of the copy that a link opens; the lead practitioner sees that it was taken.

    It is named as in the copy, so that a blind one stays blind. What is taken twice within a
    minute is noted once.

    Raises:
        CopyChanged: when the copy is no longer as it was submitted.
        NotFound: for a secret that opens nothing and for a file that is not in the copy, was taken
            off since, or is held back; all in the same words.
        StorageUnavailable: when the file is missing or damaged.
    """
    with workspace.store.read() as reader:
        link = _link(reader, workspace, token)
        submission = reader.get(Submission, link.submission_id)
        copy = read_copy(submission.content, submission.sha256)
        found = files_still_there_unchecked(reader, submission, copy).get(sha256)
    if found is None:
        raise NotFound
    data = workspace.store.files.read(found.sha256)
    name = named_files(copy)[sha256]
    _note_opening(workspace, token, f"{sha256}/{workspace.now():%Y-%m-%dT%H:%M}", file=name)
    return ServedFile(name, found.media_type, data)


def _note_opening(workspace: Workspace, token: str, visit: str, *, file: str = "") -> None:
    opening_id = str(uuid5(NAMESPACE_URL, f"{hash_of(token)}/{visit}"))
    with workspace.store.read() as reader:
        link = _link(reader, workspace, token)
        if reader.find(Opening, id=opening_id):
            return

    def note(uow: UnitOfWork) -> None:
        known = _link(uow, workspace, token)
        if not uow.find(Opening, id=opening_id):
            uow.add(
                Opening,
                id=opening_id,
                submission_id=known.submission_id,
                link_id=known.id,
                opened_at=workspace.now(),
                by_whom=known.for_whom,
                file=file,
            )

    workspace.store.write(_writer(link), note, at=workspace.now())


def rate_standard(
    workspace: Workspace,
    token: str,
    *,
    standard: str,
    level: str,
    feedback: str,
    moderator: str,
    version: int | None = None,
) -> ModeratorRating:
    """Keep what the holder of a link thinks of one standard; saying it again replaces it.

    What it said before is kept. An empty ``level`` means that they cannot tell yet. ``version`` is
    the one that was read, 0 where nothing was given yet; without it nothing is compared.

    Raises:
        NotFound: for a secret that opens nothing, or a standard that is not in the copy.
        StaleRevision: when something else was given since ``version``, in another tab.
        ValidationFailed: without a name or role, or with neither a level nor feedback.
    """
    levels = {item.key for item in workspace.library.framework.levels}
    if level and level not in levels:
        raise ValidationFailed({"level": "Please choose one of the levels."})
    if not level and not feedback.strip():
        message = "Please choose a level or write a few words of feedback."
        raise ValidationFailed({"feedback": message})

    values = {"level": level, "feedback": feedback, "moderator": moderator}
    return _give(workspace, token, standard, values, version)


def sum_up(
    workspace: Workspace,
    token: str,
    *,
    feedback: str,
    moderator: str,
    is_finished: bool,
    version: int | None = None,
) -> ModeratorRating:
    """Keep what the holder of a link says of the whole copy, and whether they have finished.

    They can go on after that; saying it again replaces it.

    Raises:
        NotFound: for a secret that opens nothing.
        StaleRevision: when something else was given since ``version``, in another tab.
        ValidationFailed: without a name or role, or with nothing to say.
    """
    if not is_finished and not feedback.strip():
        message = "Please write a few words, or say that you have finished."
        raise ValidationFailed({"feedback": message})
    values = {"feedback": feedback, "moderator": moderator, "is_finished": is_finished}
    return _give(workspace, token, WHOLE, values, version)


def _give(
    workspace: Workspace,
    token: str,
    standard: str,
    values: Mapping[str, object],
    version: int | None,
) -> ModeratorRating:
    def save(uow: UnitOfWork) -> ModeratorRating:
        link = _link(uow, workspace, token)
        submission = uow.get(Submission, link.submission_id)
        copy = read_copy(submission.content, submission.sha256)
        if standard not in {WHOLE, *(s.key for s in copy.standards)}:
            raise NotFound
        known = uow.find(ModeratorRating, link_id=link.id, standard=standard)
        if version is not None and version != (known[0].version if known else 0):
            raise StaleRevision
        if known:
            rating = uow.change(known[0], **values)
        else:
            rating = uow.add(
                ModeratorRating,
                submission_id=submission.id,
                link_id=link.id,
                standard=standard,
                **values,
            )
        uow.drop_draft(_writer(link), standard)
        return rating

    with workspace.store.read() as reader:
        writer = _writer(_link(reader, workspace, token))
    with in_words(LABELS):
        return workspace.store.write(writer, save, at=workspace.now())


def keep_moderator_draft(
    workspace: Workspace, token: str, standard: str, values: Mapping[str, object]
) -> None:
    """Keep what the holder of a link has typed about one standard; the LP cannot read it.

    Raises:
        NotFound: for a secret that opens nothing.
    """
    with workspace.store.read() as reader:
        writer = _writer(_link(reader, workspace, token))
    text = json.dumps(dict(values), default=str)
    workspace.store.write(
        writer, lambda uow: uow.keep_draft(writer, standard, text), at=workspace.now()
    )


def moderator_draft(workspace: Workspace, token: str, standard: str) -> dict[str, object]:
    """What the holder of a link has typed about one standard and not yet given.

    Raises:
        NotFound: for a secret that opens nothing.
    """
    with workspace.store.read() as reader:
        text = reader.draft(_writer(_link(reader, workspace, token)), standard)
    found = json.loads(text) if text else {}
    return found if isinstance(found, dict) else {}


def _link(reader: Reader, workspace: Workspace, token: str) -> AccessLink:
    """The open link of a secret; every other secret reads alike."""
    if not token or len(token) > LONGEST_SECRET:
        raise NotFound
    wanted = hash_of(token)
    found = [
        link
        for link in reader.find(AccessLink, token_hash=wanted)
        if hmac.compare_digest(link.token_hash, wanted)
    ]
    if not found or not found[0].is_open(workspace.now()):
        raise NotFound
    return found[0]


def _writer(link: AccessLink) -> str:
    """Who the audit trail names for what is done through a link."""
    return f"link:{link.id}"
