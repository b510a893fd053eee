"""One widget for each kind of answer."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import assert_never

import streamlit as st

from lp_planner.content.library import Library
from lp_planner.domain.planning.pathway import FieldText
from lp_planner.domain.records.fields import FieldKind, FieldSpec
from lp_planner.ui.frame import chips, kept, session
from lp_planner.ui.frame.safe_words import plain
from lp_planner.ui.planning import segments
from lp_planner.wording import shortened

UNKNOWN = "Don’t know yet"
LISTS = frozenset({FieldKind.STANDARDS, FieldKind.LINKS})
FEW = 5
"""Up to this many answers are shown at once; more go into a list."""
EARLIEST = dt.date(2000, 1, 1)
LATEST = dt.date(2099, 12, 31)


NARROW = frozenset({FieldKind.DAY, FieldKind.WHOLE, FieldKind.NUMBER})
HALF = frozenset({FieldKind.LINE, FieldKind.LINK})
WHOLE_LINE = 3
"""A line of the form holds this much: a word beside a date, or three numbers."""


def width_of(spec: FieldSpec) -> int:
    """How much of a line a field needs."""
    if spec.kind in NARROW:
        return 1
    return 2 if spec.kind in HALF else WHOLE_LINE


def lines_of(specs: Sequence[FieldSpec]) -> list[list[FieldSpec]]:
    """The fields of a form in lines, in their order: short ones side by side."""
    lines: list[list[FieldSpec]] = []
    for spec in specs:
        taken = sum(map(width_of, lines[-1])) if lines else WHOLE_LINE
        if taken + width_of(spec) <= WHOLE_LINE:
            lines[-1].append(spec)
        else:
            lines.append([spec])
    return lines


def draw(  # noqa: C901, PLR0912 - one case for each kind of answer
    library: Library,
    spec: FieldSpec,
    text: FieldText,
    key: str,
    links: Mapping[str, str],
    on_change: Callable[[], None],
) -> None:
    """Draw the widget for one field; its value is found under ``key``.

    ``links`` gives the choices of a link field: the words by record id.
    """
    asks = f"{text.label} (needed)" if spec.required else text.label
    label = plain(asks)
    help_text = plain(text.help) or None
    match spec.kind:
        case FieldKind.LINE:
            st.text_input(
                label,
                key=key,
                help=help_text,
                placeholder=text.placeholder,
                on_change=on_change,
            )
        case FieldKind.PROSE:
            st.text_area(
                label,
                key=key,
                help=help_text,
                placeholder=text.placeholder,
                height=96,
                on_change=on_change,
            )
        case FieldKind.DAY:
            st.date_input(
                label,
                key=key,
                help=help_text,
                format="DD/MM/YYYY",
                min_value=EARLIEST,
                max_value=LATEST,
                on_change=on_change,
                width=220,
            )
        case FieldKind.WHOLE:
            st.number_input(
                label,
                key=key,
                help=help_text,
                step=1,
                on_change=on_change,
                width=220,
            )
        case FieldKind.NUMBER:
            st.number_input(
                label,
                key=key,
                help=help_text,
                step=1.0,
                format="%g",  # 22 is 22, and 22.5 is 22.5
                on_change=on_change,
                width=220,
            )
        case FieldKind.YES_NO:
            st.checkbox(plain(text.label), key=key, help=help_text, on_change=on_change)
        case FieldKind.CHOICE:
            _choice(library, spec, label, help_text, key, on_change)
        case FieldKind.SCALE:
            st.radio(
                label,
                [1, 2, 3, 4, 5, UNKNOWN],
                key=key,
                help=help_text,
                horizontal=True,
                on_change=on_change,
            )
        case FieldKind.LINK:
            st.selectbox(
                label,
                list(links),
                key=key,
                help=help_text,
                format_func=lambda id_: shortened(links.get(id_, "Something removed"), 70),
                placeholder="Choose one" if links else "Nothing to choose from yet",
                on_change=on_change,
            )
        case FieldKind.LINKS:
            chips.draw(
                asks,
                links,
                key,
                none="Nothing to choose from yet",
                help_text=text.help,
                on_change=on_change,
            )
        case FieldKind.STANDARDS:
            framework = library.framework
            words = {
                standard.key: framework.label(standard.key) for standard in framework.standards
            }
            chips.draw(asks, words, key, none="", help_text=text.help, on_change=on_change)
        case FieldKind.SEGMENTS:
            segments.draw(library, text, key, on_change)
        case _:
            assert_never(spec.kind)
    if spec.most:
        kept.draw_too_long(session.value(key), spec.most)


def _choice(
    library: Library,
    spec: FieldSpec,
    label: str,
    help_text: str | None,
    key: str,
    on_change: Callable[[], None],
) -> None:
    vocabulary = library.vocabularies[str(spec.vocabulary)]
    keys = [term.key for term in vocabulary.terms]
    if len(keys) <= FEW and not spec.may_be_empty:
        st.radio(
            label,
            keys,
            key=key,
            help=help_text,
            format_func=lambda term: plain(vocabulary.label(term)),
            captions=[plain(term.help) for term in vocabulary.terms]
            if any(term.help for term in vocabulary.terms)
            else None,
            on_change=on_change,
        )
        return
    st.selectbox(
        label,
        keys,
        key=key,
        help=help_text,
        format_func=vocabulary.label,
        placeholder="Choose one",
        on_change=on_change,
    )


def answer(spec: FieldSpec, key: str) -> object:
    """What the widget under ``key`` holds, as the services take it."""
    if spec.kind is FieldKind.SEGMENTS:
        return segments.answer(key)
    found = session.value(key)
    if spec.kind is FieldKind.SCALE:
        return None if found == UNKNOWN else found
    if spec.kind in LISTS:
        return tuple(found) if isinstance(found, list | tuple) else ()
    return found


def seed(spec: FieldSpec, key: str, stored: object) -> None:
    """Give the widget under ``key`` its first value: an answer of a record or of a draft."""
    if spec.kind is FieldKind.SEGMENTS:
        segments.seed(key, stored)
        return
    value = stored
    if spec.kind is FieldKind.DAY and isinstance(stored, str):
        value = dt.date.fromisoformat(stored) if stored else None
    elif spec.kind is FieldKind.SCALE:
        value = stored if isinstance(stored, int) else UNKNOWN
    elif spec.kind in LISTS:
        value = list(stored) if isinstance(stored, list | tuple) else []
    elif spec.kind is FieldKind.YES_NO:
        value = bool(stored)
    elif spec.kind in {FieldKind.CHOICE, FieldKind.LINK}:
        value = str(stored) if stored else None
    elif spec.kind in {FieldKind.LINE, FieldKind.PROSE}:
        value = str(stored or "")
    elif spec.kind is FieldKind.NUMBER and isinstance(stored, int | float):
        value = float(stored)
    session.put(key, value)
