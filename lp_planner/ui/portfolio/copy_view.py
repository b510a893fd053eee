"""A frozen copy as people read it: the project first, then standard by standard."""

import base64
from collections.abc import Callable, Mapping

import streamlit as st

from lp_planner.domain.portfolio.portfolio_copy import (
    CopyBehind,
    CopyEntry,
    CopyHeard,
    CopyPicture,
    CopyProject,
    CopyStandard,
    PortfolioCopy,
)
from lp_planner.ui.frame import paged
from lp_planner.ui.frame.html_pages import filled
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import counted, day_in_words, joined

FileAddress = Callable[[CopyBehind], str]


def draw_cover(copy: PortfolioCopy, sha256: str) -> None:
    """Who submitted it, when, and the fingerprint that shows it is unchanged."""
    who = joined(copy.name, copy.job_title, copy.school)
    if copy.is_blind:
        st.markdown("A blind copy: name, role and school are left out.")
    elif who:
        st.markdown(f"**{plain(who)}**")
    framework = plain(joined(copy.framework_name, copy.edition))
    st.markdown(
        f"{framework} · submitted on {day_in_words(copy.submitted_on)}. This copy does not "
        "change; later work is not in it."
    )
    parts = " ".join(sha256[at : at + 16] for at in range(0, 64, 16))
    st.caption(plain(f"To check that nobody changed it (SHA-256): {parts}"))
    st.caption(plain(copy.disclaimer))


def draw_project(project: CopyProject, *, place: str) -> None:
    """One project: the problem, the plan on a page, what was used, the charts, what changed.

    ``place`` names it among the copies and projects of a page.
    """
    if project.standing:
        st.info(plain(project.standing), icon=":material/flag:")
    st.markdown("**The problem**")
    for words in project.problem:
        st.markdown(plain(words))
    st.markdown("**The plan on a page**")
    for column, side in zip(project.plan, st.columns(len(project.plan) or 1), strict=False):
        with side:
            st.markdown(f"**{plain(column.name)}**  \n{plain(column.question)}")
            st.markdown("\n".join(f"- {plain(line)}" for line in column.lines) or "Nothing yet.")
    if project.used:
        st.markdown("**In use and understood**")
        lines = [
            f"- **{plain(u.name)}**: {plain(u.seen)}. {plain(u.understood)}" for u in project.used
        ]
        st.markdown("\n".join(lines))
    if project.measures:
        st.markdown("**What the measures show**")
        lines = [f"- **{plain(m.name)}**: {plain(m.sentence)}" for m in project.measures]
        st.markdown("\n".join(lines))
    for number in range(0, len(project.pictures), 2):
        for picture, side in zip(
            project.pictures[number : number + 2], st.columns(2), strict=False
        ):
            with side:
                _draw_picture(picture)
    _draw_changes(project, place)


def _draw_changes(project: CopyProject, place: str) -> None:
    """What changed in its lead's words, and apart from it what others say themselves."""
    st.markdown("**What changed, and who says so**")
    if not project.changes:
        st.caption("No piece of evidence says what changed.")
    for change in paged.part_of(
        project.changes,
        f"{place}|changes",
        words=lambda change: joined(change.ref, change.what_changed, change.said_by),
        noun=("change", "changes"),
    ):
        st.markdown(f"{plain(change.ref)} · {plain(change.what_changed)}")
        st.caption(plain(joined(change.reach_name, change.said_by)))
    if project.heard:
        st.markdown("**Reach said by others themselves**")
        st.markdown("\n".join(_heard(one) for one in project.heard))


def _heard(one: CopyHeard) -> str:
    """One person whom it reached, in their own words, and how they said so."""
    changed = f" What changed: “{plain(one.changed)}”" if one.changed else ""
    how = f"{plain(one.how)}, {day_in_words(one.said_on)}"
    return (
        f"- **{plain(one.reach_name)}:** {plain(one.who)} ({how}) on {plain(one.practice)}: "
        f"“{plain(one.use)}”{changed}"
    )


def _draw_picture(picture: CopyPicture) -> None:
    drawn = base64.b64encode(picture.svg.encode()).decode()
    source = f"data:image/svg+xml;base64,{drawn}"
    st.html(filled("portfolio/picture", source=source, alt=picture.alt))
    st.caption(f"**{plain(picture.title)}** {plain(picture.takeaway)}")


def draw_standard(
    standard: CopyStandard,
    told_first: Mapping[str, str],
    *,
    place: str,
    of: int,
    file_address: FileAddress | None = None,
) -> None:
    """The body of one standard; its heading is drawn by the page.

    ``told_first`` says where each record is told in full; ``place`` names the copy among those of a
    page, which holds ``of`` pieces of evidence. ``file_address`` says where a file can be
    taken, with nothing for one that is gone; without it the files are in the pack.
    """
    st.caption(plain(joined(standard.category, standard.in_a_line)))
    level = f"**{plain(standard.level_name)}**" if standard.level_name else "No level is claimed"
    reach = (
        f" · **Furthest reach shown:** {plain(standard.reach_shown)}"
        if standard.reach_shown
        else ""
    )
    st.markdown(f"**Claim:** {level}{reach}")
    if standard.reach_said:
        st.markdown(f"**Said by others themselves:** {plain(standard.reach_said)}")
    if standard.narrative:
        for paragraph in standard.narrative.split("\n\n"):
            st.markdown(plain(paragraph))
    else:
        st.caption("No account was written for this standard.")
    st.markdown("**Evidence and impact**")
    if not standard.entries:
        st.caption("No evidence was submitted for this standard.")
    key = f"{place}|{standard.key}"
    pieces = counted(len(standard.entries), "piece", "pieces")
    if of <= paged.MANY:
        _draw_entries(standard, key, told_first, file_address)
    elif standard.entries:
        with paged.fold(f"Read {pieces}", key, of=of) as is_drawn:
            if is_drawn:
                _draw_entries(standard, key, told_first, file_address)
    if standard.builds_on:
        st.caption(f"Builds on {plain(', '.join(standard.builds_on))}")
    if standard.entries and not any(entry.what_changed for entry in standard.entries):
        st.caption("No piece of evidence says what changed.")


def _draw_entries(
    standard: CopyStandard,
    key: str,
    told_first: Mapping[str, str],
    file_address: FileAddress | None,
) -> None:
    for entry in paged.part_of(
        standard.entries,
        key,
        words=lambda entry: joined(entry.ref, entry.claim, entry.what_changed, entry.headline),
        noun=("piece", "pieces"),
    ):
        _draw_entry(entry, standard.key, told_first, file_address)


def _draw_entry(
    entry: CopyEntry, here: str, told_first: Mapping[str, str], file_address: FileAddress | None
) -> None:
    changed = f"  \n**What changed:** {plain(entry.what_changed)}" if entry.what_changed else ""
    st.markdown(f"{plain(entry.ref)} · **{plain(entry.claim)}**{changed}")
    where = told_first.get(entry.ref, here)
    if where != here:
        st.caption(plain(f"{entry.headline}. Told under {where}."))
        return
    st.caption(
        plain(
            joined(
                entry.headline,
                entry.kind_name,
                day_in_words(entry.happened_on),
                entry.phase_name,
                entry.reach_name,
                entry.strength,
                entry.said_by,
                entry.project,
            )
        )
    )
    for thing in entry.behind:
        address = file_address(thing) if file_address and thing.sha256 else ""
        gone = "taken away since" if file_address else "in the pack"
        file = f"{thing.file_name}, {gone}" if thing.file_name and not address else ""
        words = joined(thing.title, thing.what, thing.words, thing.link, file)
        st.caption(f"Behind it: {plain(words)}")
        if address:
            name = plain(f"{entry.ref} {thing.file_name}")
            st.link_button(name, address, icon=":material/download:")
    if entry.details:
        with st.expander(f"What was recorded for {plain(entry.ref)}"):
            said = (f"**{plain(label)}**: {plain(words)}" for label, words in entry.details)
            st.markdown("\n\n".join(said))
