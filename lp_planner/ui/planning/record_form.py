"""The form for any kind of record: drawn from its fields and its words, kept as a draft.

Every answer is saved as a draft when its box is left, so a page switch, F5, a second tab or a
stopped server loses at most the sentence being typed. "Save" turns the draft into the record.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

import streamlit as st

from lp_planner.domain.accounts.people import Actor
from lp_planner.domain.planning.pathway import RecordText
from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.delivery import FidelityRating, FidelityVisit
from lp_planner.domain.records.fields import DayRole, FieldSpec, field_specs
from lp_planner.domain.records.ingredients import ActiveIngredient
from lp_planner.domain.records.records import Record
from lp_planner.services.desk import drafts
from lp_planner.services.desk.answers import answer_in_words
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.planning import recording
from lp_planner.ui.frame import feedback, session, sure_panel
from lp_planner.ui.frame.safe_words import plain
from lp_planner.ui.planning import field_widgets, form_start

VERSION = "version_read"


@dataclass(frozen=True)
class Form:
    """One form on the page: a new record of a kind, or an existing one."""

    workspace: Workspace
    actor: Actor
    project_id: str
    text: RecordText
    record: Record | None
    links: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The prefix of every widget, and the key of the draft."""
        which = self.record.id if self.record else "new"
        return form_start.key_of(self.project_id, self.text.kind, which)

    @property
    def model(self) -> type[Record]:
        """The kind of record."""
        return RECORD_KINDS[self.text.kind]

    @property
    def specs(self) -> tuple[FieldSpec, ...]:
        """Its fields."""
        return field_specs(self.model)

    def widget(self, name: str) -> str:
        """The key of a field's widget."""
        return f"{self.key}|{name}"


def draw(form: Form) -> None:
    """Draw the form with what was stored or typed before, and its buttons."""
    _seed(form)
    errors = _errors(form)
    if errors:
        st.error("Some answers need another look. Nothing you typed is lost.")
    conflict = session.value(f"{form.key}|conflict")
    if isinstance(conflict, Record):
        _draw_conflict(form, conflict)
    for spec in form.specs:
        field_widgets.draw(
            form.workspace.library,
            spec,
            form.text.field_by_name[spec.name].suited_to(form.actor.post),
            form.widget(spec.name),
            form.links.get(spec.links_to or "", {}),
            on_change=_keeper(form),
        )
        if spec.name in errors:
            st.markdown(f":material/error: :orange[{plain(errors[spec.name])}]")
    if form.model is FidelityVisit:
        _draw_ratings(form, errors)
    sure_panel.draw(form.key, partial(_save, form))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("Save", key=f"{form.key}|save", type="primary", on_click=_save, args=(form,))
        if session.value(f"{form.key}|has_draft"):
            st.button("Start again", key=f"{form.key}|clear", on_click=_discard, args=(form,))
            st.caption("Kept as a draft that only you can see.")


def _seed(form: Form) -> None:
    """Fill widgets that Streamlit has not kept, from the draft first and the record second."""
    if session.has(form.widget(form.specs[0].name)):
        return
    draft = drafts.draft_of(form.workspace.desk(form.actor), form.key)
    today = form.workspace.today()
    for spec in form.specs:
        if form.record is not None:
            stored: object = getattr(form.record, spec.name)
        elif spec.day_role is DayRole.HAPPENED:
            stored = today
        else:
            info = form.model.model_fields[spec.name]
            stored = None if info.is_required() else info.get_default()
            if spec.links_usually:
                stored = next(reversed([*form.links.get(spec.links_to or "", {})]), None)
        field_widgets.seed(spec, form.widget(spec.name), draft.get(spec.name, stored))
    for name, rating in draft.items():
        if name.startswith("rating:"):
            session.put(f"{form.key}|{name}", rating)
    session.put(f"{form.key}|has_draft", bool(draft))
    form_start.take_note(form.key, draft)
    read = draft.get(VERSION, form.record.version if form.record else 1)
    session.put(f"{form.key}|{VERSION}", read)
    if form.record and form.record.version != read:
        session.put(f"{form.key}|conflict", form.record)


def _answers(form: Form) -> dict[str, object]:
    return {spec.name: field_widgets.answer(spec, form.widget(spec.name)) for spec in form.specs}


def _keeper(form: Form) -> Callable[[], None]:
    def keep() -> None:
        """Keep what is typed so far; a draft that cannot be kept must not stop the typing."""
        values = {
            name: value
            if not isinstance(value, tuple)
            else [part.model_dump() if hasattr(part, "model_dump") else part for part in value]
            for name, value in _answers(form).items()
        }
        values |= {f"rating:{id_}": rating for id_, rating in _ratings(form).items()}
        values[VERSION] = session.value(f"{form.key}|{VERSION}")
        values |= form_start.note_in(form.key)
        with feedback.attempt(before="Your draft is only on this page for now."):
            drafts.keep_draft(form.workspace.desk(form.actor), form.key, values)
        session.put(f"{form.key}|has_draft", new=True)

    return keep


def _save(form: Form) -> None:
    def side_by_side() -> None:
        assert form.record is not None  # noqa: S101 - only an existing record can be stale
        newer = recording.record_of(form.workspace.desk(form.actor), form.text.kind, form.record.id)
        session.put(f"{form.key}|conflict", newer)

    said = f"Saved your {form.text.name}."
    with feedback.attempt(form.key, says=said, if_stale=side_by_side) as tried:
        saved = _store(form)
    if tried.is_done:
        drafts.drop_draft(form.workspace.desk(form.actor), form.key)
        session.ask("record", saved.id)


def _store(form: Form) -> Record:
    answers, sure = _answers(form), sure_panel.sure(form.key)
    if form.record is not None:
        version = session.value(f"{form.key}|{VERSION}")
        return recording.revise_record(
            form.workspace.desk(form.actor),
            form.text.kind,
            form.record.id,
            answers,
            version=version if isinstance(version, int) else form.record.version,
            sure=sure,
        )
    new_id = session.form_id(form.key)
    if form.model is FidelityVisit:
        ratings = {id_: FidelityRating(rating) for id_, rating in _ratings(form).items()}
        return recording.log_fidelity_visit(
            form.workspace.desk(form.actor),
            form.project_id,
            answers,
            ratings,
            form_id=new_id,
            sure=sure,
        )
    return recording.write_record(
        form.workspace.desk(form.actor),
        form.project_id,
        form.text.kind,
        answers,
        form_id=new_id,
        sure=sure,
    )


def _forget(form: Form) -> None:
    drafts.drop_draft(form.workspace.desk(form.actor), form.key)
    session.forget(form.key)


def _discard(form: Form) -> None:
    _forget(form)


def _errors(form: Form) -> Mapping[str, str]:
    if sure_panel.is_asked(form.key):
        return {}
    errors = feedback.sentences_of(feedback.refusal(form.key))
    if general := errors.get(""):
        st.error(plain(general))
    return errors


def _draw_conflict(form: Form, newer: Record) -> None:
    """Show what somebody else saved beside what is typed here, and let the writer choose."""
    with st.container(border=True):
        st.warning(
            f"This was saved somewhere else at {newer.updated_at:%H:%M} while you were writing. "
            "Your text is kept in the form below; theirs is here.",
            icon=":material/difference:",
        )
        for spec in form.specs:
            mine = field_widgets.answer(spec, form.widget(spec.name))
            theirs = getattr(newer, spec.name)
            if mine == theirs:
                continue
            label = form.text.field_by_name[spec.name].label
            links = form.links.get(spec.links_to or "", {})
            words = answer_in_words(form.workspace.library, spec, theirs, links)
            st.markdown(f"**{plain(label)}**: {plain(words or 'left empty')}")
        with st.container(horizontal=True):
            st.button("Keep mine", key=f"{form.key}|mine", on_click=_keep_mine, args=(form, newer))
            st.button("Use theirs", key=f"{form.key}|theirs", on_click=_discard, args=(form,))


def _keep_mine(form: Form, newer: Record) -> None:
    session.put(f"{form.key}|{VERSION}", newer.version)
    session.take(f"{form.key}|conflict")
    _save(form)


def _ratings(form: Form) -> dict[str, str]:
    """The ratings chosen so far, by ingredient."""
    if form.model is not FidelityVisit:
        return {}
    chosen = {
        id_: session.value(f"{form.key}|rating:{id_}")
        for id_ in form.links.get(ActiveIngredient.kind, {})
    }
    return {id_: str(rating) for id_, rating in chosen.items() if rating}


def _draw_ratings(form: Form, errors: Mapping[str, str]) -> None:
    ingredients = form.links.get(ActiveIngredient.kind, {})
    vocabulary = form.workspace.library.vocabularies["fidelity_ratings"]
    if form.record is not None:
        seen = recording.ratings_of_visit(form.workspace.desk(form.actor), form.record.id)
        for id_, rating in seen.items():
            words = vocabulary.label(rating.value)
            st.markdown(f"- {plain(ingredients.get(id_, 'An ingredient'))}: **{plain(words)}**")
        return
    st.markdown("**What did you see?**")
    if not ingredients:
        st.info("Name your active ingredients in Prepare first; then a visit can look for them.")
    for id_, behaviour in ingredients.items():
        st.radio(
            plain(behaviour),
            [term.key for term in vocabulary.terms],
            index=None,
            key=f"{form.key}|rating:{id_}",
            format_func=lambda term: plain(vocabulary.label(term)),
            horizontal=True,
            on_change=_keeper(form),
        )
    if "ratings" in errors:
        st.markdown(f":material/error: :orange[{plain(errors['ratings'])}]")


def needs_links(model: type[Record]) -> frozenset[str]:
    """The kinds of record whose choices a form of this model offers."""
    kinds = {spec.links_to for spec in field_specs(model) if spec.links_to}
    if model is FidelityVisit:
        kinds.add(ActiveIngredient.kind)
    return frozenset(kinds)
