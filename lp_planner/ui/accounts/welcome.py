"""The first screen, as plain HTML that works before anything else has loaded."""

from lp_planner.domain.records.records import Frozen
from lp_planner.ui.frame.html_pages import filled


class CastMember(Frozen):
    """Somebody in the demo school whose eyes a visitor can borrow."""

    id: str
    name: str
    role: str
    story: str


DEMO_CAST = (
    CastMember(
        id="marcia",
        name="Marcia Bennett",
        role="HLTA, lead practitioner",
        story="Same-day keep-up phonics in Year 1, from diagnosis to passing it on.",
    ),
    CastMember(
        id="daniel",
        name="Daniel Okafor",
        role="English teacher, lead practitioner",
        story="Feedback that pupils use, and fewer hours of marking.",
    ),
    CastMember(
        id="priya",
        name="Priya Nair",
        role="Special school teacher, lead practitioner",
        story="Seeing engagement clearly, three classes in turn.",
    ),
    CastMember(
        id="hannah",
        name="Hannah Osei",
        role="Deputy head, senior leader",
        story="The cohort’s progress in counts, and not a word more.",
    ),
    CastMember(
        id="ruth",
        name="Ruth Adair",
        role="Trust lead",
        story="Four schools side by side, in sums that give nobody away.",
    ),
)


def welcome_page(*, next_path: str, is_demo_only: bool) -> str:
    """The page as HTML; ``next_path`` is where to go once a place is chosen."""
    return filled(
        "accounts/welcome", next_path=next_path, is_demo_only=is_demo_only, cast=DEMO_CAST
    )
