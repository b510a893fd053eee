"""What came back in a round: the spread and the weakest point, the words, and who said so."""

from collections.abc import Sequence

import streamlit as st

from lp_planner.domain.voices.rounds import GivenAnswer
from lp_planner.domain.voices.summing import Summed, summed, weakest
from lp_planner.domain.voices.words import AnswerKind
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.voices import asking
from lp_planner.services.voices.asking import RoundView
from lp_planner.services.voices.ratings import HOW
from lp_planner.small_groups import FEWER
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import counted, in_turn


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
    _draw_commitments(view)


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
        who = in_turn([f"{one.who} ({HOW[one.source]})" for one in answers])
        st.markdown(f"Said by: {plain(who)}")
    if weak := weakest(found):
        words = in_turn([one.question.words for one in weak])
        st.markdown(f"**The weakest point:** {plain(words)}")
    st.markdown("\n".join(line for one in found for line in _lines(one)))


def _lines(one: Summed) -> list[str]:
    if one.question.answer is AnswerKind.SCALE:
        return [f"- {plain(one.question.words)} {_spread(one)}"]
    if one.question.answer.is_picked:
        words = {pick.key: pick.words for pick in one.question.picks}
        counts = ", ".join(f"{words[key]} {number}" for key, number in one.counts if number)
        return [f"- {plain(one.question.words)} {plain(counts or 'nobody said')}"]
    if not one.written or one.question.key == "who":
        return []
    said = [f"    - “{plain(w.words)}”{_by(w.who)}" for w in one.written]
    return [f"- {plain(one.question.words)}", *said]


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


def _draw_commitments(view: RoundView) -> None:
    if not view.commitments:
        return
    made = counted(view.commitments, "person set", "people set")
    st.markdown(f"{plain(made)} themselves a change; {view.kept:d} say so far that they kept it.")
    for one in view.named_commitments:
        st.markdown(f"- {plain(one.who)}: {plain(one.words)}")
