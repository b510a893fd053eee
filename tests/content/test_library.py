"""Where a record belongs, which standards it proposes, and the words for an answer."""

import datetime as dt

import pytest

from lp_planner.content.library import Library
from lp_planner.domain.records.delivery import Activity, FidelityObservation, FidelityRating
from lp_planner.domain.records.diagnosis import DiagnosisSource
from lp_planner.domain.records.strategies import Segment, TrainingSession

DAY = dt.date(2026, 1, 15)
NOW = dt.datetime(2026, 1, 15, 16, 40, tzinfo=dt.UTC)


def training(*segment_kinds: str) -> TrainingSession:
    """A session with parts of these kinds."""
    return TrainingSession(
        id="r1", project_id="p1", created_at=NOW, created_by="a", updated_at=NOW, updated_by="a",
        title="One routine", held_on=DAY,
        segments=tuple(Segment(segment_kind=kind) for kind in segment_kinds),
    )  # fmt: skip


def source(source_kind: str) -> DiagnosisSource:
    """A diagnosis source of this kind."""
    return DiagnosisSource(
        id="r1", project_id="p1", created_at=NOW, created_by="a", updated_at=NOW, updated_by="a",
        source_kind=source_kind, gathered_on=DAY, says="Twenty-one of fifty sessions happened.",
    )  # fmt: skip


def activity(activity_type: str) -> Activity:
    """An activity of this type."""
    return Activity(
        id="r1", project_id="p1", created_at=NOW, created_by="a", updated_at=NOW, updated_by="a",
        activity_type=activity_type, happened_on_day=DAY, what="We tried the cards.",
    )  # fmt: skip


def proposed(library: Library, record: TrainingSession | DiagnosisSource) -> list[tuple[str, bool]]:
    """The standards a record proposes, and whether each is primary."""
    return [(p.standard, p.is_primary) for p in library.proposals(record)]


def test_a_training_session_proposes_lp6_first_then_lp5_and_lp7(library: Library) -> None:
    expected = [("LP6", True), ("LP5", False), ("LP7", False)]
    assert proposed(library, training()) == expected
    parts = training("knowledge_sharing", "model_resource", "exit_ticket")
    assert proposed(library, parts) == expected


def test_what_colleagues_say_proposes_lp5_first_and_lp2(library: Library) -> None:
    assert proposed(library, source("staff_voice")) == [("LP5", True), ("LP2", False)]


def test_every_proposal_of_an_activity_names_each_standard_once_primary_first(
    library: Library,
) -> None:
    order = list(library.framework.by_key)
    for term in library.vocabularies["activity_types"].terms:
        found = library.proposals(activity(term.key))
        ranks = [(not p.is_primary, order.index(p.standard)) for p in found]
        assert ranks == sorted(set(ranks)), term.key
        assert [p.is_primary for p in found][:1] == [term.key != "self_assessment"][: len(found)]


@pytest.mark.parametrize(
    ("activity_type", "phase"),
    [
        ("school_visit", "explore"),
        ("vision_talk", "prepare"),
        ("hand_over", "deliver"),
        ("support_other_school", "sustain"),
    ],
)
def test_an_activity_belongs_to_the_phase_of_its_type(
    library: Library, activity_type: str, phase: str
) -> None:
    record = activity(activity_type)
    assert library.phase_of(record) == phase
    assert library.place_of(record)[1].key == f"{phase}_more"


def test_any_other_record_belongs_to_the_phase_that_asks_for_it(library: Library) -> None:
    assert library.phase_of(training()) == "prepare"
    assert library.place_of(training())[1].key == "training"


def test_what_a_visit_saw_belongs_to_deliver(library: Library) -> None:
    seen = FidelityObservation(
        id="r1", project_id="p1", created_at=NOW, created_by="a", updated_at=NOW, updated_by="a",
        visit_id="v1", ingredient_id="i1", rating=FidelityRating.SEEN,
    )  # fmt: skip
    assert library.phase_of(seen) == "deliver"


def test_an_answer_is_shown_in_words_and_a_lost_one_as_its_key(library: Library) -> None:
    assert library.term_label("reaches", "own_team") == "Your own team"
    assert library.term_label("reaches", "gone") == "gone"
