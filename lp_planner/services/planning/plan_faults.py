"""What stands in the way of a workbook that comes back, with its sheet, row and column."""

from dataclasses import dataclass

from lp_planner.domain.records.errors import PlannerError
from lp_planner.wording import counted


@dataclass(frozen=True)
class RowFault:
    """What needs another look, and where; ``row`` counts as the spreadsheet does."""

    sheet: str
    row: int
    column_label: str
    sentence: str
    name: str = ""
    """The answer it is about, by which it can be mended in place."""

    @property
    def place(self) -> str:
        """What an answer given on the page is told by."""
        return place_of(self.sheet, self.row, self.name)


def place_of(sheet: str, row: int, name: str) -> str:
    """One cell of a plan, as a key."""
    return f"{sheet}|{row}|{name}"


class PlanNotImported(PlannerError):
    """Nothing was imported.

    ``faults`` lists everything that needs another look, in the order of the file; ``odd`` what is
    only asked about, which is imported once the person says that it is right.
    """

    def __init__(self, faults: tuple[RowFault, ...], odd: tuple[RowFault, ...] = ()) -> None:
        """Keep every fault and every question."""
        count = len(faults)
        things = counted(count, "answer needs", "answers need")
        nothing = "Nothing was imported: there is no filled-in row in this file yet."
        asked = counted(len(odd), "answer looks", "answers look")
        only_asked = f"Nothing is imported yet: {asked} odd. Are they right?"
        told = f"Nothing was imported: {things} another look." if faults else nothing
        super().__init__(only_asked if odd and not faults else told)
        self.faults, self.odd = faults, odd
