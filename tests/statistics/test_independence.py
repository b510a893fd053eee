"""The statistics stand alone: numpy, scipy, the standard library and the one threshold."""

import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "lp_planner" / "statistics"

LOADED = """
import importlib, pkgutil, sys
import lp_planner.statistics as package
for module in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
    importlib.import_module(module.name)
print("\\n".join(sys.modules))
"""


def test_no_page_database_frame_or_other_part_of_the_app_is_loaded() -> None:
    answer = subprocess.run(
        [sys.executable, "-c", LOADED],
        cwd=PACKAGE.parents[1],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(answer.stdout.split())
    assert not loaded & {"streamlit", "pandas", "duckdb", "psycopg", "plotly", "pydantic"}
    # scipy.stats takes three times as long to load as scipy.special and gives the same numbers.
    assert "scipy.stats" not in loaded
    ours = {name for name in loaded if name.startswith("lp_planner.")}
    elsewhere = {name for name in ours if not name.startswith("lp_planner.statistics")}
    assert elsewhere == {"lp_planner.small_groups", "lp_planner.wording"}


def test_every_module_stays_short() -> None:
    lengths = {path.name: len(path.read_text().splitlines()) for path in PACKAGE.glob("*.py")}
    assert max(lengths.values()) < 400
