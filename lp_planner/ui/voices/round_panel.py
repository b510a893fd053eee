"""What came back in a round: the spread and the weakest point, the words, and who said so."""

from collections.abc import Sequence

import streamlit as st

from lp_planner.domain.voices.rounds import GivenAnswer, Mark, RoundKind
from lp_planner.domain.voices.summing import Summed, summed, weakest
from lp_planner.domain.voices.two_visitors import same_seen
from lp_planner.domain.voices.words import AnswerKind
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.planning import taking_over
from lp_planner.services.voices import asking, pictures
from lp_planner.services.voices.asking import RoundView
from lp_planner.small_groups import FEWER
from lp_planner.statistics.agreement import cohen_kappa
from lp_planner.ui.frame import chart_panel, feedback, kept, session
from lp_planner.ui.frame.safe_words import plain
from lp_planner.ui.voices import paper_panel
from lp_planner.wording import counted, in_turn, number

MARKS = {
    Mark.UNDERSTOOD.value: "Understood",
    Mark.PARTLY.value: "Partly",
    Mark.NOT_YET.value: "Not yet",
}


def draw(desk: Desk, view: RoundView) -> None:
    """Draw what may be seen of a round, the links and what was typed in apart."""
    if view.is_shown:
        _draw_answers(desk, view, view.by_link)
    else:
        st.caption(plain(_why_not(view)))
    if view.typed_in:
        number = counted(len(view.typed_in), "sheet", "sheets")
        st.markdown(f"**Typed in by you, {plain(number)}**")
        _draw_answers(desk, view, view.typed_in)
    _draw_commitments(desk, view)
    paper_panel.draw(desk, view)


def _why_not(view: RoundView) -> str:
    if not view.asked.is_named and not view.is_open:
        return f"Nothing is shown: with {FEWER} answers people could be recognised."
    if not view.asked.is_named:
        return "Answers without names are shown all together, after the round has ended."
    if view.asked.is_blind and view.given:
        return "The answers show when all have answered, so that nobody is led by the first."
    return "Nobody has answered yet."


def _draw_answers(desk: Desk, view: RoundView, answers: Sequence[GivenAnswer]) -> None:
    found = summed(asking.questions_of(desk, view.asked), answers)
    if view.asked.is_named:
        who = in_turn([f"{one.who} ({one.source.how})" for one in answers])
        st.markdown(f"Said by: {plain(who)}")
    if weak := weakest(found):
        words = in_turn([one.question.words for one in weak])
        st.markdown(f"**The weakest point:** {plain(words)}")
    chart = pictures.agreed_chart(view.asked, answers, found)
    if chart is not None:
        chart_panel.draw(chart)
    lines = [line for one in found for line in _lines(one, answers, is_drawn=chart is not None)]
    st.markdown("\n".join(lines))
    if view.asked.round_kind is RoundKind.VISIT:
        _draw_agreement(view, answers)
    for one in answers if view.asked.is_named else ():
        _draw_what_comes_of_it(desk, view, one)


def _draw_agreement(view: RoundView, answers: Sequence[GivenAnswer]) -> None:
    """How far two visitors saw the same, where they were in one place on one day."""
    first, second = same_seen(view.asked.asks, answers)
    if not first:
        return
    found = cohen_kappa(first, second, categories=("not_seen", "partly", "seen"))
    kappa = "" if found.kappa is None else f"; kappa {number(found.kappa)}"
    st.markdown(
        f"Two people in one place said the same in {found.agreed:d} of {found.pairs:d}"
        f"{kappa}. {plain(found.note)}"
    )


def _draw_what_comes_of_it(desk: Desk, view: RoundView, one: GivenAnswer) -> None:
    """What the lead practitioner does with one answer: mark it, answer it, or keep it."""
    kind = view.asked.round_kind
    if kind is RoundKind.UNDERSTANDING:
        st.segmented_control(
            f"How is it understood by {plain(one.who)}?",
            list(MARKS),
            default=one.mark if one.mark in MARKS else None,
            format_func=lambda key: MARKS[key],
            key=f"mark|{one.id}",
            on_change=_mark,
            args=(desk, one.id),
        )
    if kind in {RoundKind.COMMENT, RoundKind.OTHER_HALF}:
        key = f"reply|{one.id}"
        feedback.show_refusal(key)
        kept.prose(desk, f"Your answer to {one.who}", key, start=one.reply, height=68)
        st.button("Keep the answer", key=f"keep|{one.id}", on_click=_reply, args=(desk, one.id))
        st.caption(f"{plain(one.who)} reads it by the same link, and nobody else does.")
    if kind is RoundKind.VISIT:
        _draw_take_over(desk, view, one.id, f"Keep the visit of {one.who}")
    if kind is RoundKind.UPTAKE and one.may_leave:
        _draw_take_over(desk, view, one.id, f"Keep {one.who} among your peers and contacts")


def _mark(desk: Desk, answer_id: str) -> None:
    picked = session.value(f"mark|{answer_id}")
    with feedback.attempt():
        if picked:
            asking.mark_answer(desk, answer_id, Mark(str(picked)))


def _reply(desk: Desk, answer_id: str) -> None:
    key = f"reply|{answer_id}"
    with feedback.attempt(key, says="Kept. It is read by their link."):
        asking.reply_to(desk, answer_id, str(session.value(key) or ""))


def _draw_take_over(desk: Desk, view: RoundView, id_: str, label: str) -> None:
    if id_ in view.taken:
        st.caption("Kept among your records.")
    else:
        st.button(plain(label), key=f"take|{id_}", on_click=_take_over, args=(desk, id_))


def _take_over(desk: Desk, id_: str) -> None:
    with feedback.attempt(says="Kept among your records."):
        taking_over.take_over(desk, id_)


def _lines(one: Summed, answers: Sequence[GivenAnswer], *, is_drawn: bool) -> list[str]:
    """What was answered to one question; statements that bars show are not said twice."""
    if one.question.answer is AnswerKind.SCALE:
        return [f"- {plain(one.question.words)} {_spread(one)}"]
    if one.question.answer is AnswerKind.AGREE and one.is_answered and is_drawn:
        return []
    if one.question.answer.is_picked:
        return [f"- {plain(one.question.words)}", f"    - {_picked(one, answers)}"]
    if not one.written or one.question.key == "who":
        return []
    said = [f"    - “{plain(w.words)}”{_by(w.who)}" for w in one.written]
    return [f"- {plain(one.question.words)}", *said]


def _picked(one: Summed, answers: Sequence[GivenAnswer]) -> str:
    """Who picked what, or how many, where nobody says who they are."""
    words = {pick.key: pick.words for pick in one.question.picks}
    told = []
    for key, many in one.counts:
        who = [a.who for a in answers if a.who and a.by_key.get(one.question.key) == key]
        if many:
            told.append(f"**{plain(words[key])}**: {plain(in_turn(who)) if who else f'{many:d}'}")
    return " · ".join(told) or "nobody said"


def _by(who: str) -> str:
    return f" ({plain(who)})" if who else ""


def _spread(one: Summed) -> str:
    low, high = one.lowest, one.highest
    if low is None or high is None:
        return "**not known yet**"
    span = f"**{low:d}**" if low == high else f"**{low:d}** to **{high:d}**"
    notes = [span]
    if one.is_far_apart:
        notes.append("people see this very differently, so talk about it first")
    if one.silent:
        notes.append(f"{counted(one.silent, 'does not know', 'do not know')}")
    return "; ".join(notes)


def _draw_commitments(desk: Desk, view: RoundView) -> None:
    if not view.commitments:
        return
    made = counted(view.commitments, "person set", "people set")
    st.markdown(f"{plain(made)} themselves a change; {view.kept:d} say so far that they kept it.")
    for one in view.named_commitments:
        st.markdown(f"- {plain(one.who)}: {plain(one.words)}")
        _draw_take_over(desk, view, one.id, "Make it a coaching step")
