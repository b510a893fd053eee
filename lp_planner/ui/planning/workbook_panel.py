"""The plan as a file: take it along, bring one in from Excel or Word, and take it out again."""

import hashlib

import pandas as pd
import streamlit as st

from lp_planner.domain.records.errors import PlannerError
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.planning import plan_exchange, plan_import
from lp_planner.services.planning.plan_faults import RowFault
from lp_planner.services.planning.plan_import import ImportedPlan, PlanLook
from lp_planner.ui.frame import feedback, kept, navigation, session
from lp_planner.ui.frame.safe_words import plain, plain_table
from lp_planner.wording import counted

KEY = "workbook"
MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
UNDO = f"{KEY}|undo"
MOST_MENDED = 12
"""So many cells are offered to be mended at a time."""


def draw_download(desk: Desk, project_id: str) -> None:
    """Offer the whole plan as a workbook; it is for its owner, coaching notes included."""
    st.header("Take the plan with you")
    st.markdown(
        "A workbook with everything you recorded. It can be filled in further and brought back as "
        "a new project. It is yours alone: what was said in coaching is in it, so keep it close."
    )
    st.download_button(
        "Plan as a workbook",
        data=lambda: plan_exchange.plan_workbook_of(desk, project_id),
        file_name="plan.xlsx",
        mime=MIME,
        on_click="ignore",
        icon=":material/download:",
    )


def draw_upload(desk: Desk) -> None:
    """Offer the empty workbook, and take a filled one or a plan in Word as a new project."""
    with st.expander("Bring in a plan from Word or Excel"):
        st.markdown(
            "Is your plan written down already? A Word table with the columns Problem, Active "
            "ingredients, Activities, Implementation outcomes and Final outcomes comes in as it "
            "is. Or take the empty workbook and fill in what you have. You see what every line "
            "becomes before anything is made of it, and you can take it out again."
        )
        st.download_button(
            "Empty workbook",
            data=lambda: plan_exchange.plan_template(desk.workspace),
            file_name="plan-to-fill-in.xlsx",
            mime=MIME,
            on_click="ignore",
            icon=":material/download:",
        )
        file = st.file_uploader(
            "Your plan, as .docx or .xlsx", type=["docx", "xlsx"], key=f"{KEY}|file"
        )
        feedback.show_refusal(KEY, stays=True)
        if file is not None:
            _draw_look(desk, file.getvalue())
    imported = session.take(f"{KEY}|imported")
    if isinstance(imported, tuple):
        project_id, message = imported
        feedback.say_next_time(message)
        st.switch_page(navigation.page("plan"), query_params={"project": project_id})


def draw_undo(desk: Desk, project_id: str) -> None:
    """Offer to take a plan out again that just came in."""
    imported = session.value(UNDO)
    if isinstance(imported, ImportedPlan) and imported.project.id == project_id:
        st.button(
            "Take this plan out again", key=f"{UNDO}|button", icon=":material/undo:",
            help="The project is removed, as long as nothing in it was changed since.",
            on_click=_take_out, args=(desk, imported),
        )  # fmt: skip
        feedback.show_refusal(f"{UNDO}|refused")
    if session.take(f"{UNDO}|done"):
        st.switch_page(navigation.page("home"))


def _draw_look(desk: Desk, data: bytes) -> None:
    look = _look(desk, data)
    if look is None:
        return
    rows = counted(len(look.rows), "line", "lines")
    open_ones = len(look.faults)
    need = counted(open_ones, "needs", "need")
    st.markdown(f"**{rows} read; {need} another look.**" if open_ones else f"**{rows} read.**")
    for fault in look.faults[:MOST_MENDED]:
        _draw_fault(fault)
    if open_ones > MOST_MENDED:
        st.caption(f"And {open_ones - MOST_MENDED:d} more, once these are mended.")
    if look.notes:
        with st.expander("How it was read", expanded=len(look.notes) < MOST_MENDED // 2):
            st.markdown("\n".join(f"- {plain(note)}" for note in look.notes))
    with st.expander("What every line becomes"):
        table = pd.DataFrame(
            [(row.sheet, str(row.number), row.becomes, row.says) for row in look.rows],
            columns=["Where", "Line", "Becomes", "It says"],
        )
        st.table(plain_table(table.set_index("Where")))
    for odd in look.odd:
        st.markdown(f"- {plain(_where(odd))}: {plain(odd.sentence)}")
    is_sure = not look.odd or st.checkbox("All of these are right", key=f"{KEY}|sure")
    kept.line(desk, "Name of the new project", f"{KEY}|title")
    st.button(
        "Bring it in", key=f"{KEY}|import", type="primary",
        disabled=bool(open_ones) or not look.rows or not is_sure,
        on_click=_bring_in, args=(desk,),
    )  # fmt: skip


def _where(fault: RowFault) -> str:
    return f"{fault.sheet}, row {fault.row}"


def _draw_fault(fault: RowFault) -> None:
    st.text_input(
        plain(f"{_where(fault)}: {fault.sentence}"),
        key=f"{KEY}|tell|{fault.place}",
        placeholder="Write it here instead, or mend your file",
        on_change=_tell,
        args=(fault.place,),
    )


def _tell(place: str) -> None:
    session.put(f"{KEY}|told", {**_told(), place: str(session.value(f"{KEY}|tell|{place}") or "")})


def _told() -> dict[str, str]:
    told = session.value(f"{KEY}|told")
    return dict(told) if isinstance(told, dict) else {}


def _look(desk: Desk, data: bytes) -> PlanLook | None:
    """What the file is understood as; looked at once for each file and what was told of it."""
    told = _told()
    mark = hashlib.sha256(data + repr(sorted(told.items())).encode()).hexdigest()
    seen = session.value(f"{KEY}|look")
    if isinstance(seen, tuple) and seen[0] == mark:
        found: PlanLook | None = seen[1]
        return found
    look: PlanLook | None = None
    try:
        look = plan_import.look_at_plan(desk, data, told=told)
    except PlannerError as refused:
        # Looking is no action: nothing was pressed, and the sentence goes with the file.
        st.error(plain(refused.message), icon=":material/error:")
        return None
    session.put(f"{KEY}|look", (mark, look))
    return look


def _bring_in(desk: Desk) -> None:
    data = session.uploaded(f"{KEY}|file")
    with feedback.attempt(
        KEY, instead="Please give the new project a working title first."
    ) as tried:
        imported = plan_import.import_plan(
            desk,
            data,
            title=str(session.value(f"{KEY}|title") or ""),
            form_id=session.form_id(KEY),
            is_sure=True,
            told=_told(),
        )
    if not tried.is_done:
        return
    session.put("open_project", imported.project.id)
    session.put(UNDO, imported)
    session.put(f"{KEY}|told", {})
    number = sum(imported.counts.values())
    message = f"Brought in {counted(number, 'record', 'records')} as a new project."
    session.put(f"{KEY}|imported", (imported.project.id, message))


def _take_out(desk: Desk, imported: ImportedPlan) -> None:
    with feedback.attempt(f"{UNDO}|refused") as tried:
        plan_import.undo_plan(desk, imported)
    if tried.is_done:
        session.put(UNDO, "")
        session.put(f"{UNDO}|done", new=True)
        feedback.say_next_time("The plan is taken out again.")
