"""Every page of ours is filled in by one loader, which escapes and never leaves a gap."""

from html.parser import HTMLParser

import pytest
from jinja2 import UndefinedError

from lp_planner.config import ROOT
from lp_planner.ui.accounts.sign_in_pages import Box, Form, form_page, page
from lp_planner.ui.accounts.welcome import welcome_page
from lp_planner.ui.frame.html_pages import filled

NASTY = "\"><script>alert('1')</script>&amp;{{ 7*7 }}"


class Tags(HTMLParser):
    """The tags of a page, and everything that somebody could have typed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.said: list[str | None] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.said += [value for _, value in attrs]

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def a_form(text: str) -> str:
    boxes = (Box(name="email", label=text, help=text, value=text),)
    form = Form(
        action=text, button=text, boxes=boxes, hidden={"next": text}, quiet=("x", text),
        other_way=(text, text),
    )  # fmt: skip
    return form_page(text, text, form, wrong=[text], said=text)


@pytest.mark.parametrize(
    "make",
    [
        a_form,
        lambda text: page(text, text),
        lambda text: welcome_page(next_path=text, is_demo_only=False),
        lambda text: filled("frame/looking_as", today=text, name=text, is_school=True),
    ],
)
def test_what_somebody_typed_stays_words(make: object) -> None:
    assert callable(make)
    nasty, plain = Tags(make(NASTY)), Tags(make("words"))
    assert nasty.tags == plain.tags
    assert nasty.said == [said and said.replace("words", NASTY) for said in plain.said]


def test_a_word_that_is_missing_is_an_error_and_no_gap() -> None:
    with pytest.raises(UndefinedError, match="name"):
        filled("frame/looking_as", today="5 November", is_school=False)


@pytest.mark.parametrize("is_school", [True, False])
def test_the_foot_leads_out_of_a_school_or_to_another_place(is_school: bool) -> None:
    said = Tags(filled("frame/foot", is_school=is_school)).said
    leads = [word for word in said if word and word.startswith("/")]
    assert leads == (["/account", "/logout"] if is_school else ["/welcome"])


def test_no_template_turns_the_escaping_off_but_for_our_own_drawings() -> None:
    found = [
        line.strip()
        for path in (ROOT / "lp_planner").rglob("*.j2")
        for line in path.read_text(encoding="utf-8").splitlines()
        if "safe" in line.split() or "|safe" in line or "autoescape" in line
    ]
    assert sorted(found) == [
        f"<figure>{{{{ picture.svg | safe }}}}<figcaption>{said}</figcaption></figure>"
        for said in ("{{ picture.caption }}", "{{ words.picture_words(picture) }}")
    ]
