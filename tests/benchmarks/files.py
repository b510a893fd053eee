"""What looking through a file costs in processor time, ours and the child's, for every kind.

An honest file is compared with what it takes to start the child at all.
"""

import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress

from lp_planner.domain.records.errors import PlannerError
from lp_planner.interchange.apart import CPU_SECONDS
from lp_planner.interchange.inspecting import inspect
from lp_planner.interchange.plan_workbook import SheetLayout, read_plan_workbook
from lp_planner.interchange.rows.sheets import file_sheets
from tests.interchange.honest import HONEST, excel_of_twenty_thousand_rows
from tests.interchange.hostile import Made, ready
from tests.interchange.hostile_office import OFFICE
from tests.interchange.test_apart import small_files_of_empty_cells
from tests.interchange.test_inspecting import HOSTILE
from tests.interchange.test_pdfs import BOMBS

MOST = CPU_SECONDS + 0.5
"""Two seconds of the child, and what the parent needs to hand the file over."""


def spent(work: Callable[[], object]) -> float:
    """The processor time of a piece of work, with its children's; it may refuse."""
    before = _used()
    with suppress(PlannerError):
        work()
    return _used() - before


def _used() -> float:
    child = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + child.ru_utime + child.ru_stime


def dearest() -> list[tuple[str, float]]:
    """What each file costs, the dearest first."""
    layout = SheetLayout("plan.risk", "Risks", ("plan.risk",))
    files: Mapping[str, tuple[Made, str]] = {
        **{f"Office: {kind}": (data, "a") for kind, (data, _) in OFFICE.items()},
        **{f"file: {kind}": (data, name) for kind, data, name, _ in HOSTILE},
        **{f"PDF: {kind}": (data, "a.pdf") for kind, data in BOMBS.items()},
        **{f"honest: {kind}": file for kind, file in HONEST.items()},
        "table of formulas": (b"='a'," * 2_500_000, "a.csv"),
    }
    costs = {
        kind: spent(lambda data=data, name=name: inspect(data, name))  # type: ignore[misc]
        for kind, (made, name) in files.items()
        for data in [ready(made)]
    }
    tables = {**small_files_of_empty_cells(), "20,000 rows": excel_of_twenty_thousand_rows()}
    for kind, data in tables.items():
        costs[f"readings: {kind}"] = spent(lambda data=data: file_sheets(data))  # type: ignore[misc]
        costs[f"plan: {kind}"] = spent(
            lambda data=data: read_plan_workbook(data, [layout])  # type: ignore[misc]
        )
    return sorted(costs.items(), key=lambda cost: -cost[1])


def start() -> float:
    """What a bare Python costs."""
    return spent(lambda: subprocess.run([sys.executable, "-I", "-c", ""], check=True))


def main() -> int:
    """Print the dearest files; 1 when one costs more than it may."""
    costs = dearest()
    for kind, seconds in costs[:15]:
        print(f"{kind:<60}{seconds:>6.2f} s")
    ordinary = sorted(s for kind, s in costs if kind.startswith("honest"))
    print(f"{'the middle honest file':<60}{ordinary[len(ordinary) // 2]:>6.2f} s")
    print(f"{'a bare Python':<60}{start():>6.2f} s")
    return 1 if costs[0][1] > MOST else 0


if __name__ == "__main__":
    sys.exit(main())
