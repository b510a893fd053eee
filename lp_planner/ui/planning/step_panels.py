"""What a step shows beside its records: options side by side, profiles, the school's year."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import streamlit as st

from lp_planner.domain.planning.generations import Coached, generations
from lp_planner.domain.planning.weighing import FitProfile, Spread
from lp_planner.domain.records.delivery import CoachingSession, FidelityVisit
from lp_planner.domain.records.diagnosis import DiagnosisSource, Priority
from lp_planner.domain.records.measures import Measure, Reading, SurveyRound
from lp_planner.domain.records.options import FitRating, Option
from lp_planner.domain.records.preparation import Milestone
from lp_planner.domain.records.readiness import ReadinessRating
from lp_planner.domain.records.records import Record
from lp_planner.domain.records.strategies import TrainingSession
from lp_planner.domain.records.sustaining import ReachStep
from lp_planner.domain.records.training_design import design_of, narrative_of
from lp_planner.services.desk.workspace import Desk, Workspace
from lp_planner.services.planning.record_columns import IN_ROWS
from lp_planner.services.planning.recording import records_of
from lp_planner.services.planning.weighing import OptionView, options_side_by_side, readiness_of
from lp_planner.services.portfolio.portfolio import HOW_LEARNERS_LEARN
from lp_planner.ui.cohort import serving_panel
from lp_planner.ui.frame import navigation
from lp_planner.ui.frame.safe_words import plain
from lp_planner.ui.measures import many_readings_panel, numbers_panel
from lp_planner.ui.planning import (
    calendar_panel,
    many_records_panel,
    reach_panel,
    school_rows_panel,
    toolkit_panel,
)
from lp_planner.ui.planning.diagnosis_panels import draw_for_colleagues, draw_research
from lp_planner.ui.voices import asking_panel
from lp_planner.wording import counted, in_turn

Panel = Callable[[Desk, str], None]


def draw(desk: Desk, project_id: str, kind: str) -> None:
    """Draw the panel of a step, where it has one and there is something to show."""
    if kind in NUMBERS and records_of(desk, project_id, kind):
        NUMBERS[kind](desk, project_id)
    if kind in PANELS:
        PANELS[kind](desk, project_id)
    if kind in school_rows_panel.STEPS:
        school_rows_panel.draw(desk, project_id)
    if kind in IN_ROWS:
        many_records_panel.draw(desk, project_id, kind)
    asking_panel.draw(desk, project_id, kind)


def draw_for_record(workspace: Workspace, record: Record) -> None:
    """Draw what one record shows of itself: what a training session is made of."""
    if isinstance(record, TrainingSession):
        _draw_design(workspace, record)


def _draw_options(desk: Desk, project_id: str) -> None:
    toolkit_panel.draw(desk)
    views = options_side_by_side(desk, project_id)
    if not views:
        return
    st.subheader("Side by side")
    for box, view in zip(st.columns(len(views), border=True), views, strict=True):
        with box:
            _draw_option(desk.workspace, view)


def _draw_option(workspace: Workspace, view: OptionView) -> None:
    option = view.option
    kind = workspace.library.term_label("option_kinds", option.option_kind)
    st.markdown(f"**{plain(option.name)}**  \n:gray[{plain(kind)}]")
    for label, words in (
        ("Evidence", option.evidence),
        ("Tried with", option.studied_with),
        ("Cost", option.cost),
        ("Doubts", option.doubts),
    ):
        st.markdown(f"{label}: {plain(words)}" if words else f":gray[{label}: nothing written yet]")
    if view.published:
        st.markdown(plain(view.published[0]))
        with st.expander("What is published"):
            st.markdown("\n".join(f"- {plain(line)}" for line in view.published[1:]))
            st.page_link(view.link, label="The published page", icon=":material/open_in_new:")
    st.markdown(_profile_line(workspace, view.profile))


def _profile_line(workspace: Workspace, profile: FitProfile) -> str:
    labels = _labels(workspace, FitRating.kind)
    if not profile.raters:
        return ":gray[Fit: nobody has rated it yet]"
    if profile.is_blind:
        return (
            f"Fit: {len(profile.raters)} of {profile.expected:d} have rated; "
            "the ratings show when all have"
        )
    if not profile.weakest:
        return "Fit: nobody knows enough yet to rate it"
    weakest = in_turn([labels[name] for name in profile.weakest])
    return f"Fit, its weakest point: {plain(weakest)}"


def _draw_fit(desk: Desk, project_id: str) -> None:
    labels = _labels(desk.workspace, FitRating.kind)
    for view in options_side_by_side(desk, project_id):
        profile = view.profile
        if not profile.raters:
            continue
        st.subheader(plain(view.option.name))
        st.markdown(f"Rated by: {plain(', '.join(profile.raters))}")
        if profile.is_blind:
            st.info(
                f"{len(profile.raters)} of {profile.expected:d} have rated. The ratings show when "
                "all have, so that nobody is led by the first.",
                icon=":material/visibility_off:",
            )
            continue
        st.markdown(
            "\n".join(f"- {plain(labels[s.dimension])} {_spread_words(s)}" for s in profile.spreads)
        )
        if profile.to_find_out:
            st.markdown(
                "**To find out:**\n"
                + "\n".join(f"- {plain(labels[name])}" for name in profile.to_find_out)
            )


def _spread_words(spread: Spread) -> str:
    if spread.lowest is None:
        return "**Not known yet**"
    span = f"**{spread.lowest:d}**"
    if spread.highest != spread.lowest:
        span += f" to **{spread.highest:d}**"
    notes = [span]
    if spread.is_far_apart:
        notes.append("you see this very differently, so talk about it first")
    if spread.unknown:
        notes.append(
            f"{spread.unknown:d} do not know yet" if spread.unknown > 1 else "one does not know yet"
        )
    return "; ".join(notes)


def _draw_readiness(desk: Desk, project_id: str) -> None:
    labels = _labels(desk.workspace, ReadinessRating.kind)
    view = readiness_of(desk, project_id)
    if view.improvement_plan_link:
        st.info(
            "Your priority stands in the improvement plan "
            f"({plain(view.improvement_plan_link)}), which is a hopeful sign that the school is "
            "ready. Please ask all the same.",
            icon=":material/lightbulb:",
        )
    if view.is_not_yet:
        with st.container(border=True):
            st.markdown(
                "**Not yet** is a good answer. What would have to be true for this to flourish? Go "
                "back to what you found out, and see what it would need."
            )
            with st.container(horizontal=True):
                navigation.link("explore", "What you looked at", step="diagnosis")
                navigation.link("explore", "How well it fits", step="fit")
    groups = view.groups
    if not groups:
        return
    st.subheader("Group by group")
    st.caption("The three multiply: if one is nearly missing, the others cannot make up for it.")
    names = ("Want to", "Can do", "Have room")
    for group in groups:
        parts = ", ".join(
            f"{name.lower()}: {value or 'not known'}"
            for name, (_, value) in zip(names, group.parts, strict=True)
        )
        note = _readiness_note(labels, group.missing, group.unknown)
        st.markdown(
            f"**{plain(group.whose)}** · {plain(parts)}" + (f"  \n{plain(note)}" if note else "")
        )


def _readiness_note(
    labels: Mapping[str, str], missing: Sequence[str], unknown: Sequence[str]
) -> str:
    if missing:
        return "What would change this first: " + in_turn([labels[name] for name in missing])
    if unknown:
        return "Still to find out: " + in_turn([labels[name] for name in unknown])
    return ""


def _draw_generations(desk: Desk, project_id: str) -> None:
    sessions = [
        record
        for record in records_of(desk, project_id, CoachingSession.kind)
        if isinstance(record, CoachingSession)
    ]
    people = generations(sessions)
    if not any(person.now_coaches for person in people):
        return
    st.subheader("The next coaches")
    st.caption("Seen by you alone. Colleagues whom you coached and who now coach others:")
    st.markdown("\n".join(line for person in people for line in _coached_lines(person, 0)))


def _coached_lines(person: Coached, depth: int) -> list[str]:
    times = counted(person.sessions, "conversation", "conversations")
    note = ", now coaches others" if person.now_coaches else ""
    lines = [f"{'  ' * depth}- {plain(person.name)}: {times}{note}"]
    for other in person.coaches:
        lines += _coached_lines(other, depth + 1)
    return lines


def _draw_design(workspace: Workspace, session: TrainingSession) -> None:
    groups = workspace.library.vocabularies["mechanism_groups"]
    parts = workspace.library.vocabularies["segment_kinds"]
    if not session.segments:
        return
    design = design_of(
        session, {term.key: term.groups for term in parts.terms}, list(groups.by_key)
    )
    with st.container(border=True):
        st.subheader("What the session is made of", anchor=False)
        for term in groups.terms:
            icon = ":material/check_circle:" if term.key in design.served else ":material/help:"
            ask = "" if term.key in design.served else " Which part could do this?"
            st.markdown(f"{icon} **{plain(term.label)}.** {plain(term.help)}{ask}")
        st.caption(f"Source: {plain(groups.source)}")
        if narrative := narrative_of(session, {t.key: t.label for t in parts.terms}):
            standards = " and ".join(workspace.library.standing_for(HOW_LEARNERS_LEARN))
            about = f" for {standards}" if standards else " of your reasons"
            with st.expander(f"A first draft{plain(about)}, in your own words"):
                st.markdown(
                    "Many find this hard to show because they never say why a session runs as it "
                    "does. You have just said it; shorten and polish it as you like."
                )
                st.code(narrative, language=None, wrap_lines=True)


def _labels(workspace: Workspace, kind: str) -> dict[str, str]:
    fields = workspace.library.pathway.text_by_kind[kind].fields
    return {field.name: field.label for field in fields}


NUMBERS: Mapping[str, Panel] = MappingProxyType(
    {
        Reading.kind: numbers_panel.draw_line,
        FidelityVisit.kind: numbers_panel.draw_seen,
        SurveyRound.kind: numbers_panel.draw_bars,
    }
)
"""The number stands where it was entered."""
PANELS: Mapping[str, Panel] = MappingProxyType(
    {
        Priority.kind: serving_panel.draw,
        DiagnosisSource.kind: draw_research,
        Measure.kind: draw_for_colleagues,
        Option.kind: _draw_options,
        FitRating.kind: _draw_fit,
        ReadinessRating.kind: _draw_readiness,
        CoachingSession.kind: _draw_generations,
        Milestone.kind: calendar_panel.draw,
        Reading.kind: many_readings_panel.draw,
        ReachStep.kind: reach_panel.draw,
    }
)
