"""Reference cases made in R; the scripts that made them lie beside them."""

import json
from pathlib import Path
from typing import Any

REFERENCE = Path(__file__).parent / "reference"


def cases(file: str, kind: str) -> list[dict[str, Any]]:
    loaded = json.loads((REFERENCE / f"{file}.json").read_text(encoding="utf-8"))[kind]
    assert isinstance(loaded, list)
    assert loaded
    return loaded


def names(several: list[dict[str, Any]]) -> list[str]:
    return [str(case.get("name", number)) for number, case in enumerate(several)]
