"""requirements-school.txt agrees with what we chose, and every file of it is known by its hash."""

import re
from pathlib import Path

from lp_planner.config import ROOT

ENTRY = re.compile(
    r"^([A-Za-z0-9._-]+)==(\S+?)(?: ; .*?)? \\\n((?:    --hash=.*\n?)+)", re.MULTILINE
)
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}(?: \\)?")


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def locked() -> dict[str, tuple[str, list[str]]]:
    text = (ROOT / "requirements-school.txt").read_text(encoding="utf-8")
    return {plain(n): (v, hashes.splitlines()) for n, v, hashes in ENTRY.findall(text)}


def pinned(file: Path) -> dict[str, str]:
    lines = file.read_text(encoding="utf-8").splitlines()
    found = [re.match(r"([A-Za-z0-9._-]+)(?:\[.*\])?==(\S+)", line) for line in lines]
    return {plain(one[1]): one[2] for one in found if one}


def test_every_locked_package_has_the_version_that_we_tested() -> None:
    constraints = pinned(ROOT / "constraints.txt")
    assert {n: v for n, (v, _) in locked().items()} == {
        name: constraints.get(name) for name in locked()
    }, "please run make lock"


def test_everything_that_the_planner_needs_is_locked() -> None:
    for file in ("requirements.txt", "requirements-oidc.txt"):
        missing = pinned(ROOT / file).keys() - locked().keys()
        assert not missing, f"{file}: please run make lock"


def test_every_line_of_it_is_a_package_and_every_package_has_hashes() -> None:
    text = (ROOT / "requirements-school.txt").read_text(encoding="utf-8")
    said = [line for line in text.splitlines() if not line.startswith(("#", "    --hash"))]
    assert len(said) == len(locked())
    assert all(HASH.fullmatch(line) for _, hashes in locked().values() for line in hashes)
