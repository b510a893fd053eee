"""What a file of the school's own shows, looked at in memory and never kept (docs/adr/0084).

The same reader and the same questions as for every other file, and no way to save: what leaves
this module are numbers about five pupils or more, and the few answers a form may begin with.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from lp_planner.charts.chart import Chart
from lp_planner.charts.school_rows import distribution_chart, gaps_chart, trend_chart
from lp_planner.domain.accounts.permissions import Action
from lp_planner.domain.measures.school_rows import (
    Shown,
    gap_in_words,
    in_words,
    trend_in_words,
)
from lp_planner.domain.planning.school_year import Half
from lp_planner.domain.records.measures import is_share
from lp_planner.interchange.rows.cells import plain, said
from lp_planner.interchange.rows.columns import readable_days
from lp_planner.interchange.rows.days import NotADay
from lp_planner.interchange.rows.numbers import Amount, Comma, NotANumber, amount_of, comma_in
from lp_planner.interchange.rows.sheets import TableRow
from lp_planner.interchange.rows.tables import Table, bare
from lp_planner.services.desk.bringing_in import Given, Look, RowSeen, RowState, Stopped
from lp_planner.services.desk.projects import project_for
from lp_planner.services.desk.school_year import halves_unchecked
from lp_planner.services.desk.sorting_rows import Sorting, day_reader, sorting_of
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.measures.school_columns import (
    COLUMNS,
    figure_columns,
    first_group,
    group_columns,
    is_log,
    who_columns,
)
from lp_planner.services.measures.school_numbers import Gathered, PupilSeen, shown_of
from lp_planner.wording import with_unit

EVENTS, FIGURES = "events", "figures"
LONGEST_LINE = 200


@dataclass(frozen=True)
class SchoolLook:
    """What a file was understood as and what it shows; ``shown`` is none while a question stands.

    Pages draw which columns were read and what is asked, and never a row of it.
    """

    look: Look
    shown: Shown | None
    charts: tuple[Chart, ...] = ()
    unread: tuple[str, ...] = ()


def look_at_school_rows(desk: Desk, project_id: str, given: Given) -> SchoolLook:
    """What these rows show; nothing of them is kept, in no draft, note or log.

    Raises:
        NotFound: for a project that the actor does not lead.
        UnreadableTable: when it is no table at all.
    """
    with desk.read() as reader:
        project_for(reader, desk.actor, project_id, Action.WRITE_PROJECT)
        halves = halves_unchecked(desk.workspace, reader, desk.actor.school_id)
    found = _SchoolRows(given, halves, desk.today())
    shown = found.shown()
    unread = tuple(row.because for row in found.seen if row.state is RowState.UNREAD)
    return SchoolLook(found.look, shown, () if shown is None else charts_of(shown), unread)


def charts_of(shown: Shown) -> tuple[Chart, ...]:
    """The charts of what a file shows, those there is something to draw of."""
    if shown.middle is None:
        return ()
    found = [distribution_chart(shown)]
    if trend_in_words(shown):
        found.append(trend_chart(shown))
    if shown.groups or shown.held_back:
        found.append(gaps_chart(shown))
    return tuple(found)


def source_answers(shown: Shown, today: dt.date) -> dict[str, object]:
    """What the form for a source begins with."""
    gap = shown.widest
    sentences = [in_words(shown), trend_in_words(shown)]
    sentences += [gap_in_words(gap, shown.unit)] if gap else []
    told = with_unit(round(shown.mean, 1), shown.unit) if shown.mean is not None else ""
    return {
        "source_kind": "attendance_behaviour" if _is_of_registers(shown) else "assessment_data",
        "gathered_on": (shown.last_on or today).isoformat(),
        "says": " ".join(sentence for sentence in sentences if sentence),
        "size": f"{shown.pupils} pupils; {told} on average"[:LONGEST_LINE],
    }


def baseline_answers(shown: Shown, today: dt.date) -> dict[str, object]:
    """What the form for a starting point begins with."""
    return {
        "name": shown.what[:LONGEST_LINE],
        "taken_on": (shown.last_on or today).isoformat(),
        "value": round(shown.mean or 0.0, 2),
        "unit": shown.unit or ("entries for each pupil" if shown.is_log else ""),
        "people": shown.pupils,
        "group_described": f"{shown.pupils} pupils in the school’s own file",
        "instrument": "Average of the school’s own file",
    }


def _is_of_registers(shown: Shown) -> bool:
    told = plain(shown.what)
    words = ("attend", "absen", "behav", "incident", "late", "present", "entries", "exclu",
             "suspen", "detention", "session")  # fmt: skip
    return shown.is_log or any(word in told for word in words)


class _SchoolRows:
    """The rows of one file, for as long as they are looked at."""

    def __init__(self, given: Given, halves: Sequence[Half], today: dt.date) -> None:
        self.sorting: Sorting = sorting_of(given, COLUMNS, _rows_in)
        self._halves, self._today = halves, today
        self._who = who_columns(self.sorting.table)
        self._periods: dict[str, int] = {}
        self._is_log = self._ask_what_a_row_is()
        if not self._is_log:
            self._find_figure()
        self._find_group()
        self._days = day_reader(self.sorting, "day", halves, today)
        self._commas = {
            at: comma_in(self.sorting.table.column(at), self.sorting.sheet.separator)
            for at in range(len(self.sorting.table.headings))
        }
        self._unit, self._factor = self._ask_unit()
        self._pupils: dict[object, PupilSeen] = defaultdict(PupilSeen)
        self._by_day: list[tuple[dt.date, object, float]] = []
        self.seen: list[RowSeen] = []
        if not self.sorting_is_open:
            for row in self.sorting.table.rows:
                self._read(row)
        self.look = self.sorting.look(self.seen)

    @property
    def sorting_is_open(self) -> bool:
        """Whether a question about every row has no answer."""
        return any(not self.sorting.answer_to(q.key) for q in self.sorting.questions)

    def _ask_what_a_row_is(self) -> bool:
        """Whether each row is something that happened."""
        sorting = self.sorting
        if not is_log(sorting.table) or "day" not in sorting.columns:
            return False
        if "value" not in sorting.columns and not sorting.also.get("value"):
            sorting.columns.pop("value", None)
            return True
        answer = sorting.ask(
            "rows",
            "Is each row something that happened, or the figure of one pupil?",
            {EVENTS: "Something that happened, such as an incident", FIGURES: "A figure"},
        )
        return answer == EVENTS

    def _find_figure(self) -> None:
        """Name the column of the figure; several terms side by side are a line over time."""
        sorting, table = self.sorting, self.sorting.table
        taken = {at for key, at in sorting.columns.items() if key != "value"} | set(self._who)
        numbers = figure_columns(table, taken)
        periods = [at for at in numbers if self._is_period(table.headings[at])]
        if len(periods) > 1 and "column:value" not in sorting.told:
            self._periods = {table.headings[at]: at for at in periods}
            sorting.columns |= {f"period {n}": at for n, at in enumerate(periods[:-1])}
            sorting.columns["value"] = periods[-1]
            names = ", ".join(self._periods)
            sorting.notes.append(f"Read as one line over time: {names}. The last one is looked at.")
            return
        if "column:value" in sorting.told and "value" in sorting.columns:
            return
        named = [at for at in [sorting.columns.get("value"), *sorting.also.get("value", [])]
                 if at is not None and at in numbers]  # fmt: skip
        among = named or numbers
        if len(among) == 1:
            sorting.columns["value"] = among[0]
        elif among:
            sorting.columns.pop("value", None)
            sorting.ask_column("value", "Which column would you like to look at?", among)

    def _is_period(self, heading: str) -> bool:
        name = bare(heading)
        for word in ("attendance", "score", "mark", "points", "present"):
            name = name.replace(word, " ")
        name = " ".join(name.split())
        is_term = name.split(" ")[0] in {"autumn", "spring", "summer"} if name else False
        return is_term or readable_days([name], self._halves, self._today) == 1

    def _find_group(self) -> None:
        """Name the column of the group to begin with; the person may choose another."""
        sorting, table = self.sorting, self.sorting.table
        if "column:group" in sorting.told:
            return
        named = [sorting.columns.pop("group", None), *sorting.also.get("group", [])]
        taken = {*self._who, *sorting.columns.values()}
        among = [at for at in named if at is not None] or group_columns(table, taken)
        if (first := first_group(table, among)) is not None:
            sorting.columns["group"] = first

    def _ask_unit(self) -> tuple[str, float]:
        at = self.sorting.columns.get("value")
        if at is None:
            return "", 1
        heading, cells = self.sorting.table.headings[at], self.sorting.table.column(at)
        amounts = [a for cell in cells if (a := _maybe(cell, self._commas[at])) is not None]
        if "out_of" in self.sorting.columns or any(a.out_of for a in amounts):
            return "%", 1
        is_percent = any(a.is_percent for a in amounts) or is_share(heading) or "%" in heading
        plain_ones = [a.value for a in amounts if not a.is_percent]
        is_one = bool(plain_ones) and all(0 <= n <= 1 for n in plain_ones)
        if is_one and any(n not in {0, 1} for n in plain_ones):
            some = next(n for n in plain_ones if n not in {0, 1})
            answer = self.sorting.ask(
                "unit",
                f"The values of “{heading}” go from 0 to 1, such as {some:g}. Are they shares?",
                {"hundred": f"Yes, {some:g} is {some * 100:.4g}%", "as_is": f"No, it is {some:g}"},
            )
            return ("%", 100) if answer == "hundred" else ("", 1)
        return ("%" if is_percent or "attendance" in plain(heading) else ""), 1

    def _read(self, row: TableRow) -> None:
        try:
            if self._is_log:
                self._read_event(row)
            else:
                self._read_figure(row)
        except Stopped as stopped:
            self.seen.append(stopped.seen)

    def _read_event(self, row: TableRow) -> None:
        day, who = self._day(row), self._pupil_key(row)
        pupil = self._pupils[who]
        pupil.group = pupil.group or self._group(row)
        pupil.values = [sum(pupil.values) + 1]
        if day is not None:
            self._by_day.append((day, who, 1.0))
        self.seen.append(self.sorting.seen(row, RowState.NEW))

    def _read_figure(self, row: TableRow) -> None:
        sorting = self.sorting
        if "value" not in sorting.columns:
            because = "No column is a figure. Please say which one."
            raise Stopped(sorting.seen(row, RowState.UNREAD, because))
        day, who = self._day(row), self._pupil_key(row)
        value = self._value(row, sorting.columns["value"])
        pupil = self._pupils[who]
        pupil.group = pupil.group or self._group(row)
        for name, at in self._periods.items():
            if (part := self._value(row, at)) is not None:
                pupil.series[name] = part
        if value is None:
            self.seen.append(sorting.seen(row, RowState.LEFT, "There is no figure in it."))
            return
        pupil.values.append(value)
        if day is not None:
            self._by_day.append((day, who, value))
        self.seen.append(sorting.seen(row, RowState.NEW))

    def _value(self, row: TableRow, at: int) -> float | None:
        cell = row.cells[at] if at < len(row.cells) else ""
        try:
            amount = amount_of(cell, self._commas[at])
            if amount is None:
                return None
            whole = amount.out_of
            is_part = not (amount.is_percent or is_share(plain(self._heading("value"))))
            if whole is None and is_part and "out_of" in self.sorting.columns and not self._periods:
                possible = amount_of(self.sorting.cell(row, "out_of"))
                whole = None if possible is None else possible.value
                if possible is None:
                    return None
        except NotANumber as refused:
            seen = self.sorting.seen(row, RowState.UNREAD, str(refused), faulty=at)
            raise Stopped(seen) from refused
        if whole is not None:
            if whole <= 0 or not 0 <= amount.value <= whole:
                because = f"{amount.value:g} cannot be counted out of {whole:g}."
                raise Stopped(self.sorting.seen(row, RowState.UNREAD, because, faulty=at))
            return amount.value / whole * 100
        return amount.value if amount.is_percent else amount.value * self._factor

    def _day(self, row: TableRow) -> dt.date | None:
        if "day" not in self.sorting.columns or not said(self.sorting.cell(row, "day")):
            return None
        try:
            return self._days.day_of(self.sorting.cell(row, "day"))
        except NotADay as refused:
            raise Stopped(self.sorting.unread(row, str(refused), "day")) from refused

    def _pupil_key(self, row: TableRow) -> object:
        """Who it is, to put rows of one pupil together; each row alone where nothing tells."""
        parts = tuple(plain(row.cells[at]) for at in self._who if at < len(row.cells))
        return parts if any(parts) else row.number

    def _group(self, row: TableRow) -> str:
        return " ".join(said(self.sorting.cell(row, "group")).split())

    def shown(self) -> Shown | None:
        """What may be told; nothing while a question stands, or nothing could be read."""
        pupils = [pupil for pupil in self._pupils.values() if pupil.values]
        if self.sorting_is_open or not pupils:
            return None
        return shown_of(
            Gathered(
                what="Entries for each pupil"
                if self._is_log
                else self._heading("value") or "The figure",
                unit=self._unit,
                by=self._heading("group"),
                pupils=tuple(pupils),
                by_day=tuple(self._by_day),
                periods=tuple(self._periods),
                is_log=self._is_log,
            ),
            self._today,
        )

    def _heading(self, meaning: str) -> str:
        at = self.sorting.columns.get(meaning)
        return "" if at is None else self.sorting.table.name_of(at)


def _rows_in(table: Table) -> int:
    return len(table.rows) if figure_columns(table, set()) or is_log(table) else 0


def _maybe(cell: object, comma: Comma) -> Amount | None:
    try:
        return amount_of(cell, comma)
    except NotANumber:
        return None
