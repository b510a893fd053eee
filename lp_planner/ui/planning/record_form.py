"""The form for any kind of record: drawn from its fields and its words, kept as a draft.

Every answer is saved as a draft when its box is left, so a page switch, F5, a second tab or a
stopped server loses at most the sentence being typed. "Save" turns the draft into the record.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Literal

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
from lp_planner.ui.frame import attention, feedback, runtime, session, sure_panel
from lp_planner.ui.frame.safe_words import plain
from lp_planner.ui.planning import field_widgets, form_start, said_elsewhere, step_place
from lp_planner.wording import shortened

VERSION = "version_read"
RATING = "rating:"
UNFOLD = "More, if you have it"
MORE, THERE = "more", "there"
"""Whether what is folded stands open, and how many answers stood in it when the form was opened."""
CONFLICT = "conflict"
DRAFT_LINE = 44
"""Pixels kept free for the word on the draft, so that nothing moves under a hand that clicks."""
FOLDED_WORDS = 64


@dataclass(frozen=True)
class Form:
    """One form on the page: a new record of a kind, or an existing one."""

    workspace: Workspace
    actor: Actor
    project_id: str
    text: RecordText
    record: Record | None
    links: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    said: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """What is said at another step, by the field that would ask for it again."""
    note: str = ""
    """The note of the inbox that a new record is written from; the record takes its id."""

    @property
    def key(self) -> str:
        """The prefix of every widget, and the key of the draft."""
        which = self.record.id if self.record else self.note or "new"
        return form_start.key_of(self.project_id, self.text.kind, which)

    @property
    def model(self) -> type[Record]:
        """The kind of record."""
        return RECORD_KINDS[self.text.kind]

    @property
    def specs(self) -> tuple[FieldSpec, ...]:
        """Its fields, without those that are answered elsewhere."""
        return tuple(spec for spec in field_specs(self.model) if spec.name not in self.said)

    def box(self, name: str) -> str:
        """The key of the container around a field and what is said of it."""
        return f"box|{self.key}|{name}"

    @property
    def first_box(self) -> str:
        """The first answer that a person has to give: needed, and not given for them."""
        asked = (s for s in self.specs if s.required and s.day_role is not DayRole.HAPPENED)
        return self.box(next(asked, self.specs[0]).name)

    def widget(self, name: str) -> str:
        """The key of a field's widget."""
        return f"{self.key}|{name}"


def draw(form: Form, beside: Callable[[], None] | None = None) -> None:
    """Draw the form with what was stored or typed before, and its buttons and those ``beside``."""
    _seed(form)
    conflict = session.value(f"{form.key}|conflict")
    if isinstance(conflict, Record):
        _draw_conflict(form, conflict)
    _draw_answers(form)
    said_elsewhere.draw(form.workspace.library, form.text, form.said)
    sure_panel.draw(form.key, partial(_save, form))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("Save", key=f"{form.key}|save", type="primary", on_click=_save, args=(form,))
        label = "Close" if form.record else "Cancel"
        st.button(
            label, key=f"{form.key}|close", type="tertiary",
            on_click=step_place.close, args=(form.key,),
        )  # fmt: skip
        if beside:
            beside()
        if form.model.is_superseded:
            st.caption("Once saved it stays as it is: a later decision takes its place.")
        elif form.model.is_private:
            st.caption("Stays between the two of you; only that it took place is shown.")


@st.fragment
def _draw_answers(form: Form) -> None:
    """The boxes of the form: leaving one draws these again, and nothing else of the page."""
    with feedback.guard():
        runtime.actor()  # whoever signed out elsewhere types no further here
        _seed(form)
        errors = _errors(form)
        if general := errors.get(""):
            with st.container(key=form.box("")):
                st.error(plain(general))
        shown = [s for s in form.specs if s.required or s.name in form.text.first]
        folded = [spec for spec in form.specs if spec not in shown]
        _draw_fields(form, shown, errors)
        if form.model is FidelityVisit:
            with st.container(key=form.box("ratings")):
                _draw_ratings(form, errors)
        if folded:
            there = session.value(f"{form.key}|{THERE}")
            more = f"{UNFOLD} ({there} answered)" if there else UNFOLD
            with st.expander(
                f"{plain(more)}: {plain(_names_of(form, folded))}",
                expanded=bool(session.value(f"{form.key}|{MORE}")),
            ):
                _draw_fields(form, folded, errors)
        with st.container(
            horizontal=True,
            vertical_alignment="center",
            height=DRAFT_LINE,
            border=False,
            key=f"draft-line|{form.key}",
        ):
            if session.value(f"{form.key}|has_draft"):
                st.caption("Kept as a draft that only you can see.", width="content")
                st.button(
                    "Start again", key=f"{form.key}|clear", type="tertiary",
                    on_click=_forget, args=(form,),
                )  # fmt: skip


def _errors(form: Form) -> Mapping[str, str]:
    if sure_panel.is_asked(form.key):
        return {}
    return feedback.sentences_of(feedback.refusal(form.key))


def _names_of(form: Form, specs: Sequence[FieldSpec]) -> str:
    """What is folded, in a few words; the labels are questions, so their first words do."""
    labels = [form.text.field_by_name[spec.name].label for spec in specs]
    return shortened(" ".join(labels), FOLDED_WORDS)


def _draw_fields(form: Form, specs: Sequence[FieldSpec], errors: Mapping[str, str]) -> None:
    for line in field_widgets.lines_of(specs):
        widths = [field_widgets.width_of(spec) for spec in line]
        # Labels of two lines and of one end at the same box; a sentence below a box moves none.
        align: Literal["top", "bottom"] = "top" if errors else "bottom"
        columns = st.columns(widths, vertical_alignment=align)
        for column, spec in zip(columns, line, strict=True):
            with column.container(key=form.box(spec.name)):
                field_widgets.draw(
                    form.workspace.library,
                    spec,
                    form.text.field_by_name[spec.name].suited_to(
                        form.actor.post, form.actor.sector
                    ),
                    form.widget(spec.name),
                    form.links.get(spec.links_to or "", {}),
                    on_change=_keeper(form),
                )
                if spec.name in errors:
                    st.markdown(f":material/error: :orange[{plain(errors[spec.name])}]")


def _seed(form: Form) -> None:
    """Fill widgets that Streamlit has not kept, from the draft first and the record second."""
    if session.has(form.widget(form.specs[0].name)):
        return
    draft = drafts.draft_of(form.workspace.desk(form.actor), form.key)
    for spec in form.specs:
        stored = getattr(form.record, spec.name) if form.record else _fresh(form, spec)
        field_widgets.seed(spec, form.widget(spec.name), draft.get(spec.name, stored))
    ratings: dict[str, object] = {}
    if isinstance(form.record, FidelityVisit):
        seen = recording.ratings_of_visit(form.workspace.desk(form.actor), form.record.id)
        ratings = {f"{RATING}{id_}": rating.value for id_, rating in seen.items()}
    ratings |= {name: answer for name, answer in draft.items() if name.startswith(RATING)}
    for name, rating in ratings.items():
        session.put(f"{form.key}|{name}", rating)
    session.put(f"{form.key}|has_draft", bool(draft))
    folded = _answered_in_the_fold(form)
    # What was typed just now is in sight; what was saved long ago is one click away.
    session.put(f"{form.key}|{MORE}", bool(folded and (draft or form.record is None)))
    session.put(f"{form.key}|{THERE}", folded)
    read = draft.get(VERSION, form.record.version if form.record else 1)
    session.put(f"{form.key}|{VERSION}", read)
    if form.record and form.record.version != read:
        session.put(f"{form.key}|conflict", form.record)


def _answered_in_the_fold(form: Form) -> int:
    """How many answers stand in what a form folds away."""
    return sum(
        field_widgets.answer(spec, form.widget(spec.name)) not in (None, "", (), False)
        for spec in form.specs
        if not spec.required
        and spec.name not in form.text.first
        and field_widgets.answer(spec, form.widget(spec.name)) != _fresh(form, spec)
    )


def _fresh(form: Form, spec: FieldSpec) -> object:
    """What stands in a box of a new form."""
    if spec.day_role is DayRole.HAPPENED:
        return form.workspace.today()
    if spec.links_usually:
        return next(reversed([*form.links.get(spec.links_to or "", {})]), None)
    info = form.model.model_fields[spec.name]
    return None if info.is_required() else info.get_default()


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
        values |= {f"{RATING}{id_}": rating for id_, rating in _ratings(form).items()}
        values[VERSION] = session.value(f"{form.key}|{VERSION}")
        with feedback.attempt(before="Your draft is only on this page for now."):
            drafts.keep_draft(form.workspace.desk(form.actor), form.key, values)
        session.put(f"{form.key}|has_draft", new=True)

    return keep


def _save(form: Form) -> None:
    desk = form.workspace.desk(form.actor)

    def side_by_side() -> None:
        assert form.record is not None  # noqa: S101 - only an existing record can be stale
        newer = recording.record_of(desk, form.text.kind, form.record.id)
        session.put(f"{form.key}|conflict", newer)
        attention.ask_for(form.box(CONFLICT))

    with feedback.attempt(form.key, if_stale=side_by_side) as tried:
        saved = _store(form)
    if tried.is_done:
        drafts.drop_draft(desk, form.key)
        step_place.answer(saved, is_new=True)
        return
    if sure_panel.is_asked(form.key):
        attention.ask_for(sure_panel.place(form.key))
    elif errors := _errors(form):
        shown = {spec.name for spec in form.specs if spec.required} | set(form.text.first)
        if errors.keys() - shown - {"", "ratings"}:
            session.put(f"{form.key}|{MORE}", new=True)
        # In the order of the page, which is not that of the model.
        placed = ["", *_on_the_page(form)]
        attention.ask_for_field(form.box(min(errors, key=placed.index)))


def _on_the_page(form: Form) -> list[str]:
    """The answers as they stand on the page: what is shown, what a visit saw, what is folded."""
    shown = [s.name for s in form.specs if s.required or s.name in form.text.first]
    return [*shown, "ratings", *(s.name for s in form.specs if s.name not in shown)]


def _store(form: Form) -> Record:
    answers, sure = _answers(form), sure_panel.sure(form.key)
    ratings = {id_: FidelityRating(rating) for id_, rating in _ratings(form).items()}
    if form.record is not None:
        kept = session.value(f"{form.key}|{VERSION}")
        version = kept if isinstance(kept, int) else form.record.version
        if isinstance(form.record, FidelityVisit):
            return recording.revise_fidelity_visit(
                form.workspace.desk(form.actor),
                form.record.id,
                answers,
                ratings,
                version=version,
                sure=sure,
            )
        return recording.revise_record(
            form.workspace.desk(form.actor),
            form.text.kind,
            form.record.id,
            answers,
            version=version,
            sure=sure,
        )
    new_id = form.note or session.form_id(form.key)
    if form.model is FidelityVisit:
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


def _draw_conflict(form: Form, newer: Record) -> None:
    """Show what somebody else saved beside what is typed here, and let the writer choose."""
    with st.container(border=True, key=form.box(CONFLICT)):
        st.warning(
            f"This was saved somewhere else at {newer.updated_at:%H:%M} while you were writing. "
            "Nothing of yours is lost. Which one is to stay?",
            icon=":material/difference:",
        )
        library = form.workspace.library
        for spec in form.specs:
            mine = field_widgets.answer(spec, form.widget(spec.name))
            theirs = getattr(newer, spec.name)
            if mine == theirs:
                continue
            links = form.links.get(spec.links_to or "", {})
            st.markdown(f"**{plain(form.text.field_by_name[spec.name].label)}**")
            for column, whose, words in zip(
                st.columns(2),
                ("Yours", "Saved meanwhile"),
                (answer_in_words(library, spec, answer, links) for answer in (mine, theirs)),
                strict=True,
            ):
                column.markdown(f":gray[{plain(whose)}]  \n{plain(words or 'left empty')}")
        with st.container(horizontal=True):
            st.button(
                "Keep mine", key=f"{form.key}|mine", type="primary",
                on_click=_keep_mine, args=(form, newer),
            )  # fmt: skip
            st.button("Use theirs", key=f"{form.key}|theirs", on_click=_forget, args=(form,))


def _keep_mine(form: Form, newer: Record) -> None:
    session.put(f"{form.key}|{VERSION}", newer.version)
    session.take(f"{form.key}|conflict")
    _save(form)


def _ratings(form: Form) -> dict[str, str]:
    """The ratings chosen so far, by ingredient."""
    if form.model is not FidelityVisit:
        return {}
    chosen = {
        id_: session.value(f"{form.key}|{RATING}{id_}")
        for id_ in form.links.get(ActiveIngredient.kind, {})
    }
    return {id_: str(rating) for id_, rating in chosen.items() if rating}


def _draw_ratings(form: Form, errors: Mapping[str, str]) -> None:
    ingredients = form.links.get(ActiveIngredient.kind, {})
    vocabulary = form.workspace.library.vocabularies["fidelity_ratings"]
    st.markdown("**What did you see?**")
    if not ingredients:
        st.info("Name your active ingredients in Prepare first; then a visit can look for them.")
    for id_, behaviour in ingredients.items():
        st.radio(
            plain(behaviour),
            [term.key for term in vocabulary.terms],
            index=None,
            key=f"{form.key}|{RATING}{id_}",
            format_func=lambda term: plain(vocabulary.label(term)),
            horizontal=True,
            on_change=_keeper(form),
        )
    if "ratings" in errors:
        st.markdown(f":material/error: :orange[{plain(errors['ratings'])}]")
