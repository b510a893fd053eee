"""The card that answers a save: what was kept, what it may speak for, what comes next."""

from collections.abc import Sequence

import streamlit as st

from lp_planner.domain.evidence.claims import Drafted
from lp_planner.domain.planning.progress import StepState
from lp_planner.domain.records.records import Record
from lp_planner.services.desk import drafts
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.evidence import evidence
from lp_planner.services.evidence.evidence import EvidenceOfRecord
from lp_planner.services.planning import questions
from lp_planner.services.planning.rows import Row
from lp_planner.ui.frame import attention, feedback, kept, runtime, session
from lp_planner.ui.frame.safe_words import plain
from lp_planner.ui.planning import record_view, step_place
from lp_planner.ui.planning.step_place import KEPT, Card
from lp_planner.wording import joined, listed

FIELDS = ("words", "reach")
LONGEST = 200


def draw(desk: Desk, record: Record, row: Row, card: Card, following: StepState | None) -> None:
    """Draw the card about a record; ``following`` is the step that comes next."""
    found = evidence.evidence_of(desk, record.kind, record.id)
    offered = [proposal for proposal in found.open_proposals if proposal.is_primary]
    with st.container(border=True, key=KEPT):
        _draw_kept(desk, row, card, [claim.standard for claim in found.confirmed])
        if offered:
            _draw_offer(desk, record, found, offered[0])
        if questions.asks_why_it_changed(record):
            reasons = questions.why_it_changed(desk, record.project_id, record.id)
            record_view.draw_why(desk, record, reasons)
        with st.container(horizontal=True, vertical_alignment="center"):
            if following is not None:
                st.button(
                    f"Next: {plain(following.step.name)}",
                    key="card|next",
                    type="tertiary",
                    icon=":material/arrow_forward:",
                    on_click=step_place.go_to,
                    args=(following.step.key,),
                )
            st.button(
                "Open it",
                key="card|open",
                type="tertiary",
                icon=":material/open_in_full:",
                on_click=step_place.open_record,
                args=(record.id,),
            )


def _draw_kept(desk: Desk, row: Row, card: Card, used: Sequence[str]) -> None:
    told = plain(joined(row.in_a_line, *row.tags, row.day, row.due))
    if card.is_new:
        st.markdown(f":material/check_circle: **Kept ✓** {told}")
    else:
        st.markdown(told)
    if used:
        labels = [desk.library.framework.label(standard) for standard in used]
        st.markdown(f":green[:material/verified: Evidence for {plain(listed(labels))}]")


def _draw_offer(desk: Desk, record: Record, found: EvidenceOfRecord, offer: Drafted) -> None:
    key = _key(record, offer.standard)
    label = desk.library.framework.label(offer.standard)
    st.markdown(f"**Use it as evidence for {plain(label)}?** {plain(offer.why)}")
    if not session.has(f"{key}|words"):
        begun = drafts.draft_of(desk, key)
        session.put(f"{key}|words", begun.get("words", offer.says))
        session.put(f"{key}|reach", begun.get("reach", found.reach.value))
    feedback.show_refusal(key, stays=True)
    _draw_words(desk, key, offer.standard)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            f"Use it for {plain(offer.standard)}",
            key=f"{key}|use",
            type="primary",
            on_click=_use,
            args=(desk, record, found.what_changed, offer.standard),
        )
        st.button(
            "Not this one",
            key=f"{key}|none",
            type="tertiary",
            on_click=_set_aside,
            args=(desk, record, offer.standard),
        )


@st.fragment
def _draw_words(desk: Desk, key: str, standard: str) -> None:
    """The sentence and the reach: leaving them draws nothing else again."""

    def keep() -> None:
        drafts.keep_draft(desk, key, {name: session.value(f"{key}|{name}") for name in FIELDS})

    with feedback.guard():
        runtime.actor()  # whoever signed out elsewhere types no further here
        st.text_area(
            f"{plain(standard)}: what does this show about how you work?",
            key=f"{key}|words",
            height=72,
            placeholder="I asked before I told: the quiz showed where we all were unsure.",
            on_change=keep,
        )
        kept.draw_too_long(session.value(f"{key}|words"), LONGEST)
        reaches = desk.library.vocabularies["reaches"]
        st.pills(
            "How far did it reach?",
            list(reaches.by_key),
            key=f"{key}|reach",
            format_func=lambda reach: plain(reaches.label(reach)),
            on_change=keep,
        )


def _key(record: Record, standard: str) -> str:
    return f"offer|{record.kind}|{record.id}|{standard}"


def _use(desk: Desk, record: Record, what_changed: str, standard: str) -> None:
    key = _key(record, standard)
    with feedback.attempt(key) as tried:
        evidence.claim_evidence(
            desk,
            record.kind,
            record.id,
            claims={standard: str(session.value(f"{key}|words") or "")},
            reach=str(session.value(f"{key}|reach") or ""),
            what_changed=what_changed,
        )
    if tried.is_done:
        drafts.drop_draft(desk, key)
    attention.ask_for(KEPT)


def _set_aside(desk: Desk, record: Record, standard: str) -> None:
    evidence.set_aside(desk, record.kind, record.id, standards=(standard,))
    drafts.drop_draft(desk, _key(record, standard))
    session.forget(_key(record, standard))
    attention.ask_for(KEPT)
