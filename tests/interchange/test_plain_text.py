"""Descriptions become plain text that says what the file says, and nothing that acts."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lp_planner.interchange.plain_text import clean_text, plain_text
from tests.interchange.strategies import texts


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("One<br>Two<br/>Three", "One\nTwo\nThree"),
        ("<ul><li>a</li> <li>b</li></ul>", "- a\n- b"),
        ("<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>", "1. a\n  - b\n2. c"),
        ("<script>alert('x')</script>Kept<style>p{}</style>", "Kept"),
        ("Before<script>never closed", "Before"),
        ("<!-- a note --><b>bold</b>", "bold"),
        ("R&amp;D &eacute;&#233;", "R&D éé"),
        ('<a href="https://a.example/b">Source</a>', "Source (https://a.example/b)"),
        ('<i><a href="https://a.example/b">Never closed</i>', "Never closed (https://a.example/b)"),
        ('<a href="javascript:alert(1)">Click</a>', "Click"),
        ('<img src="x" alt="A spade" onerror="alert(1)">', "A spade"),
        ('<xss onfocus="alert(1)">words</xss>', "words"),
        ("<p>From Word<o:p></o:p></p>", "From Word"),
        ("<p>  spaces \n and\tlines  </p>", "spaces and lines"),
        ("<pre>keeps\n  them</pre>", "keeps\n  them"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("a<b & c>d, 3 < 4, <name>", "a<b & c>d, 3 < 4, <name>"),
        ("two\r\nlines\x00", "two\nlines"),
        ("&lt;b&gt;", "<b>"),
    ],
)
def test_markup_becomes_what_a_reader_sees(marked: str, plain: str) -> None:
    assert plain_text(marked) == plain


@given(texts | st.text())
@settings(derandomize=True, deadline=None, max_examples=200)
def test_no_text_fails_and_none_keeps_control_characters(text: str) -> None:
    told = plain_text(text)
    assert clean_text(told) == told
    told.encode()


@pytest.mark.parametrize(
    "piece", ["<a ", "<!--", "<![", '<a b="', "</", "<script>", "<li>", "<!--<b>"]
)
def test_a_text_made_to_be_slow_is_not(piece: str) -> None:
    began = time.perf_counter()
    plain_text("<b>x</b>" + piece * (100_000 // len(piece)))
    assert time.perf_counter() - began < 2
