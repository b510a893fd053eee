"""What a training session is made of, and the account of it that its own words give."""

from collections.abc import Mapping, Sequence

from lp_planner.domain.records.records import Frozen
from lp_planner.domain.records.strategies import TrainingSession
from lp_planner.wording import ended


class Design(Frozen):
    """Which groups of mechanisms a session serves and which it leaves out, by their keys."""

    served: tuple[str, ...]
    missing: tuple[str, ...]


def design_of(
    session: TrainingSession, groups: Mapping[str, Sequence[str]], order: Sequence[str]
) -> Design:
    """Look at the parts of a session.

    ``groups`` gives the groups that each kind of part can serve, ``order`` all groups in theirs. A
    day for a second look counts towards making it stick even where no part is planned for it.
    Source: EEF guidance on professional development (2021): at least one mechanism of each group.
    """
    found = {g for part in session.segments for g in groups.get(part.segment_kind, ())}
    if session.follow_up_on is not None:
        found.add("embed")
    return Design(
        served=tuple(group for group in order if group in found),
        missing=tuple(group for group in order if group not in found) if session.segments else (),
    )


def narrative_of(session: TrainingSession, part_names: Mapping[str, str]) -> str:
    """A draft account of why the session ran as it did, in the lead practitioner's own words.

    Nothing is added but the names of the parts; a session without reasons gives an empty text.
    """
    reasons = [
        f"{part_names.get(part.segment_kind, part.segment_kind)}: {ended(part.why)}"
        for part in session.segments
        if part.why
    ]
    told = [
        ended(session.why_this_way) if session.why_this_way else "",
        " ".join(reasons),
        f"I drew on: {ended(session.source_used)}" if session.source_used else "",
        f"What people can carry away: {ended(session.what_transfers)}"
        if session.what_transfers
        else "",
    ]
    if not (reasons or session.why_this_way):
        return ""
    return "\n\n".join(paragraph for paragraph in told if paragraph)
