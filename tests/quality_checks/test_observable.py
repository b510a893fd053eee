"""Words that name what somebody could see are told from words that name an intention."""

import pytest

from lp_planner.domain.quality_checks.observable import is_vague


@pytest.mark.parametrize(
    "behaviour",
    [
        "Staff embed a love of reading",
        "Raise awareness of attendance",
        "Ensuring consistency across the team",
        "Improve the quality of work",
        "Developing pupil talk",
        "We promote good writing",
        "Teachers understand how memory works",
        "Supporting staff wellbeing",
        "Feedback",
        "Better lunchtimes",
    ],
)
def test_an_intention_is_vague(behaviour: str) -> None:
    assert is_vague(behaviour)


@pytest.mark.parametrize(
    "behaviour",
    [
        "Support staff greet each child by name at the gate",
        "Learning support assistants hum the tune",
        "The office rings home before ten on the first day of absence",
        "Pupils build fluency by reading aloud in pairs",
        "Teachers write one question in the margin and pupils answer it",
        "Adults develop vocabulary when they model a new word twice",
        "Midday supervisors start two games in each zone",
        "The adult waits for five seconds before helping",
    ],
)
def test_what_somebody_could_see_is_not_vague(behaviour: str) -> None:
    assert not is_vague(behaviour)
