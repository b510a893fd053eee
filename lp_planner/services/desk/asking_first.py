"""The one door before anything is saved: what cannot be is refused, what is odd is asked first."""

import datetime as dt
from collections.abc import Container, Mapping, Sequence

from lp_planner.domain.accounts.permissions import Action
from lp_planner.domain.records.catalogue import record_model
from lp_planner.domain.records.errors import ValidationFailed
from lp_planner.domain.records.measures import Measure
from lp_planner.domain.records.oddities import Around, NotSureYet, Oddity, impossible, oddities
from lp_planner.domain.records.records import Record
from lp_planner.services.desk.checking import checked
from lp_planner.services.desk.projects import project_for
from lp_planner.services.desk.workspace import Desk
from lp_planner.storage.reader import Reader


def questions_about(
    desk: Desk, project_id: str, kind: str, values: Mapping[str, object], *, record_id: str = ""
) -> tuple[Oddity, ...]:
    """What will be asked before these answers are saved; ``record_id`` is the record they change.

    Raises:
        NotFound: for a project that is not the actor's.
        ValidationFailed: with a sentence for every answer that needs another look.
    """
    model = record_model(kind)
    answers = checked(desk.library, model, values)
    with desk.read() as reader:
        project_for(reader, desk.actor, project_id, Action.WRITE_PROJECT)
        record = next(iter(reader.find(model, id=record_id, project_id=project_id)), None)
        return asked_unchecked(reader, desk.today(), project_id, model, answers, record)


def ask_first_unchecked(
    reader: Reader,
    today: dt.date,
    project_id: str,
    model: type[Record],
    answers: Mapping[str, object],
    *,
    record: Record | None = None,
    sure: Container[str] = (),
) -> None:
    """Return when these answers may be saved as they stand.

    ``record`` is the one that they change: what it says already is not asked again. ``sure`` holds
    the sentences that the person said are right.

    Raises:
        ValidationFailed: with a sentence for every figure that cannot be.
        NotSureYet: with what is odd and was not said to be right.
    """
    asked = asked_unchecked(reader, today, project_id, model, answers, record)
    if still := [oddity for oddity in asked if oddity.sentence not in sure]:
        raise NotSureYet(still)


def asked_unchecked(
    reader: Reader,
    today: dt.date,
    project_id: str,
    model: type[Record],
    answers: Mapping[str, object],
    record: Record | None = None,
) -> tuple[Oddity, ...]:
    """What is odd about answers and is not said already by the record they change.

    Raises:
        ValidationFailed: with a sentence for every figure that cannot be.
    """
    others: Sequence[Record] = reader.find(model, project_id=project_id) if model.same_by else ()
    id_ = record.id if record else answers.get("id")
    measure_id = "" if model is Measure else str(answers.get("measure_id") or "")
    measures = reader.find(Measure, id=measure_id, project_id=project_id) if measure_id else []
    around = Around(today, [one for one in others if one.id != id_], next(iter(measures), None))
    if refused := impossible(model, answers, around):
        raise ValidationFailed(refused)
    known = {o.sentence for o in oddities(model, dict(record), around)} if record else set()
    return tuple(o for o in oddities(model, answers, around) if o.sentence not in known)
