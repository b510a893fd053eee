"""What was submitted: its links, who opened it, the moderator's view, the outcome."""

import datetime as dt
from collections.abc import Mapping

import streamlit as st

from lp_planner.domain.portfolio.portfolio import AccessLink, Opening, Result
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.portfolio import submissions
from lp_planner.services.portfolio.submission_packs import build_submission_pack, standard_document
from lp_planner.services.portfolio.submissions import Submitted
from lp_planner.services.self_assessment import notes_beside
from lp_planner.ui.evidence import pack_panel
from lp_planner.ui.frame import feedback, kept, navigation, session
from lp_planner.ui.frame.safe_words import plain
from lp_planner.ui.portfolio import copy_view, renewal_panel
from lp_planner.wording import counted, day_in_words

LATEST = 10
DAYS = (7, 14, 28, 56)
RESULTS = {
    Result.ACCREDITED.value: "Accredited",
    Result.RESUBMIT.value: "Not yet: submit again",
}


def draw_clock(desk: Desk) -> None:
    """Draw how long an accreditation still runs, with what renewal asks for."""
    renewal_panel.draw(desk)


def draw(desk: Desk) -> None:
    """Draw every submission, the newest first."""
    found = submissions.my_submissions(desk)
    if not found:
        return
    st.header("What you submitted")
    for number, submitted in enumerate(found):
        with st.container(border=True, gap="xsmall"):
            _draw_submission(desk, submitted, len(found) - number)


def _draw_submission(desk: Desk, found: Submitted, number: int) -> None:
    submission = found.submission
    st.subheader(f"Copy {number:d}, {day_in_words(submission.submitted_at.date())}", anchor=False)
    if submission.is_blind:
        st.caption("Blind: without name, role and school")
    if not found.is_unchanged:
        st.error(
            "This copy is not as it was when you submitted it, so nobody is shown it. "
            "Please submit a new one.",
            icon=":material/gpp_bad:",
        )
        return
    fingerprint = f"Fingerprint (SHA-256): {plain(submission.sha256[:16])}…"
    if submission.note:
        st.caption(f"You went on because: {plain(submission.note)}  \n{plain(fingerprint)}")
    else:
        st.caption(plain(fingerprint))
    with st.container():
        _draw_outcomes(found)
    _draw_deciding(desk, found)
    with st.container():
        _draw_side_by_side(desk, found)
    with st.container():
        _draw_links(desk, found)
    _draw_new_link(desk, found.submission.id)
    _draw_singly(desk, found)
    pack_panel.draw_build(
        submission.id,
        submission.sha256,
        lambda on_step: build_submission_pack(desk, submission.id, on_step=on_step),
        label="Build the pack of this copy",
        remedy="This copy stays as it is: reword the text and submit a new copy.",
    )
    if st.toggle("Read this copy", key=f"copy|{submission.id}"):
        copy = submissions.copy_of(desk, submission.id)
        copy_view.draw_cover(copy, submission.sha256)
        for project in copy.projects:
            st.markdown(f"#### The project: {plain(project.title)}")
            copy_view.draw_project(project, place=f"{submission.id}|{project.title}")
        for standard in copy.standards:
            st.markdown(f"#### {plain(standard.key)} {plain(standard.title)}")
            copy_view.draw_standard(
                standard, copy.told_first, place=submission.id, of=copy.number_of_pieces
            )


def _draw_singly(desk: Desk, found: Submitted) -> None:
    """One standard at a time, for a site where each is uploaded by hand."""
    titles = {row.standard: f"{row.standard} {row.title}" for row in found.side_by_side}
    key = f"singly|{found.submission.id}"
    with st.expander("Take one standard by itself", icon=":material/draft:"):
        st.markdown("A Word file with your account and its evidence, to upload by hand.")
        chosen = st.selectbox(
            "Which standard?",
            list(titles),
            index=None,
            key=key,
            format_func=lambda standard: plain(titles[standard]),
        )
        if chosen is None:
            return
        name, made = standard_document(desk, found.submission.id, chosen)
        st.download_button(f"Take {plain(name)}", made, file_name=name, key=f"{key}|take")
        account = next(row.account for row in found.side_by_side if row.standard == chosen)
        if account:
            st.caption("Or copy your account as it stands:")
            st.code(account, language=None, wrap_lines=True)


def _draw_side_by_side(desk: Desk, found: Submitted) -> None:
    rated = [row for row in found.side_by_side if row.ratings]
    if not rated and not found.overall:
        return
    names = {level.key: level.name for level in desk.library.framework.levels}
    notes = {w.subject_id: w.note for w in notes_beside.written_about_me(desk)}
    with st.expander("Your claim and what came back", icon=":material/forum:"):
        _draw_what_came_back(found, names, notes)


def _draw_what_came_back(
    found: Submitted, names: Mapping[str, str], notes: Mapping[str, str]
) -> None:
    for row in found.side_by_side:
        if not row.ratings:
            continue
        claimed = plain(row.claimed or "no level")
        lines = [f"- **{plain(f'{row.standard} {row.title}')}**: you claimed {claimed}"]
        for rating in row.ratings:
            level = names.get(rating.level, "cannot tell yet")
            words = f" “{plain(rating.feedback)}”" if rating.feedback else ""
            lines.append(f"    - {plain(rating.moderator)}: {plain(level)}.{words}")
            if note := notes.get(rating.id):
                lines.append(f"    - Beside it, you: {plain(note)}")
        st.markdown("\n".join(lines))
    for whole in found.overall:
        done = "has finished" if whole.is_finished else "has not finished yet"
        words = f": “{plain(whole.feedback)}”" if whole.feedback else ""
        st.markdown(f"**On the whole**, {plain(whole.moderator)}, who {plain(done)}{words}")
        if note := notes.get(whole.id):
            st.markdown(f"Beside it, you: {plain(note)}")


def _draw_links(desk: Desk, found: Submitted) -> None:
    submission_id = found.submission.id
    st.markdown("**Links to this copy**")
    _draw_secret(submission_id)
    for link in found.links:
        _draw_link(desk, found, link)


def _draw_new_link(desk: Desk, submission_id: str) -> None:
    key = f"link|{submission_id}"
    with st.expander("Make a link", icon=":material/add_link:"):
        st.markdown(
            "Whoever has the link can read this copy, take the files in it and give feedback, "
            "until the link expires or you revoke it. You see each time it is opened. While the "
            "planner runs on your own computer, the link opens there only."
        )
        feedback.show_refusal(key)
        kept.line(desk, "Who is the link for?", f"{key}|for_whom")
        st.radio(
            "For how long?",
            DAYS,
            key=f"{key}|days",
            format_func=lambda days: counted(days // 7, "week", "weeks"),
            horizontal=True,
        )
        st.button(
            "Make the link",
            key=f"{key}|make",
            on_click=_make,
            args=(desk, submission_id),
        )


def _draw_secret(submission_id: str) -> None:
    secret = session.value(f"secret|{submission_id}")
    if not secret:
        return
    st.success("Please copy the link now. It is shown this once.", icon=":material/key:")
    address = session.address_of(navigation.BY_KEY["moderation"].key)
    st.code(f"{address}?token={secret}", language=None, wrap_lines=True)
    st.button(
        "I have copied it",
        key=f"copied|{submission_id}",
        on_click=session.forget,
        args=(f"secret|{submission_id}",),
    )


def _draw_link(desk: Desk, found: Submitted, link: AccessLink) -> None:
    now = desk.now()
    until = f"{day_in_words(link.expires_at.date())}, {link.expires_at:%H:%M}"
    if link.revoked_at:
        state = f"revoked on {day_in_words(link.revoked_at.date())}"
    elif now >= link.expires_at:
        state = f"expired on {until}"
    else:
        state = f"open until {until}"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"{plain(link.for_whom)}: {state}")
        if link.is_open(now):
            st.button(
                "Revoke",
                key=f"revoke|{link.id}",
                type="tertiary",
                on_click=_revoke,
                args=(desk, link.id),
            )
    by_link = [o for o in found.openings if o.link_id == link.id]
    opened = [o for o in by_link if not o.file]
    if opened:
        when = "; ".join(_moment(o) for o in opened[-LATEST:])
        st.caption(f"Opened {counted(len(opened), 'time', 'times')}: {when}")
    else:
        st.caption("Not opened yet")
    if taken := [o for o in by_link if o.file]:
        when = "; ".join(f"{plain(o.file)}, {_moment(o)}" for o in taken[-LATEST:])
        st.caption(f"Files taken, {len(taken)}: {when}")


def _moment(opening: Opening) -> str:
    return f"{day_in_words(opening.opened_at.date())}, {opening.opened_at:%H:%M}"


def _make(desk: Desk, submission_id: str) -> None:
    key = f"link|{submission_id}"
    days = session.value(f"{key}|days")
    with feedback.attempt(key) as tried:
        made = submissions.make_link(
            desk,
            submission_id,
            for_whom=str(session.value(f"{key}|for_whom") or ""),
            days=days if isinstance(days, int) else DAYS[0],
        )
    if tried.is_done:
        session.put(f"secret|{submission_id}", made.secret)


def _revoke(desk: Desk, link_id: str) -> None:
    submissions.revoke_link(desk, link_id)
    feedback.say_next_time("Revoked. The link leads nowhere now.")


def _draw_outcomes(found: Submitted) -> None:
    for outcome in found.outcomes:
        note = f": {plain(outcome.note)}" if outcome.note else ""
        st.markdown(
            f"**{RESULTS[outcome.result.value]}** on {day_in_words(outcome.decided_on)}{note}"
        )
    if len(found.outcomes) > 1:
        st.caption("The last one counts; the earlier ones stay readable.")


def _draw_deciding(desk: Desk, found: Submitted) -> None:
    key = f"outcome|{found.submission.id}"
    with st.expander("Write down what was decided", icon=":material/flag:"):
        st.markdown("The accrediting organisation decides. Note here what they told you.")
        feedback.show_refusal(key)
        if not session.has(f"{key}|day"):
            session.put(f"{key}|day", desk.today())
        st.radio(
            "What was decided?",
            list(RESULTS),
            index=None,
            key=f"{key}|result",
            format_func=lambda result: RESULTS[result],
        )
        st.date_input("On which day?", key=f"{key}|day", format="DD/MM/YYYY", width=220)
        kept.line(desk, "A note for yourself", f"{key}|note")
        st.button("Keep the outcome", key=f"{key}|keep", on_click=_keep, args=(desk, found))


def _keep(desk: Desk, found: Submitted) -> None:
    key = f"outcome|{found.submission.id}"
    day = session.value(f"{key}|day")
    with feedback.attempt(key, says="Noted."):
        submissions.record_outcome(
            desk,
            found.submission.id,
            result=str(session.value(f"{key}|result") or ""),
            decided_on=day if isinstance(day, dt.date) else desk.today(),
            note=str(session.value(f"{key}|note") or ""),
        )
