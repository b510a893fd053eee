"""How far the influence of a piece of evidence went."""

from enum import StrEnum


class Reach(StrEnum):
    """How far the influence of one piece of evidence went, nearest first."""

    OWN_PRACTICE = "own_practice"
    OWN_TEAM = "own_team"
    ANOTHER_TEAM = "another_team"
    ANOTHER_SCHOOL = "another_school"
