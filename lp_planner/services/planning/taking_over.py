"""What others said becomes a record where it belongs: once, by a click, with who said it.

A visit of somebody else counts among the visits, and a change that somebody set themselves and put
their name to becomes a step to come back to. Who uses it in one's own school is a peer, who does in
another school a contact of the network. The record takes the id of what it came from.
"""

from collections.abc import Mapping

from lp_planner.domain.records.delivery import CoachingSession, FidelityRating
from lp_planner.domain.records.errors import NotFound
from lp_planner.domain.records.leading import NetworkContact, PeerSession
from lp_planner.domain.records.oddities import OF_EVERYTHING
from lp_planner.domain.records.reach import Reach
from lp_planner.domain.records.records import Record
from lp_planner.domain.voices.rounds import AskRound, Commitment, GivenAnswer, RoundKind
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.planning import recording
from lp_planner.services.voices.asking import round_for, view_unchecked

LONGEST_LINE, LONGEST_PROSE = 200, 5000


def take_over(desk: Desk, id_: str) -> Record:
    """Make a record of what somebody said; a second click changes nothing.

    Raises:
        NotFound: for what is unknown, may not be seen, or becomes no record.
    """
    with desk.read() as reader:
        made = reader.find(Commitment, id=id_)
        given = reader.find(GivenAnswer, id=id_)
        asked = round_for(reader, desk, (made or given)[0].round_id) if made or given else None
        view = view_unchecked(reader, asked, desk.now()) if asked else None
    if asked is None or view is None:
        raise NotFound
    if made and made[0].who:
        return recording.write_record(
            desk,
            asked.project_id,
            CoachingSession.kind,
            _step(made[0], asked),
            form_id=id_,
            sure=OF_EVERYTHING,
        )
    if not given or given[0] not in (*view.by_link, *view.typed_in):
        raise NotFound
    if asked.round_kind is RoundKind.UPTAKE and given[0].may_leave:
        kind, values = _met(given[0], asked)
        return recording.write_record(
            desk, asked.project_id, kind, values, form_id=id_, sure=OF_EVERYTHING
        )
    if asked.round_kind is not RoundKind.VISIT:
        raise NotFound
    said = given[0].by_key
    ratings = {one.key: FidelityRating(said[one.key]) for one in asked.asks if said.get(one.key)}
    return recording.log_fidelity_visit(
        desk, asked.project_id, _visit(given[0], said), ratings, form_id=id_, sure=OF_EVERYTHING
    )


def _visit(answer: GivenAnswer, said: Mapping[str, str]) -> dict[str, object]:
    return {
        "visited_on": answer.given_on,
        "place": said["place"],
        "visitor": f"{answer.who} ({answer.source.how})"[:LONGEST_LINE],
        "note": said.get("note", ""),
    }


def _met(answer: GivenAnswer, asked: AskRound) -> tuple[str, dict[str, object]]:
    """Whom it reached, as a record of theirs: the kind and the answers."""
    said = answer.by_key
    who = f"{answer.who} ({answer.source.how})"[:LONGEST_LINE]
    changed, offers = said.get("changed", ""), said.get("offers", "")
    if said["where"] != Reach.ANOTHER_SCHOOL:
        return PeerSession.kind, {
            "held_on": answer.given_on,
            "who": who,
            "purpose": asked.about,
            "what_was_tried": said["use"],
            "what_changed": changed,
        }
    parts = (said["use"], changed and f"What changed: {changed}", offers and f"Offers: {offers}")
    return NetworkContact.kind, {
        "whom": who,
        "contact_on": answer.given_on,
        "what_they_did": "\n".join(part for part in parts if part)[:LONGEST_PROSE],
        "would_like_help_with": said.get("wants", ""),
    }


def _step(made: Commitment, asked: AskRound) -> dict[str, object]:
    return {
        "held_on": made.made_on,
        "coachee": made.who,
        "goal": asked.about,
        "action_step": made.words,
        "check_back_on": made.look_on,
    }
