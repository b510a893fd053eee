"""The addresses of sign-in: /login, /logout, /first-admin and the one-time links."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from urllib.parse import parse_qs, quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from lp_planner.domain.accounts.accounts import LinkGone, LinkPurpose, SignedOut, TooManyTries
from lp_planner.domain.records.errors import PlannerError, StorageUnavailable, ValidationFailed
from lp_planner.services.accounts import accounts, sign_in
from lp_planner.ui.accounts import school_account_routes
from lp_planner.ui.accounts.sign_in_pages import Box, Form, form_page, page
from lp_planner.ui.frame import runtime
from lp_planner.ui.frame.own_path import own_path
from lp_planner.ui.frame.sign_in_cookies import (
    FORM,
    SESSION,
    drop,
    form_proof,
    is_from_us,
    keep,
    own,
)

LONGEST_FORM = 20_000
STRANGE = "This form was open for too long or came from elsewhere. Please fill it in once more."
GOOD_PASSWORDS = (
    "At least 12 characters. Three words that have nothing to do with each other make a good one."
)
EMAIL = Box(name="email", label="E-mail address", kind="email", autocomplete="username")
PASSWORD = Box(name="password", label="Password", kind="password", autocomplete="current-password")
NEW_PASSWORD = PASSWORD.model_copy(
    update={"label": "New password", "autocomplete": "new-password", "help": GOOD_PASSWORDS}
)
FIRST_ADMIN = (
    Box(name="code", label="Code", help="It was printed where the planner was started."),
    Box(name="school", label="Your school", autocomplete="organization"),
    Box(name="name", label="Your name", autocomplete="name"),
    EMAIL,
    NEW_PASSWORD,
)
Answers = Mapping[str, str]
Shown = Callable[..., Response]


async def login(request: Request) -> Response:
    """Sign in, and go on to where one wanted to go."""
    school = await run_in_threadpool(runtime.school)
    if request.method == "GET":
        if await run_in_threadpool(accounts.needs_first_admin, school):
            return RedirectResponse("/first-admin", 303)
        said = {"out": "You are signed out.", "set": "Your password is set. You can sign in now."}
        note = said.get(request.query_params.get("done", ""), "")
        return _login_page(request, own_path(request.query_params.get("next", "")), said=note)
    answers = await _answers(request)
    wanted = own_path(answers.get("next", ""))
    shown = _again(lambda **more: _login_page(request, wanted, answers, **more))

    async def enter() -> Response:
        secret = await run_in_threadpool(
            sign_in.sign_in,
            school,
            email=answers.get("email", ""),
            password=answers.get("password", ""),
            address=_from(request),
            instead_of=own(request, SESSION),
        )
        answer = RedirectResponse(wanted or "/", 303)
        keep(answer, request, SESSION, secret)
        drop(answer, request, FORM)
        return answer

    return await _tried(request, answers, enter, shown)


async def logout(request: Request) -> Response:
    """Ask once, then sign out here or everywhere."""
    if request.method == "GET":
        return _logout_page(request)
    answers = await _answers(request)

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

    return await _tried(request, answers, leave, _again(lambda **m: _logout_page(request, **m)))


async def first_admin(request: Request) -> Response:
    """Make the first admin with the code that the server printed; afterwards there is no page."""
    school = await run_in_threadpool(runtime.school)
    if not await run_in_threadpool(accounts.needs_first_admin, school):
        return RedirectResponse("/login", 303)
    if request.method == "GET":
        return _first_admin_page(request)
    answers = await _answers(request)

    async def become() -> Response:
        given = {box.name: answers.get(box.name, "") for box in FIRST_ADMIN}
        await run_in_threadpool(
            accounts.become_first_admin, school, **given, address=_from(request)
        )
        return RedirectResponse("/login?done=set", 303)

    shown = _again(lambda **more: _first_admin_page(request, answers, **more))
    return await _tried(request, answers, become, shown)


async def one_time_link(request: Request) -> Response:
    """Choose a password with an invitation or a link for a new one; looking uses nothing up."""
    school = await run_in_threadpool(runtime.school)
    secret = request.path_params.get("secret", "")
    try:
        seen = await run_in_threadpool(accounts.look_at_link, school, secret)
    except LinkGone as gone:
        return HTMLResponse(page("This link does not work", gone.message), 404)
    if request.method == "GET":
        return _link_page(request, seen)
    answers = await _answers(request)

    async def choose() -> Response:
        await run_in_threadpool(
            accounts.set_password,
            school,
            secret=secret,
            password=answers.get("password", ""),
            address=_from(request),
        )
        return RedirectResponse("/login?done=set", 303)

    return await _tried(
        request, answers, choose, _again(lambda **more: _link_page(request, seen, **more))
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
        *school_account_routes.routes(_refused),
    ]


def _refused(request: Request, wanted: str, sentence: str, status: int) -> Response:
    answer = _login_page(request, wanted, wrong=[sentence])
    answer.status_code = status
    return answer


def link_path(handed: accounts.Handed) -> str:
    """The path of a one-time link."""
    part = "invitation" if handed.purpose is LinkPurpose.INVITATION else "new-password"
    return f"/{part}/{quote(handed.secret)}"


def login_path(request: Request) -> str:
    """Where to sign in, and back to what was asked for."""
    wanted = own_path(request.url.path + (f"?{request.url.query}" if request.url.query else ""))
    return "/login" + (f"?next={quote(wanted, safe='')}" if wanted not in {"", "/"} else "")


async def _tried(
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
        answer.headers["Retry-After"] = "900"
        return answer
    except StorageUnavailable as refused:
        return shown(503, [refused.message])
    except PlannerError as refused:
        return shown(403, [refused.message])


def _again(make: Callable[..., Response]) -> Shown:
    def shown(status: int, wrong: Sequence[str]) -> Response:
        answer = make(wrong=wrong)
        answer.status_code = status
        return answer

    return shown


async def _answers(request: Request) -> Answers:
    """The answers of a posted form; one that is far too long is read as empty."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LONGEST_FORM:
            return {}
    found = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
    return {name: values[0].replace("\x00", "") for name, values in found.items()}


def _from(request: Request) -> str:
    return request.client.host if request.client else ""


def _form_answer(
    request: Request, title: str, lead: str, form: Form, *, wrong: Sequence[str] = (),
    said: str = "",
) -> Response:  # fmt: skip
    proof = form_proof(request)
    whole = form.model_copy(update={"hidden": {**form.hidden, "proof": proof}})
    answer = HTMLResponse(form_page(title, lead, whole, wrong=wrong, said=said))
    keep(answer, request, FORM, proof)
    return answer


def _filled(boxes: Sequence[Box], answers: Answers) -> tuple[Box, ...]:
    """The boxes with what was typed, apart from secrets."""
    return tuple(box.model_copy(update={"value": answers.get(box.name, "")[:200]}) for box in boxes)


def _login_page(
    request: Request, wanted: str, answers: Answers | None = None, *,
    wrong: Sequence[str] = (), said: str = "",
) -> Response:  # fmt: skip
    boxes = _filled((EMAIL, PASSWORD), answers or {})
    form = Form(
        action="/login",
        button="Sign in",
        boxes=boxes,
        hidden={"next": wanted},
        other_way=school_account_routes.way_in(wanted),
    )
    lead = "If you have forgotten your password, ask your school’s admin for a new link."
    return _form_answer(request, "Sign in", lead, form, wrong=wrong, said=said)


def _logout_page(request: Request, *, wrong: Sequence[str] = ()) -> Response:
    form = Form(
        action="/logout", button="Sign out", quiet=("everywhere", "Sign out on all my devices")
    )
    lead = "What you have typed is kept. You can come back whenever you like."
    return _form_answer(request, "Sign out", lead, form, wrong=wrong)


def _first_admin_page(
    request: Request, answers: Answers | None = None, *, wrong: Sequence[str] = ()
) -> Response:
    boxes = _filled(FIRST_ADMIN, answers or {})
    form = Form(action="/first-admin", button="Set up the planner", boxes=boxes)
    lead = (
        "You will look after people and schools here. As an admin you never see what lead "
        "practitioners write; if you lead a project yourself, invite yourself with another address."
    )
    return _form_answer(request, "Welcome, first admin", lead, form, wrong=wrong)


def _link_page(request: Request, seen: accounts.LinkSeen, *, wrong: Sequence[str] = ()) -> Response:
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
    return _form_answer(request, title, lead, form, wrong=wrong)
