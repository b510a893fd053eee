"""The pages around sign-in, as plain HTML forms that work without any script."""

import html
from collections.abc import Mapping, Sequence

from lp_planner.domain.records.records import Frozen
from lp_planner.ui.accounts.welcome import STYLE

MORE_STYLE = """
main{max-width:34rem}
label{display:block;font-weight:600;margin:1rem 0 .2rem}
input{font:inherit;width:100%;padding:.6rem .7rem;border:1px solid #6b7280;border-radius:.5rem;
min-height:2.75rem;background:#fff;color:inherit}
input:focus-visible{outline:3px solid #b45309;outline-offset:2px}
small{display:block;color:#4a5560}
form button{margin-top:1.2rem}
.wrong{border-left:.35rem solid #a34309;background:#fdf1e7;padding:.8rem 1rem;border-radius:.4rem}
.wrong p{margin:.2rem 0}
.said{border-left:.35rem solid #0f5e63;background:#eef5f4;padding:.8rem 1rem;border-radius:.4rem}
.other{margin-top:1.4rem;padding-top:1rem;border-top:1px solid #d8d3c8}
.other a{display:inline-block;padding:.6rem 0;font-weight:600}
button.quiet{background:#fff;color:#0f5e63}
"""


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
    faults = "".join(f"<p>{html.escape(fault)}</p>" for fault in wrong)
    alert = f'<div class="wrong" role="alert">{faults}</div>' if wrong else ""
    note = f'<p class="said" role="status">{html.escape(said)}</p>' if said else ""
    hidden = "".join(
        f'<input type="hidden" name="{html.escape(name)}" value="{html.escape(value)}">'
        for name, value in form.hidden.items()
    )
    boxes = "".join(_box(box, is_first=number == 0) for number, box in enumerate(form.boxes))
    second = (
        f' <button class="quiet" name="{html.escape(form.quiet[0])}" value="1">'
        f"{html.escape(form.quiet[1])}</button>"
        if form.quiet
        else ""
    )
    body = (
        f'{alert}{note}<section><form method="post" action="{html.escape(form.action)}">{hidden}'
        f"{boxes}<button>{html.escape(form.button)}</button>{second}</form>{_other(form)}</section>"
    )
    return page(title, lead, body, is_wrong=bool(wrong))


def page(title: str, lead: str, body: str = "", *, is_wrong: bool = False) -> str:
    """A page with a title and a sentence; ``body`` is HTML of ours."""
    name = html.escape(title)
    return f"""<!doctype html><html lang="en-GB"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>{"Please look again: " if is_wrong else ""}{name} – LP Planner</title>
<style>{STYLE}{MORE_STYLE}</style></head><body><main>
<h1>{name}</h1><p class="lead">{html.escape(lead)}</p>
{body}
<footer>LP Planner is a planning aid. It is not an SSAT product, does not award accreditation and
is never part of appraisal.</footer></main></body></html>"""


def _other(form: Form) -> str:
    if form.other_way is None:
        return ""
    address, words = (html.escape(part) for part in form.other_way)
    return f'<p class="other">or <a href="{address}">{words}</a></p>'


def _box(box: Box, *, is_first: bool) -> str:
    about = f' aria-describedby="{box.name}-help"' if box.help else ""
    shown = f' value="{html.escape(box.value)}"' if box.value and box.kind != "password" else ""
    start = " autofocus" if is_first else ""
    helped = f'<small id="{box.name}-help">{html.escape(box.help)}</small>' if box.help else ""
    return (
        f'<label for="{box.name}">{html.escape(box.label)}</label>{helped}'
        f'<input id="{box.name}" name="{box.name}" type="{box.kind}"'
        f' autocomplete="{box.autocomplete}" spellcheck="false" autocapitalize="none" required'
        f"{about}{shown}{start}>"
    )
