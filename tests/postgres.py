"""A private PostgreSQL server for the tests: its own folder, its own port, this machine only."""

import os
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from lp_planner.config import LOCAL_DATA
from tests.machine import find_postgres, folder_in_memory

ACCOUNTS = ("postgres", "nobody")


@contextmanager
def private_server() -> Iterator[str]:
    """Start a server and give its address; stop it and clear up at the end."""
    programs = find_postgres()
    assert programs is not None
    folder = Path(tempfile.mkdtemp(prefix="lp-planner-pg-", dir=folder_in_memory()))
    account = _account(folder)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data = folder / "data"
    _run(account, programs / "initdb", "-D", data, "-U", "planner", "-A", "trust", "-E", "UTF8")
    in_its_folder = f"-k {folder} -c dynamic_shared_memory_type=mmap"  # so that nothing stays
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c fsync=off {in_its_folder}"
    log = folder / "log"
    _run(account, programs / "pg_ctl", "-D", data, "-o", options, "-l", log, "-w", "start")
    try:
        yield f"postgresql://planner@127.0.0.1:{port}"
    finally:
        _run(account, programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)
        for noted in LOCAL_DATA.glob(f"127.0.0.1-{port}-*"):  # what was noted of its databases
            noted.unlink()


def fresh_database(server: str, template: str = "template1") -> str:
    """Make an empty database (or a copy of ``template``) and give its address."""
    name = f"test_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        # Copying the files takes a fifth of the work; up to PostgreSQL 14 it is the only way.
        way = " STRATEGY FILE_COPY" if connection.info.server_version >= 150_000 else ""
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}{way}".encode())
    return f"{server}/{name}"


def drop_database(address: str) -> None:
    """Take a database away; a thousand of them would fill gigabytes."""
    server, _, name = address.rpartition("/")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def _account(folder: Path) -> str | None:
    """PostgreSQL refuses to run as root, so root lends the folder to another account."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return None
    for name in ACCOUNTS:
        if subprocess.run(["id", name], check=False, capture_output=True).returncode == 0:
            shutil.chown(folder, name)
            folder.chmod(0o700)
            return name
    return None


def _run(account: str | None, *command: object) -> None:
    words = [str(word) for word in command]
    if account:
        words = ["runuser", "-u", account, "--", *words]
    done = subprocess.run(
        words, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, cwd="/"
    )
    assert done.returncode == 0, done.stderr
