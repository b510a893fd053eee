"""Coverage: every standard is there, and only confirmed evidence counts."""

from lp_planner.analytics.coverage import coverage_by_phase, coverage_by_reach
from lp_planner.domain.evidence.evidence_lines import EvidenceLine
from lp_planner.domain.records.reach import Reach
from tests.factories import evidence_line

STANDARDS = [("LP1", "Communicating"), ("LP2", "Coaching"), ("LP10", "Sustaining")]
PHASES = [("explore", "Explore"), ("deliver", "Deliver")]
REACHES = [("own_team", "My own team"), ("another_school", "Another school")]


def evidence(*rows: tuple[str, str, str]) -> list[EvidenceLine]:
    return [
        evidence_line(standard, phase=phase, reach=Reach(reach)) for standard, phase, reach in rows
    ]


def test_every_standard_and_phase_is_there_with_zeros_when_nothing_is_evidenced() -> None:
    counts = coverage_by_phase(evidence(), STANDARDS, PHASES)
    assert list(counts.index) == ["LP1", "LP2", "LP10"]
    assert list(counts.columns) == ["Explore", "Deliver"]
    assert counts.to_numpy().sum() == 0
    assert {str(kind) for kind in counts.dtypes} == {"int64"}


def test_each_claim_counts_once_in_its_own_phase() -> None:
    rows = evidence(
        ("LP1", "explore", "own_team"),
        ("LP1", "explore", "another_school"),
        ("LP2", "deliver", "own_team"),
    )
    counts = coverage_by_phase(rows, STANDARDS, PHASES)
    assert counts.to_numpy().tolist() == [[2, 0], [0, 1], [0, 0]]


def test_reach_is_counted_the_same_way() -> None:
    rows = evidence(("LP10", "explore", "another_school"))
    counts = coverage_by_reach(rows, STANDARDS, REACHES)
    assert counts.loc["LP10"].to_dict() == {"My own team": 0, "Another school": 1}


def test_a_standard_of_an_older_framework_is_left_out() -> None:
    counts = coverage_by_phase(evidence(("OLD", "explore", "own_team")), STANDARDS, PHASES)
    assert counts.to_numpy().sum() == 0
