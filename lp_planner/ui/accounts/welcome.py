"""The first screen, as plain HTML that works before anything else has loaded."""

import html

from lp_planner.domain.records.records import Frozen


class CastMember(Frozen):
    """Somebody in the demo school whose eyes a visitor can borrow."""

    id: str
    name: str
    role: str
    story: str


DEMO_CAST = (
    CastMember(
        id="marcia",
        name="Marcia Bennett",
        role="HLTA, lead practitioner",
        story="Same-day keep-up phonics in Year 1, from diagnosis to passing it on.",
    ),
    CastMember(
        id="daniel",
        name="Daniel Okafor",
        role="English teacher, lead practitioner",
        story="Feedback that pupils use, and fewer hours of marking.",
    ),
    CastMember(
        id="priya",
        name="Priya Nair",
        role="Special school teacher, lead practitioner",
        story="Seeing engagement clearly, three classes in turn.",
    ),
    CastMember(
        id="hannah",
        name="Hannah Osei",
        role="Deputy head, senior leader",
        story="The cohort’s progress in counts, and not a word more.",
    ),
    CastMember(
        id="ruth",
        name="Ruth Adair",
        role="Trust lead",
        story="Four schools side by side, in sums that give nobody away.",
    ),
)

STYLE = """
@font-face{font-family:"Atkinson Hyperlegible Next";font-weight:200 800;font-display:swap;
src:url("/assets/atkinson-hyperlegible-next-latin-wght-normal.woff2") format("woff2")}
*{box-sizing:border-box}
body{margin:0;background:#fcfaf6;color:#1f2933;line-height:1.55;
font:17px/1.55 "Atkinson Hyperlegible Next",system-ui,sans-serif}
main{max-width:62rem;margin:0 auto;padding:3rem 1.25rem 2rem}
h1{font-size:2.2rem;line-height:1.15;margin:0 0 .6rem}
h2{font-size:1.3rem;margin:0 0 .4rem}
.lead{font-size:1.15rem;max-width:44rem;margin:0 0 2rem}
section{background:#fff;border:1px solid #ded8cc;border-radius:.8rem;padding:1.4rem;
margin:0 0 1.2rem}
.cast{display:grid;gap:.8rem;grid-template-columns:repeat(auto-fit,minmax(13rem,1fr))}
button{font:inherit;font-weight:600;cursor:pointer;border-radius:.6rem;border:1px solid #0f5e63;
background:#0f5e63;color:#fff;padding:.65rem 1.1rem;min-height:2.75rem}
.cast button{display:flex;flex-direction:column;justify-content:flex-start;gap:.15rem;
width:100%;height:100%;text-align:left;background:#fff;color:#1f2933;
border-color:#b9c9c8;font-weight:400}
.cast strong{display:block}
.cast small{display:block;color:#4a5560;font-size:.93rem}
button:hover{box-shadow:0 0 0 3px #cfe3e1}
button:focus-visible,a:focus-visible{outline:3px solid #b45309;outline-offset:2px}
a{color:#0f5e63}
footer{color:#4a5560;font-size:.93rem;margin-top:2rem}
"""


def welcome_page(*, next_path: str, is_demo_only: bool) -> str:
    """The page as HTML; ``next_path`` is where to go once a place is chosen."""
    hidden = f'<input type="hidden" name="next" value="{html.escape(next_path)}">'
    local = (
        ""
        if is_demo_only
        else f"""<section aria-labelledby="me"><h2 id="me">Just me on this computer</h2>
<p>Your work stays in a file on this computer. No account, no password, nothing leaves it.</p>
<form method="post" action="/enter">{hidden}
<button name="place" value="local">Start my own plan</button></form></section>"""
    )
    cast = "".join(
        f"""<form method="post" action="/enter"><button name="place" value="demo:{person.id}">
<strong>{html.escape(person.name)}</strong><small>{html.escape(person.role)}</small>
<small>{html.escape(person.story)}</small></button></form>"""
        for person in DEMO_CAST
    )
    return f"""<!doctype html><html lang="en-GB"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>Welcome to LP Planner</title><style>{STYLE}</style></head><body><main>
<h1>LP Planner</h1>
<p class="lead">Choose one problem that matters in your school, lead a change that people can see,
and let the evidence for your Lead Practitioner standards gather as you go.</p>
{local}
<section aria-labelledby="demo"><h2 id="demo">See the demo school</h2>
<p>Three projects from start to finish and many lighter ones. All people, schools and figures are
invented, and every page says so. Whose eyes would you like to borrow?</p>
<div class="cast">{cast}</div></section>
<footer>LP Planner is a planning aid. It is not an SSAT product, does not award accreditation and
is never part of appraisal.</footer></main></body></html>"""
