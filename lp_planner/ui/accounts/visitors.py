"""The browser at the door, as the services are told of it, and what it holds from then on."""

from starlette.requests import Request
from starlette.responses import Response

from lp_planner.auth.browser_words import browser_in_words
from lp_planner.services.accounts.sign_in import Entered, Visitor
from lp_planner.services.accounts.throttle import KNOWN_FOR
from lp_planner.ui.frame.sign_in_cookies import BROWSER, SESSION, keep, own


def visitor_of(request: Request) -> Visitor:
    """Where a browser is, what it holds of ours and what it calls itself."""
    return Visitor(
        address=request.client.host if request.client else "",
        session=own(request, SESSION),
        known_by=own(request, BROWSER),
        kind=browser_in_words(request.headers.get("user-agent", "")),
    )


def keep_entered(answer: Response, request: Request, entered: Entered) -> None:
    """Give a browser its session, and what an account knows it by."""
    keep(answer, request, SESSION, entered.session)
    keep_known(answer, request, entered.known_by)


def keep_known(answer: Response, request: Request, known_by: str) -> None:
    """Give a browser what an account knows it by; it opens nothing."""
    keep(answer, request, BROWSER, known_by, lasts=KNOWN_FOR)
