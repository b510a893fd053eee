"""A hundred people answer at once, and what a page costs beside a bare one: ``make bench``.

The floor of a page is the smallest one that does the same work: Starlette on the same server, the
same statements on the same kind of file, and a page of the same length. The table is written into
``docs/benchmarks.md``.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier

import httpx2

from lp_planner.config import ROOT
from lp_planner.domain.voices.rounds import GivenAnswer, RoundKind
from tests.benchmarks.paced import DOCUMENT, put_into
from tests.server import free_port, launch, wait_until_ready
from tests.voices.served import AS_PAGE, alone, ask_in_every_way, left_alone, open_form, paths_of

PEOPLE, PAGES = 100, 60
SLOWEST, MOST = 1.0, 2.0
HEADING = "## A hundred answers at once"
HOW = (
    "Measured by `make bench` (`tests/benchmarks/answers.py`) on two cores, with a load of "
    "{load:.1f} from whatever else ran there: {people} people have the page of a round open and "
    "send at the same moment. A bare page is Starlette on the same kind of server, with the same "
    "statements on the same file and a page of the same length."
)
BARE = """
import sys, duckdb, jinja2, uvicorn
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route

connection = duckdb.connect(sys.argv[1])
page = jinja2.Template("<!doctype html><title>{{ about }}</title>" + "x" * int(sys.argv[4]))

def ask(request):
    cursor = connection.cursor()
    cursor.begin()
    secret = request.path_params["secret"]
    cursor.execute("SELECT * FROM personal_link WHERE secret = ?", [secret]).fetchall()
    asked = cursor.execute("SELECT * FROM ask_round WHERE secret = ?", [secret]).fetchall()[0]
    cursor.execute("SELECT * FROM given_answer WHERE round_id = ?", [asked[0]]).fetchall()
    cursor.execute("SELECT * FROM project WHERE id = ?", [sys.argv[3]]).fetchall()
    cursor.commit()
    return HTMLResponse(page.render(about=asked[0]))

app = Starlette(routes=[Route("/ask/{secret}", ask)])
uvicorn.run(app, port=int(sys.argv[2]), log_level="error")
"""


@contextmanager
def bare(folder: Path, project_id: str, length: int) -> Iterator[str]:
    """The smallest page that does the same work."""
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-c", BARE, str(folder / "planner.duckdb"), str(port), project_id,
         str(length)],
        cwd=ROOT,
    )  # fmt: skip
    try:
        for _ in range(200):
            try:
                httpx2.get(f"http://127.0.0.1:{port}/", timeout=2)
                break
            except httpx2.TransportError:
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


def page_ms(address: str, path: str) -> tuple[float, int]:
    """The median time of a page in milliseconds, and its length."""
    times = []
    with httpx2.Client(base_url=address, headers={"Accept": "text/html"}, timeout=60) as client:
        for _ in range(10):
            shown = client.get(path)
        for _ in range(PAGES):
            began = time.perf_counter()
            shown = client.get(path)
            times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times), len(shown.content)


def processor_time(process: int) -> float:
    """The seconds that a process has spent on processors so far, on Linux."""
    told = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def answers_at_once(address: str, path: str, process: int) -> tuple[list[float], float]:
    """How long each of a hundred waited, in seconds, who all send at the same moment.

    Beside it the processor time that the server took for their answers alone.
    """
    begun_at: list[float] = []
    ready = Barrier(PEOPLE, action=lambda: begun_at.append(processor_time(process)))

    def one(number: int) -> float:
        with httpx2.Client(base_url=address, headers=AS_PAGE, timeout=60) as client:
            _, hidden = open_form(client, path)
            said = {**hidden, "motivation": "4", "skill": "3", "note": f"Note {number}"}
            ready.wait()
            began = time.perf_counter()
            told = client.post(path, data=said).text
            waited = time.perf_counter() - began
        assert "Your answer is kept" in told, told
        return waited

    with ThreadPoolExecutor(PEOPLE) as people:
        waited = sorted(people.map(one, range(PEOPLE)))
    return waited, processor_time(process) - begun_at[0]


def main() -> int:
    """Measure, write the table and say what is above its mark."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rounds = ask_in_every_way(folder, expected=PEOPLE)
        asked = rounds[RoundKind.READINESS]
        path = paths_of(folder, rounds)[RoundKind.READINESS]
        left_alone(folder)
        port = free_port()
        server = launch("run", folder, port)
        try:
            address = wait_until_ready(server, folder, port)
            ours, length = page_ms(address, path)
            waited, spent = answers_at_once(address, path, server.pid)
            load = os.getloadavg()[0]
        finally:
            server.terminate()
            server.wait(20)
        with bare(folder, asked.project_id, length) as address:
            floor, _ = page_ms(address, path)
        with alone(folder).store.read() as reader:
            kept = len(reader.find(GivenAnswer, round_id=asked.id))
        left_alone(folder)
    middle, late = waited[len(waited) // 2], waited[int(len(waited) * 0.95) - 1]
    section = "\n".join(
        (
            HEADING,
            "",
            HOW.format(load=load, people=PEOPLE),
            "",
            "| What | Measured | At most |",
            "|---|---|---|",
            f"| Answers kept, of {PEOPLE} | {kept} | all |",
            f"| The middle one waits | {middle:.2f} s | |",
            f"| 95 of 100 wait at most | {late:.2f} s | {SLOWEST:.0f} s |",
            f"| The server’s processor time for all the answers | {spent:.2f} s | |",
            f"| The page of a round, {length / 1000:.0f} kB | {ours:.1f} ms | |",
            f"| A bare page | {floor:.1f} ms | |",
            f"| The page beside a bare one | {ours / floor:.2f} | {MOST:.0f} |",
            "",
        )
    )
    document = DOCUMENT.read_text(encoding="utf-8")
    DOCUMENT.write_text(put_into(document, section, HEADING), encoding="utf-8")
    print(section)
    return int(kept < PEOPLE or late > SLOWEST or ours / floor > MOST)


if __name__ == "__main__":
    sys.exit(main())
