"""What somebody does in school, guessed from their own words for it; it only chooses examples."""

import re
from enum import StrEnum


class Post(StrEnum):
    """Whom examples and notes are worded for."""

    LEADER = "leader"
    SUPPORT = "support"
    TEACHER = "teacher"
    OTHER = "other"


_LEADERS = """
headteacher, head teacher, principal, deputy head, assistant head, executive head, associate head,
head of school, senior leader, slt, ceo, trust lead
"""
_SUPPORT = """
hlta, ta, lsa, teaching assistant, teaching assistants, learning support, support, technician,
librarian, library, site, caretaker, premises, office, administrator, receptionist, secretary,
attendance, finance, business manager, data manager, lunchtime, midday, cook, kitchen, catering,
welfare, pastoral, mentor, counsellor, nursery nurse, nursery practitioner, play leader,
cover supervisor
"""
_TEACHERS = """
teacher, teachers, tutor, lecturer, ect, nqt, senco, sendco, head of, subject lead, phase lead,
key stage lead, year lead, reading lead, maths lead, english lead, science lead, curriculum lead
"""


def any_of(words: str) -> re.Pattern[str]:
    """A search for whole words, which are given with commas between."""
    each = "|".join(word.strip() for word in words.split(","))
    return re.compile(rf"\b({each})\b", re.IGNORECASE)


_RULES = (
    (Post.LEADER, any_of(_LEADERS)),
    (Post.SUPPORT, any_of(_SUPPORT)),
    (Post.TEACHER, any_of(_TEACHERS)),
)


def post_of(job_title: str) -> Post:
    """The post that a job title speaks of; ``OTHER`` where it says nothing we know."""
    return next((post for post, said in _RULES if said.search(job_title)), Post.OTHER)
