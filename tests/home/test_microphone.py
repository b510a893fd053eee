"""A browser may ask for the microphone on the pages that reach the inbox, and for nothing more."""

import re

import pytest

from lp_planner.config import ROOT
from lp_planner.ui.frame import navigation
from lp_planner.ui.frame.browser_headers import with_rules

UI = ROOT / "lp_planner" / "ui"


def permissions(path: str) -> dict[str, str]:
    rules = with_rules([], is_https=True, is_private=True, hears=navigation.is_in_menu(path))
    said = dict(rules)[b"permissions-policy"].decode()
    return dict(part.split("=") for part in said.split(", "))


@pytest.mark.parametrize("path", ["/", "/home", "/deliver"])
def test_where_the_inbox_is_reached_the_microphone_may_be_asked_for(path: str) -> None:
    assert permissions(path) == {"camera": "()", "geolocation": "()", "microphone": "(self)"}


@pytest.mark.parametrize("path", ["/moderation", "/welcome", "/sign-in", "/note/1", "/file/1"])
def test_everywhere_else_nothing_may_be_asked_for(path: str) -> None:
    assert {*permissions(path).values()} == {"()"}


def test_only_the_inbox_hears_and_nothing_sees() -> None:
    hears = [
        file.name for file in UI.rglob("*.py") if re.search(r"audio_input|camera_input",
                                                            file.read_text("utf-8"))
    ]  # fmt: skip
    assert hears == ["jotting_panel.py"]
