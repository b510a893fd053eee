"""The self-assessment: one standard at a time, for its owner alone; kept as it is typed."""

import streamlit as st

from lp_planner.domain.evidence.standards import Category, Level, Standard
from lp_planner.domain.self_assessment.self_assessment import (
    ShownByEvidence,
    next_level,
    question_between,
)
from lp_planner.services.desk.workspace import Desk, Workspace
from lp_planner.services.self_assessment import self_assessment
from lp_planner.services.self_assessment.self_assessment import SelfAssessment, Undecided
from lp_planner.ui.frame import feedback, navigation, page, session
from lp_planner.ui.frame.safe_words import plain
from lp_planner.ui.self_assessment import thought_box
from lp_planner.wording import day_in_words

KEY = "self"
ASKED = "standard"


def render() -> None:
    """Draw the self-assessment of whoever asks."""
    with page.framed("Self-assessment") as desk:
        mine = self_assessment.my_self_assessment(desk)
        with st.container():
            feedback.show_message()
        st.markdown(
            "Only you can see this page: no colleague, no leader, no report. It is a place to "
            "think, never a score. Stop whenever you like; everything is kept, and what you erase "
            "is gone."
        )
        _draw_framework(desk, mine)
        standard = _open_standard(mine)
        if standard is None:
            st.info("This framework has no standards.")
            return
        waits = self_assessment.settle_picks(desk, but=standard.key)
        mine = self_assessment.my_self_assessment(desk)
        done = len({*mine.rated, *self_assessment.picks(desk)})
        st.caption(f"You have looked at {done} of {len(mine.framework.standards)} standards.")
        for key in waits:
            navigation.link(
                "self_assessment", f"{key}: what changed your mind? A few words, and it is kept",
                icon=":material/edit_note:", standard=key,
            )  # fmt: skip
        _draw_overview(mine)
        _draw_opening(desk, mine)
        _draw_standard(desk, mine, standard)
        _draw_erase(desk, mine)


def _open_standard(mine: SelfAssessment) -> Standard | None:
    """The standard of the address, else the first one that is still open."""
    asked = mine.framework.by_key.get(session.asked(ASKED))
    return asked or mine.first_open or next(iter(mine.framework.standards), None)


def _draw_framework(desk: Desk, mine: SelfAssessment) -> None:
    frameworks = desk.library.frameworks
    if len(frameworks) > 1:
        key = f"{KEY}|framework"
        if not session.has(key):
            session.put(key, mine.framework.key)

        def choose() -> None:
            self_assessment.choose_framework(desk, str(session.value(key)))
            session.ask(ASKED, "")

        st.selectbox(
            "The framework you look at yourself by",
            list(frameworks),
            key=key,
            format_func=lambda name: frameworks[name].name,
            on_change=choose,
        )
        st.caption(plain(mine.framework.edition))
    else:
        st.caption(plain(f"{mine.framework.name}, {mine.framework.edition}"))


def _draw_overview(mine: SelfAssessment) -> None:
    with st.expander("All the standards, by category", icon=":material/list:"):
        for category in mine.framework.categories:
            st.markdown(f"**{plain(_category_words(category))}**")
            for standard in category.standards:
                rating = mine.rating_of(standard.key)
                level = mine.level(rating.level) if rating else None
                st.button(
                    plain(f"{standard.key} {standard.title}: {level.name if level else 'not yet'}"),
                    key=f"{KEY}|go|{standard.key}",
                    type="tertiary",
                    icon=":material/check:" if rating else ":material/radio_button_unchecked:",
                    on_click=session.ask,
                    args=(ASKED, standard.key),
                )


def _category_words(category: Category) -> str:
    numbers = [s.number for s in category.standards]
    if not numbers[1:]:
        return category.name
    return f"{category.name}: standards {numbers[0]} to {numbers[-1]}"


def _draw_opening(desk: Desk, mine: SelfAssessment) -> None:
    if mine.guide is None:
        return
    label = "Have I the knowledge and the opening? Questions for any role"
    with st.expander(label, icon=":material/lightbulb:"):
        st.markdown(
            "Leading a change takes something you know and a place to use it; it takes no title."
        )
        for opening in mine.guide.opening:
            thought_box.draw(
                desk,
                mine,
                _place(mine, ""),
                "",
                "",
                opening.question,
                help_=opening.why,
            )


def _draw_standard(desk: Desk, mine: SelfAssessment, standard: Standard) -> None:
    category = next(c for c in mine.framework.categories if standard in c.standards)
    st.header(plain(f"{standard.key} {standard.title}"), anchor=False)
    st.caption(plain(_category_words(category)))
    _draw_steps(mine, standard, "above")
    st.markdown(plain(standard.descriptor))
    if standard.support_staff_note:
        st.caption(plain(standard.support_staff_note))
    level = _draw_level(desk, mine, standard)
    if level is not None:
        _draw_prompts(desk, mine, standard, level)
        _draw_facts(desk.workspace, mine, standard, level)
        _draw_next(desk, mine, standard, level)
    st.subheader("Thinking aloud", anchor=False)
    st.caption(
        "Notes for yourself, kept apart from your evidence. Clear the box and they are gone."
    )
    thought_box.draw(desk, mine, _place(mine, standard.key), standard.key, "", "")
    _draw_history(desk, mine, standard)
    _draw_steps(mine, standard, "below")


def _draw_steps(mine: SelfAssessment, standard: Standard, where: str) -> None:
    order = list(mine.framework.by_key)
    at = order.index(standard.key)
    with st.container(horizontal=True):
        for label, icon, place in (
            ("Previous standard", ":material/arrow_back:", at - 1),
            ("Next standard", ":material/arrow_forward:", at + 1),
        ):
            st.button(
                label,
                key=f"{KEY}|{where}|{label}",
                icon=icon,
                disabled=not 0 <= place < len(order),
                on_click=session.ask,
                args=(ASKED, order[place % len(order)]),
            )


def _draw_level(desk: Desk, mine: SelfAssessment, standard: Standard) -> Level | None:
    key = _place(mine, standard.key)
    kept = mine.rating_of(standard.key)
    if not session.has(f"{key}|level"):
        picked = self_assessment.undecided(desk, standard.key)
        begun = picked.level if picked else kept.level if kept else ""
        session.put(f"{key}|level", begun if mine.level(begun) else None)
        session.put(f"{key}|reason", picked.reason if picked else "")

    def keep_so_far() -> None:
        so_far = Undecided(
            level=str(session.value(f"{key}|level") or ""),
            reason=str(session.value(f"{key}|reason") or ""),
        )
        with feedback.attempt(key, forgets=(), before=feedback.ONLY_HERE):
            self_assessment.keep_undecided(desk, standard.key, so_far)

    names = {level.key: level.name for level in mine.levels}
    said = {
        lvl.key: mine.guide.at(standard.key, lvl.key) if mine.guide else None for lvl in mine.levels
    }
    st.radio(
        "Which sounds most like you today?",
        list(names),
        key=f"{key}|level",
        format_func=lambda level: plain(names[level]),
        captions=[plain(g.descriptor if (g := said[v.key]) else v.plain) for v in mine.levels],
        on_change=keep_so_far,
    )
    level = mine.level(str(session.value(f"{key}|level") or ""))
    if level is None:
        return None
    if guide := said[level.key]:
        st.caption(f"In a support role: {plain(guide.support_staff)}")
    st.text_area(
        "What makes you say so?",
        key=f"{key}|reason",
        height=72,
        help="When you change your mind, say in a few words why; both stay in your history.",
        on_change=keep_so_far,
    )
    feedback.show_refusal(key)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            f"Keep {plain(level.name)} for {plain(standard.key)}",
            key=f"{key}|keep",
            on_click=_keep,
            args=(desk, mine, standard, level),
        )
        if kept and kept.level == level.key:
            st.caption(f"Kept on {day_in_words(kept.created_at.date())}.")
        else:
            st.caption("Kept as you pick it. Go on when you like: that gives it its date.")
    return level


def _keep(desk: Desk, mine: SelfAssessment, standard: Standard, level: Level) -> None:
    key = _place(mine, standard.key)
    reason = str(session.value(f"{key}|reason") or "")
    said = f"Kept: {level.name} for {standard.key}. Go on when you like."
    with feedback.attempt(key, says=said, forgets=()) as tried:
        self_assessment.rate(desk, standard.key, level.key, reason=reason)
    if tried.is_done:
        session.put(f"{key}|reason", "")
        session.ask(ASKED, standard.key)


def _draw_prompts(desk: Desk, mine: SelfAssessment, standard: Standard, level: Level) -> None:
    questions = mine.guide.asked(standard.key, level.key) if mine.guide else ()
    if not questions:
        return
    st.subheader(f"Questions for {plain(level.name)}", anchor=False)
    st.caption("Answer the ones that help. Your words are kept as you leave each box.")
    for question in questions:
        thought_box.draw(desk, mine, _place(mine, standard.key), standard.key, level.key, question)


def _draw_facts(
    workspace: Workspace, mine: SelfAssessment, standard: Standard, level: Level
) -> None:
    """The level, the reach, what others say and the evidence: facts that are never merged."""
    shown = mine.shown.get(standard.key, ShownByEvidence())
    reach = (
        workspace.library.term_label("reaches", shown.furthest.value)
        if shown.furthest
        else "Not shown yet"
    )
    said = (
        workspace.library.term_label("reaches", shown.said.value)
        if shown.said
        else "Nobody was asked by link yet"
    )
    st.subheader("Beside your evidence", anchor=False)
    st.markdown(
        f"- **The level you chose:** {plain(level.name)} ({plain(level.sphere)})\n"
        f"- **How far your evidence reaches:** {plain(reach)}\n"
        f"- **How far others say so themselves:** {plain(said)}\n"
        f"- **Evidence:** {plain(shown.status)}"
    )
    if question := question_between(level, shown):
        st.markdown(f":material/help: {plain(question)}")


def _draw_next(desk: Desk, mine: SelfAssessment, standard: Standard, level: Level) -> None:
    guide = mine.guide
    further = next_level(mine.levels, level.key)
    st.subheader("One step further", anchor=False)
    if further is not None:
        words = guide.at(standard.key, further.key) if guide else None
        said = words.descriptor if words else further.plain
        st.markdown(f"**{plain(further.name)}:** {plain(said)}")
    if guide and (here := guide.at(standard.key, level.key)):
        st.markdown(f":material/arrow_forward: {plain(here.next_step)}")
    if guide and (onward := guide.onward_from(level.key)):
        thought_box.draw(desk, mine, _place(mine, standard.key), standard.key, level.key, onward)


def _draw_history(desk: Desk, mine: SelfAssessment, standard: Standard) -> None:
    history = mine.history_of(standard.key)
    answered = [t for t in mine.thoughts if t.standard == standard.key and t.question]
    if not history and not answered:
        return
    with st.expander("Your history with this standard", icon=":material/history:"):
        for rating in history:
            level = mine.level(rating.level)
            name = level.name if level else rating.level
            reason = f": {plain(rating.reason)}" if rating.reason else ""
            day = day_in_words(rating.created_at.date())
            st.markdown(f"{plain(day)}, **{plain(name)}**{reason}")
            st.caption(plain(f"By {mine.framework.name}, {rating.edition}"))
            st.button(
                f"Erase the line of {day}, {plain(name)}",
                key=f"{KEY}|erase|{rating.id}",
                type="tertiary",
                icon=":material/delete:",
                on_click=_erase_one,
                args=(desk, mine, standard, rating.id),
            )
        for thought in answered:
            level = mine.level(thought.level)
            asked_at = (
                f"At {level.name}, {day_in_words(thought.updated_at.date())}" if level else ""
            )
            st.markdown(
                f"{plain(thought.question)}  \n{plain(thought.text)}  \n:gray[{plain(asked_at)}]"
            )


def _erase_one(desk: Desk, mine: SelfAssessment, standard: Standard, rating_id: str) -> None:
    self_assessment.erase_rating(desk, rating_id)
    session.forget(f"{_place(mine, standard.key)}|level")
    session.ask(ASKED, standard.key)
    feedback.say_next_time("Erased for good.")


def _draw_erase(desk: Desk, mine: SelfAssessment) -> None:
    if not mine.ratings and not mine.thoughts:
        return
    with st.expander("Erase my self-assessment", icon=":material/delete_forever:"):
        st.markdown(
            "Every level, reason, answer and note by this framework goes, and nothing brings it "
            "back. Your projects and your evidence stay. A backup made earlier still holds it "
            "until that backup is deleted."
        )
        is_sure = st.checkbox("Yes, erase it for good", key=f"{KEY}|sure")
        st.button(
            "Erase everything here",
            key=f"{KEY}|erase",
            disabled=not is_sure,
            on_click=_erase_all,
            args=(desk,),
        )


def _erase_all(desk: Desk) -> None:
    self_assessment.erase_everything(desk)
    session.forget(f"{KEY}|")
    session.ask(ASKED, "")
    feedback.say_next_time("Erased for good. You can begin again whenever you like.")


def _place(mine: SelfAssessment, standard: str) -> str:
    return f"{KEY}|{mine.framework.key}|{standard}"
