"""One's own account over plain HTTP: the password, the second factor, and where one is signed in.

The gate lets nobody come here who is not signed in.
"""

from collections.abc import Awaitable, Callable, Sequence

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from lp_planner.domain.accounts.accounts import SignedOut
from lp_planner.domain.records.errors import InvalidTransition, NotFound
from lp_planner.services.accounts import my_account, second_factor, sign_in
from lp_planner.services.desk.workspace import Desk
from lp_planner.ui.accounts.posted_forms import LOOKS, again, form_answer, tried
from lp_planner.ui.accounts.second_step_routes import app_page
from lp_planner.ui.accounts.sign_in_pages import (
    NEW_PASSWORD,
    PASSWORD,
    Form,
    account_page,
    recovery_codes_page,
)
from lp_planner.ui.accounts.visitors import visitor_of
from lp_planner.ui.frame import runtime
from lp_planner.ui.frame.posted_answers import answers_of
from lp_planner.ui.frame.sign_in_cookies import SESSION, form_proof, keep_form, own

SAID = {"ended": "Signed out there.", "set": "Your password is changed.", "off": "It is off now."}
CURRENT = PASSWORD.model_copy(update={"name": "current", "label": "The password you have now"})
BACK = ("/account", "back without changing anything")
Page = Callable[[Request, Desk], Awaitable[Response]]


def routes() -> list[BaseRoute]:
    """The addresses of one's own account."""
    pages: dict[str, Page] = {
        "/account": account,
        "/account/password": password,
        "/account/second-factor": set_up,
        "/account/second-factor/off": turn_off,
    }
    return [
        Route(path, _for_its_owner(page), methods=["GET", "POST"]) for path, page in pages.items()
    ]


def _for_its_owner(page: Page) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        school = await run_in_threadpool(runtime.school)
        try:
            actor = await run_in_threadpool(sign_in.who_is, school, own(request, SESSION))
            return await page(request, school.desk(actor))
        except (SignedOut, NotFound):
            return RedirectResponse("/login", 303)

    return answer


async def account(request: Request, desk: Desk) -> Response:
    """How one signs in, and every browser that is signed in; each can be ended."""
    if request.method in LOOKS:
        return await run_in_threadpool(_account_page, request, desk)
    answers = await answers_of(request)

    async def end() -> Response:
        if answers.get("end") == "everywhere":
            await run_in_threadpool(sign_in.sign_out_everywhere, desk)
            return RedirectResponse("/login?done=out", 303)
        await run_in_threadpool(my_account.end_my_session, desk, answers.get("end", ""))
        return RedirectResponse("/account?done=ended", 303)

    shown = again(lambda **more: _account_page(request, desk, **more))
    return await tried(request, answers, end, shown)


async def password(request: Request, desk: Desk) -> Response:
    """Choose another password with the one that one has."""
    if request.method in LOOKS:
        return _password_page(request)
    answers = await answers_of(request)

    async def change() -> Response:
        await run_in_threadpool(
            my_account.change_my_password,
            desk,
            visitor_of(request),
            current=answers.get("current", ""),
            password=answers.get("password", ""),
        )
        return RedirectResponse("/account?done=set", 303)

    shown = again(lambda **more: _password_page(request, **more))
    return await tried(request, answers, change, shown)


async def set_up(request: Request, desk: Desk) -> Response:
    """Set up an app; the password is asked for once more before its secret is shown."""
    has_password = (await run_in_threadpool(my_account.my_account, desk, "")).has_password
    answers = await answers_of(request) if request.method == "POST" else {}
    if has_password and not answers:
        return _again_page(request, "Set up a second factor", "Go on")

    async def go_on() -> Response:
        if "code" in answers:
            codes = await run_in_threadpool(second_factor.confirm, desk, answers["code"][:100])
            return HTMLResponse(recovery_codes_page(codes, "/account"))
        if has_password:
            await run_in_threadpool(
                my_account.check_password_again,
                desk,
                visitor_of(request),
                answers.get("current", ""),
            )
        begun = await run_in_threadpool(second_factor.begin_set_up, desk)
        return app_page(request, begun, "/account/second-factor")

    def shown(status: int, wrong: Sequence[str]) -> Response:
        try:
            begun = second_factor.begun_set_up(desk) if "code" in answers else None
        except InvalidTransition:
            begun = None
        if begun:
            answer = app_page(request, begun, "/account/second-factor", wrong=wrong)
        else:
            answer = _again_page(request, "Set up a second factor", "Go on", wrong=wrong)
        answer.status_code = status
        return answer

    if not answers:
        return await go_on()
    return await tried(request, answers, go_on, shown)


async def turn_off(request: Request, desk: Desk) -> Response:
    """Take the second factor off, with the password once more."""
    title, button = "Take the second factor off", "Take it off"
    has_password = (await run_in_threadpool(my_account.my_account, desk, "")).has_password
    shown = again(lambda **m: _again_page(request, title, button, asks=has_password, **m))
    if request.method in LOOKS:
        return shown(200, [])
    answers = await answers_of(request)

    async def take_off() -> Response:
        await run_in_threadpool(
            my_account.check_password_again, desk, visitor_of(request), answers.get("current", "")
        )
        await run_in_threadpool(second_factor.turn_off, desk)
        return RedirectResponse("/account?done=off", 303)

    return await tried(request, answers, take_off, shown)


def _account_page(request: Request, desk: Desk, *, wrong: Sequence[str] = ()) -> Response:
    mine = my_account.my_account(desk, own(request, SESSION))
    proof = form_proof(request)
    said = SAID.get(request.query_params.get("done", ""), "")
    answer = HTMLResponse(account_page(mine, proof=proof, wrong=wrong, said=said))
    keep_form(answer, request, proof)
    return answer


def _password_page(request: Request, *, wrong: Sequence[str] = ()) -> Response:
    form = Form(
        action="/account/password",
        button="Change it",
        boxes=(CURRENT, NEW_PASSWORD),
        other_way=BACK,
    )
    lead = "Everywhere else you are signed out then."
    return form_answer(request, "Change your password", lead, form, wrong=wrong)


def _again_page(
    request: Request, title: str, button: str, *, asks: bool = True, wrong: Sequence[str] = ()
) -> Response:
    """The password once more; who has none here only says yes."""
    boxes = (CURRENT,) if asks else ()
    form = Form(action=request.url.path, button=button, boxes=boxes, other_way=BACK)
    lead = "Please give your password once more, so that nobody else can do this at your desk."
    return form_answer(request, title, lead if asks else "", form, wrong=wrong)
