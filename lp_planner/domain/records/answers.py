"""An answer to one of the planner's questions: "accepted, because …"."""

from typing import Annotated, ClassVar

from lp_planner.domain.records.fields import (
    AboutAny,
    Line,
    NeededLine,
    NeededProse,
)
from lp_planner.domain.records.records import Record


class AcceptedQuestion(Record):
    """Why the lead practitioner goes on although a question stands; kept in the history.

    ``code`` names the question ("Q16") or the step that was passed ("step:risks"); ``about_id`` is
    the record it was asked about, empty where it was asked about the plan as a whole.
    """

    kind: ClassVar[str] = "accepted_question"
    headline_field: ClassVar[str] = "reason"
    has_form: ClassVar[bool] = False
    is_private: ClassVar[bool] = True
    stays_because: ClassVar[str] = "Somebody’s reasons for going on are theirs alone."

    code: NeededLine
    about_id: Annotated[Line, AboutAny()] = ""
    reason: NeededProse
