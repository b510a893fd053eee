"""The command line: start the planner, start the demo, check the content, back up.

Everything that could go wrong at start is tried here first, so that it ends in one sentence and
exit code 1 instead of a traceback in a browser.
"""

import argparse
import datetime as dt
import importlib.util
import os
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable, Sequence
from pathlib import Path

import uvicorn

from lp_planner import __version__
from lp_planner.config import ROOT, ConfigError, Settings, read_settings
from lp_planner.domain.records.errors import PlannerError
from lp_planner.services.accounts.accounts import first_admin_code
from lp_planner.services.accounts.second_factor import reset_on_server
from lp_planner.services.accounts.security_log import print_log
from lp_planner.services.desk.workspace import Workspace, open_workspace
from lp_planner.services.safekeeping.retention import tidy_once_a_day
from lp_planner.services.safekeeping.upkeep import (
    back_up_workspace,
    check_content,
    say_what_is_overdue,
    tidy_workspace,
    verify_workspace,
)

ANSWERS: dict[str, Callable[[Settings], str]] = {
    "check-content": check_content,
    "back-up": lambda settings: f"Backed up to {back_up_workspace(settings)}",
    "verify": verify_workspace,
    "tidy": say_what_is_overdue,
}
"""The commands that say something and end."""
ASKED_MORE = ("import-framework", "security-log", "reset-second-factor")
"""Those that need to be told more first."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it worked, 1 with a sentence on standard error when it did not."""
    chosen = _parser().parse_args(arguments)
    if chosen.command == "demo":
        os.environ["LP_PLANNER_DEMO"] = "1"
    try:
        if chosen.command in ANSWERS or chosen.command in ASKED_MORE:
            print(_answer(chosen))  # noqa: T201 - this is the command's answer
            return 0
        settings = _with_port(read_settings(), chosen.port)
        _start(settings, opens_browser=not chosen.no_browser)
    except (ConfigError, PlannerError) as refused:
        print(str(refused), file=sys.stderr)  # noqa: T201
        return 1
    except KeyboardInterrupt:
        return 0
    return 0


def _answer(chosen: argparse.Namespace) -> str:
    if chosen.command == "import-framework":
        return _bring_in(chosen.file, as_json=chosen.report == "json")
    if chosen.command == "security-log":
        return print_log(read_settings(), chosen.since)
    if chosen.command == "reset-second-factor":
        return reset_on_server(read_settings(), chosen.email)
    if chosen.command == "tidy" and chosen.erase:
        return tidy_workspace(read_settings())
    return ANSWERS[chosen.command](read_settings())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="lp_planner", description="LP Planner")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, what in (("run", "open the planner"), ("demo", "open the demo school")):
        command = commands.add_parser(name, help=what)
        command.add_argument("--port", type=int, help="the port to listen on (8501)")
        command.add_argument("--no-browser", action="store_true", help="do not open a browser")
    commands.add_parser("check-content", help="check the files in data/")
    bring = commands.add_parser(
        "import-framework", help="bring in a framework of standards from a file"
    )
    bring.add_argument("file", type=Path, help="a .matrix, CASE JSON, Moodle CSV or TOML file")
    bring.add_argument("--report", choices=("text", "json"), default="text")
    commands.add_parser("back-up", help="copy the database into the folder backups beside it")
    commands.add_parser(
        "verify",
        help="check that the audit trail is what was written and that nothing leads nowhere",
    )
    log = commands.add_parser("security-log", help="say what happened to accounts, oldest first")
    log.add_argument("--since", type=_day, help="from this day on, such as 2026-11-05")
    reset = commands.add_parser(
        "reset-second-factor", help="let somebody sign in without a code, who lost their app"
    )
    reset.add_argument("email", help="the e-mail address they sign in with")
    tidy = commands.add_parser("tidy", help="say what has been kept long enough to be erased")
    tidy.add_argument("--erase", action="store_true", help="erase it for good")
    return parser


def _day(text: str) -> dt.datetime:
    """The beginning of a day, for argparse to refuse what is none."""
    return dt.datetime.combine(dt.date.fromisoformat(text), dt.time(), tzinfo=dt.UTC)


def _bring_in(path: Path, *, as_json: bool) -> str:
    from lp_planner.services.safekeeping.upkeep import bring_in_framework  # noqa: PLC0415 - only when asked

    return bring_in_framework(read_settings(), path, as_json=as_json)


def _with_port(settings: Settings, port: int | None) -> Settings:
    if port is None:
        return settings
    os.environ["LP_PLANNER_PORT"] = str(port)
    return read_settings()


def _check_school_accounts(settings: Settings) -> None:
    if settings.provider and importlib.util.find_spec("authlib") is None:
        message = (
            "School accounts need one more package. Please run: "
            "python -m pip install -r requirements-oidc.txt"
        )
        raise ConfigError(message)


def _start(settings: Settings, *, opens_browser: bool) -> None:
    os.environ["LP_PLANNER_PORT"] = str(settings.port)
    os.environ["LP_PLANNER_DEMO"] = "1" if settings.demo_first else "0"
    # Collecting garbage after every run costs most of a page's time (docs/adr/0004).
    os.environ.setdefault("STREAMLIT_RUNNER_POST_SCRIPT_GC", "false")
    os.chdir(ROOT)
    listener = _listen(settings)
    name = f"[{settings.host}]" if ":" in settings.host else settings.host
    address = settings.address or f"http://{name}:{settings.port}"
    if settings.demo_first:
        print("Setting up the demo school …", flush=True)  # noqa: T201
        from lp_planner.services.demo.demo_school import open_demo  # noqa: PLC0415 - only the demo needs it

        open_demo(settings)
    else:
        _check_school_accounts(settings)
        workspace = open_workspace(settings)
        tidy_once_a_day(workspace)
        _greet_first_admin(workspace, address)
    print(f"LP Planner is open at {address}  (Ctrl+C stops it)", flush=True)  # noqa: T201
    if opens_browser:
        threading.Timer(1.0, webbrowser.open, [address]).start()
    config = uvicorn.Config(
        "app:app",
        log_level="warning",
        access_log=False,
        proxy_headers=settings.is_school,
        forwarded_allow_ips=settings.proxy,
        server_header=False,
    )
    uvicorn.Server(config).run(sockets=[listener])


def _greet_first_admin(workspace: Workspace, address: str) -> None:
    """Print the code that makes the first admin of a school installation, while there is none."""
    code = first_admin_code(workspace)
    if code:
        print(  # noqa: T201
            f"Nobody looks after this planner yet. Open {address}/first-admin and give this code:\n"
            f"\n    {code}\n\nIt works once, within a day. Each start prints a new one.",
            flush=True,
        )
    if workspace.is_school and not address.startswith(("https://", "http://127.", "http://local")):
        print(  # noqa: T201
            f"Careful: {address} is not https, so passwords can be read on the way "
            "(docs/how-to/run-for-a-school.md).",
            flush=True,
        )


def _listen(settings: Settings) -> socket.socket:
    """A listening socket without Nagle's delay, or a sentence when the port is taken."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    if os.name != "nt":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        listener.bind((settings.host, settings.port))
        listener.listen(128)
    except OSError as refused:
        listener.close()
        message = (
            f"Port {settings.port} is already in use, perhaps by a planner that is still open. "
            "Close that one, or choose another port: LP_PLANNER_PORT=8502."
        )
        raise ConfigError(message) from refused
    return listener
