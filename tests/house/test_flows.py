"""The flows of docs/ARCHITECTURE.md: each is walked, and the calls it names happen in its order."""

import re
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from lp_planner.config import ROOT

CALL = re.compile(r"`([a-z_]+(?:/[a-z_]+)*)\.py:([A-Za-z_.]+)`")


def flow(title: str) -> list[str]:
    """The calls that a flow of the page names, as ``module:function``, in its order."""
    page = (ROOT / "docs" / "ARCHITECTURE.md").read_text(encoding="utf-8")
    section = page.partition(f"### {title}\n")[2].partition("\n#")[0]
    found = [f"{file}:{function}" for file, function in CALL.findall(section)]
    assert found, f"docs/ARCHITECTURE.md has no flow “{title}”"
    return found


@contextmanager
def listening() -> Iterator[list[str]]:
    """Every call of ours while it lasts, in any thread, as ``module:function``."""
    heard: list[str] = []
    home = f"{ROOT / 'lp_planner'}/"

    def hear(frame: FrameType, event: str, _: object) -> None:
        code = frame.f_code
        if event == "call" and code.co_filename.startswith(home):
            place = code.co_filename.removeprefix(home).removesuffix(".py")
            heard.append(f"{place}:{code.co_qualname}")

    threading.setprofile(hear)
    sys.setprofile(hear)
    try:
        yield heard
    finally:
        sys.setprofile(None)
        threading.setprofile(None)


def check(title: str, walk: Callable[[], object]) -> None:
    """The flow's calls are made, each after the one before it."""
    wanted = flow(title)
    with listening() as heard:
        walk()
    at = 0
    for call in wanted:
        assert call in heard[at:], f"{title}: {call} is not called after what stands before it"
        at = heard.index(call, at) + 1
