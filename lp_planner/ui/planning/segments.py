"""The parts of a training session: an editor of its own, since a session is a list of them."""

from collections.abc import Callable, Mapping

import streamlit as st

from lp_planner.content.library import Library
from lp_planner.domain.planning.pathway import FieldText
from lp_planner.domain.records.strategies import Segment
from lp_planner.ui.frame import session
from lp_planner.ui.frame.safe_words import plain

USUAL_SHAPE = ("retrieval_quiz", "knowledge_sharing", "discussion", "exit_ticket")


def draw(library: Library, text: FieldText, key: str, on_change: Callable[[], None]) -> None:
    """Draw every part with its kind, minutes, what happens and why; parts can be added."""
    st.markdown(f"**{plain(text.label)}**")
    if text.help:
        st.caption(plain(text.help))
    count = _count(key)
    words = library.pathway.text_by_kind["segment"].field_by_name
    kinds = library.vocabularies["segment_kinds"]
    for number in range(count):
        with st.container(border=True):
            st.markdown(f"Part {number + 1:d}")
            kind_box, minutes_box = st.columns([3, 1])
            kind_box.selectbox(
                plain(words["segment_kind"].label),
                [term.key for term in kinds.terms],
                key=f"{key}|{number}|segment_kind",
                format_func=kinds.label,
                placeholder="Choose one",
                on_change=on_change,
            )
            minutes_box.number_input(
                plain(words["minutes"].label),
                key=f"{key}|{number}|minutes",
                min_value=0,
                max_value=480,
                step=5,
                on_change=on_change,
            )
            chosen = session.value(f"{key}|{number}|segment_kind")
            if chosen:
                st.caption(plain(kinds.by_key[str(chosen)].help))
            for name in ("what", "why"):
                st.text_area(
                    plain(words[name].label),
                    key=f"{key}|{number}|{name}",
                    placeholder=words[name].placeholder,
                    height=72,
                    on_change=on_change,
                )
    with st.container(horizontal=True):
        st.button(
            "Add a part",
            key=f"{key}|add",
            icon=":material/add:",
            on_click=_set_count,
            args=(key, count + 1),
        )
        if count:
            st.button(
                "Remove the last part",
                key=f"{key}|drop",
                on_click=_set_count,
                args=(key, count - 1),
            )
        else:
            st.button(
                "Start from quiz, sharing, discussion, exit ticket",
                key=f"{key}|usual",
                on_click=_usual,
                args=(key,),
            )
    minutes = sum(part.minutes or 0 for part in answer(key) if isinstance(part, Segment))
    if minutes:
        st.caption(f"{minutes} minutes in all")


def answer(key: str) -> tuple[object, ...]:
    """The parts as the services take them; a part without a kind stays a mapping, to be refused."""
    parts: list[object] = []
    for number in range(_count(key)):
        part = {
            name: session.value(f"{key}|{number}|{name}")
            for name in ("segment_kind", "minutes", "what", "why")
        }
        if not any(part.values()):
            continue
        part = {name: value for name, value in part.items() if value is not None}
        parts.append(Segment.model_validate(part) if part.get("segment_kind") else part)
    return tuple(parts)


def seed(key: str, stored: object) -> None:
    """Fill the editor from a record or a draft."""
    parts = list(stored) if isinstance(stored, list | tuple) else []
    _set_count(key, len(parts))
    for number, part in enumerate(parts):
        answers = part.model_dump() if isinstance(part, Segment) else part
        if isinstance(answers, Mapping):
            for name in ("segment_kind", "minutes", "what", "why"):
                empty = "" if name in {"what", "why"} else None
                session.put(f"{key}|{number}|{name}", answers.get(name) or empty)


def _count(key: str) -> int:
    count = session.value(f"{key}|count")
    return count if isinstance(count, int) else 0


def _set_count(key: str, count: int) -> None:
    session.put(f"{key}|count", count)


def _usual(key: str) -> None:
    seed(key, [{"segment_kind": kind} for kind in USUAL_SHAPE])
