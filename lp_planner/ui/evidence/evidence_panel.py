"""What a record may show: the proposed standards, one sentence of claim, and the reach."""

import streamlit as st

from lp_planner.domain.records.records import Record
from lp_planner.services.desk import drafts
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.evidence import evidence
from lp_planner.services.evidence.evidence import EvidenceOfRecord
from lp_planner.ui.evidence import attachments_panel
from lp_planner.ui.frame import feedback, session
from lp_planner.ui.frame.safe_words import plain

FIELDS = ("standards", "claim", "reach", "what_changed")


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
                _draw_form(desk, record, ())
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
    _draw_form(desk, record, chosen)
    st.button(
        "None of these",
        key=f"{_key(record)}|none",
        type="tertiary",
        on_click=_set_aside,
        args=(desk, record, tuple(p.standard for p in found.open_proposals)),
    )


def _key(record: Record) -> str:
    return f"claim|{record.kind}|{record.id}"


def _draw_form(desk: Desk, record: Record, chosen: tuple[str, ...]) -> None:
    key = _key(record)
    library = desk.library
    if not session.has(f"{key}|claim"):
        draft = drafts.draft_of(desk, key)
        first = {"standards": list(chosen), "claim": "", "reach": None, "what_changed": ""}
        for name in FIELDS:
            session.put(f"{key}|{name}", draft.get(name, first[name]))

    def keep() -> None:
        values = {name: session.value(f"{key}|{name}") for name in FIELDS}
        drafts.keep_draft(desk, key, values)

    feedback.show_refusal(key, stays=True)
    st.multiselect(
        "Use it for",
        [standard.key for standard in library.framework.standards],
        key=f"{key}|standards",
        format_func=library.framework.label,
        placeholder="Choose one or more standards",
        on_change=keep,
    )
    st.text_input(
        "Your claim in one sentence",
        key=f"{key}|claim",
        max_chars=200,
        placeholder="I asked before I told: the quiz showed where we all were unsure.",
        on_change=keep,
    )
    st.radio(
        "How far did it reach?",
        [term.key for term in library.vocabularies["reaches"].terms],
        key=f"{key}|reach",
        format_func=lambda reach: plain(library.term_label("reaches", reach)),
        horizontal=True,
        on_change=keep,
    )
    st.text_input(
        "What changed for pupils or colleagues? (if you know yet)",
        key=f"{key}|what_changed",
        max_chars=200,
        on_change=keep,
    )
    st.button(
        "Add to my evidence",
        key=f"{key}|add",
        type="primary",
        icon=":material/verified:",
        on_click=_claim,
        args=(desk, record),
    )


def _claim(desk: Desk, record: Record) -> None:
    key = _key(record)
    chosen = session.value(f"{key}|standards")
    standards = [str(s) for s in chosen] if isinstance(chosen, list) else []
    said = f"Added to your evidence for {', '.join(standards)}."
    with feedback.attempt(key, says=said) as tried:
        evidence.claim_evidence(
            desk,
            record.kind,
            record.id,
            standards=standards,
            claim=str(session.value(f"{key}|claim") or ""),
            reach=str(session.value(f"{key}|reach") or ""),
            what_changed=str(session.value(f"{key}|what_changed") or ""),
        )
    if tried.is_done:
        drafts.drop_draft(desk, key)


def _set_aside(desk: Desk, record: Record, standards: tuple[str, ...]) -> None:
    evidence.set_aside(desk, record.kind, record.id, standards=standards)
    drafts.drop_draft(desk, _key(record))
    session.forget(_key(record))
