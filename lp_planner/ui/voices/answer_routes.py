"""The pages that a link opens, over plain HTTP: no script, no websocket, no place, no account."""

import secrets
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from lp_planner.config import read_settings
from lp_planner.domain.records.errors import NotFound, PlannerError, ValidationFailed
from lp_planner.domain.voices.words import HOME_LANGUAGE, VoiceWords
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.voices import answering, giving
from lp_planner.services.voices.answering import Card, Opened
from lp_planner.services.voices.giving import Given
from lp_planner.ui.frame import runtime, session
from lp_planner.ui.frame.html_pages import filled
from lp_planner.ui.frame.posted_answers import LONGEST_ANSWERS, Answers, answers_of
from lp_planner.ui.frame.sign_in_cookies import form_proof, is_from_us, keep_form
from lp_planner.ui.frame.square_codes import square
from lp_planner.ui.voices import room_hour

ASK, CARD = "/ask/", "/card/"
UNDER = (ASK, CARD)
"""What lies below these needs no place and no session: its secret says what it opens."""
LONGEST_FORM_ID = 100
ALT = "A square code that opens the link"


def routes() -> list[BaseRoute]:
    """The addresses."""
    return [
        Route(f"{ASK}{{secret}}", ask_page, methods=["GET", "POST"]),
        Route(f"{ASK}{{secret}}/wall", wall, methods=["GET"]),
        Route(f"{ASK}{{secret}}/sheet", sheet, methods=["GET"]),
        Route(f"{ASK}{{secret}}/paper", paper, methods=["GET"]),
        Route(f"{CARD}{{secret}}", card_page, methods=["GET", "POST"]),
        Route(f"{CARD}{{secret}}/reminder.ics", reminder, methods=["GET"]),
    ]


async def ask_page(request: Request) -> Response:
    """Show the page of a link, or keep what was answered on it."""
    if request.method == "POST":
        answers = await answers_of(request, longest=LONGEST_ANSWERS)
        return await run_in_threadpool(_answered, request, answers)
    return await run_in_threadpool(_asked, request)


async def card_page(request: Request) -> Response:
    """Show somebody's card, or keep how it went."""
    answers = await answers_of(request) if request.method == "POST" else None
    return await run_in_threadpool(_card, request, answers)


def reminder(request: Request) -> Response:
    """The day of a card for a calendar."""
    secret = request.path_params["secret"]
    try:
        data = answering.reminder_of(runtime.workspace_of_link(secret), secret)
    except NotFound:
        return _over(request, None)
    headers = {"Content-Disposition": 'attachment; filename="reminder.ics"'}
    return Response(data, media_type="text/calendar; charset=utf-8", headers=headers)


def wall(request: Request) -> Response:
    """The link as a square to project, or to hand to the one whose own it is."""
    here = f"{ASK}{request.path_params['secret']}"
    return _shown(request, "wall", **_square_of(request), sheet=f"{here}/sheet?{_query(request)}")


def sheet(request: Request) -> Response:
    """The same square several times on one sheet, to print and cut."""
    return _shown(request, "sheet", **_square_of(request))


def _square_of(request: Request) -> dict[str, object]:
    """The square that leads here: on the network's own address while the round is open there."""
    secret = request.path_params["secret"]
    where = read_settings().address.rstrip("/") or str(request.base_url).rstrip("/")
    room = room_hour.open_now(secret)
    address = room.entry if room else f"{where}{ASK}{secret}"
    return {"address": address, "picture": square(address, scale=8), "alt": ALT, "room": room}


def paper(request: Request) -> Response:
    """The same questions as a sheet to print."""
    return _shown(request, "paper")


def _shown(request: Request, template: str, **more: object) -> Response:
    secret = request.path_params["secret"]
    workspace = None
    try:
        workspace = runtime.workspace_of_link(secret)
        opened = answering.open_page(workspace, secret, language=_language(request))
    except NotFound:
        return _over(request, workspace)
    if opened.is_personal:
        more["sheet"] = ""
    return _page(template, opened.words, workspace, page=opened.page, **more)


def _asked(
    request: Request, given: Answers | None = None, wrong: Mapping[str, str] | None = None
) -> Response:
    secret = request.path_params["secret"]
    workspace = None
    try:
        workspace = runtime.workspace_of_link(secret)
        opened = answering.open_page(
            workspace,
            secret,
            language=_language(request),
            is_easy=_is_easy(request),
            reader_id=_signed_in(request, workspace),
        )
    except NotFound:
        return _said_before(request, workspace)
    except answering.AskedByYou as refused:
        words = answering.words_in(runtime.workspace_of_link(secret), _language(request))
        return _page("said", words, workspace, title=words.page.over, lead=refused.message)
    return _form(request, workspace, opened, given or {}, wrong or {})


def _form(
    request: Request,
    workspace: Workspace,
    opened: Opened,
    given: Answers,
    wrong: Mapping[str, str],
) -> Response:
    proof = form_proof(request)
    answer = _page(
        "ask",
        opened.words,
        workspace,
        page=opened.page,
        wrong=wrong,
        labels={question.key: question.words for question in opened.page.questions},
        given=given,
        is_easy=_is_easy(request) and opened.has_easy,
        ways=_ways(request, opened),
        action=_address(request),
        hidden={
            "proof": proof,
            "form_id": given.get("form_id") or secrets.token_urlsafe(24),
        },
    )
    keep_form(answer, request, proof)
    if wrong:
        answer.status_code = 422
    return answer


def _answered(request: Request, answers: Answers) -> Response:
    secret = request.path_params["secret"]
    workspace = None
    try:
        workspace = runtime.workspace_of_link(secret)
        words = answering.words_in(workspace, _language(request))
        form_id = answers.get("form_id", "")[:LONGEST_FORM_ID]
        if not (form_id and is_from_us(request, answers.get("proof", ""))):
            return _asked(request, answers, {"": words.page.strange})
        given = giving.give_answer(
            workspace,
            secret,
            answers,
            form_id=form_id,
            language=_language(request),
            reader_id=_signed_in(request, workspace),
        )
    except NotFound:
        return _over(request, workspace)
    except ValidationFailed as refused:
        return _asked(request, answers, refused.errors)
    except PlannerError as refused:
        # These pages stand outside Streamlit: the sentence is said above the answers, all kept.
        return _asked(request, answers, {"": refused.message})
    return _thanks(request, workspace, given)


def _thanks(request: Request, workspace: Workspace, given: Given) -> Response:
    words = given.words
    return _page(
        "said",
        words,
        workspace,
        title=words.page.thanks,
        lead=words.page.thanks_lead,
        card=f"{CARD}{given.card}?{_query(request)}" if given.card else "",
        again=_address(request) if given.takes_more else "",
    )


def _card(request: Request, answers: Answers | None) -> Response:
    secret = request.path_params["secret"]
    workspace = None
    said = ""
    try:
        workspace = runtime.workspace_of_link(secret)
        if answers is not None and is_from_us(request, answers.get("proof", "")):
            answering.say_how_it_went(workspace, secret, answers.get("outcome", ""))
            said = "kept"
        card = answering.card_of(workspace, secret, language=_language(request))
    except NotFound:
        return _over(request, workspace)
    return _card_answer(request, workspace, card, said=said)


def _card_answer(request: Request, workspace: Workspace, card: Card, *, said: str) -> Response:
    proof = form_proof(request)
    answer = _page(
        "card",
        card.words,
        workspace,
        said=card.words.page.card_kept if said else "",
        commitment=card.commitment,
        about=card.about,
        look_on=card.words.page.day(card.commitment.look_on),
        action=f"{CARD}{request.path_params['secret']}",
        hidden={"proof": proof},
    )
    keep_form(answer, request, proof)
    return answer


def _said_before(request: Request, workspace: Workspace | None) -> Response:
    """A link of one's own that was used shows what one said and what was answered; others: over."""
    if workspace is None:
        return _over(request, workspace)
    try:
        own = answering.own_answer(
            workspace, request.path_params["secret"], language=_language(request)
        )
    except NotFound:
        return _over(request, workspace)
    return _page("own", own.words, workspace, own=own)


def _over(request: Request, workspace: Workspace | None) -> Response:
    """The one sentence for every link that takes nothing, whatever the reason."""
    if workspace is not None:
        answering.count_what_opens_nothing(workspace, request.client.host if request.client else "")
    words = answering.words_in(workspace or runtime.own_workspace(), _language(request))
    answer = _page("said", words, None, title=words.page.over, lead=words.page.over_lead)
    answer.status_code = 404
    return answer


def _page(
    template: str, words: VoiceWords, workspace: Workspace | None, **more: object
) -> HTMLResponse:
    is_demo = workspace is not None and workspace.is_demo
    usual: dict[str, object] = {"card": "", "again": ""} if template == "said" else {}
    return HTMLResponse(
        filled(f"voices/{template}", words=words, is_demo=is_demo, **{**usual, **more})
    )


def _ways(request: Request, opened: Opened) -> Sequence[Mapping[str, str]]:
    """The same page in other languages, and in short words."""
    here, is_easy = _language(request), _is_easy(request)
    ways = [
        {"words": name, "language": key, "address": _address(request, language=key)}
        for key, name in opened.languages.items()
        if key != here
    ]
    if opened.has_easy:
        said = opened.words.page
        words = said.usual if is_easy else said.easy
        address = _address(request, is_easy=not is_easy)
        ways.append({"words": words, "language": "", "address": address})
    return ways


def _address(request: Request, *, language: str | None = None, is_easy: bool | None = None) -> str:
    query = _query(request, language=language, is_easy=is_easy)
    return f"{ASK}{request.path_params['secret']}" + (f"?{query}" if query else "")


def _query(request: Request, *, language: str | None = None, is_easy: bool | None = None) -> str:
    chosen = language or _language(request)
    easy = _is_easy(request) if is_easy is None else is_easy
    found = {"in": "" if chosen == HOME_LANGUAGE else chosen, "easy": "1" if easy else ""}
    return urlencode({name: value for name, value in found.items() if value})


def _language(request: Request) -> str:
    return request.query_params.get("in", HOME_LANGUAGE)[:10]


def _is_easy(request: Request) -> bool:
    return request.query_params.get("easy") == "1"


def _signed_in(request: Request, workspace: Workspace) -> str:
    """Who is signed in to this browser, where people sign in; "" for everybody else."""
    if not (read_settings().is_school and workspace.is_school):
        return ""
    try:
        return runtime.actor_at(session.place_in(request.cookies)).person_id
    except PlannerError:
        # Whoever is signed out is a reader like any other.
        return ""
