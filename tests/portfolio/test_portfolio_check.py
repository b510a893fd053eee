"""The ready check: every missing piece by its name, as examples and as properties."""

import datetime as dt
from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from lp_planner.config import ROOT
from lp_planner.content.loader import load_library
from lp_planner.domain.evidence.evidence_lines import PublicLine
from lp_planner.domain.portfolio.portfolio import SubmissionRules, years_later
from lp_planner.domain.portfolio.portfolio_check import (
    PortfolioCheck,
    check_portfolio,
    foundations,
    strength_of,
)
from lp_planner.domain.records.reach import Reach
from tests.factories import evidence_line

LIBRARY = load_library(ROOT / "data")
FRAMEWORK = LIBRARY.framework
KEYS = [standard.key for standard in FRAMEWORK.standards]
LEVELS = [level.key for level in FRAMEWORK.levels]
TODAY = dt.date(2026, 6, 26)


def piece(
    standard: str,
    record: str,
    *,
    on: dt.date = TODAY,
    reach: Reach = Reach.ANOTHER_TEAM,
    changed: str = "They use it",
    project: str = "p1",
) -> PublicLine:
    line = evidence_line(
        standard, record, happened_on=on, reach=reach, what_changed=changed,
        project_id=project, project=f"Project {project}",
    )  # fmt: skip
    return line.for_export()


def sound() -> list[PublicLine]:
    """Two pieces for each standard, from two projects, each used once or twice."""
    return [piece(key, f"{key}{half}", project=f"p{half}") for key in KEYS for half in "ab"][:-1]


def check(
    pieces: list[PublicLine],
    *,
    narratives: Mapping[str, str] | None = None,
    levels: Mapping[str, str] | None = None,
    rules: SubmissionRules | None = None,
) -> PortfolioCheck:
    return check_portfolio(
        FRAMEWORK,
        rules or SubmissionRules(),
        dict.fromkeys(KEYS, "An account") if narratives is None else narratives,
        dict.fromkeys(KEYS, "extending") if levels is None else levels,
        pieces,
        TODAY,
    )


def codes(found: PortfolioCheck) -> set[tuple[str, str]]:
    return {(gap.code, gap.standard) for gap in found.worth_a_look}


def test_a_sound_portfolio_is_ready() -> None:
    pieces = [p for p in sound() if (p.standard, p.project_id) != ("LP1", "pa")]
    pieces.append(piece("LP1", "more", project="pb"))
    found = check([*pieces, piece("LP10", "LP10c", project="pc")])
    assert found.is_ready
    assert found.worth_a_look == ()
    assert found.settled == tuple(KEYS)


def test_an_empty_portfolio_is_told_all_it_lacks_standard_by_standard() -> None:
    found = check([], narratives={}, levels={})
    assert {(gap.code, gap.standard) for gap in found.needed} == {
        (code, key) for code in ("narrative", "evidence", "level") for key in KEYS
    }


def test_a_level_below_the_one_asked_for_is_named() -> None:
    found = check(
        sound(),
        levels={**dict.fromkeys(KEYS, "extending"), "LP4": "developing"},
        rules=SubmissionRules(standards=10),
    )
    assert [(gap.code, gap.standard) for gap in found.needed] == [("threshold", "LP4")]
    assert "Developing" in found.needed[0].words
    assert "Extending or above" in found.needed[0].words


def test_seven_at_extending_are_enough_and_the_other_levels_only_worth_a_look() -> None:
    levels = {key: "extending" if key in KEYS[:7] else "developing" for key in KEYS}
    found = check(sound(), levels=levels)
    assert found.is_ready
    assert {("threshold", key) for key in KEYS[7:]} <= codes(found)
    six = check(sound(), levels={**levels, KEYS[6]: "beginning"})
    assert {(gap.code, gap.standard) for gap in six.needed} == {
        ("threshold", key) for key in KEYS[6:]
    }
    assert not check(sound(), levels=levels, rules=SubmissionRules(standards=8)).is_ready


def test_three_empty_standards_never_read_as_nothing_is_missing() -> None:
    few = dict.fromkeys(KEYS[:7], "An account")
    found = check(
        [p for p in sound() if p.standard in few], narratives=few,
        levels=dict.fromkeys(few, "extending"),
    )  # fmt: skip
    assert {(gap.code, gap.standard) for gap in found.needed} == {
        (code, key) for code in ("narrative", "evidence", "level") for key in KEYS[7:]
    }


def test_each_gap_is_found() -> None:
    old = years_later(TODAY, -3) - dt.timedelta(days=1)
    assert ("one_source", "LP1") in codes(check([piece("LP1", "a")]))
    assert ("old", "LP1") in codes(check([piece("LP1", "a", on=old)]))
    assert ("old", "LP1") not in codes(check([piece("LP1", "a", on=years_later(TODAY, -3))]))
    assert ("impact", "LP1") in codes(check([piece("LP1", "a", changed="")]))
    assert ("reach", "LP1") in codes(check([piece("LP1", "a", reach=Reach.OWN_TEAM)]))
    three = [piece(key, "a") for key in KEYS[:3]]
    assert ("too_many_claims", "") not in codes(check(three))
    assert ("too_many_claims", "") in codes(check([*three, piece(KEYS[3], "a")]))
    everything = [piece(key, key) for key in KEYS]
    assert ("one_project", "") in codes(check(everything))
    assert ("one_project", "") not in codes(check(everything[1:]))
    long = {**dict.fromkeys(KEYS, "Short"), "LP2": "word " * 301}
    asked = check(sound(), narratives=long, rules=SubmissionRules(words=300))
    assert ("words", "LP2") in codes(asked)
    assert ("words", "LP2") not in codes(check(sound(), narratives=long))


def test_a_portfolio_in_nobody_else_s_words_meets_a_question() -> None:
    rules, none = SubmissionRules(), dict[str, str]()
    alone = check_portfolio(FRAMEWORK, rules, none, none, sound(), TODAY, is_heard=False)
    assert ("own_words", "") in codes(alone)
    assert ("own_words", "") not in codes(check(sound()))
    empty = check_portfolio(FRAMEWORK, rules, none, none, [], TODAY, is_heard=False)
    assert ("own_words", "") not in codes(empty)


def test_evidence_from_the_29th_of_february_ages_like_any_other() -> None:
    assert years_later(dt.date(2024, 2, 29), 3) == dt.date(2027, 2, 28)
    assert years_later(dt.date(2024, 2, 29), 4) == dt.date(2028, 2, 29)


def test_a_leading_standard_names_the_evidence_for_the_earlier_ones_it_builds_on() -> None:
    pieces = [
        piece("LP5", "a"), piece("LP7", "b"), piece("LP8", "c"), piece("LP9", "d"),
        piece("LP6", "e", project="p2"),
    ]  # fmt: skip
    assert [p.record_id for p in foundations(LIBRARY.leading, "LP8", pieces)] == ["a", "b"]
    assert foundations(LIBRARY.leading, "LP10", pieces) == ()
    assert foundations(LIBRARY.leading, "LP5", pieces) == ()


def test_strength_is_said_in_words() -> None:
    said = {strength_of(reach, changed) for reach in Reach for changed in ("", "It did")}
    assert len(said) == 4
    assert not any(character.isdigit() for words in said for character in words)


@given(
    written=st.dictionaries(st.sampled_from(KEYS), st.text(max_size=40)),
    claimed=st.dictionaries(st.sampled_from(KEYS), st.sampled_from([*LEVELS, "", "nonsense"])),
    used=st.lists(
        st.builds(
            piece,
            st.sampled_from(KEYS),
            st.sampled_from("abcd"),
            on=st.dates(dt.date(2000, 1, 1), TODAY),
            reach=st.sampled_from(Reach),
            changed=st.sampled_from(["", "Yes"]),
            project=st.sampled_from(["p1", "p2"]),
        ),
        max_size=30,
    ),
    count=st.integers(1, 10),
)
@settings(derandomize=True, deadline=None)
def test_the_check_is_ready_exactly_when_all_are_filled_and_enough_reach_the_level(
    written: dict[str, str], claimed: dict[str, str], used: list[PublicLine], count: int
) -> None:
    found = check(used, narratives=written, levels=claimed, rules=SubmissionRules(standards=count))
    high = [key for key, level in claimed.items() if level in LEVELS[2:]]
    whole = all(
        written.get(key, "").strip()
        and claimed.get(key) in LEVELS
        and any(p.standard == key for p in used)
        for key in KEYS
    )
    assert found.is_ready == (whole and len(high) >= count)
    lacking = {gap.standard for gap in found.needed}
    assert not lacking & set(found.settled)
    assert all("%" not in gap.words for gap in (*found.needed, *found.worth_a_look))
