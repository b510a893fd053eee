"""A pack for moderation: look at what goes out, leave things out, build it, take it."""

from collections.abc import Callable, Collection, Hashable, Sequence

import streamlit as st

from lp_planner.domain.records.errors import PlannerError
from lp_planner.exports.pack import OnStep
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.evidence import packs
from lp_planner.services.evidence.behind_evidence import PackThing
from lp_planner.services.evidence.packs import NamedPack, PackItem
from lp_planner.services.measures import results
from lp_planner.ui.frame import chips, drawn, paged, session
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import counted, day_in_words, joined, shortened

MOST_NAMES = 5


def draw(desk: Desk, project_id: str) -> None:
    """Draw the preview, the choice and the button that builds the pack."""
    st.subheader("A pack for moderation", anchor=False)
    items = drawn.once(packs.pack_items, desk, project_id)
    if not items:
        st.caption("A pack needs at least one piece of evidence that you confirmed.")
        return
    st.markdown(
        "One ZIP with Word, PDF, Excel and a page that opens without the internet, the files "
        "behind your evidence, a list of everything and its checksums. First look at what goes "
        "out. The pack does not say what you left out, only how many things."
    )
    left_out = _draw_choice(desk, project_id, items)
    going = [item for item in items if item.about.record_id not in left_out]
    standards = {key for item in going for key in item.standards}
    st.markdown(
        f"**{len(going)} of {len(items)}** records go out, as evidence for "
        f"{counted(len(standards), 'standard', 'standards')}."
    )
    claims = sum(len(item.claims) for item in items)
    with paged.fold("See what goes out", f"pack|{project_id}", of=claims) as is_drawn:
        if is_drawn:
            _draw_going(project_id, going, left_out)
    state = (results.revision(desk, project_id), desk.today(), left_out)

    def build(on_step: OnStep) -> NamedPack:
        return packs.build_pack(desk, project_id, leave_out=left_out, on_step=on_step)

    remedy = "Reword it or leave it out, and build the pack again."
    draw_build(project_id, state, build, label="Build the pack", remedy=remedy)


def _draw_going(project_id: str, going: Sequence[PackItem], left_out: Collection[str]) -> None:
    shown = paged.part_of(
        going,
        f"pack|{project_id}|going",
        words=lambda item: joined(item.about.headline, item.about.kind_name, *item.claims),
        noun=("record", "records"),
    )
    st.markdown("\n".join(_line(item, left_out) for item in shown) or "Nothing.")


def _draw_choice(desk: Desk, project_id: str, items: Sequence[PackItem]) -> tuple[str, ...]:
    labels = {item.about.record_id: _label(item) for item in items}
    labels |= {
        thing.attachment_id: shortened(f"Behind “{item.claims[0]}”: {thing.title}", 110)
        for item in items
        for thing in item.behind
        if not thing.stays
    }
    key = f"pack|{project_id}|leave_out"
    if not session.has(key):
        kept = packs.choice_of(desk, project_id)
        session.put(key, [id_ for id_ in kept if id_ in labels])
    with st.expander("Leave something out"):
        chips.draw(
            "Leave out",
            labels,
            key,
            none="There is nothing to leave out yet",
            help_text="Where somebody could be recognised, leave it out or reword it first.",
            says=110,
            on_change=lambda: packs.keep_choice(desk, project_id, chips.chosen(key)),
        )
    return tuple(sorted(chips.chosen(key)))


def draw_build(
    id_: str, state: Hashable, build: Callable[[OnStep], NamedPack], *, label: str, remedy: str
) -> None:
    """Draw the button that builds a pack, its progress, and the pack once it is there.

    What was built for another ``state`` is not handed out; ``remedy`` says what to do where a text
    seems to name somebody.
    """
    note = f"pack|{id_}|made"
    if st.button(plain(label), key=f"pack|{id_}|build", icon=":material/inventory_2:"):
        session.take(note)
        bar = st.progress(0.0, text="Beginning")

        def show(done: int, of: int, what: str) -> None:
            bar.progress(done / of, text=what)

        try:
            made = build(show)
        except PlannerError as refused:
            # Built while the page is drawn, with its progress; there is no form to come back to.
            st.error(plain(refused.message))
            return
        finally:
            bar.empty()
        session.put(note, (state, made))
    kept = session.value(note)
    if not isinstance(kept, tuple):
        return
    made_for, made = kept
    if made_for != state or not isinstance(made, NamedPack):
        st.caption("Something has changed since the last pack. Please build it again.")
        return
    size = max(1, round(len(made.pack.content) / 1024))
    st.success(f"The pack is ready: {len(made.pack.files)} files, {size:d} KB.")
    if made.names:
        places = "; ".join(plain(place) for place in made.names[:MOST_NAMES])
        more = f" and {len(made.names) - MOST_NAMES:d} more" if len(made.names) > MOST_NAMES else ""
        st.warning(
            f"Does this name somebody? {places}{more}. A pupil is never named, not even by a first "
            f"name. {plain(remedy)}",
            icon=":material/person_search:",
        )
    st.download_button(
        "Take the pack",
        data=made.pack.content,
        file_name=made.name,
        mime=packs.MIME,
        key=f"pack|{id_}|take",
        on_click="ignore",
        icon=":material/download:",
    )


def _label(item: PackItem) -> str:
    when = day_in_words(item.about.happened_on)
    return shortened(f"{', '.join(item.standards)} · {when} · {item.claims[0]}", 110)


def _line(item: PackItem, left_out: Collection[str]) -> str:
    claims = "  \n".join(f"**{plain(shortened(claim, 140))}**" for claim in item.claims)
    about = item.about
    facts = joined(", ".join(item.standards), about.kind_name, day_in_words(about.happened_on))
    return (
        f"- {claims}  \n{plain(shortened(about.headline, 140))}  \n:gray[{plain(facts)}]"
        + "".join(_thing(thing) for thing in item.behind if thing.attachment_id not in left_out)
    )


def _thing(thing: PackThing) -> str:
    words = plain(shortened(thing.title, 120))
    if thing.stays:
        return f"\n    - Stays behind: {words}. {plain(thing.stays)}"
    return f"\n    - Behind it: {words}" + (
        f" ({plain(thing.file_name)})" if thing.file_name else ""
    )
