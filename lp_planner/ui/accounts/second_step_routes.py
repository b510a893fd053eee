"""The step between the password and the planner: a code of an app, or setting one up."""

from collections.abc import Callable, Sequence
from urllib.parse import quote, unquote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from lp_planner.domain.accounts.accounts import StepGone
from lp_planner.domain.records.errors import InvalidTransition
from lp_planner.services.accounts import second_factor
from lp_planner.services.accounts.second_factor import SetUp
from lp_planner.services.accounts.sign_in import Entered, NextStep
from lp_planner.ui.accounts.posted_forms import LOOKS, again, form_answer, tried
from lp_planner.ui.accounts.sign_in_pages import Box, Form, recovery_codes_page, set_up_page
from lp_planner.ui.accounts.visitors import keep_entered, visitor_of
from lp_planner.ui.frame import runtime
from lp_planner.ui.frame.own_path import own_path
from lp_planner.ui.frame.posted_answers import answers_of
from lp_planner.ui.frame.sign_in_cookies import STEP, drop, form_proof, keep, keep_form, own
from lp_planner.ui.frame.square_codes import square

CODE = Box(
    name="code",
    label="Code",
    autocomplete="one-time-code",
    help="The six figures that your app shows now, or one of your recovery codes.",
)
FIRST_CODE = CODE.model_copy(update={"help": "The six figures that your app shows now."})
PATHS = {NextStep.CODE: "/login/code", NextStep.SET_UP: "/login/set-up"}
LONGEST_PATH = 1000
"""A cookie holds no more than four times as much."""
Refused = Callable[[Request, str, str, int], Response]


def onward_from(request: Request, entered: Entered, wanted: str) -> Response:
    """Where somebody goes whose password was right, with what they hold from then on."""
    if entered.next_step is NextStep.IN:
        answer = RedirectResponse(wanted or "/", 303)
        keep_entered(answer, request, entered)
        return answer
    answer = RedirectResponse(PATHS[entered.next_step], 303)
    keep(answer, request, STEP, f"{entered.waiting}.{quote(wanted, safe='')[:LONGEST_PATH]}")
    return answer


def routes(refused: Refused) -> list[BaseRoute]:
    """The addresses; ``refused`` shows the sign-in page again with a sentence."""

    async def code(request: Request) -> Response:
        waiting, wanted = _step(request)
        if request.method in LOOKS:
            return _code_page(request)
        answers = await answers_of(request)

        async def enter() -> Response:
            try:
                entered = await run_in_threadpool(
                    second_factor.enter_code,
                    runtime.school(),
                    visitor_of(request),
                    waiting=waiting,
                    code=answers.get("code", "")[:100],
                )
            except StepGone as gone:
                return refused(request, wanted, gone.message, 403)
            answer = onward_from(request, entered, wanted)
            drop(answer, request, STEP)
            return answer

        return await tried(request, answers, enter, again(lambda **m: _code_page(request, **m)))

    async def set_up(request: Request) -> Response:
        waiting, wanted = _step(request)
        school = await run_in_threadpool(runtime.school)
        try:
            begun = await run_in_threadpool(second_factor.begin_required_set_up, school, waiting)
        except (StepGone, InvalidTransition) as gone:
            return refused(request, wanted, gone.message, 403)
        shown = again(lambda **more: app_page(request, begun, "/login/set-up", **more))
        if request.method in LOOKS:
            return shown(200, [])
        answers = await answers_of(request)

        async def confirm() -> Response:
            entered, codes = await run_in_threadpool(
                second_factor.confirm_required,
                school,
                visitor_of(request),
                waiting=waiting,
                code=answers.get("code", "")[:100],
            )
            answer = HTMLResponse(recovery_codes_page(codes, wanted or "/"))
            keep_entered(answer, request, entered)
            drop(answer, request, STEP)
            return answer

        return await tried(request, answers, confirm, shown)

    both = ["GET", "POST"]
    return [
        Route(PATHS[NextStep.CODE], code, methods=both),
        Route(PATHS[NextStep.SET_UP], set_up, methods=both),
    ]


def app_page(request: Request, begun: SetUp, action: str, *, wrong: Sequence[str] = ()) -> Response:
    """The page that tells an app its secret and asks for a first code."""
    proof = form_proof(request)
    form = Form(action=action, button="Turn it on", boxes=(FIRST_CODE,), hidden={"proof": proof})
    page = set_up_page(
        "Set up a second factor",
        "Then a password alone, however somebody came by it, opens nothing.",
        form,
        wrong=wrong,
        picture=square(begun.address),
        key=" ".join(begun.secret[at : at + 4] for at in range(0, len(begun.secret), 4)),
    )
    answer = HTMLResponse(page)
    keep_form(answer, request, proof)
    return answer


def _step(request: Request) -> tuple[str, str]:
    """What stands for the step before, and where somebody wanted to go."""
    waiting, _, wanted = own(request, STEP).partition(".")
    return waiting, own_path(unquote(wanted))


def _code_page(request: Request, *, wrong: Sequence[str] = ()) -> Response:
    form = Form(action="/login/code", button="Go on", boxes=(CODE,))
    lead = "If you have neither your app nor a recovery code, ask your school’s admin."
    return form_answer(request, "One more step", lead, form, wrong=wrong)
