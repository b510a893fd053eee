import datetime as dt
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from lp_planner.content.library import Library
from lp_planner.domain.records.errors import InvalidTransition, NotFound, ValidationFailed
from lp_planner.domain.voices.rounds import MARGIN, GivenAnswer, RoundKind, Source
from lp_planner.domain.voices.summing import summed, weakest
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.planning.weighing import options_side_by_side
from lp_planner.services.safekeeping import own_data
from lp_planner.services.voices import answering, asking, typing_in
from lp_planner.services.voices.asking import WhatToAsk
from lp_planner.storage.postgres import PostgresEngine
from lp_planner.storage.registry import close_store, open_store
from lp_planner.storage.store import Store
from tests.cast import AMINA, BEN, THEN
from tests.factories import make_project, write
from tests.postgres import drop_database, fresh_database
from tests.voices.rounds import FIT, READY, answer, ask_about_fit, ask_about_readiness, view


def test_ratings_stay_blind_until_everybody_expected_has_answered(workspace: Workspace) -> None:
    asked = ask_about_fit(workspace)
    for who in ("Sana", "Tom"):
        answer(workspace, asked.secret, {**FIT, "who": who}, who)
    assert view(workspace, asked).by_link == ()
    answer(workspace, asked.secret, {**FIT, "capacity": "4", "need": "1", "who": "Rae"}, "Rae")
    shown = view(workspace, asked)
    assert {one.who for one in shown.by_link} == {"Sana", "Tom", "Rae"}
    assert {one.source for one in shown.by_link} == {Source.LINK}
    found = summed(asking.questions_of(workspace.desk(AMINA), asked), shown.by_link)
    assert [one.question.key for one in weakest(found)] == ["need", "capacity"]
    assert next(one for one in found if one.question.key == "need").is_far_apart


def test_a_round_that_is_ended_shows_what_came_and_takes_nothing_more(workspace: Workspace) -> None:
    asked = ask_about_fit(workspace)
    answer(workspace, asked.secret, {**FIT, "who": "Sana"}, "1")
    asking.close_round(workspace.desk(AMINA), asked.id)
    assert len(view(workspace, asked).by_link) == 1
    with pytest.raises(NotFound):
        answer(workspace, asked.secret, {**FIT, "who": "Tom"}, "2")


def test_what_others_said_of_the_fit_stands_beside_the_option(planner: Workspace) -> None:
    asked = ask_about_fit(planner, expected=1)
    answer(planner, asked.secret, {**FIT, "who": "Sana"}, "1")
    profile = options_side_by_side(planner.desk(AMINA), asked.project_id)[0].profile
    assert profile.raters == ("Sana (by link)",)
    assert profile.weakest == ("capacity",)


def test_answers_without_names_are_seen_all_together_once_the_round_has_ended(
    workspace: Workspace,
) -> None:
    asked = ask_about_readiness(workspace)
    for at in range(5):
        answer(workspace, asked.secret, READY, str(at))
        assert view(workspace, asked).by_link == ()
    asking.close_round(workspace.desk(AMINA), asked.id)
    assert len(view(workspace, asked).by_link) == 5


def test_fewer_than_five_without_names_are_never_shown(workspace: Workspace) -> None:
    asked = ask_about_readiness(workspace)
    for at in range(4):
        answer(workspace, asked.secret, READY, str(at))
    asking.close_round(workspace.desk(AMINA), asked.id)
    assert view(workspace, asked).given == 4
    assert view(workspace, asked).by_link == ()


def test_typed_in_answers_do_not_help_to_find_out_who_said_what(planner: Workspace) -> None:
    asked = ask_about_readiness(planner)
    answer(planner, asked.secret, READY, "1")
    asking.close_round(planner.desk(AMINA), asked.id)
    typing_in.type_in(planner.desk(AMINA), asked.id, [READY] * 6, form_id="f")
    shown = view(planner, asked)
    assert (len(shown.typed_in), shown.by_link) == (6, ())


def test_without_a_name_nothing_finer_than_the_day_is_kept(workspace: Workspace) -> None:
    asked = ask_about_readiness(workspace)
    answer(workspace, asked.secret, READY, "1")
    with workspace.store.read() as reader:
        kept = reader.find(GivenAnswer)[0]
        trail = reader.rows("SELECT subject, subject_id, occurred_at FROM audit_event")
    assert kept.created_at.time() == dt.time()
    assert (kept.who, kept.link_id) == ("", None)
    assert kept.id not in {row[1] for row in trail}
    assert ("given_answer", asked.id) in {(row[0], row[1]) for row in trail}


def test_nobody_types_answers_into_a_round_that_is_still_blind(planner: Workspace) -> None:
    asked = ask_about_fit(planner)
    with pytest.raises(InvalidTransition):
        typing_in.type_in(planner.desk(AMINA), asked.id, [{**FIT, "who": "Sana"}], form_id="f")
    asking.close_round(planner.desk(AMINA), asked.id)
    typing_in.type_in(planner.desk(AMINA), asked.id, [{**FIT, "who": "Sana"}], form_id="f")
    typing_in.type_in(planner.desk(AMINA), asked.id, [{**FIT, "who": "Sana"}], form_id="f")
    assert [one.source for one in view(planner, asked).typed_in] == [Source.TYPED_IN]


def test_the_one_who_asks_cannot_answer_a_blind_round_while_signed_in(planner: Workspace) -> None:
    asked = ask_about_fit(planner)
    with pytest.raises(answering.AskedByYou):
        answer(planner, asked.secret, {**FIT, "who": "Me"}, "1", reader_id=AMINA.person_id)
    answer(planner, asked.secret, {**FIT, "who": "Ben"}, "1", reader_id=BEN.person_id)
    assert view(planner, asked).given == 1


def test_the_same_form_sent_twice_is_kept_once(workspace: Workspace) -> None:
    asked = ask_about_fit(workspace)
    for _ in range(3):
        answer(workspace, asked.secret, {**FIT, "who": "Sana"}, "one form")
    assert view(workspace, asked).given == 1


def test_a_link_takes_as_many_as_expected_and_a_few_more(planner: Workspace) -> None:
    asked = ask_about_readiness(planner, expected=2)
    for at in range(2 + MARGIN):
        answer(planner, asked.secret, READY, str(at))
    with pytest.raises(NotFound):
        answer(planner, asked.secret, READY, "one more")
    assert view(planner, asked).given == 2 + MARGIN


def test_a_link_of_ones_own_takes_one_answer(planner: Workspace) -> None:
    project = make_project(planner)
    ingredient = write(planner, project, "active_ingredient", behaviour="Says the sound first")
    what = WhatToAsk(round_kind=RoundKind.VISIT, about="Phonics", names=("Sana", "Tom", "Sana"))
    asked = asking.ask(planner.desk(AMINA), project.id, what)
    invited = view(planner, asked).invited
    assert [one.name for one in invited] == ["Sana", "Tom"]
    seen = {ingredient.id: "seen", "place": "Hall"}
    answer(planner, invited[0].secret, seen, "1")
    with pytest.raises(NotFound):
        answer(planner, invited[0].secret, seen, "2")
    shown = view(planner, asked)
    assert [one.has_answered for one in shown.invited] == [True, False]
    assert [(one.who, one.source) for one in shown.by_link] == [("Sana", Source.PERSON)]


@pytest.mark.parametrize("secret", ["", "no-such-link", "x" * 5000, "ünï", "' OR 1=1 --"])
def test_a_guess_opens_nothing(planner: Workspace, secret: str) -> None:
    ask_about_fit(planner)
    with pytest.raises(NotFound):
        answering.open_page(planner, secret)
    with pytest.raises(NotFound):
        answer(planner, secret, FIT, "1")


def test_a_round_that_is_over_opens_nothing(planner: Workspace) -> None:
    asked = ask_about_fit(planner, days=1)
    later = replace(planner, clock=lambda: planner.now() + dt.timedelta(days=1))
    answering.open_page(planner, asked.secret)
    with pytest.raises(NotFound):
        answering.open_page(later, asked.secret)


def test_what_is_needed_is_asked_for_in_the_words_of_the_page(planner: Workspace) -> None:
    asked = ask_about_fit(planner)
    with pytest.raises(ValidationFailed) as refused:
        answer(planner, asked.secret, FIT, "1")
    assert refused.value.errors == {"who": "Please answer this one."}


def test_a_change_somebody_set_themselves_comes_back_to_them_alone(workspace: Workspace) -> None:
    project = make_project(workspace)
    session = write(workspace, project, "training_session", title="Twilight")
    what = WhatToAsk(
        round_kind=RoundKind.EXIT_TICKET, record_id=session.id, expected=20, is_unnamed=True
    )
    asked = asking.ask(workspace.desk(AMINA), project.id, what)
    mine = answer(workspace, asked.secret, {"commitment": "Pause after a question"}, "1")
    again = answer(workspace, asked.secret, {"commitment": "Pause after a question"}, "1")
    named = {"commitment": "Use the swap list", "commitment_who": "Sana"}
    answer(workspace, asked.secret, named, "2")
    assert mine.card == again.card
    card = answering.card_of(workspace, mine.card)
    assert card.commitment.words == "Pause after a question"
    assert b"Pause after a question" in answering.reminder_of(workspace, mine.card)
    answering.say_how_it_went(workspace, mine.card, "kept")
    shown = view(workspace, asked)
    assert (shown.commitments, shown.kept) == (2, 1)
    assert [(c.who, c.words) for c in shown.named_commitments] == [("Sana", "Use the swap list")]
    assert all("commitment" not in one.by_key for one in shown.by_link)


def test_ones_own_copy_takes_along_no_open_link_and_nothing_one_may_not_read(
    planner: Workspace,
) -> None:
    blind, unnamed = ask_about_fit(planner), ask_about_readiness(planner)
    answer(planner, blind.secret, {**FIT, "who": "Sana"}, "1")
    for at in range(6):
        answer(planner, unnamed.secret, READY, str(at))
    asking.close_round(planner.desk(AMINA), unnamed.id)
    taken = own_data.own_data(planner.desk(AMINA)).decode()
    assert "Keep-up groups" in taken
    for secret in (blind.secret, unnamed.secret, "Sana", "Time to read"):
        assert secret not in taken


def test_erasing_the_project_erases_what_others_said(workspace: Workspace) -> None:
    from lp_planner.services.safekeeping import erasure

    asked = ask_about_fit(workspace)
    answer(workspace, asked.secret, {**FIT, "who": "Sana"}, "1")
    erasure.erase_project(
        workspace.desk(AMINA), asked.project_id, typed_title="Calm starts after lunch"
    )
    with pytest.raises(NotFound):
        answering.open_page(workspace, asked.secret)
    # Somebody had the page open meanwhile, and sends it now.
    with pytest.raises(NotFound):
        answer(workspace, asked.secret, {**FIT, "who": "Tom"}, "2")
    with workspace.store.read() as reader:
        assert reader.find(GivenAnswer, include_removed=True) == []


@pytest.fixture
def two_servers(
    postgres_server: str, cast_on_postgres: str, library: Library
) -> Iterator[tuple[Workspace, Workspace]]:
    """Two planners beside each other on one PostgreSQL database."""
    address = fresh_database(postgres_server, cast_on_postgres)
    one = Workspace(store=open_store(address), library=library, clock=lambda: THEN)
    other = Store(address, PostgresEngine(address), Path("unused"))
    yield one, replace(one, store=other)
    other.close()
    close_store(address)
    drop_database(address)


def test_answers_at_two_servers_at_once_are_all_kept_and_the_last_place_is_given_once(
    two_servers: tuple[Workspace, Workspace],
) -> None:
    asked = ask_about_readiness(two_servers[0], expected=9)

    def one(number: int) -> bool:
        try:
            answer(two_servers[number % 2], asked.secret, READY, str(number))
        except NotFound:
            return False
        return True

    with ThreadPoolExecutor(8) as people:
        kept = list(people.map(one, range(20)))
    assert sum(kept) == 9 + MARGIN
    assert [view(server, asked).given for server in two_servers] == [9 + MARGIN] * 2
    # Sent once more, at the other server: nothing is kept twice.
    again = kept.index(True)
    answer(two_servers[(again + 1) % 2], asked.secret, READY, str(again))
    assert view(two_servers[0], asked).given == 9 + MARGIN
    asking.close_round(two_servers[1].desk(AMINA), asked.id)
    assert len(view(two_servers[0], asked).by_link) == 9 + MARGIN
    with pytest.raises(NotFound):
        answering.open_page(two_servers[0], asked.secret)
