"""Examples that suit whoever asks, and research that counts what people say."""

import pytest

from lp_planner.config import read_settings
from lp_planner.content.loader import load_library
from lp_planner.domain.accounts.posts import Post, post_of
from lp_planner.domain.planning.voices import VOICES, research_of
from lp_planner.domain.records.diagnosis import DiagnosisSource
from tests.quality_checks.making import a


@pytest.mark.parametrize(
    ("title", "post"),
    [
        ("HLTA, Year 1", Post.SUPPORT),
        ("Teaching assistant", Post.SUPPORT),
        ("Site manager", Post.SUPPORT),
        ("Lead midday supervisor", Post.SUPPORT),
        ("Science technician", Post.SUPPORT),
        ("English teacher, Key Stage 3 lead", Post.TEACHER),
        ("Head of music", Post.TEACHER),
        ("SENCO", Post.TEACHER),
        ("Deputy head, pastoral", Post.LEADER),
        ("Headteacher", Post.LEADER),
        ("", Post.OTHER),
        ("Chair of governors", Post.OTHER),
        ("Tailor", Post.OTHER),
    ],
)
def test_somebody_s_own_words_for_their_work_choose_the_examples(title: str, post: Post) -> None:
    assert post_of(title) is post


def test_the_hardest_steps_have_a_note_for_each_post() -> None:
    pathway = load_library(read_settings({}).data_dir).pathway
    steps = {step.key: step for phase in pathway.phases for step in phase.steps}
    for key in ("priority", "diagnosis", "measures"):
        assert set(steps[key].notes) == {Post.LEADER, Post.SUPPORT, Post.TEACHER}, key


def test_what_people_say_is_research_beside_what_is_published() -> None:
    kinds = ("research", "pupil_voice", "assessment_data", "external_view", "staff_voice")
    sources = [a(DiagnosisSource, source_kind=kind) for kind in kinds]
    found = research_of(sources)
    assert [s.source_kind for s in found.voices] == ["pupil_voice", "staff_voice"]
    assert [s.source_kind for s in found.published] == ["research", "external_view"]
    assert [s.source_kind for s in found.counted] == ["assessment_data"]
    assert found.missing == ("family_voice",)


def test_a_project_that_has_heard_nobody_misses_every_voice() -> None:
    assert research_of([]).missing == VOICES
