"""Where a project stands, in one sentence: in use, understood, reaching, and what a measure says.

The four parts are facts from the services; the last is worded from the ``Finding`` alone, so that
the sentence never says more of a measure than the rest of the page (docs/adr/0072).
"""

from dataclasses import dataclass

from lp_planner.domain.measures.advice import UseState
from lp_planner.domain.measures.finding import Finding, Stage
from lp_planner.domain.measures.finding_words import in_a_clause
from lp_planner.wording import number, with_unit


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    count: float
    of: float

    @property
    def in_words(self) -> str:
        """Such as "38 of 40"."""
        if self.count > self.of:
            return f"{number(self.count)}, with {number(self.of)} expected"
        return f"{number(self.count)} of {number(self.of)}"


@dataclass(frozen=True)
class Standing:
    """What the sentence is made of; a part that nobody knows yet is ``None``.

    ``places`` are those in which everything that must hold was last seen as intended, of those
    visited lately; ``understood`` is about the part that is understood least.
    """

    use: UseState
    finding: Finding
    latest: float | None = None
    places: Share | None = None
    understood: Share | None = None
    is_asked_in_part: bool = False
    is_vouched_for: bool = False
    reached: Share | None = None


def sentence(standing: Standing) -> str:
    """The whole of it, to be read first."""
    known = [_in_use(standing), _understood(standing), _reached(standing)]
    first = ", ".join(part for part in known if part)
    said = f"{first}; {_measured(standing)}."
    return said[0].upper() + said[1:]


def _in_use(standing: Standing) -> str:
    places = standing.places.in_words if standing.places else ""
    match standing.use:
        case UseState.NO_INGREDIENT:
            return "what must hold is not named yet"
        case UseState.NOT_LOOKED if not places:
            return "nobody has looked lately whether it is in use"
        case UseState.NOT_LOOKED:
            return f"seen in use in {places} places, without enough looks lately to be sure"
        case UseState.NOT_IN_USE:
            seen = f"seen in use in {places} places, " if places else ""
            return f"{seen}not securely in use yet"
        case _ if standing.places and standing.places.count < standing.places.of:
            # Secure goes by most looks; the latest of a place may still have missed a part.
            return f"securely in use, at the latest look with every part in {places} places"
        case _:
            return f"in use in {places} places" if places else "securely in use"


def _understood(standing: Standing) -> str:
    if standing.use is UseState.NO_INGREDIENT:
        return ""
    if standing.understood is None and standing.is_asked_in_part:
        return "whether it is understood was asked of some parts only"
    if standing.understood is None:
        return "nobody asked yet whether it is understood"
    vouched = " and, a coach says, by all" if standing.is_vouched_for else ""
    return f"understood by {standing.understood.in_words}{vouched}"


def _reached(standing: Standing) -> str:
    return f"reaching {standing.reached.in_words}" if standing.reached else ""


def _measured(standing: Standing) -> str:
    finding = standing.finding
    if standing.latest is None or finding.stage is Stage.NO_READINGS:
        return in_a_clause(finding)
    return (
        f"{with_unit(standing.latest, finding.unit)} at the latest reading; {in_a_clause(finding)}"
    )
