"""The two addresses of signing in with a school account: out to its provider, and back."""

from collections.abc import Callable
from functools import cache
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from lp_planner.auth.school_accounts import PendingSignIn, Waiting, vouched_for, where_to_ask
from lp_planner.config import Provider, read_settings
from lp_planner.domain.accounts.accounts import NotVouchedFor, TooManyTries
from lp_planner.domain.records.errors import PlannerError, StorageUnavailable
from lp_planner.services.accounts.school_accounts import sign_in_with
from lp_planner.services.accounts.sign_in import Entered
from lp_planner.ui.accounts.second_step_routes import onward_from
from lp_planner.ui.accounts.visitors import visitor_of
from lp_planner.ui.frame import runtime
from lp_planner.ui.frame.own_path import own_path
from lp_planner.ui.frame.sign_in_cookies import ASKED, drop, keep, own

OUT, BACK = "/login/school", "/login/school/back"
NOT_HERE = PlainTextResponse("Not found", 404)
STATUS = {TooManyTries: 429, StorageUnavailable: 503}
Refused = Callable[[Request, str, str, int], Response]


def way_in(wanted: str = "", invitation: str = "") -> tuple[str, str] | None:
    """The address and the words of the way to a school account; ``None`` where there is none."""
    provider = read_settings().provider
    if provider is None:
        return None
    asked = {"next": wanted, "invitation": invitation}
    query = "&".join(f"{name}={quote(value, safe='')}" for name, value in asked.items() if value)
    return (f"{OUT}?{query}" if query else OUT), provider.label


def routes(refused: Refused) -> list[BaseRoute]:
    """The addresses; ``refused`` shows the sign-in page again with a sentence."""

    async def out(request: Request) -> Response:
        provider = read_settings().provider
        if provider is None:
            return NOT_HERE
        wanted = own_path(request.query_params.get("next", ""))
        secret, asked = _waiting().begin(
            wanted=wanted, invitation=request.query_params.get("invitation", "")
        )
        try:
            address = await run_in_threadpool(_where_to_ask, provider, asked)
        except NotVouchedFor as trouble:
            return refused(request, wanted, trouble.message, 502)
        answer = RedirectResponse(address, 303)
        keep(answer, request, ASKED, secret)
        return answer

    async def back(request: Request) -> Response:
        provider = read_settings().provider
        if provider is None:
            return NOT_HERE
        wanted = ""
        try:
            asked = _waiting().take(own(request, ASKED), request.query_params.get("state", ""))
            wanted = asked.wanted
            entered = await run_in_threadpool(
                _sign_in, provider, asked, request.query_params.get("code", ""), request
            )
        except PlannerError as trouble:
            # Outside Streamlit a refusal is an answer over HTTP, and the question asked is over.
            answer = refused(request, wanted, trouble.message, STATUS.get(type(trouble), 403))
            drop(answer, request, ASKED)
            return answer
        answer = onward_from(request, entered, wanted)
        drop(answer, request, ASKED)
        return answer

    return [Route(OUT, out, methods=["GET"]), Route(BACK, back, methods=["GET"])]


@cache
def _waiting() -> Waiting:
    return Waiting(runtime.school().now)


def _where_to_ask(provider: Provider, asked: PendingSignIn) -> str:
    return where_to_ask(provider, read_settings().address + BACK, asked)


def _sign_in(provider: Provider, asked: PendingSignIn, code: str, request: Request) -> Entered:
    if not code:
        raise NotVouchedFor
    vouched = vouched_for(provider, read_settings().address + BACK, asked, code)
    return sign_in_with(runtime.school(), visitor_of(request), vouched, invitation=asked.invitation)
