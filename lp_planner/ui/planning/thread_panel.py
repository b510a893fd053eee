"""The golden thread, one strand at a time: what serves what, and where it ends in the air."""

import streamlit as st

from lp_planner.domain.quality_checks.golden_thread import (
    NAMES,
    NOTHING_YET,
    Column,
    Strand,
    strands,
    thread_as_text,
)
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.planning.questions import thread_of
from lp_planner.ui.frame import chart_panel, drawn
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import counted, shortened

SHOWN = 5
"""So many things of one column of a strand; the whole thread in words has them all."""
NAME, WORDS = 80, 48
PATH = "strand"


def draw(desk: Desk, project_id: str) -> None:
    """Draw the one strand that needs a look most, any other by choice, and the whole folded."""
    st.header("The golden thread")
    chart = drawn.logic_model(desk, project_id)
    thread = thread_of(desk, project_id)
    found = strands(thread)
    st.markdown(plain(chart.takeaway))
    if found:
        _draw_one(_chosen(project_id, found))
    with st.container(horizontal=True):
        if lines := thread_as_text(thread):
            with st.expander("The whole thread in words"):
                st.markdown("\n".join(_listed(line) for line in lines))
        with st.expander("The whole drawing"):
            chart_panel.draw(chart)


def _chosen(project_id: str, found: tuple[Strand, ...]) -> Strand:
    """The strand somebody chose, or the first."""
    if len(found) == 1:
        return found[0]
    broken = sum(bool(strand.ends) for strand in found)
    has = f"{broken:d} with an open end, these first" if broken else "none with an open end"
    number = st.selectbox(
        f"One strand at a time: {len(found):d} in all, {plain(has)}",
        range(len(found)),
        key=f"thread|{project_id}",
        format_func=lambda n: _in_words(found[n]),
    )
    return found[int(number or 0)]


def _in_words(strand: Strand) -> str:
    open_ends = counted(len(strand.ends), "open end", "open ends")
    mark = f"{open_ends}: " if strand.ends else ""
    return plain(f"{mark}{shortened(strand.name, NAME)}")


def _draw_one(strand: Strand) -> None:
    """Five columns side by side; on a phone they lie below each other, each a step further in."""
    with st.container(border=True, key=PATH):
        for column, box in zip(Column, st.columns(len(Column), gap="small"), strict=True):
            with box, st.container(key=f"{PATH}-{column.value}", gap="xsmall"):
                _draw_column(strand, column)
        for link in strand.ends:
            st.markdown(f":material/help: {plain(link.question)}")


def _draw_column(strand: Strand, column: Column) -> None:
    nodes = strand.column(column)
    st.caption(plain(NAMES[column]))
    for node in nodes[:SHOWN]:
        serves = f"  \n:gray[for: {plain(shortened(node.serves, WORDS))}]" if node.serves else ""
        st.markdown(f"{plain(shortened(node.words, WORDS))}{serves}")
    if len(nodes) > SHOWN:
        st.caption(f"and {len(nodes) - SHOWN:d} more")
    if not nodes:
        st.markdown(f":orange[{plain(NOTHING_YET.get(column, 'No problem yet'))}]")


def _listed(line: str) -> str:
    indent = len(line) - len(line.lstrip())
    return f"{' ' * indent}- {plain(line.strip())}"
