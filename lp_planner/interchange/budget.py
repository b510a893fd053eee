"""How much there may be in a file: counted down while it is read, one budget for all that is in it.

The limits are far above what documents and tables of schools hold, and low enough that counting to
them takes a second. Files within files draw on the same budget.
"""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


class Overdrawn(Exception):
    """There is more in this file than was allowed; ``what`` names it."""

    def __init__(self, what: str) -> None:
        """Say what there is too much of."""
        super().__init__(what)
        self.what = what


@dataclass
class Budget:
    """What may still be read. Spending more than there is raises :class:`Overdrawn`."""

    steps: int = 1_000_000
    """Elements of XML; what is looked at more closely costs more of them."""
    unpacked: int = 120 * MEGABYTE
    xml: int = 50 * MEGABYTE
    cells: int = 0
    """Cells and rows of a table that is read, empty ones as well."""
    depth: int = 200
    """How deep elements may stand in each other; checked, not spent."""

    def spend(self, what: str, number: int) -> None:
        """Take ``number`` of ``steps``, ``unpacked``, ``xml`` or ``cells``."""
        left = getattr(self, what) - number
        setattr(self, what, left)
        if left < 0:
            raise Overdrawn(what)
