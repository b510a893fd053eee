"""The pages around sign-in, as plain HTML forms that work without any script."""

from collections.abc import Mapping, Sequence

from lp_planner.domain.records.records import Frozen
from lp_planner.ui.frame.html_pages import filled


class Box(Frozen):
    """One box of a form."""

    name: str
    label: str
    kind: str = "text"
    help: str = ""
    autocomplete: str = "off"
    value: str = ""


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
