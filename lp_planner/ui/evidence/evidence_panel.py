"""What a record may show: the proposed standards, one sentence of claim, and the reach."""

from collections.abc import Callable

import streamlit as st

from lp_planner.domain.records.records import Record
from lp_planner.services.desk import drafts
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.evidence import evidence
from lp_planner.services.evidence.coverage import standards_in_view
from lp_planner.services.evidence.evidence import EvidenceOfRecord
from lp_planner.ui.evidence import attachments_panel
from lp_planner.ui.frame import chips, exemplar_panel, feedback, session
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import shortened

FIELDS = ("standards", "reach", "what_changed")


def draw(desk: Desk, record: Record) -> None:
    """Draw the claims made from a record, the proposals still open, and what lies behind it."""
    found = evidence.evidence_of(desk, record.kind, record.id)
    with st.container(border=True):
        st.subheader("What this shows", anchor=False)
        for claim in found.confirmed:
            _draw_claim(desk, claim.id, claim.standard, claim.claim, claim.reach.value)
        if found.open_proposals:
            _draw_proposals(desk, record, found)
        else:
            with st.expander("Use it for another standard"):
                _draw_form(desk, record, found, ())
    attachments_panel.draw(desk, record)


def _draw_claim(desk: Desk, claim_id: str, standard: str, claim: str, reach: str) -> None:
    library = desk.library
    words, undo = st.columns([5, 1], vertical_alignment="center")
    words.markdown(
        f":material/verified: **{plain(library.framework.label(standard))}** · "
        f"{plain(library.term_label('reaches', reach))}  \n{plain(claim)}"
    )
    undo.button(
        "Withdraw",
        key=f"withdraw|{claim_id}",
        type="tertiary",
        on_click=_withdraw,
        args=(desk, claim_id),
    )


def _withdraw(desk: Desk, claim_id: str) -> None:
    evidence.withdraw_claim(desk, claim_id)
    feedback.say_next_time(
        "Withdrawn. The record is still here, and the standard is offered again."
    )


def _draw_proposals(desk: Desk, record: Record, found: EvidenceOfRecord) -> None:
    st.markdown("This may be evidence for:")
    for proposal in found.open_proposals:
        label = desk.library.framework.label(proposal.standard)
        first = "" if proposal.is_primary else " (perhaps)"
        st.markdown(f"- **{plain(label)}**{first}: {plain(proposal.why)}")
    chosen = tuple(p.standard for p in found.open_proposals if p.is_primary)
    _draw_form(desk, record, found, chosen)
    st.button(
        "None of these",
        key=f"{_key(record)}|none",
        type="tertiary",
        on_click=_set_aside,
        args=(desk, record, tuple(p.standard for p in found.open_proposals)),
    )


def _key(record: Record) -> str:
    return f"claim|{record.kind}|{record.id}"


def _draw_form(
    desk: Desk, record: Record, found: EvidenceOfRecord, chosen: tuple[str, ...]
) -> None:
    key = _key(record)
    library = desk.library
    if not session.has(f"{key}|standards"):
        draft = drafts.draft_of(desk, key)
        first = {
            "standards": list(chosen),
            "reach": found.reach.value,
            "what_changed": found.what_changed,
        }
        for name in FIELDS:
            session.put(f"{key}|{name}", draft.get(name, first[name]))
        says = {proposal.standard: proposal.says for proposal in found.open_proposals}
        for standard in library.framework.by_key:
            drafted = draft.get(_reason("", standard), says.get(standard, ""))
            session.put(_reason(key, standard), drafted)

    def keep() -> None:
        values = {name: session.value(f"{key}|{name}") for name in FIELDS}
        reasons = {_reason("", s): session.value(_reason(key, s)) for s in _chosen(key)}
        drafts.keep_draft(desk, key, values | reasons)

    feedback.show_refusal(key, stays=True)
    likely = {*standards_in_view(desk, record.project_id), *_chosen(key)}
    likely |= {proposal.standard for proposal in found.open_proposals}
    every = {s.key: library.framework.label(s.key) for s in library.framework.standards}
    shows_all = bool(session.value(f"{key}|others")) or not likely
    words = {
        standard: label for standard, label in every.items() if shows_all or standard in likely
    }
    chips.draw("Use it for", words, f"{key}|standards", none="", on_change=keep)
    if len(words) < len(every):
        st.button(
            f"The {len(every) - len(words):d} other standards",
            key=f"{key}|more",
            type="tertiary",
            icon=":material/expand_more:",
            on_click=session.put,
            args=(f"{key}|others", True),
        )
    exemplar_panel.draw(library.pathway.claim_exemplars, desk.actor)
    for standard in _chosen(key):
        st.text_input(
            f"{plain(standard)}: what does this show about how you work? One sentence",
            key=_reason(key, standard),
            placeholder="I asked before I told: the quiz showed where we all were unsure.",
            help=plain(library.framework.by_key[standard].in_a_line),
            on_change=keep,
        )
    if found.is_reach_said:
        said = library.term_label("reaches", str(session.value(f"{key}|reach")))
        with st.expander(f"It reached, as you said: {plain(said)}"):
            _draw_reach(desk, key, keep)
    else:
        _draw_reach(desk, key, keep)
    if found.what_changed:
        with st.expander(f"What changed, as you said: {plain(shortened(found.what_changed, 60))}"):
            _draw_what_changed(key, keep)
    else:
        _draw_what_changed(key, keep)
    st.button(
        "Add to my evidence",
        key=f"{key}|add",
        type="primary",
        icon=":material/verified:",
        on_click=_claim,
        args=(desk, record),
    )


def _draw_what_changed(key: str, keep: Callable[[], None]) -> None:
    st.text_input(
        "What changed for pupils or colleagues? (if you know yet)",
        key=f"{key}|what_changed",
        on_change=keep,
    )


def _draw_reach(desk: Desk, key: str, keep: Callable[[], None]) -> None:
    reaches = desk.library.vocabularies["reaches"].terms
    st.radio(
        "How far did it reach?",
        [term.key for term in reaches],
        key=f"{key}|reach",
        format_func=lambda reach: plain(desk.library.term_label("reaches", reach)),
        captions=[plain(term.help) for term in reaches],
        horizontal=True,
        on_change=keep,
    )


def _reason(key: str, standard: str) -> str:
    """Where the reason for one standard stands: on the page, or in the draft where no key is."""
    return f"{key}|claim|{standard}"


def _chosen(key: str) -> list[str]:
    chosen = session.value(f"{key}|standards")
    return [str(standard) for standard in chosen] if isinstance(chosen, list) else []


def _claim(desk: Desk, record: Record) -> None:
    key = _key(record)
    claims = {s: str(session.value(_reason(key, s)) or "") for s in _chosen(key)}
    said = f"Added to your evidence for {', '.join(claims)}."
    with feedback.attempt(key, says=said) as tried:
        evidence.claim_evidence(
            desk,
            record.kind,
            record.id,
            claims=claims,
            reach=str(session.value(f"{key}|reach") or ""),
            what_changed=str(session.value(f"{key}|what_changed") or ""),
        )
    if tried.is_done:
        drafts.drop_draft(desk, key)


def _set_aside(desk: Desk, record: Record, standards: tuple[str, ...]) -> None:
    evidence.set_aside(desk, record.kind, record.id, standards=standards)
    drafts.drop_draft(desk, _key(record))
    session.forget(_key(record))
