"""Speed and memory beside floors that are measured in the same run: ``make bench``.

A floor is the same work without our code: a bare Streamlit page with as many elements, the same
statements in a bare transaction, an empty app. What is reported is the ratio; above ``LIMIT`` the
run fails.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from playwright.sync_api import sync_playwright
from streamlit.testing.v1 import AppTest

from lp_planner.config import ROOT, read_settings
from lp_planner.domain.records.oddities import OF_EVERYTHING
from lp_planner.domain.records.records import Record
from lp_planner.services.accounts import people
from lp_planner.services.demo.demo_school import open_demo
from lp_planner.services.desk import projects
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.planning import recording
from lp_planner.storage.registry import close_all
from lp_planner.storage.tables import table_of, to_row
from lp_planner.ui.frame.navigation import PAGES
from tests.benchmarks import many_rows, series
from tests.benchmarks.bare_writers import PACK_LIMIT, pack_writers
from tests.browser import ARGUMENTS
from tests.browser_steps import enter, settle
from tests.demo_copy import copy_database
from tests.machine import find_chromium
from tests.page_script import SCRIPT
from tests.server import free_port, launch, wait_until_ready

LIMIT = 2.0
TWO_SECONDS = 2000.0
ROUNDS = 9
SESSIONS = 5
BARE = {
    "markdown": "st.markdown('Some words, about as many as usual in one line {n}')",
    "caption": "st.caption('Some words {n}')",
    "title": "st.title('Title {n}')",
    "header": "st.header('Header {n}')",
    "subheader": "st.subheader('Subheader {n}')",
    "button": "st.button('Button {n}', key='b{n}')",
    "text_input": "st.text_input('Label {n}', key='t{n}')",
    "text_area": "st.text_area('Label {n}', key='a{n}')",
    "number_input": "st.number_input('Label {n}', key='n{n}')",
    "date_input": "st.date_input('Label {n}', key='d{n}')",
    "radio": "st.radio('Label {n}', ['a', 'b', 'c'], key='r{n}')",
    "checkbox": "st.checkbox('Label {n}', key='c{n}')",
    "selectbox": "st.selectbox('Label {n}', ['a', 'b', 'c'], key='s{n}')",
    "multiselect": "st.multiselect('Label {n}', ['a', 'b', 'c'], key='m{n}')",
    "table": "st.table(pd.DataFrame({{'a': range(10), 'b': range(10), 'c': range(10)}}))",
    "dataframe": "st.dataframe(pd.DataFrame({{'a': range(10), 'b': range(10)}}))",
    "plotly_chart": "st.plotly_chart(go.Figure(go.Scatter(x=days, y=values)), key='p{n}')",
    "download_button": "st.download_button('Load {n}', data='x', key='l{n}')",
    "page_link": "st.page_link('https://example.org/{n}', label='Link {n}')",
    "expander": "st.expander('Expander {n}').markdown('Words')",
    "column": "st.container().markdown('Words')",
    "flex_container": "st.container().markdown('Words')",
    "html": "st.html('<small>Words {n}</small>')",
    "alert": "st.info('Words {n}')",
    "divider": "st.divider()",
    "popover": "st.popover('Popover {n}').markdown('Words')",
    "progress": "st.progress(0.5)",
    "button_group": "st.pills('Label {n}', ['a', 'b', 'c'], key='g{n}')",
    "link_button": "st.link_button('Link {n}', 'https://example.org/{n}')",
}
BARE_HEAD = """
import datetime as dt
import pandas as pd
import plotly.graph_objects as go
import streamlit as st
days = [dt.date(2025, 1, 1) + dt.timedelta(days=7 * n) for n in range(24)]
values = list(range(24))
"""
BARE_MENU = f"""
others = [
    st.Page(draw, title=f"Page {{n}}", url_path=f"p{{n}}", default=n == 0)
    for n in range({len(PAGES)})
]
st.navigation(others, position="top").run()
"""


@dataclass(frozen=True)
class Result:
    """One comparison; ``ours`` and ``floor`` in ``unit``."""

    what: str
    ours: float
    floor: float
    unit: str
    limit: float = LIMIT

    @property
    def ratio(self) -> float:
        """Ours over the floor."""
        return self.ours / self.floor if self.floor else float("inf")


def median_ms(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median time of ``work`` after one run to warm up, in milliseconds."""
    work()
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def in_turn_ms(ours: Callable[[], object], floor: Callable[[], object]) -> tuple[float, float]:
    """What each takes of the processor in the median, run in turn: a busy machine is no matter."""
    taken: dict[bool, list[float]] = {True: [], False: []}
    for number in range(ROUNDS + 1):
        for is_ours, work in ((True, ours), (False, floor)):
            began = time.process_time()
            work()
            if number:  # the first time warms up
                taken[is_ours].append((time.process_time() - began) * 1000)
    return statistics.median(taken[True]), statistics.median(taken[False])


def elements(app: AppTest) -> Counter[str]:
    """How many elements of each type a page has drawn."""
    found: Counter[str] = Counter()
    waiting = list(app._tree.children.values())
    while waiting:
        node = waiting.pop()
        found[str(getattr(node, "type", ""))] += 1
        waiting += list(getattr(node, "children", {}).values())
    return found


def pages(folder: Path) -> list[Result]:
    """The script time of each page beside a bare page with as many elements."""
    results = []
    for item in PAGES:
        app = AppTest.from_file(str(SCRIPT), default_timeout=60)
        app.session_state["place"] = "demo:hannah" if item.key == "cohort" else "demo:marcia"
        app.run()
        app.switch_page(str(ROOT / "pages" / f"{item.key}.py")).run()
        results.append(beside_bare(f"page {item.key}", app, folder / f"bare_{item.key}.py"))
    return results


def beside_bare(what: str, app: AppTest, script: Path) -> Result:
    """The script time of a page that is open, beside a bare one with as many elements."""
    lines, number = [], 0
    for kind, count in elements(app).items():
        for _ in range(count if kind in BARE else 0):
            number += 1
            lines.append(BARE[kind].format(n=number))
    body = "\n".join(f"    {line}" for line in lines)
    script.write_text(f"{BARE_HEAD}\ndef draw():\n{body}\n{BARE_MENU}", encoding="utf-8")
    bare = AppTest.from_file(str(script), default_timeout=60)
    return Result(f"{what} ({number} elements)", *in_turn_ms(app.run, bare.run), "ms")


def saving(demo: Workspace) -> Result:
    """A save with its checks and its audit row beside the same two rows in a bare transaction."""
    actor = people.actor_for(demo, "irene")
    project = projects.my_projects(demo.desk(actor))[0]
    values = {"name": "Another way", "option_kind": "do_nothing", "doubts": "Some " * 30}
    saved: list[Record] = []

    def ours() -> None:
        saved.append(
            recording.write_record(
                demo.desk(actor), project.id, "option", values, sure=OF_EVERYTHING
            )
        )

    def insert(table: str, row: dict[str, object]) -> tuple[str, dict[str, object]]:
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join(f":{name}" for name in row)
        return f'INSERT INTO "{table}" ({names}) VALUES ({marks})', row

    def floor() -> None:
        number = time.perf_counter_ns()
        row = {**to_row(saved[0]), "id": f"bare-{number}"}
        audit: dict[str, object] = {
            "id": f"bare-{number}", "occurred_at": demo.now(), "actor_id": "x",
            "action": "created", "subject": "option", "subject_id": row["id"],
            "subject_version": 1, "project_id": project.id, "changed_fields": "[]",
        }  # fmt: skip
        with demo.store.engine.transaction(is_write=True) as connection:
            connection.execute(*insert(table_of(type(saved[0])), row))
            connection.execute(*insert("audit_event", audit))

    return Result("a save", median_ms(ours, 60), median_ms(floor, 60), "ms")


def packing(demo: Workspace) -> Result:
    """A pack of 200 records and 20 attachments beside the bare writers writing the same."""
    ours, floor = pack_writers(demo)
    return Result("a pack of 200 and 20", median_ms(ours, 3), median_ms(floor, 3), "ms", PACK_LIMIT)


def rows_looked_at(demo: Workspace) -> Iterator[Result]:
    """Ten thousand rows looked at, within two seconds; of a workbook, beside its bare reader."""
    actor = people.actor_for(demo, "irene")
    text = many_rows.looked_at(demo, actor, many_rows.as_csv())
    yield Result("a look at 10,000 rows of CSV", median_ms(text, 3), TWO_SECONDS, "ms", 1)
    data = many_rows.as_workbook()
    ours = median_ms(many_rows.looked_at(demo, actor, data), 3)
    yield Result("a look at 10,000 rows of Excel", ours, TWO_SECONDS, "ms", 1)
    bare = median_ms(lambda: many_rows.bare_workbook(data), 3)
    yield Result("the same beside openpyxl", ours, bare, "ms", many_rows.ROWS_LIMIT)


def memory_mb(pid: int) -> float:
    """The resident memory of a process; 0 where the system does not say."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def empty_app(folder: Path, port: int) -> subprocess.Popen[bytes]:
    """A Streamlit app that imports what ours does and draws one title."""
    script = folder / "empty.py"
    script.write_text(
        "import duckdb, pandas, plotly.graph_objects, pydantic\n"
        "import streamlit as st\nst.title('Empty')\n",
        encoding="utf-8",
    )
    return subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port),
         "--server.headless", "true"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder,
    )  # fmt: skip


def answered(port: int, path: str) -> None:
    """Wait until a server answers."""
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.02)


def servers(folder: Path) -> list[Result]:
    """Start and memory of the server, and of one more session, beside an empty app's."""
    began = time.perf_counter()
    port = free_port()
    ours = launch("run", folder, port)
    address = wait_until_ready(ours, folder, port)
    ours_start = (time.perf_counter() - began) * 1000
    began = time.perf_counter()
    bare_port = free_port()
    bare = empty_app(folder, bare_port)
    answered(bare_port, "/_stcore/health")
    bare_start = (time.perf_counter() - began) * 1000
    results = [Result("start until it answers", ours_start, bare_start, "ms")]
    path = find_chromium()
    if path and memory_mb(os.getpid()):
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)

            def visit_ours() -> None:
                page = browser.new_context().new_page()
                enter(page, address, "Marcia Bennett")
                page.goto(f"{address}/evidence")
                settle(page)

            def visit_bare() -> None:
                page = browser.new_context().new_page()
                page.goto(f"http://127.0.0.1:{bare_port}")
                settle(page)

            sizes = {}
            for name, server, visit in (("ours", ours, visit_ours), ("bare", bare, visit_bare)):
                visit()
                visit()
                first = memory_mb(server.pid)
                for _ in range(SESSIONS):
                    visit()
                sizes[name] = (first, (memory_mb(server.pid) - first) / SESSIONS)
            browser.close()
        results.append(Result("memory of the process", sizes["ours"][0], sizes["bare"][0], "MB"))
        print(
            f"one more session: ours {sizes['ours'][1]:.2f} MB, bare {sizes['bare'][1]:.2f} MB"
            " (for information)"
        )
    for server in (ours, bare):
        server.terminate()
        server.wait(20)
    return results


def main() -> int:
    """Measure everything, print the ratios; 1 when one is above the limit."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["LP_PLANNER_DATABASE"] = str(folder / "bench.duckdb")
        os.environ["LP_PLANNER_DEMO_DATABASE"] = str(folder / "demo.duckdb")
        demo = open_demo(read_settings())
        results = [
            *pages(folder),
            saving(demo),
            packing(demo),
            *rows_looked_at(demo),
            Result("a measure of 200 readings", *series.timed(), "ms", series.LIMIT),
        ]
        st.cache_resource.clear()
        close_all()
        served = folder / "served"
        served.mkdir()
        copy_database(folder / "demo.duckdb", served / "demo.duckdb")
        results += servers(served)
    print(f"{'what':<36}{'ours':>10}{'floor':>10}{'ratio':>8}")
    for r in results:
        flag = "" if r.ratio <= r.limit else f"  above {r.limit:g}"
        print(f"{r.what:<36}{r.ours:>7.1f} {r.unit}{r.floor:>7.1f} {r.unit}{r.ratio:>8.2f}{flag}")
    return 1 if any(r.ratio > r.limit for r in results) else 0


if __name__ == "__main__":
    sys.exit(main())
