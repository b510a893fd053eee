"""The live portfolio: an account for each standard, what goes with it, and what is still missing.

It belongs to one lead practitioner and draws on all of their own projects. Nobody else can read
it; what a moderator sees is a frozen copy (``services/portfolio/submissions.py``).
"""

from collections.abc import Mapping, Sequence
from uuid import NAMESPACE_URL, uuid5

from lp_planner.domain.accounts.permissions import Action, check_can
from lp_planner.domain.evidence.evidence_lines import PublicLine, RecordKey
from lp_planner.domain.portfolio.portfolio import Narrative
from lp_planner.domain.portfolio.portfolio_check import PortfolioCheck, check_portfolio
from lp_planner.domain.records.errors import NotFound, StaleRevision
from lp_planner.domain.records.project import Project
from lp_planner.domain.records.records import Frozen
from lp_planner.domain.records.strategies import TrainingSession
from lp_planner.domain.records.training_design import narrative_of
from lp_planner.domain.voices.uptake import SaidReach
from lp_planner.exports.report import Behind
from lp_planner.services.desk.drafts import draft_of, keep_draft
from lp_planner.services.desk.refusals import in_words
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.evidence.behind_evidence import PackThing, things_behind_unchecked
from lp_planner.services.evidence.claims import own_lines
from lp_planner.services.evidence.reports import behind_by_record_unchecked
from lp_planner.services.voices.uptake import said_reach_unchecked
from lp_planner.storage.reader import Reader
from lp_planner.storage.unit_of_work import UnitOfWork
from lp_planner.wording import day_in_words, ended

LABELS = {"text": "Your account"}
CHOICES = "portfolio|choices"
HOW_LEARNERS_LEARN = "LP6"


class Choices(Frozen):
    """What the lead practitioner means to submit, kept as a draft until then."""

    levels: Mapping[str, str] = {}
    left_out: tuple[str, ...] = ()
    """The ids of claims, and of single things behind the records, that stay out of the copy."""
    is_blind: bool = False
    reason: str = ""


class Portfolio(Frozen):
    """The live portfolio as its owner sees it."""

    narratives: Mapping[str, Narrative]
    pieces: tuple[PublicLine, ...]
    """All of its evidence as a reader of the copy would see it."""
    behind: Mapping[RecordKey, tuple[PackThing, ...]]
    """What hangs on the records, by their kind and id."""
    said: tuple[SaidReach, ...]
    """Who says themselves that they use it, as far as they agreed that others read it."""
    choices: Choices
    check: PortfolioCheck

    def of_standard(self, standard: str) -> tuple[PublicLine, ...]:
        """The evidence for one standard, the latest last."""
        return tuple(p for p in self.pieces if p.standard == standard)

    @property
    def chosen(self) -> tuple[PublicLine, ...]:
        """The evidence that would go into a submission."""
        return tuple(p for p in self.pieces if p.claim_id not in self.choices.left_out)

    def said_for(self, standard: str) -> tuple[SaidReach, ...]:
        """What people say themselves of the projects that would go in for a standard."""
        chosen = {p.project_id for p in self.chosen if p.standard == standard}
        return tuple(
            one
            for one in self.said
            if one.project_id in chosen
            and not {one.project_id, one.answer_id} & {*self.choices.left_out}
        )

    @property
    def may_stay_behind(self) -> Mapping[str, str]:
        """What may be left out by itself, in words, by id.

        It is a thing behind the chosen evidence, the plan and the charts of a project that the copy
        would begin with, or what somebody says themselves that they use.
        """
        return (
            {
                thing.attachment_id: f"Behind “{piece.claim}”: {thing.title}"
                for piece in reversed(self.chosen)
                for thing in self.behind.get(piece.record_key, ())
                if not thing.stays
            }
            | {
                piece.project_id: f"The project “{piece.project}”: its plan, measures and charts"
                for piece in self.chosen
            }
            | {
                one.answer_id: f"Said by {one.who} of “{one.practice}”: {one.use}"
                for one in self.said
            }
        )


def my_portfolio(desk: Desk) -> Portfolio:
    """The actor's own portfolio, with what it still lacks.

    Raises:
        PermissionDenied: for a role that keeps no portfolio.
    """
    check_can(desk.actor, Action.KEEP_PORTFOLIO)
    choices = choices_of(desk)
    with desk.read() as reader:
        return portfolio_in(reader, desk, choices)


def portfolio_in(reader: Reader, desk: Desk, choices: Choices) -> Portfolio:
    """The same, read within a transaction of its own."""
    framework = desk.library.framework
    narratives = {
        n.standard: n
        for n in reader.find(Narrative, person_id=desk.actor.person_id, framework=framework.key)
    }
    pieces = _pieces(reader, desk)
    behind = things_behind_unchecked(reader, {piece.project_id for piece in pieces})
    chosen = [p for p in pieces if p.claim_id not in choices.left_out]
    said = said_reach_unchecked(reader.as_it_leaves(), {piece.project_id for piece in chosen})
    return Portfolio(
        narratives=narratives,
        pieces=pieces,
        behind=behind,
        said=said,
        choices=choices,
        check=check_portfolio(
            framework,
            desk.workspace.rules,
            {key: narrative.text for key, narrative in narratives.items()},
            choices.levels,
            chosen,
            desk.today(),
            is_heard=any(
                thing.is_of_others and thing.attachment_id not in choices.left_out
                for piece in chosen
                for thing in behind.get(piece.record_key, ())
            )
            or any(one.answer_id not in choices.left_out for one in said),
        ),
    )


def _pieces(reader: Reader, desk: Desk) -> tuple[PublicLine, ...]:
    return tuple(line.for_export() for line in own_lines(reader.as_it_leaves(), desk))


def save_narrative(desk: Desk, standard: str, text: str, *, version: int) -> Narrative:
    """Keep the account for one standard as it was read at ``version``; 0 when there was none.

    Raises:
        NotFound: for a standard that the framework does not have.
        PermissionDenied: for a role that keeps no portfolio.
        StaleRevision: when it was saved in another tab since ``version``.
        ValidationFailed: when it is too long.
    """
    check_can(desk.actor, Action.KEEP_PORTFOLIO)
    framework = desk.library.framework
    if standard not in framework.by_key:
        raise NotFound
    return keep_account(desk, framework.key, standard, text, version=version)


def keep_account(desk: Desk, framework: str, key: str, text: str, *, version: int) -> Narrative:
    """Keep an account of the actor's under any framework, as it was read at ``version``.

    Raises:
        PermissionDenied: for a role that keeps no portfolio.
        StaleRevision: when it was saved in another tab since ``version``.
        ValidationFailed: when it is too long.
    """
    check_can(desk.actor, Action.KEEP_PORTFOLIO)

    def save(uow: UnitOfWork) -> Narrative:
        person = desk.actor.person_id
        known = uow.find(Narrative, person_id=person, framework=framework, standard=key)
        if (known[0].version if known else 0) != version:
            raise StaleRevision
        if known:
            return uow.change(known[0], text=text)
        # One id for one account, so that two tabs cannot begin it twice.
        return uow.add(
            Narrative,
            id=str(uuid5(NAMESPACE_URL, f"{person}/{framework}/{key}")),
            person_id=person,
            framework=framework,
            standard=key,
            text=text,
        )

    with in_words(LABELS):
        return desk.write(save)


def earlier_narratives(desk: Desk, standard: str) -> Sequence[Narrative]:
    """What the account of one standard said before each change, the latest first."""
    return earlier_accounts(desk, desk.library.framework.key, standard)


def earlier_accounts(desk: Desk, framework: str, key: str) -> Sequence[Narrative]:
    """The same for an account of the actor's under any framework."""
    check_can(desk.actor, Action.KEEP_PORTFOLIO)
    with desk.read() as reader:
        found = reader.find(
            Narrative, person_id=desk.actor.person_id, framework=framework, standard=key
        )
        return list(reversed(reader.earlier(Narrative, found[0].id))) if found else []


def words_to_start_from(desk: Desk, standard: str) -> str:
    """What the actor's own records offer for an account.

    A paragraph for each piece of evidence: what was done and when, the claim, what changed, and
    what others say of it. For LP6 the reasons written in training sessions come first. Nothing is
    added to their words, and nothing private is among them: an account is written for others.
    """
    check_can(desk.actor, Action.KEEP_PORTFOLIO)
    library = desk.library
    names = {t.key: t.label for t in library.vocabularies["segment_kinds"].terms}
    told: list[str] = []
    with desk.read() as everything:
        reader = everything.as_it_leaves()
        if standard in library.standing_for(HOW_LEARNERS_LEARN):
            mine = [p.id for p in reader.find(Project, owner_id=desk.actor.person_id)]
            sessions = reader.find(TrainingSession, project_id=mine)
            told += [narrative_of(s, names) for s in sorted(sessions, key=lambda s: s.held_on)]
        pieces = [piece for piece in _pieces(reader, desk) if piece.standard == standard]
        behind: dict[RecordKey, tuple[Behind, ...]] = {}
        for project_id in {piece.project_id for piece in pieces}:
            behind |= behind_by_record_unchecked(reader, library, project_id)
    told += [_paragraph(piece, behind.get(piece.record_key, ())) for piece in pieces]
    return "\n\n".join(dict.fromkeys(part for part in told if part))


def _paragraph(piece: PublicLine, behind: Sequence[Behind]) -> str:
    """One piece of evidence in its lead's own words, and then in those of others."""
    did = ended(f"{day_in_words(piece.happened_on)}: {piece.headline}")
    parts = [did, ended(piece.claim), ended(piece.what_changed) if piece.what_changed else ""]
    parts += [thing.words for thing in behind if thing.words]
    return " ".join(part for part in parts if part)


def choices_of(desk: Desk) -> Choices:
    """What the actor means to submit so far."""
    check_can(desk.actor, Action.KEEP_PORTFOLIO)
    draft = draft_of(desk, CHOICES)
    return Choices.model_validate(draft) if draft else Choices()


def keep_choices(desk: Desk, choices: Choices) -> None:
    """Keep what the actor means to submit; only they can read it.

    Raises:
        PermissionDenied: for a role that keeps no portfolio.
    """
    check_can(desk.actor, Action.KEEP_PORTFOLIO)
    keep_draft(desk, CHOICES, choices.model_dump(mode="json"))
