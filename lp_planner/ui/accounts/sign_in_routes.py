"""The addresses of sign-in: /login, /logout, /first-admin and the one-time links."""

from collections.abc import Sequence
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from lp_planner.domain.accounts.accounts import LinkGone, LinkPurpose, SignedOut
from lp_planner.services.accounts import accounts, sign_in
from lp_planner.services.accounts.one_time_links import Handed, LinkSeen
from lp_planner.ui.accounts import my_account_routes, school_account_routes, second_step_routes
from lp_planner.ui.accounts.posted_forms import (
    LOOKS,
    again,
    filled_boxes,
    form_answer,
    tried,
)
from lp_planner.ui.accounts.second_step_routes import onward_from
from lp_planner.ui.accounts.sign_in_pages import EMAIL, NEW_PASSWORD, PASSWORD, Box, Form, page
from lp_planner.ui.accounts.visitors import keep_known, visitor_of
from lp_planner.ui.frame import runtime
from lp_planner.ui.frame.own_path import own_path
from lp_planner.ui.frame.posted_answers import Answers, answers_of
from lp_planner.ui.frame.sign_in_cookies import (
    FORM,
    SESSION,
    drop,
    own,
)

FIRST_ADMIN = (
    Box(name="code", label="Code", help="It was printed where the planner was started."),
    Box(name="school", label="Your school", autocomplete="organization"),
    Box(name="name", label="Your name", autocomplete="name"),
    EMAIL,
    NEW_PASSWORD,
)


async def login(request: Request) -> Response:
    """Sign in, and go on to where one wanted to go."""
    school = await run_in_threadpool(runtime.school)
    if request.method in LOOKS:
        if await run_in_threadpool(accounts.needs_first_admin, school):
            return RedirectResponse("/first-admin", 303)
        said = {"out": "You are signed out.", "set": "Your password is set. You can sign in now."}
        note = said.get(request.query_params.get("done", ""), "")
        return _login_page(request, own_path(request.query_params.get("next", "")), said=note)
    answers = await answers_of(request)
    wanted = own_path(answers.get("next", ""))
    shown = again(lambda **more: _login_page(request, wanted, answers, **more))

    async def enter() -> Response:
        entered = await run_in_threadpool(
            sign_in.sign_in,
            school,
            visitor_of(request),
            email=answers.get("email", ""),
            password=answers.get("password", ""),
        )
        answer = onward_from(request, entered, wanted)
        drop(answer, request, FORM)
        return answer

    return await tried(request, answers, enter, shown)


async def logout(request: Request) -> Response:
    """Ask once, then sign out here or everywhere."""
    if request.method in LOOKS:
        return _logout_page(request)
    answers = await answers_of(request)

    async def leave() -> Response:
        school = await run_in_threadpool(runtime.school)
        secret = own(request, SESSION)
        if "everywhere" in answers:
            try:
                actor = await run_in_threadpool(sign_in.who_is, school, secret)
                await run_in_threadpool(sign_in.sign_out_everywhere, school.desk(actor))
            except SignedOut:
                pass
        await run_in_threadpool(sign_in.sign_out, school, secret)
        answer = RedirectResponse("/login?done=out", 303)
        drop(answer, request, SESSION)
        answer.headers["Clear-Site-Data"] = '"cache"'
        return answer

    return await tried(request, answers, leave, again(lambda **m: _logout_page(request, **m)))


async def first_admin(request: Request) -> Response:
    """Make the first admin with the code that the server printed; afterwards there is no page."""
    school = await run_in_threadpool(runtime.school)
    if not await run_in_threadpool(accounts.needs_first_admin, school):
        return RedirectResponse("/login", 303)
    if request.method in LOOKS:
        return _first_admin_page(request)
    answers = await answers_of(request)

    async def become() -> Response:
        given = {box.name: answers.get(box.name, "") for box in FIRST_ADMIN}
        await run_in_threadpool(
            accounts.become_first_admin, school, **given, address=visitor_of(request).address
        )
        return RedirectResponse("/login?done=set", 303)

    shown = again(lambda **more: _first_admin_page(request, answers, **more))
    return await tried(request, answers, become, shown)


async def one_time_link(request: Request) -> Response:
    """Choose a password with an invitation or a link for a new one; looking uses nothing up."""
    school = await run_in_threadpool(runtime.school)
    secret = request.path_params.get("secret", "")
    try:
        seen = await run_in_threadpool(accounts.look_at_link, school, secret)
    except LinkGone as gone:
        return HTMLResponse(page("This link does not work", gone.message), 404)
    if request.method in LOOKS:
        return _link_page(request, seen)
    answers = await answers_of(request)

    async def choose() -> Response:
        known_by = await run_in_threadpool(
            accounts.set_password,
            school,
            visitor_of(request),
            secret=secret,
            password=answers.get("password", ""),
        )
        answer = RedirectResponse("/login?done=set", 303)
        keep_known(answer, request, known_by)
        return answer

    return await tried(
        request, answers, choose, again(lambda **more: _link_page(request, seen, **more))
    )


def routes() -> list[BaseRoute]:
    """The addresses of sign-in."""
    both = ["GET", "POST"]
    return [
        Route("/login", login, methods=both),
        Route("/logout", logout, methods=both),
        Route("/first-admin", first_admin, methods=both),
        *(
            Route(f"/{name}{rest}", one_time_link, methods=both)
            for name in ("invitation", "new-password")
            for rest in ("", "/{secret:path}")
        ),
        *second_step_routes.routes(_refused),
        *my_account_routes.routes(),
        *school_account_routes.routes(_refused),
    ]


def _refused(request: Request, wanted: str, sentence: str, status: int) -> Response:
    answer = _login_page(request, wanted, wrong=[sentence])
    answer.status_code = status
    return answer


def link_path(handed: Handed) -> str:
    """The path of a one-time link."""
    part = "invitation" if handed.purpose is LinkPurpose.INVITATION else "new-password"
    return f"/{part}/{quote(handed.secret)}"


def login_path(request: Request) -> str:
    """Where to sign in, and back to what was asked for."""
    wanted = own_path(request.url.path + (f"?{request.url.query}" if request.url.query else ""))
    return "/login" + (f"?next={quote(wanted, safe='')}" if wanted not in {"", "/"} else "")


def _login_page(
    request: Request, wanted: str, answers: Answers | None = None, *,
    wrong: Sequence[str] = (), said: str = "",
) -> Response:  # fmt: skip
    boxes = filled_boxes((EMAIL, PASSWORD), answers or {})
    form = Form(
        action="/login",
        button="Sign in",
        boxes=boxes,
        hidden={"next": wanted},
        other_way=school_account_routes.way_in(wanted),
    )
    lead = "If you have forgotten your password, ask your school’s admin for a new link."
    return form_answer(request, "Sign in", lead, form, wrong=wrong, said=said)


def _logout_page(request: Request, *, wrong: Sequence[str] = ()) -> Response:
    form = Form(
        action="/logout", button="Sign out", quiet=("everywhere", "Sign out on all my devices")
    )
    lead = "What you have typed is kept. You can come back whenever you like."
    return form_answer(request, "Sign out", lead, form, wrong=wrong)


def _first_admin_page(
    request: Request, answers: Answers | None = None, *, wrong: Sequence[str] = ()
) -> Response:
    boxes = filled_boxes(FIRST_ADMIN, answers or {})
    form = Form(action="/first-admin", button="Set up the planner", boxes=boxes)
    lead = (
        "You will look after people and schools here. As an admin you never see what lead "
        "practitioners write; if you lead a project yourself, invite yourself with another address."
    )
    return form_answer(request, "Welcome, first admin", lead, form, wrong=wrong)


def _link_page(request: Request, seen: LinkSeen, *, wrong: Sequence[str] = ()) -> Response:
    form = Form(
        action=request.url.path,
        button="Keep this password",
        boxes=(NEW_PASSWORD,),
        hidden={"username": seen.email},
        other_way=school_account_routes.way_in(invitation=request.path_params["secret"]),
    )
    is_new = seen.purpose is LinkPurpose.INVITATION
    title = "Welcome to LP Planner" if is_new else "A new password"
    lead = f"Please choose a password for {seen.email}. This link works once."
    return form_answer(request, title, lead, form, wrong=wrong)
