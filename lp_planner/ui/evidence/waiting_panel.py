"""What waits for standards: drafted, to be used several at once, changed or turned down."""

from collections.abc import Mapping, Sequence

import streamlit as st

from lp_planner.services.desk import drafts
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.evidence import evidence, waiting
from lp_planner.services.evidence.evidence import Use
from lp_planner.services.evidence.waiting import Waiting
from lp_planner.ui.frame import exemplar_panel, feedback, navigation, session
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import counted, day_in_words, joined, shortened

KEY = "wait"
SHOWN = 3
"""So many lines of a standard stand open, one where there are many; the rest are a click away."""
FEW_CARDS = 2
ON_A_PAGE = 10
MOST_STANDARDS = 4
"""So many standards stand open where none is in view."""
FIELDS = ("claim", "reach", "what_changed")


def draw(
    desk: Desk, project_id: str, in_view: Sequence[str], found: Mapping[str, Sequence[Waiting]]
) -> None:
    """Draw what waits for the standards in view, and folded away what waits for others."""
    shown = waiting.of_view(found, in_view)
    first, rest = [*shown], [key for key in found if key not in shown]
    if not in_view:
        first, rest = first[:MOST_STANDARDS], first[MOST_STANDARDS:]
    _draw_head(shown, has_view=bool(in_view))
    for standard in first:
        open_lines = SHOWN if len(first) <= FEW_CARDS else 1
        _draw_standard(desk, standard, found[standard], open_lines)
    if rest:
        things = len(waiting.things_in({key: found[key] for key in rest}))
        more = counted(things, "thing", "things")
        label = f"{more} for other standards" if in_view else f"{more} for more standards"
        with st.expander(label):
            for standard in rest:
                _draw_standard(desk, standard, found[standard], 1)
    _draw_turned_down(desk, project_id)


def _draw_head(found: Mapping[str, Sequence[Waiting]], *, has_view: bool) -> None:
    said = session.take(f"{KEY}|said")
    if said:
        feedback.say_done(str(said))
    things = len(waiting.things_in(found))
    if not things:
        st.markdown(
            "**Nothing waits.** What you write in the plan is offered here, with a sentence "
            "drafted from your own words."
        )
    else:
        number = counted(things, "thing you did", "things you did")
        st.markdown(
            f"**{number} could speak for standards.** Drafted from what you wrote; change what is "
            "not yours."
        )
    if not has_view:
        navigation.link(
            "explore", "Choose the few standards that this project shows", step="focus",
            icon=":material/center_focus_strong:",
        )  # fmt: skip


def _draw_standard(desk: Desk, standard: str, lines: Sequence[Waiting], open_lines: int) -> None:
    shows_all = session.asked("waiting") == standard
    size = ON_A_PAGE if shows_all else open_lines
    pages = -(-len(lines) // size)
    # In a long list what is of one kind stands together; the best come first where few are shown.
    listed = sorted(lines, key=lambda line: line.kind_name) if shows_all else lines
    with st.container(border=True, key=f"{KEY}|card|{standard}", gap="xsmall"):
        st.markdown(f"**{plain(shortened(desk.library.framework.label(standard), 60))}**")
        at = 1
        body = st.container(gap="xsmall")
        foot = st.container(horizontal=True, vertical_alignment="center", gap="small")
        if shows_all and pages > 1:
            at = st.pagination(pages, key=f"{KEY}|page|{standard}")
        visible = listed[(at - 1) * size : at * size]
        with body:
            feedback.show_refusal(f"{KEY}|{standard}", stays=True)
            kind = ""
            for line in visible:
                if shows_all and line.kind_name != kind:
                    kind = line.kind_name
                    alike = sum(other.kind_name == kind for other in lines)
                    st.markdown(f"**{plain(kind.capitalize())}** · {alike:d}")
                _draw_line(desk, line, is_alone=len(visible) == 1)
        with foot:
            st.button(
                "Use the ticked ones" if len(visible) > 1 else "Use it",
                key=f"{KEY}|use|{standard}",
                on_click=_use_ticked,
                args=(desk, standard, visible),
            )
            if len(lines) > open_lines and not shows_all:
                st.button(
                    f"and {len(lines) - open_lines:d} more for {plain(standard)}",
                    key=f"{KEY}|all|{standard}",
                    type="tertiary",
                    icon=":material/expand_more:",
                    on_click=session.ask,
                    args=("waiting", standard),
                )


def _key(line: Waiting) -> str:
    return f"{KEY}|{line.standard}|{line.record_id}"


def _draw_line(desk: Desk, line: Waiting, *, is_alone: bool) -> None:
    key = _key(line)
    is_changing = bool(session.value(f"{key}|open"))
    words = _said(key, "claim", line.says)
    session.begin(f"{key}|tick", is_alone or (line.is_primary and not line.used_for))
    with st.container(gap="xxsmall"):
        _draw_words(desk, line, words, is_open=is_changing)
    if is_changing:
        _draw_change(desk, line)


def _draw_words(desk: Desk, line: Waiting, words: str, *, is_open: bool) -> None:
    key = _key(line)
    st.checkbox(plain(words), key=f"{key}|tick")
    reach = desk.library.term_label("reaches", _said(key, "reach", line.reach.value))
    used = f"used for {', '.join(line.used_for)}" if line.used_for else ""
    perhaps = "" if line.is_primary else "perhaps"
    facts = joined(day_in_words(line.happened_on), line.kind_name, reach.lower(), used, perhaps)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"tap-{key}"):
        st.caption(plain(facts), help=plain(line.why) or None, width="stretch")
        if not is_open:
            st.button(
                "Change", key=f"{key}|change", type="tertiary", on_click=_open, args=(desk, line)
            )
        st.button(
            "Not this one", key=f"{key}|no", type="tertiary", on_click=_turn_down,
            args=(desk, line),
        )  # fmt: skip


def _said(key: str, name: str, drafted: str) -> str:
    found = session.value(f"{key}|{name}")
    return str(found) if found else drafted


def _open(desk: Desk, line: Waiting) -> None:
    key = _key(line)
    begun = drafts.draft_of(desk, key)
    drafted = {"claim": line.says, "reach": line.reach.value, "what_changed": line.what_changed}
    for name in FIELDS:
        session.put(f"{key}|{name}", begun.get(name) or drafted[name])
    session.put(f"{key}|open", new=True)
    session.put(f"{key}|tick", new=True)


def _draw_change(desk: Desk, line: Waiting) -> None:
    key = _key(line)
    reaches = desk.library.vocabularies["reaches"]

    def keep() -> None:
        drafts.keep_draft(desk, key, {name: session.value(f"{key}|{name}") for name in FIELDS})

    exemplar_panel.draw(desk.library.pathway.claim_exemplars, desk.actor)
    st.text_area(
        f"What does it show for {plain(line.standard)}?", key=f"{key}|claim", height=80,
        on_change=keep,
        help=plain(desk.library.framework.by_key[line.standard].in_a_line),
    )  # fmt: skip
    st.pills(
        "How far did it reach?", list(reaches.by_key), key=f"{key}|reach", required=True,
        format_func=lambda reach: plain(reaches.label(reach)), on_change=keep,
    )  # fmt: skip
    st.text_input(
        "What changed for pupils or colleagues? (if you know yet)", key=f"{key}|what_changed",
        on_change=keep,
    )  # fmt: skip
    navigation.link(line.phase, "Open what you wrote", step=line.step, record=line.record_id)


def _use_ticked(desk: Desk, standard: str, lines: Sequence[Waiting]) -> None:
    chosen = [line for line in lines if session.value(f"{_key(line)}|tick")]
    uses = [
        Use(
            line.record,
            line.standard,
            _said(_key(line), "claim", line.says),
            _said(_key(line), "reach", line.reach.value),
            str(session.value(f"{_key(line)}|what_changed") or line.what_changed),
        )
        for line in chosen
    ]
    with feedback.attempt(f"{KEY}|{standard}", forgets=()) as tried:
        evidence.use_several(desk, uses)
    if tried.is_done:
        for line in chosen:
            drafts.drop_draft(desk, _key(line))
            session.forget(_key(line))
        session.put(f"{KEY}|said", f"Used {len(chosen)} for {standard}.")


def _turn_down(desk: Desk, line: Waiting) -> None:
    with feedback.attempt(f"{KEY}|{line.standard}", forgets=(_key(line),)) as tried:
        evidence.turn_down_several(desk, [(line.record, line.standard)])
    if tried.is_done:
        session.put(
            f"{KEY}|said",
            f"Not offered for {line.standard} again; it is kept under what you turned down.",
        )


def _draw_turned_down(desk: Desk, project_id: str) -> None:
    found = waiting.turned_down(desk, project_id)
    if not found:
        return
    with st.expander(f"What you turned down ({len(found)})", icon=":material/undo:"):
        pages = -(-len(found) // ON_A_PAGE)
        at = st.pagination(pages, key=f"{KEY}|page|down") if pages > 1 else 1
        for down in found[(at - 1) * ON_A_PAGE : at * ON_A_PAGE]:
            with st.container(horizontal=True, vertical_alignment="center"):
                about = joined(down.standard, down.kind_name, shortened(down.headline, 100))
                st.markdown(plain(about), width="stretch")
                st.button(
                    "Offer it again",
                    key=f"{KEY}|again|{down.claim_id}",
                    type="tertiary",
                    on_click=evidence.withdraw_claim,
                    args=(desk, down.claim_id),
                )
