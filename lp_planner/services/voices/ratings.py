"""Ratings of fit that colleagues gave themselves, as the records of the same kind say it."""

import datetime as dt

from lp_planner.domain.records.options import FIT_DIMENSIONS, FitRating
from lp_planner.domain.voices.rounds import AskRound, GivenAnswer, RoundKind
from lp_planner.services.voices.asking import view_unchecked
from lp_planner.storage.reader import Reader


def fit_ratings_unchecked(reader: Reader, project_id: str, now: dt.datetime) -> list[FitRating]:
    """What may be seen of the rounds on fit; nothing of one that is still blind."""
    found = []
    for asked in reader.find(AskRound, project_id=project_id, round_kind=RoundKind.FIT):
        view = view_unchecked(reader, asked, now)
        found += [_as_rating(asked, one) for one in (*view.by_link, *view.typed_in)]
    return found


def _as_rating(asked: AskRound, answer: GivenAnswer) -> FitRating:
    said = answer.by_key
    stamps = {name: getattr(answer, name) for name in STAMPED}
    rated = {name: int(said[name]) for name in FIT_DIMENSIONS if said.get(name)}
    return FitRating.model_validate(
        {
            **stamps,
            "project_id": answer.project_id,
            "option_id": asked.record_id,
            "rater": f"{answer.who} ({answer.source.how})"[:200],
            "rated_on": answer.given_on,
            "note": said.get("note", ""),
            **rated,
        }
    )


STAMPED = ("id", "created_at", "created_by", "updated_at", "updated_by")
