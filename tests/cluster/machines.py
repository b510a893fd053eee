"""Starts and kills the parts of the cluster: each a process of its own on 127.0.0.1."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from lp_planner.config import ROOT
from tests.machine import find_postgres
from tests.server import free_port, launch, wait_until_ready

HERE = "127.0.0.1"
ACCOUNT = "postgres"
DATABASE = "planner"
NEEDED = {
    "haproxy": "haproxy",
    "pg_autoctl": "pg-auto-failover-cli and postgresql-15-auto-failover",
    "pgbouncer": "pgbouncer",
}
"""Programs, and the Debian packages they come with."""
QUICK = {
    "health_check_period": 1000,
    "health_check_retry_delay": 500,
    "health_check_max_retries": 2,
    "node_considered_unhealthy_timeout": 4000,
    "primary_demote_timeout": 4000,
    "startup_grace_period": 2000,
}
"""When the monitor gives a server up, in milliseconds."""


def what_is_missing() -> list[str]:
    """The packages that this machine does not have."""
    missing = [package for program, package in NEEDED.items() if not found(program)]
    return missing if find_postgres() else [*missing, "postgresql"]


def found(program: str) -> str | None:
    """Where a program is, also among those of the administrator."""
    return shutil.which(program, path=f"{os.environ['PATH']}:/usr/sbin:/sbin")


def until(is_so: Callable[[], bool], seconds: float, what: str) -> None:
    """Wait until something is so."""
    give_up_at = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < give_up_at, f"{what}: not within {seconds:.0f} s"
        time.sleep(0.2)


@dataclass
class Databases:
    """A monitor and two PostgreSQL servers, of which one writes and the other copies each save."""

    folder: Path
    monitor_port: int = field(default_factory=free_port)
    ports: dict[str, int] = field(default_factory=dict)
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self) -> None:
        """Start all three; return once every save is copied before it is acknowledged."""
        shutil.chown(self.folder, ACCOUNT)
        (self.folder / "run").mkdir()
        shutil.chown(self.folder / "run", ACCOUNT)
        listen = ("--hostname", HERE, "--auth", "trust", "--no-ssl", "--listen", HERE)
        port = str(self.monitor_port)
        self._autoctl("create", "monitor", *self._data("monitor"), "--pgport", port, *listen)
        self._run("monitor")
        monitor = f"postgres://autoctl_node@{HERE}:{port}/pg_auto_failover"
        until(lambda: self.can_connect(self.monitor_port), 30, "the monitor")
        with psycopg.connect(self._as_root(self.monitor_port, "postgres"), autocommit=True) as on:
            for name, value in QUICK.items():
                on.execute(f"ALTER SYSTEM SET pgautofailover.{name} = {value}".encode())
            on.execute("SELECT pg_reload_conf()")
        for name in ("first", "second"):
            self.ports[name] = free_port()
            self._autoctl(
                "create", "postgres", *self._data(name), "--pgport", str(self.ports[name]), *listen,
                "--name", name, "--dbname", DATABASE, "--username", "planner",
                "--monitor", monitor,
            )  # fmt: skip
            self._run(name)
            until(lambda name=name: self.can_connect(self.ports[name]), 60, name)  # type: ignore[misc]
        with psycopg.connect(self._as_root(self.ports["first"], DATABASE), autocommit=True) as on:
            on.execute(f"ALTER DATABASE {DATABASE} OWNER TO planner".encode())
        until(self.is_synchronous, 60, "the standby")

    @property
    def address(self) -> str:
        """Where the planners find whichever server writes."""
        servers = ",".join(f"{HERE}:{port}" for port in self.ports.values())
        return f"postgresql://planner@{servers}/{DATABASE}"

    def is_synchronous(self) -> bool:
        """Whether the one that writes waits for the other one, and the monitor knows it of both.

        While a server is joining, the monitor fails over to nobody.
        """
        with psycopg.connect(self._as_root(self.monitor_port, "pg_auto_failover")) as on:
            asked = "SELECT reportedstate, goalstate FROM pgautofailover.node"
            states = {(str(row[0]), str(row[1])) for row in on.execute(asked)}
        with psycopg.connect(self._as_root(self.ports[self.primary()], DATABASE)) as on:
            found = on.execute("SELECT sync_state FROM pg_stat_replication").fetchall()
        waits = [str(row[0]) for row in found] in (["sync"], ["quorum"])
        return waits and states == {(state, state) for state in ("primary", "secondary")}

    def primary(self) -> str:
        """The name of the server that writes."""
        for name, port in self.ports.items():
            try:
                with psycopg.connect(self._as_root(port, DATABASE), connect_timeout=2) as on:
                    row = on.execute("SELECT pg_is_in_recovery()").fetchone()
            except psycopg.Error:
                continue
            if row == (False,):
                return name
        return ""

    def kill(self, name: str) -> None:
        """End one server with all that watches over it, as when its machine loses power."""
        postmaster = int((self.folder / name / "postmaster.pid").read_text().split()[0])
        os.killpg(self.running.pop(name).pid, signal.SIGKILL)
        os.kill(postmaster, signal.SIGKILL)

    def stop(self) -> None:
        """Stop what still runs."""
        for name in list(self.running):
            data = self.folder / name / "postmaster.pid"
            postmaster = int(data.read_text().split()[0]) if data.exists() else 0
            os.killpg(self.running.pop(name).pid, signal.SIGKILL)
            if postmaster:
                os.kill(postmaster, signal.SIGQUIT)

    def can_connect(self, port: int) -> bool:
        """Whether a server answers."""
        try:
            with psycopg.connect(self._as_root(port, "postgres"), connect_timeout=2):
                return True
        except psycopg.Error:
            return False

    def _as_root(self, port: int, database: str) -> str:
        return f"postgresql://{ACCOUNT}@{HERE}:{port}/{database}"

    def _data(self, name: str) -> tuple[str, str]:
        return ("--pgdata", str(self.folder / name))

    def _environment(self) -> dict[str, str]:
        # pg_autoctl asks for more of PostgreSQL's programs than the tests do.
        programs = max(Path("/usr/lib/postgresql").glob("*/bin/pg_controldata")).parent
        own = {
            name: str(self.folder / "run")
            for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR")
        }
        return {**os.environ, **own, "PATH": f"{programs}:{os.environ['PATH']}"}

    def _autoctl(self, *words: str) -> None:
        done = subprocess.run(
            ["runuser", "-u", ACCOUNT, "--", "pg_autoctl", *words],
            check=False, capture_output=True, text=True, cwd="/", env=self._environment(),
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-2000:]

    def _run(self, name: str) -> None:
        account = pwd.getpwnam(ACCOUNT)
        with (self.folder / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                ["pg_autoctl", "run", *self._data(name)],
                stdout=log, stderr=log, cwd="/", env=self._environment(), start_new_session=True,
                user=account.pw_uid, group=account.pw_gid,
            )  # fmt: skip


@dataclass
class Planners:
    """Two planners on one database, and haproxy before them."""

    folder: Path
    database: str
    front: int = field(default_factory=free_port)
    ports: dict[str, int] = field(default_factory=dict)
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self) -> None:
        """Start both and what stands before them."""
        for name in ("one", "two"):
            (self.folder / name).mkdir()
            self.ports[name] = free_port()
            self.start_one(name)
        self.running["haproxy"] = subprocess.Popen(
            [str(found("haproxy")), "-f", str(ROOT / "deploy" / "haproxy.cfg"), "-db"],
            env={
                **os.environ,
                "LP_FRONT": f"{HERE}:{self.front}",
                "LP_ONE": f"{HERE}:{self.ports['one']}",
                "LP_TWO": f"{HERE}:{self.ports['two']}",
                "LP_ADMIN": str(self.folder / "admin.sock"),
                "LP_SORRY": str(ROOT / "deploy" / "sorry.http"),
            },
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until((self.folder / "admin.sock").exists, 10, "haproxy")

    @property
    def address(self) -> str:
        """Where browsers find the planner."""
        return f"http://{HERE}:{self.front}"

    def start_one(self, name: str) -> None:
        """Start one planner; return once it answers."""
        self.running[name] = launch(
            "run",
            self.folder / name,
            self.ports[name],
            LP_PLANNER_DATABASE=self.database,
            LP_PLANNER_FILES=str(self.folder / "files"),
            LP_PLANNER_COPIES=str(self.folder / "copies"),
            LP_PLANNER_WITNESS=str(self.folder / name),
        )
        wait_until_ready(self.running[name], self.folder / name, self.ports[name])

    def kill(self, name: str) -> None:
        """End one planner in the middle of what it does."""
        server = self.running.pop(name)
        server.kill()
        server.wait()

    def say(self, words: str) -> None:
        """Tell haproxy something, such as that a server takes nobody new."""
        with socket.socket(socket.AF_UNIX) as admin:
            admin.connect(str(self.folder / "admin.sock"))
            admin.sendall(f"{words}\n".encode())
            admin.recv(1000)

    def upgrade(self, name: str) -> None:
        """Let one planner finish, stop it, start it again and let people in."""
        self.say(f"set server planners/{name} state maint")
        time.sleep(1)
        server = self.running.pop(name)
        server.terminate()
        server.wait(60)
        self.start_one(name)
        self.say(f"set server planners/{name} state ready")
        time.sleep(3)

    def stop(self) -> None:
        """Stop what still runs."""
        for server in self.running.values():
            server.kill()
            server.wait()
