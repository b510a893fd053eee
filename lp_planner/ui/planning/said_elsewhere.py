"""What a form need not ask because another step says it: in one line, with the way there."""

from collections.abc import Mapping, Sequence

import streamlit as st

from lp_planner.content.library import Library
from lp_planner.domain.planning.pathway import RecordText
from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.fields import field_specs
from lp_planner.domain.records.records import Record
from lp_planner.services.desk import drafts
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.planning import recording
from lp_planner.ui.frame import navigation
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import listed, shortened

SHOWN, WORDS = 3, 60


def said_for(
    desk: Desk, project_id: str, kind: str, record: Record | None, key: str
) -> dict[str, tuple[str, ...]]:
    """What other records say by field, for the fields of a form that are empty."""
    found = {}
    for spec in field_specs(RECORD_KINDS[kind]):
        if not spec.said_by or (record and getattr(record, spec.name)):
            continue
        there = recording.records_of(desk, project_id, spec.said_by)
        if there and not drafts.draft_of(desk, key).get(spec.name):
            found[spec.name] = tuple(one.headline for one in there)
    return found


def draw(library: Library, text: RecordText, said: Mapping[str, Sequence[str]]) -> None:
    """Draw a line for each answer that stands elsewhere."""
    by_name = {spec.name: spec for spec in field_specs(RECORD_KINDS[text.kind])}
    for name, lines in said.items():
        phase, step = next(
            (phase, step)
            for phase in library.pathway.phases
            for step in phase.steps
            if step.kind == by_name[name].said_by
        )
        words = [f"“{shortened(line, WORDS)}”" for line in lines[:SHOWN]]
        if len(lines) > SHOWN:
            words.append(f"{len(lines) - SHOWN} more")
        st.caption(f"{plain(text.field_by_name[name].label)} You said so: {plain(listed(words))}.")
        navigation.link(phase.key, step.name, icon=":material/arrow_forward:", step=step.key)
