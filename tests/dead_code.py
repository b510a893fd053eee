"""For `make check`: names of the product that nothing in the product uses, tests aside.

vulture looks. What it says of fields and of attributes is left out: a field is read by its form,
its export or its table, an attribute that we set by the library that it belongs to.
"""

import sys
from pathlib import Path

from vulture import Vulture
from vulture.core import Item

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = ("lp_planner", "pages", "app.py")
SCRIPT = "brings rows in where nobody can be asked, for scripts (docs/adr/0050)"
NEXT = "the next statistics work wires it (docs/reference/statistics.md)"
EXCEPTIONS = {
    "permissions_page": "writes docs/reference/permissions.md; a test keeps the page current",
    "as_markdown": "writes docs/reference/questions.md; a test keeps the page current",
    "handle_starttag": "HTMLParser calls it",
    "handle_endtag": "HTMLParser calls it",
    "handle_data": "HTMLParser calls it",
    "read_strings": "openpyxl’s reader calls it",
    "add_pasted": SCRIPT,
    "add_from_file": SCRIPT,
    "dppc2_from_scores": NEXT,
    "wilson_lower": NEXT,
    "MOST_MONTHS": NEXT,
}
"""What stays though nothing calls it, each with its reason."""


def main() -> int:
    """Name what is dead, and exceptions that are none any more; 1 when there is either."""
    looker = Vulture()
    looker.scavenge([str(ROOT / part) for part in PRODUCT])
    found = [item for item in looker.get_unused_code() if _counts(item)]
    names = {item.name for item in found}
    troubles = [
        f"{item.filename.relative_to(ROOT)}:{item.first_lineno}: nothing uses {item.name}"
        for item in found
        if item.name not in EXCEPTIONS
    ]
    troubles += [f"tests/dead_code.py: {n} is no exception" for n in EXCEPTIONS.keys() - names]
    print("\n".join(troubles) or f"Nothing is dead; {len(EXCEPTIONS)} exceptions have a reason.")
    return 1 if troubles else 0


def _counts(item: Item) -> bool:
    """Whether it is a function, a class, an import or the like, or a name of a whole module."""
    if item.typ == "variable":
        line = item.filename.read_text(encoding="utf-8").splitlines()[item.first_lineno - 1]
        return not line.startswith(" ")
    return bool(item.typ != "attribute")


if __name__ == "__main__":
    sys.exit(main())
