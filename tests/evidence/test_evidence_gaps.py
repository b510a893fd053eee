"""What would make evidence stronger: each gap asks when it has reason to, and stays quiet else."""

import datetime as dt

import pytest

from lp_planner.domain.evidence.evidence_gaps import REASONS, Gap, GapKind, evidence_gaps
from lp_planner.domain.evidence.evidence_lines import EvidenceLine, RecordKey
from lp_planner.domain.records.reach import Reach
from tests.factories import evidence_line as line

TODAY = dt.date(2025, 11, 5)
ORDER = [f"LP{number}" for number in range(1, 11)]


def gaps(
    *lines: EvidenceLine,
    in_view: tuple[str, ...] = (),
    heard: tuple[RecordKey, ...] = (),
) -> list[Gap]:
    found = evidence_gaps(lines, order=ORDER, in_view=in_view, today=TODAY, heard=heard)
    return list(found)


def kinds(*lines: EvidenceLine, **given: tuple[str, ...]) -> list[GapKind]:
    return [gap.kind for gap in gaps(*lines, **given)]  # type: ignore[arg-type]


SOUND = (line("LP5", "r1"), line("LP5", "r2"))


def test_sound_evidence_and_none_at_all_meet_no_question() -> None:
    assert gaps(*SOUND, in_view=("LP5",)) == []
    assert gaps() == []


def test_a_standard_in_view_with_nothing_behind_it_is_named() -> None:
    found = gaps(*SOUND, in_view=("LP7", "LP5", "LP3"))
    assert [(gap.kind, gap.standards) for gap in found] == [(GapKind.UNEVIDENCED, ("LP3", "LP7"))]
    assert "LP3 and LP7" in found[0].question


def test_a_standard_that_rests_on_one_thing_asks_for_another() -> None:
    assert kinds(line("LP5"), line("LP6")) == [GapKind.ONE_SOURCE]
    assert gaps(line("LP5"), line("LP6"))[0].standards == ("LP5", "LP6")


@pytest.mark.parametrize(
    ("day", "is_old"),
    [
        (dt.date(2022, 11, 4), True),
        (dt.date(2022, 11, 5), False),
        (dt.date(2020, 2, 29), True),
        (dt.date(2025, 11, 4), False),
    ],
)
def test_what_is_more_than_three_years_old_asks_for_something_since(
    day: dt.date, is_old: bool
) -> None:
    found = kinds(*SOUND, line("LP5", "r3", happened_on=day))
    assert found == ([GapKind.OLD] if is_old else [])


def test_a_claim_that_does_not_say_what_changed_meets_a_question_once_for_each_record() -> None:
    found = gaps(*SOUND, *(line(key, "r3", what_changed="") for key in ("LP6", "LP5")))
    asked = [gap for gap in found if gap.kind is GapKind.NO_IMPACT]
    assert [(gap.record_id, gap.standards) for gap in asked] == [("r3", ("LP5", "LP6"))]


def test_one_thing_put_forward_for_four_standards_asks_which_it_shows_best() -> None:
    three = [line(key) for key in ("LP1", "LP2", "LP3")]
    assert GapKind.OVERLOADED not in kinds(*three)
    assert GapKind.OVERLOADED in kinds(*three, line("LP4"))


def test_one_project_on_seven_standards_asks_which_it_shows_best() -> None:
    six = [line(key, f"r{n}") for n, key in enumerate(ORDER[:6])]
    assert GapKind.ALL_TEN not in kinds(*six)
    assert kinds(*six, line(ORDER[6], "r10"))[0] is GapKind.ALL_TEN


def test_reach_beyond_the_own_team_asks_for_use_and_words_of_those_who_took_it_up() -> None:
    far = line("LP5", "r3", reach=Reach.ANOTHER_TEAM)
    assert kinds(*SOUND, far) == [GapKind.UNHEARD]
    assert "what do they say" in gaps(*SOUND, far)[0].question
    assert gaps(*SOUND, far, heard=(far.record_key,)) == []


def test_every_gap_has_a_reason_and_a_source_and_no_number_to_chase() -> None:
    assert set(REASONS) == set(GapKind)
    for reason, source in REASONS.values():
        assert reason.endswith(".")
        assert source
        assert "%" not in reason
