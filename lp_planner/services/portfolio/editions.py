"""Going over to a new edition of the standards: side by side, decided by a person, done at once.

The decisions stand in a file that whoever looks after the installation fills in, and then in the
database, where they stay. What was submitted keeps the words it was submitted with, and so does
what somebody thought of themselves under the old edition.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from lp_planner.config import Settings
from lp_planner.content.edition_files import (
    decisions_file,
    read_decisions,
    write_mapping,
    write_questions,
)
from lp_planner.content.library import HOME, Library
from lp_planner.domain.cohort.month_sums import MonthSums
from lp_planner.domain.evidence.claims import ClaimStatus, EvidenceClaim
from lp_planner.domain.evidence.editions import (
    Comparison,
    EditionChange,
    EditionDecision,
    EditionNotReady,
    Fate,
    compare,
)
from lp_planner.domain.evidence.standards import Framework
from lp_planner.domain.portfolio.portfolio import Narrative
from lp_planner.domain.records.diagnosis import FocusCheck
from lp_planner.domain.records.fields import LONGEST_PROSE
from lp_planner.services.desk.workspace import Workspace, open_workspace
from lp_planner.services.portfolio.portfolio import CHOICES
from lp_planner.storage.standards_used import drafts_under
from lp_planner.storage.unit_of_work import UnitOfWork
from lp_planner.wording import counted

ACTOR = "edition"
FATES = {
    Fate.KEPT: "Kept as it was",
    Fate.RENAMED: "The same words under another key",
    Fate.REWORDED: "Other words: is it still the same?",
    Fate.REPEATED: "The same words more than once: which is meant?",
    Fate.GONE: "Gone",
}
IN_BETWEEN = " (new edition)"
"""Where two standards change their keys with each other, one has to wait."""


def say_edition(settings: Settings, key: str) -> str:
    """Compare the standards at work with another edition, and write the file for the decisions.

    A file that is there already stays as it is.

    Raises:
        EditionNotReady: when there is no such framework, or it is the one at work.
        StorageUnavailable: when the planner cannot be opened.
    """
    workspace = open_workspace(settings)
    new = _edition(workspace.library, key)
    found = compare(workspace.library.framework, new)
    resting = _resting(workspace)
    path = decisions_file(settings.data_dir, new.key)
    write_questions(path, workspace.library.framework, new, found, resting)
    open_ones = [line for line in found.lines if not line.is_sure]
    last = (
        f"Please decide about {counted(len(open_ones), 'standard', 'standards')} in {path}, then"
        if open_ones
        else f"Nothing has to be decided; the proposal is in {path}. Please"
    )
    return "\n".join(
        (
            *_told(found, resting),
            "",
            f"{last} run this once more with --go-over. Nothing is changed until then.",
        )
    )


def go_over(settings: Settings, key: str) -> str:
    """Go over to another edition as it was decided: all of it, or nothing.

    Raises:
        EditionNotReady: when something is not decided, or not so that it can be done.
        StorageUnavailable: when the planner cannot be opened.
    """
    workspace = open_workspace(settings)
    old, new = workspace.library.framework, _edition(workspace.library, key)
    decided = read_decisions(decisions_file(settings.data_dir, new.key), old, new)

    def change(uow: UnitOfWork) -> Counter[str]:
        done = _carry(uow, old.key, new.key, decided)
        uow.add(
            EditionChange,
            from_framework=old.key,
            to_framework=new.key,
            changed_at=uow.at,
            decisions=tuple(decided.values()),
        )
        return done

    done = workspace.store.write(ACTOR, change, at=workspace.now())
    _keep_mapping(settings, workspace.library, new, decided)
    return (
        f"{counted(done['carried'], 'piece of evidence', 'pieces of evidence')} and "
        f"{counted(done['accounts'], 'account', 'accounts')} speak of “{new.name}, {new.edition}” "
        f"now; {counted(done['left'], 'piece is', 'pieces are')} left behind with a reason. "
        "What was submitted stays as it was.\n"
        f"From the next start on, please set LP_PLANNER_FRAMEWORK={new.key}."
    )


def _edition(library: Library, key: str) -> Framework:
    new = library.frameworks.get(key)
    if new is None or not new.standards:
        known = ", ".join(sorted(library.frameworks))
        message = (
            f"There is no framework “{key}” with standards here, only {known}. Please bring the "
            "new edition in first, with import-framework."
        )
        raise EditionNotReady(message)
    if new.key == library.framework.key:
        message = f"“{key}” is the framework at work already. Please name the new edition."
        raise EditionNotReady(message)
    return new


def _resting(workspace: Workspace) -> Counter[str]:
    """How much evidence and how many accounts rest on each standard; whose is not said."""
    framework = workspace.library.framework.key
    with workspace.store.read() as reader:
        claims = reader.find(EvidenceClaim, status=ClaimStatus.CONFIRMED)
        accounts = [n for n in reader.find(Narrative, framework=framework) if n.text]
    return Counter(c.standard for c in claims) + Counter(n.standard for n in accounts)


def _told(found: Comparison, resting: Mapping[str, int]) -> Iterator[str]:
    for fate, heading in FATES.items():
        if lines := found.of(fate):
            yield f"{heading}: {len(lines)}"
        for line in lines:
            now = f" is now {line.new.key} {line.new.title}" if line.new else ""
            rests = resting.get(line.old.key, 0)
            on_it = f" ({counted(rests, 'thing rests', 'things rest')} on it)" if rests else ""
            if fate is not Fate.KEPT:
                yield f"  - {line.old.key} {line.old.title}{now}{on_it}"
    if found.added:
        yield f"New: {len(found.added)}"
        yield from (f"  - {standard.key} {standard.title}" for standard in found.added)


def _carry(
    uow: UnitOfWork, old: str, new: str, decided: Mapping[str, EditionDecision]
) -> Counter[str]:
    """Take everything over that is still written in; how much of each."""
    goes_to = {key: decision.new for key, decision in decided.items()}
    done = _carry_claims(uow, old, goes_to)
    for check in uow.find(FocusCheck):
        seen = dict.fromkeys(goes_to.get(key, key) for key in check.standards_in_view)
        now = tuple(key for key in seen if key)
        if now != check.standards_in_view:
            uow.change(check, standards_in_view=now)
    for (person, to), accounts in _accounts(uow, old, goes_to).items():
        # One that was left there when somebody went this way before is joined with it.
        there = uow.find(Narrative, framework=new, person_id=person, standard=to)
        first, *more = accounts
        text = _joined([account.text for account in (*accounts, *there)], to)
        for account in there:
            uow.remove(account)
        uow.change(first, framework=new, standard=to, text=text)
        done["accounts"] += len(accounts)
        # The words stand in the first one now; what they were stays under the old edition.
        done["merged"] += len(more)
    for owner, answers in drafts_under(uow, CHOICES):
        choices = json.loads(answers)
        levels = choices.get("levels", {})
        choices["levels"] = {
            goes_to.get(key, key): level for key, level in levels.items() if goes_to.get(key, key)
        }
        uow.keep_draft(owner, CHOICES, json.dumps(choices))
    for sums in uow.find(MonthSums):
        places = tuple(
            place.model_copy(update={"standards": _renamed(place.standards, goes_to)})
            for place in sums.places
        )
        uow.change(sums, places=places)
    return done


def _joined(texts: Iterable[str], standard: str) -> str:
    """Several accounts as one; what stands in it already is not said twice.

    Raises:
        EditionNotReady: when they are longer together than an account may be.
    """
    whole = ""
    for text in texts:
        if text not in whole:
            whole = text if whole and whole in text else f"{whole}\n\n{text}".strip()
    if len(whole) > LONGEST_PROSE:
        message = (
            f"Accounts that would come together in {standard} are longer than one may be. Please "
            "decide otherwise about one of these standards, or let their writer shorten them. "
            "Nothing was changed."
        )
        raise EditionNotReady(message)
    return whole


def _renamed(counts: Mapping[str, int], goes_to: Mapping[str, str]) -> dict[str, int]:
    """Sums under their new keys; where two come together, how many both have is not known."""
    times = Counter(goes_to.get(key, key) for key in counts)
    named = ((goes_to.get(key, key), number) for key, number in counts.items())
    return {to: number for to, number in named if to and times[to] == 1}


def _carry_claims(uow: UnitOfWork, old: str, goes_to: Mapping[str, str]) -> Counter[str]:
    done: Counter[str] = Counter()
    moving: list[tuple[EvidenceClaim, str]] = []
    taken: set[tuple[str, str, str]] = set()
    crosses = {to for key, to in goes_to.items() if to != key} & goes_to.keys()
    # What is put forward has its place before what was once set aside for the same standard.
    claims = sorted(uow.find(EvidenceClaim), key=lambda c: c.status is not ClaimStatus.CONFIRMED)
    there = {(c.record_kind, c.record_id, c.standard) for c in claims}
    for claim in claims:
        to = goes_to.get(claim.standard, claim.standard)
        place = (claim.record_kind, claim.record_id, to)
        if not to or place in taken:
            # Left behind, or said of the same record twice: it stays to be read under a key that
            # nothing else has, and counts no more.
            done["left"] += claim.status is ClaimStatus.CONFIRMED
            key = _left_key(claim, old, there)
            uow.change(claim, standard=key, status=ClaimStatus.SET_ASIDE)
            continue
        taken.add(place)
        done["carried"] += claim.status is ClaimStatus.CONFIRMED
        if to != claim.standard:
            waits = uow.change(claim, standard=f"{to}{IN_BETWEEN}") if to in crosses else claim
            moving.append((waits, to))
    for claim, to in moving:
        uow.change(claim, standard=to)
    return done


def _left_key(claim: EvidenceClaim, old: str, there: set[tuple[str, str, str]]) -> str:
    """A key for what is left behind, numbered where the same was left behind before."""
    number, key = 1, f"{claim.standard} ({old})"
    while (place := (claim.record_kind, claim.record_id, key)) in there:
        number += 1
        key = f"{claim.standard} ({old}, {number})"
    there.add(place)
    return key


def _accounts(
    uow: UnitOfWork, old: str, goes_to: Mapping[str, str]
) -> dict[tuple[str, str], list[Narrative]]:
    """The accounts that go over, by whose they are and the standard they go to."""
    found: dict[tuple[str, str], list[Narrative]] = {}
    for account in uow.find(Narrative, framework=old):
        if to := goes_to.get(account.standard):
            found.setdefault((account.person_id, to), []).append(account)
    return found


def _keep_mapping(
    settings: Settings, library: Library, new: Framework, decided: Mapping[str, EditionDecision]
) -> None:
    """Write down which of the new standards stand for those that the planner's forms speak of."""
    answers = {
        own: [to for key in library.standing_for(own) if (to := decided[key].new)]
        for own in library.frameworks[HOME].by_key
    }
    source = f"What was decided when {new.name} came in its edition {new.edition}"
    write_mapping(settings.data_dir, new.key, source, answers)
