"""The command line: start the planner or the demo, check, copy, bring back, move.

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
import traceback
import webbrowser
from collections.abc import Callable, Sequence
from pathlib import Path

import uvicorn

from lp_planner import __version__, connections
from lp_planner.config import ROOT, ConfigError, Settings, read_settings
from lp_planner.domain.records.errors import PlannerError
from lp_planner.services.accounts.accounts import first_admin_code
from lp_planner.services.accounts.second_factor import reset_on_server
from lp_planner.services.accounts.security_log import print_log
from lp_planner.services.desk.workspace import Workspace, open_workspace
from lp_planner.services.safekeeping import upkeep
from lp_planner.services.safekeeping.retention import tidy_once_a_day
from lp_planner.services.safekeeping.schedule import begin_schedule
from lp_planner.storage.private_files import make_private

ANSWERS: dict[str, Callable[[argparse.Namespace, Settings], str]] = {
    "check-content": lambda _, settings: upkeep.check_content(settings),
    "import-framework": lambda chosen, settings: upkeep.bring_in_framework(
        settings, chosen.file, as_json=chosen.report == "json", key=chosen.key
    ),
    "new-edition": lambda chosen, settings: _new_edition(settings, chosen),
    "back-up": lambda _, settings: upkeep.back_up_workspace(settings),
    "restore": lambda chosen, settings: upkeep.restore_workspace(
        settings, chosen.file, is_rehearsal=chosen.check
    ),
    "move": lambda chosen, settings: upkeep.move_workspace(settings, chosen.to),
    "verify": lambda chosen, settings: (
        upkeep.accept_what_is_here(settings) if chosen.accept else upkeep.verify_workspace(settings)
    ),
    "security-log": lambda chosen, settings: print_log(settings, chosen.since),
    "reset-second-factor": lambda chosen, settings: reset_on_server(settings, chosen.email),
    "tidy": lambda chosen, settings: (
        upkeep.tidy_workspace(settings) if chosen.erase else upkeep.say_what_is_overdue(settings)
    ),
}
"""The commands that say something and end."""
FOR_EVERYBODY = frozenset({"check-content", "import-framework"})
"""What writes content, which holds nothing of anybody, if it writes at all."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it worked, 1 with a sentence on standard error when it did not."""
    chosen = _parser().parse_args(arguments)
    if chosen.command == "demo":
        os.environ["LP_PLANNER_DEMO"] = "1"
    if chosen.command not in FOR_EVERYBODY:
        make_private()
    try:
        if answer := ANSWERS.get(chosen.command):
            print(answer(chosen, read_settings()))  # noqa: T201 - this is the command's answer
            return 0
        settings = _with_port(read_settings(), chosen.port)
        _start(settings, opens_browser=not chosen.no_browser)
    except (ConfigError, PlannerError) as refused:
        print(str(refused), file=sys.stderr)  # noqa: T201
        return 1
    except KeyboardInterrupt:
        return 0
    except Exception as unforeseen:  # noqa: BLE001 - a command never ends in a traceback
        print(_in_one_sentence(unforeseen), file=sys.stderr)  # noqa: T201
        return 1
    return 0


def _new_edition(settings: Settings, chosen: argparse.Namespace) -> str:
    from lp_planner.services.portfolio import editions  # noqa: PLC0415 - half of the start, seldom asked

    tell = editions.go_over if chosen.go_over else editions.say_edition
    return tell(settings, chosen.framework)


def _in_one_sentence(unforeseen: Exception) -> str:
    """What to report when something happened that nobody foresaw."""
    if isinstance(unforeseen, OSError):
        return f"The system refused that: {unforeseen}. Please look at the disk and its folders."
    last = traceback.extract_tb(unforeseen.__traceback__)[-1]
    said = " ".join(str(unforeseen).split())[:200]
    return (
        f"Something happened that we did not foresee ({type(unforeseen).__name__} in "
        f"{Path(last.filename).name}, line {last.lineno}: {said}). What was saved is safe. Please "
        "report this sentence."
    )


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
    bring.add_argument("--as", dest="key", default="", help="what to call it here")
    bring.add_argument("--report", choices=("text", "json"), default="text")
    edition = commands.add_parser(
        "new-edition", help="compare a new edition of the standards, and go over to it"
    )
    edition.add_argument("framework", help="the key of the new edition, once it is brought in")
    edition.add_argument(
        "--go-over", action="store_true", help="go over to it as it was decided in data/editions"
    )
    commands.add_parser("back-up", help="copy everything, and prove the copy")
    bring_back = commands.add_parser("restore", help="bring a copy back; what is here goes aside")
    bring_back.add_argument("file", type=Path, help="the copy, such as backups/….duckdb")
    bring_back.add_argument("--check", action="store_true", help="only try it, and change nothing")
    move = commands.add_parser("move", help="carry everything over to another, empty database")
    move.add_argument("--to", required=True, help="a postgresql:// address, or a new file")
    verify = commands.add_parser("verify", help="check the audit trail, every row and every file")
    verify.add_argument(
        "--accept", action="store_true", help="go on with what is here, though changes are missing"
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
        if word := upkeep.early_word(workspace):
            print(word, file=sys.stderr, flush=True)  # noqa: T201
        tidy_once_a_day(workspace)
        begin_schedule(workspace)
        _greet_first_admin(workspace, address)
    print(f"LP Planner is open at {address}  (Ctrl+C stops it)", flush=True)  # noqa: T201
    if opens_browser:
        threading.Timer(1.0, webbrowser.open, [address]).start()
    config = uvicorn.Config(
        "app:app",
        http=connections.patient_towards(settings.proxy if settings.is_school else ""),
        limit_concurrency=connections.raise_the_limit(),
        backlog=connections.AT_ONCE,
        log_level="warning",
        access_log=False,
        proxy_headers=settings.is_school,
        forwarded_allow_ips=settings.proxy,
        server_header=False,
    )
    connections.PatientServer(config).run(sockets=[listener])


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
