"""The pages around sign-in, as plain HTML forms that work without any script."""

from collections.abc import Mapping, Sequence

from lp_planner.domain.records.records import Frozen
from lp_planner.services.accounts.my_account import MyAccount
from lp_planner.ui.frame.html_pages import filled
from lp_planner.wording import counted, moment_in_words


class Box(Frozen):
    """One box of a form."""

    name: str
    label: str
    kind: str = "text"
    help: str = ""
    autocomplete: str = "off"
    value: str = ""


GOOD_PASSWORDS = (
    "At least 12 characters. Three words that have nothing to do with each other make a good one."
)
EMAIL = Box(name="email", label="E-mail address", kind="email", autocomplete="username")
PASSWORD = Box(name="password", label="Password", kind="password", autocomplete="current-password")
NEW_PASSWORD = PASSWORD.model_copy(
    update={"label": "New password", "autocomplete": "new-password", "help": GOOD_PASSWORDS}
)


class Form(Frozen):
    """A form with one button; ``quiet`` is a second button under another name."""

    action: str
    button: str
    boxes: tuple[Box, ...] = ()
    hidden: Mapping[str, str] = {}
    quiet: tuple[str, str] | None = None
    other_way: tuple[str, str] | None = None
    """The address and words of another way to do the same."""


def form_page(
    title: str, lead: str, form: Form, *, wrong: Sequence[str] = (), said: str = ""
) -> str:
    """A page with one form; what is wrong stands first and is read out first."""
    return filled("accounts/form", title=title, lead=lead, form=form, wrong=wrong, said=said)


def page(title: str, lead: str) -> str:
    """A page with a title and a sentence."""
    return filled("accounts/page", title=title, lead=lead, wrong=())


def set_up_page(
    title: str, lead: str, form: Form, *, wrong: Sequence[str], picture: str, key: str
) -> str:
    """The form for a first code, under what an app has to know."""
    words = {"title": title, "lead": lead, "form": form, "wrong": wrong, "said": ""}
    return filled("accounts/set_up", **words, picture=picture, key=key)


def recovery_codes_page(codes: Sequence[str], onward: str) -> str:
    """The recovery codes, and the way on."""
    lead = "From now on the planner asks for a code of your app after your password."
    words = {"title": "Your second factor is set up", "lead": lead, "wrong": ()}
    return filled("accounts/recovery_codes", **words, codes=codes, onward=onward)


def account_page(mine: MyAccount, *, proof: str, wrong: Sequence[str], said: str) -> str:
    """One's own account, with every browser that is signed in."""
    sessions = [
        {
            "id": one.id,
            "browser": one.browser or "A browser",
            "since": moment_in_words(one.since),
            "last_seen": moment_in_words(one.last_seen),
            "is_this": one.is_this,
        }
        for one in mine.sessions
    ]
    return filled(
        "accounts/account",
        title="Your account",
        lead="Only you see this page.",
        account=mine,
        codes_left=counted(mine.recovery_codes, "recovery code is", "recovery codes are"),
        sessions=sessions,
        proof=proof,
        wrong=wrong,
        said=said,
    )
