"""Forms over plain HTTP: reading what was posted, and showing the form again with a sentence."""

from collections.abc import Awaitable, Callable, Sequence

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from lp_planner.domain.accounts.accounts import TooManyTries
from lp_planner.domain.records.errors import PlannerError, StorageUnavailable, ValidationFailed
from lp_planner.ui.accounts.sign_in_pages import Box, Form, form_page
from lp_planner.ui.frame.posted_answers import Answers
from lp_planner.ui.frame.sign_in_cookies import form_proof, is_from_us, keep_form

LOOKS = frozenset({"GET", "HEAD"})
"""How a form is only looked at."""
STRANGE = "This form was open for too long or came from elsewhere. Please fill it in once more."
Shown = Callable[..., Response]


async def tried(
    request: Request, answers: Answers, act: Callable[[], Awaitable[Response]], shown: Shown
) -> Response:
    """Do what a form asks for; a refusal shows the form again with its sentence.

    These forms stand outside Streamlit, so each refusal has its HTTP status.
    """
    if not is_from_us(request, answers.get("proof", "")):
        return shown(403, [STRANGE])
    try:
        return await act()
    except ValidationFailed as refused:
        return shown(422, list(refused.errors.values()))
    except TooManyTries as refused:
        answer = shown(429, [refused.message])
        answer.headers["Retry-After"] = str(int(refused.wait.total_seconds()) + 1)
        return answer
    except StorageUnavailable as refused:
        return shown(503, [refused.message])
    except PlannerError as refused:
        return shown(403, [refused.message])


def again(make: Callable[..., Response]) -> Shown:
    """A form as it is shown once more, with what was wrong."""

    def shown(status: int, wrong: Sequence[str]) -> Response:
        answer = make(wrong=wrong)
        answer.status_code = status
        return answer

    return shown


def form_answer(
    request: Request, title: str, lead: str, form: Form, *, wrong: Sequence[str] = (),
    said: str = "",
) -> Response:  # fmt: skip
    """A page with a form that can prove it came from us."""
    proof = form_proof(request)
    whole = form.model_copy(update={"hidden": {**form.hidden, "proof": proof}})
    answer = HTMLResponse(form_page(title, lead, whole, wrong=wrong, said=said))
    keep_form(answer, request, proof)
    return answer


def filled_boxes(boxes: Sequence[Box], answers: Answers) -> tuple[Box, ...]:
    """The boxes with what was typed, apart from secrets."""
    return tuple(box.model_copy(update={"value": answers.get(box.name, "")[:200]}) for box in boxes)
