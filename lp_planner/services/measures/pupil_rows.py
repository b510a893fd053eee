"""Pupils' scores from rows: which columns are before and after is told by headings, or asked.

Whatever else a row holds (names, codes, classes) is read past: no record keeps it, and the note of
the import keeps only the headings of the columns that were read.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lp_planner.domain.accounts.permissions import Action
from lp_planner.domain.records.measures import Measure, PupilScore, ReadingGroup
from lp_planner.interchange.rows.cells import is_filled, plain, said
from lp_planner.interchange.rows.columns import Wanted, words
from lp_planner.interchange.rows.numbers import Comma, NotANumber, amount_of, comma_in
from lp_planner.interchange.rows.sheets import TableRow
from lp_planner.interchange.rows.tables import ASIDE, Table, bare, filled_share
from lp_planner.services.desk.bringing_in import (
    LEAVE,
    RIGHT,
    Given,
    Look,
    RowSeen,
    RowsNotSaved,
    RowState,
    RowTrouble,
    Stopped,
)
from lp_planner.services.desk.imports import last_import_unchecked, note_import
from lp_planner.services.desk.sorting_rows import Sorting, sorting_of
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.measures.many_readings import GROUPS
from lp_planner.services.measures.one_measure import measure_for
from lp_planner.storage.reader import Reader
from lp_planner.storage.unit_of_work import UnitOfWork

KIND = "pupil_score"
SCORES = (
    Wanted(
        "before",
        "the score before",
        words(
            "before,pre,pre test,pre-test,pretest,baseline,baseline score,start,starting point,"
            "score before,before score,pre score,entry,first score,initial,initial score,test 1"
        ),
        is_needed=True,
    ),
    Wanted(
        "after",
        "the score after",
        words(
            "after,post,post test,post-test,posttest,end,endline,score after,after score,"
            "post score,exit,final,final score,second score,outcome,test 2"
        ),
        is_needed=True,
    ),
    Wanted("group", "the group", words("group,arm,condition,intervention or control")),
)
MADE_OF_OTHERS = words(
    "change,gain,gains,progress,difference,diff,growth,stanine,stanine 1,stanine 2,rank,percentile,"
    "progress score,change in score,value added,target,predicted,expected,increase"
)
"""Headings of columns that are worked out from scores."""
MOSTLY = 0.5
PAIR = 2
Score = tuple[ReadingGroup, float | None, float | None]


def look_at_scores(desk: Desk, project_id: str, measure_id: str, given: Given) -> Look:
    """What would come of these rows as pupils' scores of a measure; nothing is saved.

    Raises:
        NotFound: when the measure is not in a project of the actor's.
        UnreadableTable: when it is no table at all.
    """
    with desk.read() as reader:
        return _read(desk, reader, project_id, measure_id, given).look


def bring_in_scores(desk: Desk, project_id: str, measure_id: str, given: Given) -> int:
    """Put the scores of these rows in the place of a measure's scores; how many pupils.

    Rows that cannot be read are left out; :func:`look_at_scores` has told which.

    Raises:
        NotFound: when the measure is not in a project of the actor's.
        RowsNotSaved: when a question is open, or no row is a pupil's.
        UnreadableTable: when it is no table at all.
    """

    def save(uow: UnitOfWork) -> int:
        found = _read(desk, uow, project_id, measure_id, given)
        if found.look.open_questions or not found.scores:
            nothing = RowTrouble(1, "A row is a score before and a score after.")
            raise RowsNotSaved(found.look.troubles or [nothing])
        old = uow.find(PupilScore, project_id=project_id, measure_id=measure_id)
        kept = Counter((s.reading_group, s.before, s.after) for s in old)
        if kept == Counter(found.scores):
            return len(found.scores)
        uow.erase_all(PupilScore, project_id=project_id, measure_id=measure_id)
        for group, before, after in found.scores:
            uow.add(
                PupilScore,
                project_id=project_id,
                measure_id=measure_id,
                reading_group=group,
                before=before,
                after=after,
            )
        note_import(uow, found.sorting, project_id, KIND, measure_id=measure_id)
        return len(found.scores)

    return desk.write(save)


@dataclass
class _Scores:
    sorting: Sorting
    scores: list[Score]
    look: Look


def _read(desk: Desk, reader: Reader, project_id: str, measure_id: str, given: Given) -> _Scores:
    measure = measure_for(reader, desk.actor, project_id, measure_id, Action.WRITE_PROJECT)
    before = last_import_unchecked(reader, project_id, KIND, measure_id)
    found = sorting_of(given, SCORES, lambda table: len(_number_columns(table)), before)
    _find_columns(found)
    scores_at = {k: at for k, at in found.columns.items() if k in {"before", "after"}}
    commas = {
        key: comma_in(found.table.column(at), found.sheet.separator)
        for key, at in scores_at.items()
    }
    out_of = _usual_out_of(cell for at in scores_at.values() for cell in found.table.column(at))
    pairs = [(row, _score(found, row, commas, out_of)) for row in found.table.rows]
    _ask_about_values(found, pairs, measure)
    seen, scores = [], []
    for row, score in pairs:
        if isinstance(score, RowSeen):
            seen.append(score)
            continue
        _, first, second = score
        odd = [n for n in (first, second) if n is not None and not _is_on_scale(n, measure)]
        if odd and found.told.get("scale") != RIGHT:
            state = RowState.LEFT if found.told.get("scale") == LEAVE else RowState.ASKED
            because = f"{odd[0]:g} is outside what the test can give."
            seen.append(found.seen(row, state, because))
            continue
        scores.append(score)
        words_ = " → ".join("no score" if n is None else f"{n:g}" for n in (first, second))
        seen.append(found.seen(row, RowState.NEW, says=words_))
    return _Scores(found, scores, found.look(seen))


def _find_columns(found: Sorting) -> None:
    """Name before and after, or ask: of three columns of numbers, nobody can tell which two."""
    table = found.table
    if not table.headings:
        return
    groups = [at for at in range(len(table.headings)) if _is_group(table.column(at))]
    if "group" not in found.columns and groups and "column:group" not in found.told:
        found.columns["group"] = groups[-1]
    elif (
        (at := found.columns.get("group")) is not None
        and at not in groups
        and ("column:group" not in found.told)
    ):
        del found.columns["group"]
    for key, places in found.also.items():
        if places and key in {"before", "after"} and f"column:{key}" not in found.told:
            among = [found.columns.pop(key), *places]
            found.ask_column(key, f"Which column is the score {key}?", among)
    if {"before", "after"} <= found.columns.keys() or any(
        q.key in {"column:before", "column:after"} for q in found.questions
    ):
        return
    taken = set(found.columns.values())
    numbers = [at for at in _number_columns(table) if at not in taken]
    lacking = [key for key in ("before", "after") if key not in found.columns]
    if len(numbers) == len(lacking) and not found.told.keys() & {f"column:{k}" for k in lacking}:
        found.columns.update(zip(lacking, numbers, strict=True))
        return
    for key in lacking:
        found.ask_column(key, f"Which column is the score {key}?", numbers)


def _number_columns(table: Table) -> list[int]:
    found = []
    for at, heading in enumerate(table.headings):
        cells = table.column(at)
        is_other = bare(heading) in ASIDE | MADE_OF_OTHERS or bare(heading).startswith("stanine")
        if is_other or (not heading and _counts_up(cells)):
            continue
        if filled_share(cells, _is_score) > MOSTLY or (
            any(map(is_filled, cells)) and bare(heading) in SCORES[0].words | SCORES[1].words
        ):
            found.append(at)
    return found


def _counts_up(cells: list[object]) -> bool:
    """Whether a column only numbers the rows."""
    said_ = [plain(cell) for cell in cells]
    return len(said_) > PAIR and said_ == [str(n) for n in range(1, len(said_) + 1)]


def _is_group(cells: list[object]) -> bool:
    filled = [plain(cell) for cell in cells if is_filled(cell)]
    return bool(filled) and all(cell in GROUPS for cell in filled)


def _is_score(cell: object) -> bool:
    try:
        amount = amount_of(cell)
    except NotANumber:
        return False
    return amount is not None


def _usual_out_of(cells: Iterable[object]) -> float | None:
    """What most of the scores are out of, where they say it."""
    found: Counter[float] = Counter()
    for cell in cells:
        try:
            amount = amount_of(cell)
        except NotANumber:
            continue
        if amount is not None and amount.out_of is not None:
            found[amount.out_of] += 1
    return found.most_common(1)[0][0] if found else None


def _score(
    found: Sorting, row: TableRow, commas: Mapping[str, Comma], out_of: float | None
) -> Score | RowSeen:
    is_open = (q for q in found.questions if not found.answer_to(q.key) and q.key != "scale")
    if asked := next(is_open, None):
        return found.seen(row, RowState.ASKED, asked.sentence)
    if not {"before", "after"} & found.columns.keys():
        return found.seen(row, RowState.UNREAD, "A row needs a score before and a score after.")
    group = GROUPS.get(plain(found.cell(row, "group")))
    if group is None:
        name = said(found.cell(row, "group"))[:40]
        return found.unread(row, f"“{name}” is not a group we know.", "group")
    try:
        before, after = (_number(found, row, key, commas, out_of) for key in ("before", "after"))
    except Stopped as stopped:
        return stopped.seen
    if before is after is None:
        return found.seen(row, RowState.LEFT, "There is no score in it.")
    return group, before, after


def _number(
    found: Sorting,
    row: TableRow,
    key: str,
    commas: Mapping[str, Comma],
    out_of: float | None,
) -> float | None:
    cell = found.cell(row, key)
    try:
        amount = amount_of(cell, commas.get(key, Comma.THOUSANDS))
    except NotANumber as refused:
        because = str(refused).replace("a number", "a score")
        raise Stopped(found.unread(row, because, key)) from refused
    if amount is not None and amount.out_of not in {None, out_of}:
        because = f"“{said(cell)[:40]}” is not out of {out_of:g} as the others are."
        raise Stopped(found.unread(row, because, key))
    return None if amount is None else amount.value


def _ask_about_values(
    found: Sorting, pairs: list[tuple[TableRow, Score | RowSeen]], measure: Measure
) -> None:
    read = [score for _, score in pairs if not isinstance(score, RowSeen)]
    numbers = [n for _, first, second in read for n in (first, second) if n is not None]
    if any(not _is_on_scale(n, measure) for n in numbers):
        found.ask(
            "scale",
            "Some scores are outside what the test can give. Are they right?",
            {RIGHT: "Yes, save them", LEAVE: "No, leave these pupils out"},
        )


def _is_on_scale(score: float, measure: Measure) -> bool:
    return measure.full_marks is None or 0 <= score <= measure.full_marks
