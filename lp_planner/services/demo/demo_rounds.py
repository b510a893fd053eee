"""Tells the rounds of the demo school: asked, answered through the links, ended and replied to."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from lp_planner.domain.accounts.people import Actor
from lp_planner.domain.voices.rounds import AskRound, Mark, RoundKind
from lp_planner.domain.voices.words import HOME_LANGUAGE
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.voices import answering, asking, giving
from lp_planner.services.voices.asking import WhatToAsk

Story = Mapping[str, Any]
ABOUT_AN_ANSWER = frozenset({"language", "outcome", "mark", "reply"})
"""What is told with an answer and is no part of it."""


def tell_round(
    on: Callable[[dt.date], Workspace],
    actor: Actor,
    project_id: str,
    ids: Mapping[str, str],
    story: Story,
) -> None:
    """Write one round as its story tells it, every answer through a link."""
    begun = on(story["on"])
    desk = begun.desk(actor)
    told = story["answers"]
    what = WhatToAsk(
        round_kind=RoundKind(story["kind"]),
        about=story.get("about", ""),
        record_id=ids[story["record"].removeprefix("@")] if "record" in story else "",
        asks=tuple(story.get("asks", ())),
        is_unnamed=story.get("unnamed", False),
        expected=story.get("expected", 0),
        names=tuple(one["who"] for one in told if one.get("who")),
        days=14,
    )
    asked = asking.ask(desk, project_id, what)
    view = asking.rounds_of(desk, project_id, [asked.round_kind])[0]
    links = [one.secret for one in view.invited] or [asked.secret] * len(told)
    for number, (secret, one) in enumerate(zip(links, told, strict=True)):
        given = giving.give_answer(
            begun,
            secret,
            _answers(one, ids),
            form_id=f"{asked.id}-{number}",
            language=one.get("language", HOME_LANGUAGE),
        )
        if "outcome" in one:
            answering.say_how_it_went(begun, given.card, one["outcome"])
    if "ended_on" in story:
        asking.close_round(on(story["ended_on"]).desk(actor), asked.id)
    _follow_up(begun, actor, asked, told)


def _answers(told: Story, ids: Mapping[str, str]) -> dict[str, str]:
    """The answers of one person; an ingredient is named as in the story."""
    return {ids.get(key, key): value for key, value in told.items() if key not in ABOUT_AN_ANSWER}


def _follow_up(begun: Workspace, actor: Actor, asked: AskRound, told: list[Story]) -> None:
    """Mark and answer what the story says was marked and answered."""
    desk = begun.desk(actor)
    after = {one.get("who", ""): one for one in told if "mark" in one or "reply" in one}
    views = asking.rounds_of(desk, asked.project_id, [asked.round_kind]) if after else ()
    for given in (one for view in views if view.asked.id == asked.id for one in view.by_link):
        if given.who in after and "mark" in after[given.who]:
            asking.mark_answer(desk, given.id, Mark(after[given.who]["mark"]))
        if given.who in after and "reply" in after[given.who]:
            asking.reply_to(desk, given.id, after[given.who]["reply"])
