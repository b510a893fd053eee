"""Submitting a portfolio, letting somebody read the copy, and what came back; for its owner."""

import datetime as dt
import secrets
from collections.abc import Sequence

from lp_planner.auth.secret_words import hash_of
from lp_planner.domain.accounts.people import Actor
from lp_planner.domain.accounts.permissions import Action, check_can
from lp_planner.domain.portfolio.portfolio import (
    DEMO_MARK,
    AccessLink,
    ModeratorRating,
    Opening,
    Outcome,
    Result,
    Submission,
)
from lp_planner.domain.portfolio.portfolio_check import (
    grouped,
)
from lp_planner.domain.portfolio.portfolio_copy import (
    PortfolioCopy,
    fingerprint,
    frozen_text,
    read_copy,
)
from lp_planner.domain.records.errors import InvalidTransition, NotFound, ValidationFailed
from lp_planner.domain.records.records import Frozen
from lp_planner.services.desk.refusals import in_words
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.portfolio.copy_writing import copy_in
from lp_planner.services.portfolio.portfolio import Choices, Portfolio, choices_of, portfolio_in
from lp_planner.storage.reader import Reader
from lp_planner.storage.unit_of_work import UnitOfWork
from lp_planner.wording import listed

LABELS = {
    "for_whom": "Who is the link for?",
    "note": "Note",
    "decided_on": "Decided on",
    "result": "Outcome",
}
LONGEST_LINK = 180


class NewLink(Frozen):
    """A link just made; ``secret`` is shown this once and cannot be read again."""

    link: AccessLink
    secret: str


class SideBySide(Frozen):
    """One standard: the level the LP claimed, beside what each moderator said."""

    standard: str
    title: str
    claimed: str
    account: str
    ratings: tuple[ModeratorRating, ...]


class Submitted(Frozen):
    """One submission as its owner sees it."""

    submission: Submission
    links: tuple[AccessLink, ...]
    openings: tuple[Opening, ...]
    outcomes: tuple[Outcome, ...]
    side_by_side: tuple[SideBySide, ...]
    overall: tuple[ModeratorRating, ...]
    """What each moderator said of the whole."""
    is_unchanged: bool
    """Whether the copy still has the fingerprint it was submitted with."""


def preview(desk: Desk) -> PortfolioCopy:
    """What would be frozen now."""
    check_can(desk.actor, Action.KEEP_PORTFOLIO)
    choices = choices_of(desk)
    with desk.read() as reader:
        portfolio = portfolio_in(reader, desk, choices)
        return copy_in(reader, desk, portfolio)


def submit(desk: Desk, *, form_id: str | None = None) -> Submission:
    """Freeze a copy of what the actor chose; the live portfolio goes on.

    With something missing, a written reason is needed; it stays with the actor and is no part of
    the copy. ``form_id`` makes a doubled click harmless.

    Raises:
        PermissionDenied: for a role that keeps no portfolio.
        ValidationFailed: naming what is missing, each sort once, when there is no reason to go on.
    """
    check_can(desk.actor, Action.KEEP_PORTFOLIO)
    choices = choices_of(desk)

    def save(uow: UnitOfWork) -> Submission:
        portfolio = portfolio_in(uow, desk, choices)
        _check_ready(portfolio, choices)
        text = frozen_text(copy_in(uow, desk, portfolio))
        values: dict[str, object] = {
            "person_id": desk.actor.person_id,
            "framework": desk.library.framework.key,
            "submitted_at": desk.now(),
            "content": text,
            "sha256": fingerprint(text),
            "is_blind": choices.is_blind,
            "note": choices.reason,
        }
        if form_id:
            values["id"] = form_id
        return uow.add(Submission, **values)

    with in_words(LABELS):
        return desk.write(save)


def _check_ready(portfolio: Portfolio, choices: Choices) -> None:
    if portfolio.check.is_ready or choices.reason.strip():
        return
    words = " ".join(
        f"{what}: {listed(standards)}." for _, what, standards in grouped(portfolio.check.needed)
    )
    message = f"You can write down why you submit all the same, or settle this first. {words}"
    raise ValidationFailed({"reason": message})


def my_submissions(desk: Desk) -> Sequence[Submitted]:
    """The actor's submissions with everything that belongs to them, the newest first."""
    check_can(desk.actor, Action.KEEP_PORTFOLIO)
    with desk.read() as reader:
        mine = reader.find(Submission, person_id=desk.actor.person_id)
        return [_submitted(reader, s) for s in reversed(mine)]


def submission_for(reader: Reader, actor: Actor, submission_id: str) -> Submission:
    """The actor's own submission; otherwise as if it did not exist."""
    check_can(actor, Action.KEEP_PORTFOLIO)
    found = reader.get(Submission, submission_id)
    if found.person_id != actor.person_id:
        raise NotFound
    return found


def copy_of(desk: Desk, submission_id: str) -> PortfolioCopy:
    """The frozen copy of the actor's own submission.

    Raises:
        CopyChanged: when it is no longer as it was submitted.
        NotFound: for an unknown submission and for somebody else's alike.
    """
    with desk.read() as reader:
        found = submission_for(reader, desk.actor, submission_id)
    return read_copy(found.content, found.sha256)


def _submitted(reader: Reader, submission: Submission) -> Submitted:
    ratings = reader.find(ModeratorRating, submission_id=submission.id)
    is_unchanged = fingerprint(submission.content) == submission.sha256
    standards = read_copy(submission.content, submission.sha256).standards if is_unchanged else ()
    return Submitted(
        submission=submission,
        links=tuple(reader.find(AccessLink, submission_id=submission.id)),
        openings=tuple(reader.find(Opening, submission_id=submission.id)),
        outcomes=tuple(reader.find(Outcome, submission_id=submission.id)),
        side_by_side=tuple(
            SideBySide(
                standard=s.key,
                title=s.title,
                claimed=s.level_name,
                account=s.narrative,
                ratings=tuple(r for r in ratings if r.standard == s.key),
            )
            for s in standards
        ),
        overall=tuple(rating for rating in ratings if not rating.standard),
        is_unchanged=is_unchanged,
    )


def make_link(desk: Desk, submission_id: str, *, for_whom: str, days: int) -> NewLink:
    """Make a link to a submission for one reader, open for some days.

    Only a hash of its secret is stored, so the secret is in the answer and nowhere else.

    Raises:
        NotFound: for an unknown submission and for somebody else's alike.
        ValidationFailed: without a reader, or for a number of days that does not fit.
    """
    if not 1 <= days <= LONGEST_LINK:
        message = f"A link is open for 1 to {LONGEST_LINK} days. Please choose again."
        raise ValidationFailed({"days": message})
    secret = (DEMO_MARK if desk.workspace.is_demo else "") + secrets.token_urlsafe(32)

    def save(uow: UnitOfWork) -> AccessLink:
        submission = submission_for(uow, desk.actor, submission_id)
        return uow.add(
            AccessLink,
            submission_id=submission.id,
            for_whom=for_whom,
            token_hash=hash_of(secret),
            expires_at=desk.now() + dt.timedelta(days=days),
        )

    with in_words(LABELS):
        link = desk.write(save)
    return NewLink(link=link, secret=secret)


def revoke_link(desk: Desk, link_id: str) -> AccessLink:
    """Close a link of the actor's for good; revoking twice changes nothing.

    Raises:
        NotFound: for an unknown link and for somebody else's alike.
    """

    def save(uow: UnitOfWork) -> AccessLink:
        link = uow.get(AccessLink, link_id)
        submission_for(uow, desk.actor, link.submission_id)
        return link if link.revoked_at else uow.change(link, revoked_at=desk.now())

    check_can(desk.actor, Action.KEEP_PORTFOLIO)
    return desk.write(save)


def record_outcome(
    desk: Desk,
    submission_id: str,
    *,
    result: str,
    decided_on: dt.date,
    note: str = "",
) -> Outcome:
    """Write down what the accrediting organisation decided; a later outcome supersedes it.

    Raises:
        NotFound: for an unknown submission and for somebody else's alike.
        ValidationFailed: for a day before the submission or after today.
    """

    def save(uow: UnitOfWork) -> Outcome:
        submission = submission_for(uow, desk.actor, submission_id)
        if not submission.submitted_at.date() <= decided_on <= desk.today():
            message = "The decision falls between the submission and today. Which day was it?"
            raise ValidationFailed({"decided_on": message})
        standing = uow.find(Outcome, submission_id=submission.id)
        if standing and (standing[-1].result, standing[-1].decided_on) == (result, decided_on):
            message = "This outcome is written down already."
            raise InvalidTransition(message)
        return uow.add(
            Outcome, submission_id=submission.id, result=result, decided_on=decided_on, note=note
        )

    if result not in {r.value for r in Result}:
        raise ValidationFailed({"result": "Please say what was decided."})
    with in_words(LABELS):
        return desk.write(save)
