"""People: who has an account in a school installation. An admin sees no content here."""

from collections.abc import Callable, Mapping

import streamlit as st

from lp_planner.config import read_settings
from lp_planner.domain.accounts.people import Role
from lp_planner.services.accounts import accounts, school_accounts, schools, second_factor
from lp_planner.services.accounts.accounts import AccountSeen, AccountState
from lp_planner.services.accounts.one_time_links import Handed
from lp_planner.services.desk.workspace import Desk
from lp_planner.ui.accounts.sign_in_routes import link_path
from lp_planner.ui.cohort import emergency_panel
from lp_planner.ui.frame import feedback, kept, navigation, page, paged, session
from lp_planner.ui.frame.safe_words import plain
from lp_planner.wording import day_in_words, joined

KEY, NEW, LINK, SCHOOL = "people", "people|new", "people|link", "people|school"
ROLES = {
    Role.LEAD_PRACTITIONER: "Lead practitioner",
    Role.SENIOR_LEADER: "Senior leader",
    Role.COACH: "Coach or critical friend",
    Role.TRUST_LEAD: "Trust lead",
    Role.ADMIN: "Admin",
}


def render() -> None:
    """Draw everybody with an account, and the way to invite somebody."""
    with page.framed("People") as desk:
        everybody = accounts.everybody(desk)
        here = schools.all_schools(desk)
        st.markdown(
            "You look after who can sign in. What people write stays theirs: you do not see it."
        )
        feedback.show_message()
        _draw_link()
        feedback.show_refusal(KEY)
        _draw_invitation(desk, here)
        st.header("Who has an account")
        shown = paged.part_of(
            everybody,
            KEY,
            words=lambda seen: joined(seen.name, seen.email, ROLES.get(seen.role, "")),
            noun=("person", "people"),
        )
        for seen in shown:
            _draw_person(desk, seen, here)
        _draw_schools(desk, here)
        navigation.link("security", "Read the security log", icon=":material/shield:")


def _draw_link() -> None:
    handed = session.value(LINK)
    if not isinstance(handed, Handed):
        return
    with st.container(border=True):
        st.subheader(f"The link for {plain(handed.name)}", anchor=False)
        st.markdown(
            f"Please pass it on yourself. It works once, until {day_in_words(handed.expires_at)}, "
            "and is shown only now."
        )
        base = read_settings().address
        path = link_path(handed)
        st.code(
            f"{base}{path}" if base else session.address_of(path.lstrip("/")),
            language=None,
            wrap_lines=True,
        )
        st.button("I have passed it on", key="people|passed", on_click=session.forget, args=(LINK,))


def _draw_invitation(desk: Desk, here: Mapping[str, str]) -> None:
    st.header("Invite somebody")
    kept.line(desk, "Name", f"{NEW}|name")
    kept.line(desk, "E-mail address", f"{NEW}|email")
    kept.line(
        desk,
        "What they do",
        f"{NEW}|job_title",
        placeholder="For example: teaching assistant",
        help_text="In their own words; they can change it. It stands beside their name.",
    )
    st.selectbox("Role", list(ROLES), key=f"{NEW}|role", format_func=ROLES.__getitem__)
    if len(here) > 1:
        st.selectbox(
            "School",
            list(here),
            key=session.begin(f"{NEW}|school", desk.actor.school_id),
            format_func=here.__getitem__,
        )
    st.button(
        "Make an invitation",
        key=f"{NEW}|send",
        type="primary",
        on_click=_invite,
        args=(desk,),
    )


def _draw_schools(desk: Desk, here: Mapping[str, str]) -> None:
    st.header("Schools here")
    st.markdown("\n".join(f"- {plain(name)}" for name in here.values()))
    with st.expander("Add a school"):
        st.markdown(
            "Its people are kept apart from those of the other schools; only sums over all of them "
            "go to a trust lead."
        )
        kept.line(desk, "Name of the school", f"{SCHOOL}|name")
        st.button("Add the school", key=f"{SCHOOL}|go", on_click=_add_school, args=(desk,))
    with st.expander("Give a school another name"):
        school = st.selectbox(
            "Which school?", list(here), key=f"{SCHOOL}|which", format_func=lambda id_: here[id_]
        )
        kept.line(desk, "New name", f"{SCHOOL}|new")
        st.button(
            "Change the name",
            key=f"{SCHOOL}|rename",
            on_click=_rename_school,
            args=(desk, school),
        )


def _draw_person(desk: Desk, seen: AccountSeen, here: Mapping[str, str]) -> None:
    with st.container(border=True):
        st.markdown(f"**{plain(seen.name)}**")
        where = here[seen.school_id] if len(here) > 1 else ""
        how = joined(
            "with a school account" if seen.has_school_account else "",
            "with a second factor" if seen.has_second_factor else "",
        )
        st.markdown(
            plain(joined(ROLES.get(seen.role, ""), where, seen.email, seen.state.value, how))
        )
        if seen.person_id == desk.actor.person_id:
            return
        with st.container(horizontal=True):
            if seen.state is AccountState.CLOSED:
                _button(desk, seen, "open", "Open the account again")
                return
            is_new = seen.state is AccountState.INVITED
            label = "New invitation link" if is_new else "Link for a new password"
            _button(desk, seen, "link", label)
            _button(desk, seen, "close", "Close the account")
            if not is_new:
                _button(desk, seen, "out", "Sign them out everywhere")
            if seen.has_school_account:
                _button(desk, seen, "unlink", "Take the school account off")
            if seen.has_second_factor:
                _button(desk, seen, "codes", "Take the second factor off")
        if seen.role is Role.LEAD_PRACTITIONER:
            emergency_panel.draw(desk, seen)


def _button(desk: Desk, seen: AccountSeen, what: str, label: str) -> None:
    st.button(
        label,
        key=f"people|{what}|{seen.person_id}",
        on_click=_change,
        args=(desk, seen, what),
    )


def _invite(desk: Desk) -> None:
    role = session.value(f"{NEW}|role")
    with feedback.attempt(KEY, forgets=(NEW,)) as tried:
        handed = accounts.invite(
            desk,
            name=str(session.value(f"{NEW}|name") or ""),
            email=str(session.value(f"{NEW}|email") or ""),
            role=role if isinstance(role, Role) else Role.LEAD_PRACTITIONER,
            school_id=str(session.value(f"{NEW}|school") or desk.actor.school_id),
            job_title=str(session.value(f"{NEW}|job_title") or ""),
        )
    if tried.is_done:
        session.put(LINK, handed)


def _add_school(desk: Desk) -> None:
    name = str(session.value(f"{SCHOOL}|name") or "")
    _keep_school(lambda: schools.add_school(desk, name=name), "The school is added.")


def _rename_school(desk: Desk, school_id: str) -> None:
    name = str(session.value(f"{SCHOOL}|new") or "")
    _keep_school(
        lambda: schools.rename_school(desk, school_id, name=name),
        "The school has its new name.",
    )


def _keep_school(what: Callable[[], object], said: str) -> None:
    with feedback.attempt(KEY, says=said, forgets=(SCHOOL,)):
        what()


def _change(desk: Desk, seen: AccountSeen, what: str) -> None:
    with feedback.attempt(KEY, forgets=()) as tried:
        if what == "link":
            session.put(LINK, accounts.make_new_link(desk, seen.person_id))
        elif what == "close":
            accounts.close_account(desk, seen.person_id)
            session.take(LINK)
            tried.says = f"The account of {seen.name} is closed."
        elif what == "unlink":
            school_accounts.unlink(desk, seen.person_id)
            tried.says = f"A school account does not open {seen.name}’s account now."
        elif what == "out":
            accounts.end_sessions_of(desk, seen.person_id)
            tried.says = f"{seen.name} is signed out everywhere."
        elif what == "codes":
            second_factor.reset_second_factor(desk, seen.person_id)
            tried.says = f"{seen.name} signs in without a code now, and can set up a new app."
        else:
            accounts.reopen_account(desk, seen.person_id)
            tried.says = f"{seen.name} can sign in again."
