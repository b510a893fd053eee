"""The portfolio: accounts and evidence by standard, what is missing, and submitting."""

from collections.abc import Sequence

import streamlit as st

from lp_planner.domain.evidence.evidence_lines import PublicLine
from lp_planner.domain.evidence.standards import Standard
from lp_planner.domain.portfolio.portfolio_check import Missing, foundations, grouped
from lp_planner.services.desk.workspace import Desk, Workspace
from lp_planner.services.portfolio import name_check, portfolio, submissions
from lp_planner.services.portfolio.portfolio import Choices, Portfolio
from lp_planner.services.voices.uptake import in_a_line
from lp_planner.ui.frame import chips, feedback, navigation, page, paged, session
from lp_planner.ui.frame.safe_words import plain
from lp_planner.ui.portfolio import account_box, submission_panel
from lp_planner.ui.portfolio.account_box import AccountBox
from lp_planner.wording import counted, day_in_words, joined

KEY = "portfolio"
SUBMIT = f"{KEY}|submit"
NO_LEVEL = ""


def render() -> None:
    """Draw the portfolio of whoever asks."""
    with page.framed("Portfolio") as desk:
        mine = portfolio.my_portfolio(desk)
        # What comes and goes has a box of its own: without it, what was unfolded below would fold.
        with st.container():
            feedback.show_message()
        st.markdown(
            "Only you can see this page. What you submit is a copy that no longer changes; a "
            "moderator sees that copy through a link you make, and nothing else."
        )
        if desk.workspace.rules.site:
            st.link_button("The accrediting organisation’s site", desk.workspace.rules.site)
        with st.container():
            submission_panel.draw_clock(desk)
        accounts, submitting = st.columns(2, gap="large")
        with accounts:
            st.header("Your accounts and evidence")
            with st.container(gap="xsmall"):
                _draw_standards(desk, mine)
        with submitting:
            with st.container():
                _draw_check(desk.workspace, mine)
            with st.container():
                _draw_submit(desk, mine)
        submission_panel.draw(desk)


def _draw_standards(desk: Desk, mine: Portfolio) -> None:
    """Draw those with evidence; the others are folded away below them."""
    everything = desk.library.framework.standards
    shown = [standard for standard in everything if mine.of_standard(standard.key)]
    if not shown:
        st.markdown(
            "Evidence comes here by itself from what you record; an account can come first."
        )
    folded = [standard for standard in everything if standard not in shown]
    for standard in shown:
        _draw_standard(desk, mine, standard)
    if folded:
        # What is written here moves nothing out of the fold: evidence comes from other pages.
        wanted = {session.asked("standard"), *mine.narratives}
        is_open = any(standard.key in wanted for standard in folded)
        number = counted(len(folded), "standard", "standards")
        with st.expander(f"{number} without evidence yet", expanded=is_open):
            for standard in folded:
                _draw_standard(desk, mine, standard)


def _draw_check(workspace: Workspace, mine: Portfolio) -> None:
    rules, framework = workspace.rules, workspace.library.framework
    level = next(item.name for item in framework.levels if item.key == rules.level)
    st.header("Ready to submit?")
    st.caption(
        "For each standard you need three things: an account, evidence and a level you claim. In "
        f"{rules.standards:d} of the {len(framework.standards):d}, that level is {plain(level)} or "
        "above.",
        help="An older page of SSAT (about 2014 to 2018) says seven of ten; its article of 2023 "
        "gives no number. Your facilitator knows what counts for you.",
    )
    # A label that changed would fold what somebody unfolded, so the numbers stand inside.
    if needed := mine.check.needed:
        with st.expander("Still missing", icon=":material/checklist:"):
            st.caption(f"{counted(len(needed), 'thing', 'things')} to settle")
            _draw_missing(needed)
    else:
        st.success("Nothing is missing.", icon=":material/check_circle:")
    if looks := mine.check.worth_a_look:
        with st.expander("Worth another look", icon=":material/search:"):
            st.caption("Questions a reader may ask. None of them stops you.")
            _draw_list(
                paged.part_of(
                    looks, f"{KEY}|looks", words=lambda x: x.words, noun=("question", "questions")
                )
            )


def _draw_missing(needed: Sequence[Missing]) -> None:
    """One line for each sort of thing, with a link to where each is settled."""
    for code, words, standards in grouped(needed):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"{plain(words)}:")
            for key in standards:
                if code == "evidence":
                    navigation.link("evidence", key)
                else:
                    navigation.link("portfolio", key, standard=key)


def _draw_list(things: Sequence[Missing]) -> None:
    st.markdown("\n".join(f"- {plain(thing.words)}" for thing in things))


def _draw_standard(desk: Desk, mine: Portfolio, standard: Standard) -> None:
    pieces = mine.of_standard(standard.key)
    is_settled = standard.key in mine.check.settled
    count = counted(len(pieces), "piece", "pieces")
    with paged.fold(
        f"{standard.key} {standard.title}: {count}",
        f"{KEY}|{standard.key}",
        of=len(mine.pieces),
        icon=":material/check:" if is_settled else None,
        expanded=session.asked("standard") == standard.key,
    ) as is_drawn:
        if not is_drawn:
            return
        st.markdown(plain(standard.descriptor))
        if standard.support_staff_note:
            st.caption(plain(standard.support_staff_note))
        _draw_narrative(desk, mine, standard)
        _draw_level(desk, mine, standard)
        _draw_pieces(desk, mine, standard.key, pieces)
        _draw_foundations(desk.workspace, mine, standard)


def _draw_narrative(desk: Desk, mine: Portfolio, standard: Standard) -> None:
    key = f"{KEY}|{standard.key}"
    stored = mine.narratives.get(standard.key)
    box = AccountBox(
        key=key,
        label=f"Your account for {standard.key}",
        asks="What did you do, why that way, and what is different now?",
        stored=stored,
        save=lambda text, version: portfolio.save_narrative(
            desk, standard.key, text, version=version
        ),
        earlier=lambda: portfolio.earlier_narratives(desk, standard.key),
    )
    account_box.begin(box)
    if not session.value(f"{key}|text") and mine.of_standard(standard.key):
        st.button(
            "Start from my own records",
            key=f"{key}|start",
            icon=":material/edit_note:",
            on_click=_start_from,
            args=(desk, box, standard.key),
        )
    account_box.draw(box)
    words = len(str(session.value(f"{key}|text") or "").split())
    limit = (
        f" of the {desk.workspace.rules.words:d} that were set"
        if desk.workspace.rules.words
        else ""
    )
    saved = f" Saved at {stored.updated_at:%H:%M}." if stored and stored.text else ""
    st.caption(f"{words} words{limit}.{saved}")
    account_box.draw_earlier(box)


def _start_from(desk: Desk, box: AccountBox, standard: str) -> None:
    offered = portfolio.words_to_start_from(desk, standard)
    session.put(f"{box.key}|text", offered)
    account_box.keep(box, offered)


def _draw_level(desk: Desk, mine: Portfolio, standard: Standard) -> None:
    framework = desk.library.framework
    names = {NO_LEVEL: "Not yet", **{level.key: level.name for level in framework.levels}}
    spheres = {level.key: level.sphere for level in framework.levels}
    key = f"{KEY}|level|{standard.key}"
    if not session.has(key):
        session.put(key, mine.choices.levels.get(standard.key, NO_LEVEL))

    def keep() -> None:
        chosen = str(session.value(key) or "")
        current = portfolio.choices_of(desk)
        levels = {**current.levels, standard.key: chosen}
        portfolio.keep_choices(desk, current.model_copy(update={"levels": levels}))

    st.radio(
        f"The level you claim for {plain(standard.key)}",
        list(names),
        key=key,
        format_func=lambda level: plain(names[level]),
        captions=["", *(plain(sphere) for sphere in spheres.values())],
        on_change=keep,
    )
    navigation.link(
        "self_assessment", f"How you see yourself in {standard.key}", standard=standard.key
    )


def _draw_pieces(desk: Desk, mine: Portfolio, standard: str, pieces: Sequence[PublicLine]) -> None:
    if not pieces:
        st.caption("No evidence yet. Records become evidence where you write them.")
        return
    st.markdown("**What goes into the copy**")
    for piece in paged.part_of(
        pieces,
        f"{KEY}|{standard}|pieces",
        words=lambda piece: joined(piece.claim, piece.headline, piece.project),
        noun=("piece", "pieces"),
    ):
        key = f"{KEY}|piece|{piece.claim_id}"
        if not session.has(key):
            session.put(key, piece.claim_id not in mine.choices.left_out)

        def keep(claim_id: str = piece.claim_id, key: str = key) -> None:
            current = portfolio.choices_of(desk)
            left = [c for c in current.left_out if c != claim_id]
            if not session.value(key):
                left.append(claim_id)
            kept = current.model_copy(update={"left_out": tuple(left)})
            portfolio.keep_choices(desk, kept)

        st.checkbox(plain(piece.claim), key=key, on_change=keep)
        when = day_in_words(piece.happened_on)
        st.caption(plain(joined(piece.headline, when, piece.reach_name, piece.project)))
    if said := in_a_line(desk.library, mine.said_for(pieces[0].standard)):
        st.caption(f"Reach said by others themselves: {plain(said)}")


def _draw_foundations(workspace: Workspace, mine: Portfolio, standard: Standard) -> None:
    found = foundations(workspace.library.leading, standard.key, mine.chosen)
    if not found:
        return
    st.markdown("**It builds on**")
    shown = paged.part_of(
        found,
        f"{KEY}|{standard.key}|builds",
        words=lambda piece: joined(piece.standard, piece.claim),
        noun=("piece", "pieces"),
    )
    st.markdown("\n".join(f"- {plain(piece.standard)}: {plain(piece.claim)}" for piece in shown))


def _draw_submit(desk: Desk, mine: Portfolio) -> None:
    st.header("Submit")
    if not mine.pieces and not mine.narratives:
        st.markdown("A copy is made of your accounts and evidence; there is nothing to submit yet.")
        return
    for name, value in (("is_blind", mine.choices.is_blind), ("reason", mine.choices.reason)):
        if not session.has(f"{KEY}|{name}"):
            session.put(f"{KEY}|{name}", value)

    def keep() -> None:
        current = portfolio.choices_of(desk)
        update = {
            "is_blind": bool(session.value(f"{KEY}|is_blind")),
            "reason": str(session.value(f"{KEY}|reason") or ""),
        }
        portfolio.keep_choices(desk, current.model_copy(update=update))

    st.markdown(
        "Please check that no pupil or colleague is named. If you are not sure about a file, leave "
        "it out.",
        help="We make a copy that begins with the project: problem, plan, charts and what changed. "
        "Then come your accounts, the evidence you ticked and what lies behind it. You can go on "
        "writing; the copy stays as it is, and we can show that nobody has changed it.",
    )
    st.checkbox("Leave out my name, role and school (blind)", key=f"{KEY}|is_blind", on_change=keep)
    _draw_left_behind(desk, mine)
    if mine.choices.is_blind:
        _draw_names(desk)
    if not mine.check.is_ready:
        st.text_input(
            "Something is missing. Why do you submit all the same? (only you will see this)",
            key=f"{KEY}|reason",
            on_change=keep,
        )
    is_refused = feedback.refusal(SUBMIT) is not None
    feedback.show_refusal(SUBMIT)
    if is_refused:
        _draw_missing(mine.check.needed)
    st.button(
        "Submit a copy",
        key=SUBMIT,
        type="primary",
        icon=":material/lock:",
        on_click=_submit,
        args=(desk, mine.choices),
    )


def _draw_left_behind(desk: Desk, mine: Portfolio) -> None:
    things = mine.may_stay_behind
    if not things:
        return
    key = f"{KEY}|left_behind"
    if not session.has(key):
        session.put(key, [id_ for id_ in mine.choices.left_out if id_ in things])

    def keep() -> None:
        current = portfolio.choices_of(desk)
        others = [id_ for id_ in current.left_out if id_ not in things]
        kept = current.model_copy(update={"left_out": (*others, *chips.chosen(key))})
        portfolio.keep_choices(desk, kept)

    chips.draw(
        "Leave out a project’s plan, single files, links or words",
        things,
        key,
        none="",
        says=110,
        on_change=keep,
    )


def _draw_names(desk: Desk) -> None:
    found = name_check.names_in_copy(desk)
    where = f" We found yours in {plain(', '.join(found.standards))}." if found.standards else ""
    st.warning(
        f"Your own texts may still name you, colleagues or your school.{where} Please read them "
        "once more with a stranger’s eyes.",
        icon=":material/visibility_off:",
    )
    if found.files:
        st.warning(
            f"Inside a file, too: {plain(', '.join(found.files))}. It may be the author’s name "
            "that an Office program keeps in a document: clear it there and add the file again, or "
            "leave the file out. We cannot look into pictures or the pages of a PDF.",
            icon=":material/visibility_off:",
        )


def _submit(desk: Desk, choices: Choices) -> None:
    said = "Submitted. The copy below stays as it is while you go on."
    with feedback.attempt(SUBMIT, says=said, forgets=(SUBMIT, f"{KEY}|reason")) as tried:
        submissions.submit(desk, form_id=session.form_id(SUBMIT))
    if tried.is_done:
        portfolio.keep_choices(desk, choices.model_copy(update={"reason": ""}))
