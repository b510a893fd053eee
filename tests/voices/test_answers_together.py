"""A staff meeting presses Send at once: one transaction, and each is told what became of theirs."""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from lp_planner.domain.records.errors import NotFound, PlannerError, ValidationFailed
from lp_planner.domain.voices.rounds import MARGIN, AskRound, GivenAnswer, RoundKind
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.voices import asking
from lp_planner.services.voices.asking import WhatToAsk
from lp_planner.services.voices.giving import Given
from tests.cast import AMINA
from tests.factories import make_project, write
from tests.voices.rounds import FIT, READY, answer, ask_about_fit, ask_about_readiness, view

Form = tuple[str, str, dict[str, str]]
"""A link's secret, the form's own id, and what stands in it."""


def sent_at_once(
    workspace: Workspace, asked: AskRound, forms: Sequence[Form]
) -> list[Given | PlannerError]:
    """Everybody sends while the store is held; what each is told, in the order of the forms."""

    def send(form: Form) -> Given | PlannerError:
        try:
            return answer(workspace, form[0], form[2], form[1])
        except PlannerError as refused:
            return refused

    waiting = workspace.store._together._waiting
    with ThreadPoolExecutor(len(forms)) as people:
        with workspace.store.writers_paused():
            told = [people.submit(send, form) for form in forms]
            while len(waiting.get(f"link:{asked.id}", ())) < len(forms) - 1:
                time.sleep(0.005)
        return [one.result(60) for one in told]


def test_thirty_who_send_at_once_are_kept_in_one_transaction(planner: Workspace) -> None:
    asked = ask_about_readiness(planner, expected=30)
    cache = planner.store._cache
    assert cache is not None
    before = cache.commits
    told = sent_at_once(planner, asked, [(asked.secret, str(at), READY) for at in range(30)])
    assert all(isinstance(one, Given) for one in told)
    assert cache.commits == before + 2  # a commit counts as it begins and as it ends
    assert view(planner, asked).given == 30


def test_of_many_at_once_only_as_many_as_fit_are_kept_and_a_fault_is_its_own(
    workspace: Workspace,
) -> None:
    asked = ask_about_fit(workspace, expected=2)
    places = 2 + MARGIN
    forms = [(asked.secret, str(at), {**FIT, "who": f"Person {at}"}) for at in range(8)]
    nameless = (asked.secret, "nameless", dict(FIT))
    told = sent_at_once(workspace, asked, [nameless, *forms])
    faults = [one for one in told if isinstance(one, ValidationFailed | NotFound)]
    kept = [one for one in told if isinstance(one, Given)]
    assert len(kept) == places
    assert len(faults) == len(told) - places
    assert sum(not one.takes_more for one in kept) == 1
    with workspace.store.read() as reader:
        rows = reader.find(GivenAnswer, round_id=asked.id)
        trail = reader.rows("SELECT subject_id FROM audit_event WHERE subject = 'given_answer'")
    assert len(rows) == places
    assert {str(row[0]) for row in trail} == {row.id for row in rows}


def test_a_doubled_tap_among_many_is_kept_once_and_leads_to_one_card(workspace: Workspace) -> None:
    project = make_project(workspace)
    session = write(workspace, project, "training_session", title="Twilight")
    what = WhatToAsk(
        round_kind=RoundKind.EXIT_TICKET, record_id=session.id, expected=9, is_unnamed=True
    )
    asked = asking.ask(workspace.desk(AMINA), project.id, what)
    said = {"take": "Short is fine", "useful": "4", "clear": "4", "commitment": "Wait longer"}
    twice = (asked.secret, "one form", said)
    told = sent_at_once(workspace, asked, [twice, (asked.secret, "another", said), twice, twice])
    cards = [one.card for one in told if isinstance(one, Given)]
    assert len(cards) == 4
    assert cards[0] == cards[2] == cards[3] != cards[1]
    assert (view(workspace, asked).given, view(workspace, asked).commitments) == (2, 2)


def test_a_link_of_ones_own_that_is_used_from_two_phones_takes_one(workspace: Workspace) -> None:
    project = make_project(workspace)
    one = write(workspace, project, "active_ingredient", behaviour="Says the sound first")
    seen = {one.id: "seen", "place": "Hall"}
    what = WhatToAsk(round_kind=RoundKind.VISIT, about="Phonics", names=("Sana", "Tom"))
    asked = asking.ask(workspace.desk(AMINA), project.id, what)
    sana, tom = (one.secret for one in view(workspace, asked).invited)
    forms = [(sana, "phone", seen), (sana, "tablet", seen), (tom, "phone of Tom", seen)]
    told = sent_at_once(workspace, asked, forms)
    assert sum(isinstance(one, NotFound) for one in told[:2]) == 1
    assert isinstance(told[2], Given)
    assert {one.who for one in view(workspace, asked).by_link} == {"Sana", "Tom"}
