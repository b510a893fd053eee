"""What comes of each kind of round, in real rounds with real links."""

import pytest

from lp_planner.domain.portfolio.portfolio import DEMO_MARK
from lp_planner.domain.records.delivery import CoachingSession, FidelityObservation, FidelityVisit
from lp_planner.domain.records.errors import NotFound
from lp_planner.domain.records.leading import NetworkContact, PeerSession
from lp_planner.domain.records.reach import Reach
from lp_planner.domain.voices.rounds import AskRound, GivenAnswer, Mark, RoundKind, Source
from lp_planner.domain.voices.summing import summed
from lp_planner.domain.voices.two_visitors import same_seen
from lp_planner.services.accounts.people import actor_for
from lp_planner.services.desk import projects
from lp_planner.services.desk.workspace import Desk, Workspace
from lp_planner.services.measures.reach import project_reach
from lp_planner.services.planning import taking_over
from lp_planner.services.voices import answering, asking, pictures, typing_in, uptake
from lp_planner.services.voices.asking import WhatToAsk
from tests.cast import AMINA
from tests.factories import make_project, write
from tests.voices.rounds import answer, view


def desk_of(planner: Workspace) -> Desk:
    return planner.desk(AMINA)


def test_a_page_can_be_read_in_another_language_and_in_short_words(planner: Workspace) -> None:
    project = make_project(planner)
    what = WhatToAsk(
        round_kind=RoundKind.PULSE, about="Keep-up", asks=("know_why", "Is it calm?"), expected=6,
        is_unnamed=True,
    )  # fmt: skip
    asked = asking.ask(desk_of(planner), project.id, what)
    polish = answering.open_page(planner, asked.secret, language="pl").page
    easy = answering.open_page(planner, asked.secret, is_easy=True).page
    assert polish.questions[0].words == "Wiem, dlaczego to zmieniamy."
    assert easy.questions[0].words == "I know why we do this."
    assert easy.questions[0].picks[0].symbol == "😀"
    assert easy.questions[1].words == "Is it calm?"
    answer(planner, asked.secret, {"know_why": "agree"}, "1", language="pl")
    assert view(planner, asked).given == 1


def test_words_of_ones_own_are_marked_by_the_one_who_asks(planner: Workspace) -> None:
    project = make_project(planner)
    ingredient = write(planner, project, "active_ingredient", behaviour="Says the sound first")
    what = WhatToAsk(round_kind=RoundKind.UNDERSTANDING, record_id=ingredient.id, expected=2)
    asked = asking.ask(desk_of(planner), project.id, what)
    answer(planner, asked.secret, {"who": "Sana", "what": "Say it, then ask"}, "1")
    asking.mark_answer(desk_of(planner), view(planner, asked).by_link[0].id, Mark.UNDERSTOOD)
    assert view(planner, asked).by_link[0].mark == "understood"


def test_a_visit_of_somebody_else_counts_among_the_visits_once(planner: Workspace) -> None:
    project = make_project(planner)
    ingredient = write(planner, project, "active_ingredient", behaviour="Says the sound first")
    what = WhatToAsk(round_kind=RoundKind.VISIT, about="Phonics", names=("Sana", "Tom"))
    asked = asking.ask(desk_of(planner), project.id, what)
    for one, seen in zip(view(planner, asked).invited, ("seen", "partly"), strict=True):
        answer(planner, one.secret, {"place": "Hall", ingredient.id: seen}, one.name)
    shown = view(planner, asked)
    assert sorted(zip(*same_seen(shown.asked.asks, shown.by_link), strict=True)) in (
        [("seen", "partly")], [("partly", "seen")],
    )  # fmt: skip
    for _ in range(2):
        taking_over.take_over(desk_of(planner), shown.by_link[0].id)
    with planner.store.read() as reader:
        visits = reader.find(FidelityVisit, project_id=project.id)
        seen_of = reader.find(FidelityObservation, project_id=project.id)
    assert [one.visitor for one in visits] == [f"{shown.by_link[0].who} (by their own link)"]
    assert len(seen_of) == 1
    assert view(planner, asked).taken == {shown.by_link[0].id}


def test_a_change_with_a_name_becomes_a_coaching_step(planner: Workspace) -> None:
    project = make_project(planner)
    session = write(planner, project, "training_session", title="Twilight")
    what = WhatToAsk(round_kind=RoundKind.EXIT_TICKET, record_id=session.id, expected=9)
    asked = asking.ask(desk_of(planner), project.id, what)
    said = {"who": "Sana", "commitment": "Use the swap list", "commitment_who": "Sana"}
    answer(planner, asked.secret, said, "1")
    made = view(planner, asked).named_commitments[0]
    taking_over.take_over(desk_of(planner), made.id)
    with planner.store.read() as reader:
        step = reader.find(CoachingSession, project_id=project.id)[0]
    assert (step.coachee, step.action_step) == ("Sana", "Use the swap list")
    assert step.check_back_on == made.look_on


def test_whoever_was_coached_sees_the_step_agreed_and_nothing_else_of_the_note(
    planner: Workspace,
) -> None:
    project = make_project(planner)
    note = write(
        planner, project, "coaching_session", coachee="Sana", action_step="Wait three seconds",
        what_was_heard="A private worry",
    )  # fmt: skip
    what = WhatToAsk(round_kind=RoundKind.OTHER_HALF, record_id=note.id)
    asked = asking.ask(desk_of(planner), project.id, what)
    link = view(planner, asked).invited[0]
    page = answering.open_page(planner, link.secret).page
    assert link.name == "Sana"
    assert "Wait three seconds" in page.about
    assert "A private worry" not in page.model_dump_json()
    answer(planner, link.secret, {"agrees": "no", "view": "Five seconds"}, "1")
    asking.reply_to(desk_of(planner), view(planner, asked).by_link[0].id, "Five it is")
    own = answering.own_answer(planner, link.secret)
    assert (own.reply, ("How do you see it?", "Five seconds") in own.said) == ("Five it is", True)


def test_a_comment_and_its_answer_are_read_by_the_two_alone(planner: Workspace) -> None:
    project = make_project(planner)
    what = WhatToAsk(round_kind=RoundKind.COMMENT, about="The plan", names=("Hal", "Ida"))
    asked = asking.ask(desk_of(planner), project.id, what)
    hal, ida = view(planner, asked).invited
    answer(planner, hal.secret, {"ask": "Who takes it on?"}, "1")
    asking.reply_to(desk_of(planner), view(planner, asked).by_link[0].id, "Sana")
    assert answering.own_answer(planner, hal.secret).reply == "Sana"
    with pytest.raises(NotFound):
        answering.own_answer(planner, ida.secret)
    with planner.store.read() as reader:
        assert reader.as_it_leaves().find(GivenAnswer) == []
        assert reader.as_it_leaves().find(AskRound) == []


def test_reach_said_by_others_is_a_fact_of_its_own_and_leaves_with_consent(
    planner: Workspace,
) -> None:
    project = make_project(planner)
    what = WhatToAsk(round_kind=RoundKind.UPTAKE, about="Swap lists", expected=4)
    asked = asking.ask(desk_of(planner), project.id, what)
    said = {"use": "The list", "where": "another_school"}
    answer(planner, asked.secret, {**said, "who": "Sana", "consent": "yes"}, "1")
    answer(planner, asked.secret, {**said, "who": "Tom", "consent": "no"}, "2")
    sheet = {**said, "who": "Rae", "consent": "Yes"}
    typing_in.type_in(desk_of(planner), asked.id, [sheet], form_id="f")
    found = uptake.reach_said_by_others(desk_of(planner), project.id)
    assert {(one.who, one.source, one.may_be_shown) for one in found} == {
        ("Sana", Source.LINK, True), ("Tom", Source.LINK, False), ("Rae", Source.TYPED_IN, True),
    }  # fmt: skip
    assert {one.reach for one in found} == {Reach.ANOTHER_SCHOOL}
    chart = project_reach(desk_of(planner), project.id)
    # Three sources stay three lines: they are never added up.
    assert chart.title == (
        "People who say by link that they use it: 2; "
        "People who say on paper that they use it (typed in): 1"
    )
    with planner.store.read() as reader:
        leaving = reader.as_it_leaves()
        assert {one.who for one in leaving.find(GivenAnswer)} == {"Sana", "Rae"}
        assert {one.secret for one in leaving.find(AskRound)} == {""}


def test_whoever_uses_it_becomes_a_peer_or_a_contact_of_the_network_once(
    planner: Workspace,
) -> None:
    project = make_project(planner)
    what = WhatToAsk(round_kind=RoundKind.UPTAKE, about="Swap lists", expected=4)
    asked = asking.ask(desk_of(planner), project.id, what)
    said = {"use": "The list", "changed": "Calm", "offers": "A visit", "wants": "Cover"}
    for who, where, consent in (
        ("Sana", "another_team", "yes"), ("Elmwood", "another_school", "yes"),
        ("Tom", "own_team", "no"),
    ):  # fmt: skip
        answer(planner, asked.secret, {**said, "who": who, "where": where, "consent": consent}, who)
    by_name = {one.who: one.id for one in view(planner, asked).by_link}
    for who in ("Sana", "Elmwood", "Sana"):
        taking_over.take_over(desk_of(planner), by_name[who])
    with pytest.raises(NotFound):
        taking_over.take_over(desk_of(planner), by_name["Tom"])
    with planner.store.read() as reader:
        (peer,) = reader.find(PeerSession, project_id=project.id)
        (contact,) = reader.find(NetworkContact, project_id=project.id)
    assert (peer.who, peer.what_changed) == ("Sana (by link)", "Calm")
    assert contact.what_they_did == "The list\nWhat changed: Calm\nOffers: A visit"
    assert contact.would_like_help_with == "Cover"
    assert view(planner, asked).taken == {by_name["Sana"], by_name["Elmwood"]}


def test_what_was_agreed_to_is_drawn_as_bars_with_the_numbers_beside(planner: Workspace) -> None:
    project = make_project(planner)
    what = WhatToAsk(
        round_kind=RoundKind.PULSE, about="Keep-up", asks=("know_why", "Is it calm?"), expected=9,
        is_unnamed=True,
    )  # fmt: skip
    asked = asking.ask(desk_of(planner), project.id, what)
    for at, calm in enumerate(("agree", "disagree", "", "disagree", "disagree")):
        answer(planner, asked.secret, {"know_why": "agree", "own2": calm}, str(at))
    asking.close_round(desk_of(planner), asked.id)
    shown = view(planner, asked)
    found = summed(asking.questions_of(desk_of(planner), asked), shown.by_link)
    chart = pictures.agreed_chart(asked, shown.by_link, found)
    assert chart is not None
    assert chart.takeaway == "Least agreed to, 1 of 4: Is it calm?"
    assert chart.table["Agree"].tolist() == [5, 1]
    assert pictures.agreed_chart(asked, (), summed([found[-1].question], ())) is None


def test_the_demo_school_has_a_round_of_each_kind_with_answers(demo: Workspace) -> None:
    desk = demo.desk(actor_for(demo, "marcia"))
    found = [
        view
        for project in projects.my_projects(desk)
        for view in asking.rounds_of(desk, project.id, list(RoundKind))
    ]
    assert {one.asked.round_kind for one in found} == set(RoundKind)
    assert {one.asked.round_kind for one in found if one.by_link} == set(RoundKind)
    secrets = [one.asked.secret or one.invited[0].secret for one in found]
    assert all(secret.startswith(DEMO_MARK) for secret in secrets)
