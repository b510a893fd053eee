"""The self-assessment of one lead practitioner, for that person alone.

There is no way to ask for somebody else's: what is read is always the actor's own, and an id that
belongs to somebody else reads like one that does not exist, whatever the role. Apart from the
page, only ``own_data`` (the person's own copy), ``gaps`` and the portfolio of the same person look
here; a test keeps it so.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from lp_planner.domain.accounts.permissions import Action, check_can
from lp_planner.domain.evidence.evidence_lines import RecordKey
from lp_planner.domain.evidence.standards import Framework, Level, Standard
from lp_planner.domain.records.errors import NotFound, StaleRevision, ValidationFailed
from lp_planner.domain.records.reach import Reach
from lp_planner.domain.records.records import Frozen
from lp_planner.domain.self_assessment.coaching_guide import Guide
from lp_planner.domain.self_assessment.self_assessment import (
    SelfRating,
    SelfThought,
    ShownByEvidence,
)
from lp_planner.domain.voices.uptake import furthest_said
from lp_planner.services.desk.drafts import draft_of, drop_draft, keep_draft
from lp_planner.services.desk.refusals import in_words
from lp_planner.services.desk.workspace import Desk, Workspace
from lp_planner.services.evidence.claims import own_lines
from lp_planner.services.voices.uptake import said_reach_unchecked
from lp_planner.storage.reader import Reader
from lp_planner.storage.unit_of_work import UnitOfWork

LABELS = {"text": "Your thoughts", "reason": "Why this level"}
CHOSEN = "self-assessment|framework"


class Undecided(Frozen):
    """A level that was picked and not kept yet, with the reason so far."""

    level: str = ""
    reason: str = ""


class SelfAssessment(Frozen):
    """A self-assessment as its owner sees it."""

    framework: Framework
    levels: tuple[Level, ...]
    guide: Guide | None
    ratings: tuple[SelfRating, ...]
    thoughts: tuple[SelfThought, ...]
    shown: Mapping[str, ShownByEvidence]

    def history_of(self, standard: str) -> tuple[SelfRating, ...]:
        """Every rating of a standard, the latest first."""
        return tuple(r for r in reversed(self.ratings) if r.standard == standard)

    def rating_of(self, standard: str) -> SelfRating | None:
        """The latest rating of a standard."""
        return next(iter(self.history_of(standard)), None)

    def level(self, key: str) -> Level | None:
        """The level of a key."""
        return next((level for level in self.levels if level.key == key), None)

    def thought(self, standard: str, level: str, question: str) -> str:
        """What was answered to a question, or noted where ``question`` is empty."""
        return next(
            (
                t.text
                for t in self.thoughts
                if (t.standard, t.level, t.question) == (standard, level, question)
            ),
            "",
        )

    @property
    def rated(self) -> tuple[str, ...]:
        """The standards that have a rating, in their order."""
        there = {r.standard for r in self.ratings}
        return tuple(s.key for s in self.framework.standards if s.key in there)

    @property
    def first_open(self) -> Standard | None:
        """The first standard without a rating: where to go on."""
        return next((s for s in self.framework.standards if s.key not in self.rated), None)


def my_self_assessment(desk: Desk) -> SelfAssessment:
    """The actor's own self-assessment by the framework they chose.

    Raises:
        PermissionDenied: for a role that assesses nobody, itself included.
    """
    check_can(desk.actor, Action.ASSESS_MYSELF)
    framework = chosen_framework(desk)
    with desk.read() as reader:
        ratings = reader.find(SelfRating, person_id=desk.actor.person_id, framework=framework.key)
        thoughts = reader.find(SelfThought, person_id=desk.actor.person_id, framework=framework.key)
        shown = _shown(reader, desk)
    known = framework.by_key
    return SelfAssessment(
        framework=framework,
        levels=_levels(desk.workspace, framework),
        guide=desk.library.guides.get(framework.key),
        ratings=tuple(sorted(ratings, key=lambda r: (r.created_at, r.id))),
        thoughts=tuple(thoughts),
        shown={key: found for key, found in shown.items() if key in known},
    )


def chosen_framework(desk: Desk) -> Framework:
    """The framework the actor assesses themselves by; the planner's own until they choose."""
    check_can(desk.actor, Action.ASSESS_MYSELF)
    chosen = str(draft_of(desk, CHOSEN).get("framework", ""))
    return desk.library.frameworks.get(chosen, desk.library.framework)


def choose_framework(desk: Desk, framework: str) -> None:
    """Assess oneself by another framework; what was said by the first one stays.

    Raises:
        NotFound: for a framework that is not there.
    """
    check_can(desk.actor, Action.ASSESS_MYSELF)
    if framework not in desk.library.frameworks:
        raise NotFound
    keep_draft(desk, CHOSEN, {"framework": framework})


def rate(desk: Desk, standard: str, level: str, *, reason: str = "") -> SelfRating:
    """Keep a level for a standard, dated, as a row of its own; the same again changes nothing.

    Raises:
        NotFound: for a standard or level that the framework does not have.
        PermissionDenied: for a role that keeps no self-assessment.
        ValidationFailed: on ``reason``, when the level is another one than before without a word
            why, or the reason is too long.
    """
    check_can(desk.actor, Action.ASSESS_MYSELF)
    framework = chosen_framework(desk)
    if standard not in framework.by_key or level not in _keys(_levels(desk.workspace, framework)):
        raise NotFound

    def save(uow: UnitOfWork) -> SelfRating:
        known = uow.find(
            SelfRating, person_id=desk.actor.person_id, framework=framework.key, standard=standard
        )
        latest = max(known, key=lambda r: (r.created_at, r.id), default=None)
        if latest and latest.level == level and reason.strip() in {"", latest.reason}:
            return latest
        if latest and latest.level != level and not reason.strip():
            message = "Please say in a few words what changed your mind; both stay in your history."
            raise ValidationFailed({"reason": message})
        return uow.add(
            SelfRating,
            person_id=desk.actor.person_id,
            framework=framework.key,
            edition=framework.edition,
            standard=standard,
            level=level,
            reason=reason,
        )

    with in_words(LABELS):
        rated = desk.write(save)
    drop_draft(desk, _draft(framework.key, standard))
    return rated


def undecided(desk: Desk, standard: str) -> Undecided | None:
    """The level picked for a standard and not kept yet; ``None`` when there is none."""
    check_can(desk.actor, Action.ASSESS_MYSELF)
    framework = chosen_framework(desk)
    found = draft_of(desk, _draft(framework.key, standard))
    return Undecided.model_validate(found) if found else None


def keep_undecided(desk: Desk, standard: str, so_far: Undecided) -> None:
    """Keep what was picked so far, before it counts."""
    check_can(desk.actor, Action.ASSESS_MYSELF)
    framework = chosen_framework(desk)
    if standard not in framework.by_key:
        raise NotFound
    keep_draft(desk, _draft(framework.key, standard), so_far.model_dump(mode="json"))


def picks(desk: Desk) -> Mapping[str, Undecided]:
    """Every level that was picked by the chosen framework and has no date yet, by standard."""
    found = {key: undecided(desk, key) for key in chosen_framework(desk).by_key}
    return {key: picked for key, picked in found.items() if picked and picked.level}


def settle_picks(desk: Desk, *, but: str) -> tuple[str, ...]:
    """Give what was picked its date, once its owner has moved on to the standard ``but``.

    Returns the standards where somebody changed their mind and has not said why; what they picked
    there stays picked.
    """
    waits = []
    for standard, picked in picks(desk).items():
        if standard == but:
            continue
        try:
            rate(desk, standard, picked.level, reason=picked.reason)
        except (ValidationFailed, NotFound):
            waits.append(standard)
    return tuple(waits)


def keep_thought(
    desk: Desk,
    text: str,
    *,
    seen: str = "",
    standard: str = "",
    level: str = "",
    question: str = "",
) -> None:
    """Keep an answer or a note as it stands; an empty one is erased for good.

    ``seen`` is what stood there when its writer began.

    Raises:
        NotFound: for a standard or level that the framework does not have.
        PermissionDenied: for a role that keeps no self-assessment.
        StaleRevision: when something else was written there in another tab since.
        ValidationFailed: when it is too long.
    """
    check_can(desk.actor, Action.ASSESS_MYSELF)
    framework = chosen_framework(desk)
    if standard and standard not in framework.by_key:
        raise NotFound
    if level and level not in _keys(_levels(desk.workspace, framework)):
        raise NotFound
    place: dict[str, Any] = {
        "person_id": desk.actor.person_id,
        "framework": framework.key,
        "standard": standard,
        "level": level,
        "question": question,
    }

    def save(uow: UnitOfWork) -> None:
        known = uow.find(SelfThought, **place)
        stands = known[0].text if known else ""
        if stands.strip() not in {seen.strip(), text.strip()}:
            raise StaleRevision
        if not text.strip():
            uow.erase_all(SelfThought, **place)
        elif known:
            uow.change(known[0], text=text, edition=framework.edition)
        else:
            # One id for one place, so that two tabs cannot begin it twice.
            id_ = str(uuid5(NAMESPACE_URL, "/".join(("self", *place.values()))))
            uow.add(SelfThought, id=id_, text=text, edition=framework.edition, **place)

    with in_words(LABELS):
        desk.write(save)


def erase_rating(desk: Desk, rating_id: str) -> None:
    """Take one rating out of the history for good.

    Raises:
        NotFound: when it is not the actor's own, in the same words as for an unknown one.
    """

    def save(uow: UnitOfWork) -> None:
        if not uow.erase_all(SelfRating, id=rating_id, person_id=desk.actor.person_id):
            raise NotFound

    desk.write(save)


def erase_everything(desk: Desk) -> None:
    """Erase the actor's whole self-assessment by the chosen framework: nothing can bring it back.

    Raises:
        PermissionDenied: for a role that keeps no self-assessment.
    """
    check_can(desk.actor, Action.ASSESS_MYSELF)
    framework = chosen_framework(desk)

    def save(uow: UnitOfWork) -> None:
        for model in (SelfRating, SelfThought):
            uow.erase_all(model, person_id=desk.actor.person_id, framework=framework.key)
        for standard in framework.by_key:
            uow.drop_draft(desk.actor.person_id, _draft(framework.key, standard))

    desk.write(save)


def _shown(reader: Reader, desk: Desk) -> Mapping[str, ShownByEvidence]:
    """What the actor's confirmed evidence shows for each standard."""
    steps = list(Reach)
    found: dict[str, set[RecordKey]] = {}
    furthest: dict[str, Reach] = {}
    projects: dict[str, set[str]] = {}
    lines = own_lines(reader, desk)
    said = said_reach_unchecked(reader, {line.project_id for line in lines})
    for line in lines:
        projects.setdefault(line.standard, set()).add(line.project_id)
        found.setdefault(line.standard, set()).add(line.record_key)
        before = furthest.get(line.standard, line.reach)
        furthest[line.standard] = max(before, line.reach, key=steps.index)
    return {
        key: ShownByEvidence(
            furthest=furthest[key],
            said=furthest_said(one for one in said if one.project_id in projects[key]),
            pieces=len(about),
        )
        for key, about in found.items()
    }


def _levels(workspace: Workspace, framework: Framework) -> tuple[Level, ...]:
    """The framework's levels, or the four levels of influence where it names none."""
    return framework.levels or workspace.library.framework.levels


def _keys(levels: Sequence[Level]) -> set[str]:
    return {level.key for level in levels}


def _draft(framework: str, standard: str) -> str:
    return f"self-assessment|{framework}|{standard}"
