"""A frozen copy as people read it: claim, evidence, then impact, standard by standard."""

from collections.abc import Callable

import streamlit as st

from lp_planner.domain.portfolio.portfolio_copy import (
    CopyBehind,
    CopyEntry,
    CopyStandard,
    PortfolioCopy,
)
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import day_in_words, joined

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


def draw_standard(standard: CopyStandard, *, file_address: FileAddress | None = None) -> None:
    """The body of one standard; its heading is drawn by the page.

    ``file_address`` says where a file can be taken, with nothing for one that is gone; without it
    the files are in the pack.
    """
    st.caption(plain(standard.in_a_line))
    level = f"**{plain(standard.level_name)}**" if standard.level_name else "No level is claimed"
    st.markdown(f"**Claim:** {level}")
    if standard.narrative:
        for paragraph in standard.narrative.split("\n\n"):
            st.markdown(plain(paragraph))
    else:
        st.caption("No account was written for this standard.")
    st.markdown("**Evidence**")
    if not standard.entries:
        st.caption("No evidence was submitted for this standard.")
    for entry in standard.entries:
        _draw_entry(entry, file_address)
    if standard.builds_on:
        st.caption(f"Builds on {plain(', '.join(standard.builds_on))}")
    st.markdown("**Impact**")
    if standard.reach_shown:
        st.markdown(f"Furthest reach shown: {plain(standard.reach_shown)}")
    changed = [entry for entry in standard.entries if entry.what_changed]
    if changed:
        st.markdown("\n".join(f"- {plain(e.ref)}: {plain(e.what_changed)}" for e in changed))
    elif standard.entries:
        st.caption("No piece of evidence says what changed.")


def _draw_entry(entry: CopyEntry, file_address: FileAddress | None) -> None:
    st.markdown(f"{plain(entry.ref)} · **{plain(entry.claim)}**  \n{plain(entry.headline)}")
    st.caption(
        plain(
            joined(
                entry.kind_name,
                day_in_words(entry.happened_on),
                entry.phase_name,
                entry.reach_name,
                entry.strength,
                entry.project,
            )
        )
    )
    for thing in entry.behind:
        address = file_address(thing) if file_address and thing.sha256 else ""
        where = "taken away since" if file_address else "in the pack"
        file = f"{thing.file_name}, {where}" if thing.file_name and not address else ""
        words = joined(thing.title, thing.what, thing.words, thing.link, file)
        st.caption(f"Behind it: {plain(words)}")
        if address:
            name = plain(f"{entry.ref} {thing.file_name}")
            st.link_button(name, address, icon=":material/download:")
    if entry.details:
        with st.expander(f"What was recorded for {plain(entry.ref)}"):
            for label, words in entry.details:
                st.markdown(f"**{plain(label)}**: {plain(words)}")
