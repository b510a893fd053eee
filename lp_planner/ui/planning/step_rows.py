"""The records of a step as a list: newest first, five of them, with a search and all the others."""

from collections import Counter
from collections.abc import Mapping, Sequence

import streamlit as st

from lp_planner.domain.planning.progress import StepState
from lp_planner.domain.records.delivery import FidelityRating
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.evidence.waiting import Chip
from lp_planner.services.planning.rows import Row
from lp_planner.ui.frame import attention, session
from lp_planner.ui.frame.html_pages import filled
from lp_planner.ui.frame.safe_words import plain
from lp_planner.ui.planning import step_place
from lp_planner.ui.planning.step_place import KEPT, Card
from lp_planner.wording import counted, shortened

LATEST = 5
"""A list shows this many of its latest records; the rest are one click away."""
SAYS = 140
LOWEST = 12
"""Per cent of its height for the lowest reading: a bar of nothing would look like a gap."""


def draw(desk: Desk, state: StepState, rows: Sequence[Row], chips: Mapping[str, Chip]) -> None:
    """Draw the rows of a step; ``chips`` says by record what each is evidence for."""
    text = desk.library.pathway.text_by_kind[state.step.kind]
    found = rows
    if len(rows) > LATEST:
        count = counted(len(rows), text.name, text.plural)
        words = st.text_input(
            "Search",
            key=f"search|{state.step.key}",
            placeholder=f"Search {count}, newest first",
            icon=":material/search:",
            label_visibility="collapsed",
        )
        parts = (words or "").casefold().split()
        found = [row for row in rows if all(part in row.told for part in parts)]
        if not found:
            st.caption("Nothing has these words.")
    shows_all = len(found) <= LATEST or bool(session.asked("all"))
    for row in found if shows_all else found[:LATEST]:
        _draw_row(desk, state, row, chips.get(row.record_id))
    if not shows_all:
        st.button(
            f"Show all {len(found):d}",
            key=f"all|{state.step.key}",
            on_click=_show_all,
            args=(found[LATEST].record_id,),
            type="tertiary",
            icon=":material/expand_more:",
        )


def _show_all(next_one: str) -> None:
    session.ask("all", "yes")
    attention.ask_for(attention.row_of(next_one))


def _draw_row(desk: Desk, state: StepState, row: Row, chip: Chip | None) -> None:
    with st.container(
        border=True,
        horizontal=True,
        vertical_alignment="center",
        gap="small",
        key=attention.row_of(row.record_id),
    ):
        _draw_words(desk, state, row, chip)
        if chip and chip.first and chip.first.is_primary:
            st.button(
                f"{plain(chip.first.standard)} ?",
                key=f"chip|{row.record_id}",
                help=plain(chip.first.says),
                on_click=_ask,
                args=(state.step.kind, row.record_id),
            )
        st.button(
            "Open",
            key=f"open|{row.record_id}",
            type="tertiary",
            help=plain(shortened(row.in_a_line, SAYS)),
            on_click=step_place.open_record,
            args=(row.record_id,),
        )


def _ask(kind: str, record_id: str) -> None:
    """Bring up the card with the sentence for this record."""
    step_place.go_to(session.asked("step"))
    session.put(step_place.CARD, Card(kind, record_id))
    attention.ask_for(KEPT)


def _draw_words(desk: Desk, state: StepState, row: Row, chip: Chip | None) -> None:
    elsewhere = row.phase != state.phase
    phase = desk.library.pathway.phase_by_key[row.phase].name
    st.html(
        filled(
            "planning/row",
            row=row,
            says=shortened(row.says, SAYS) or ("" if row.lead else "Nothing written"),
            tags=(*row.tags, f"in {phase}") if elsewhere else row.tags,
            seen=[rating.value for rating in row.mark.seen],
            seen_words=_seen_in_words(desk, row.mark.seen),
            bars=_bars(row.mark.line),
            line_words=f"{len(row.mark.line)} readings, the latest {row.mark.latest}",
            used=", ".join(chip.used) if chip else "",
        )
    )


def _seen_in_words(desk: Desk, seen: Sequence[FidelityRating]) -> str:
    label = desk.library.vocabularies["fidelity_ratings"].label
    counts = Counter(seen)
    return ", ".join(f"{counts[r]} {label(r.value).lower()}" for r in FidelityRating if counts[r])


def _bars(values: Sequence[float]) -> list[int]:
    """The readings as small bars, oldest first, each in per cent of the height there is."""
    if len(values) <= 1:
        return []
    low, high = min(values), max(values)
    return [round(LOWEST + (100 - LOWEST) * (v - low) / ((high - low) or 1)) for v in values]
