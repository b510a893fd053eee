"""JSON as it is written: numbers keep their literal text, repeated keys are not lost in silence."""

import json
from collections.abc import Iterable

from lp_planner.interchange.errors import BadFrameworkFile
from lp_planner.interchange.report import Ledger, shown


class NumberText(str):
    """A number exactly as the file writes it: ``1.10`` stays "1.10"."""

    __slots__ = ()


class JsonTable(dict[str, object]):
    """A JSON object that remembers which of its keys stood there more than once."""

    repeated: tuple[str, ...] = ()


def parse_json(text: str, ledger: Ledger | None = None) -> object:
    """The value the text holds; tables are :class:`JsonTable`, numbers :class:`NumberText`.

    Each key that stands twice in one table is reported with its path.

    Raises:
        BadFrameworkFile: naming line and column of what is not JSON.
    """
    repeats: list[JsonTable] = []

    def table(pairs: Iterable[tuple[str, object]]) -> JsonTable:
        made = _table(pairs)
        if made.repeated:
            repeats.append(made)
        return made

    try:
        parsed: object = json.loads(
            text,
            object_pairs_hook=table,
            parse_float=NumberText,
            parse_int=NumberText,
            parse_constant=_refused,
        )
    except json.JSONDecodeError as refused:
        message = (
            f"Line {refused.lineno}, column {refused.colno}: this is not valid JSON "
            f"({_reason(refused)}); please mend the file at that place and try again."
        )
        raise BadFrameworkFile(message) from None
    except RecursionError:
        message = "This JSON is nested far deeper than any framework; please check the file."
        raise BadFrameworkFile(message) from None
    if repeats and ledger is not None:
        _note_repeated_keys(parsed, ledger)
    return parsed


def _note_repeated_keys(parsed: object, ledger: Ledger) -> None:
    waiting: list[tuple[str, object]] = [("", parsed)]
    while waiting:
        place, value = waiting.pop()
        if isinstance(value, JsonTable):
            for key in value.repeated:
                ledger.dropped(
                    f"{place}.{key}".lstrip("."),
                    f"the earlier of two values for {shown(key)}",
                    "the key stands there twice; the last one counts",
                )
            waiting += [(f"{place}.{key}".lstrip("."), below) for key, below in value.items()]
        elif isinstance(value, list):
            waiting += [(f"{place}[{number}]", below) for number, below in enumerate(value)]


def _table(pairs: Iterable[tuple[str, object]]) -> JsonTable:
    table = JsonTable()
    repeated: list[str] = []
    for key, value in pairs:
        if key in table:
            repeated.append(key)
        table[key] = value
    if repeated:
        table.repeated = tuple(repeated)
    return table


def _refused(name: str) -> object:
    message = f"The file holds {name}, which JSON does not know; please replace it by a text."
    raise BadFrameworkFile(message)


def _reason(refused: json.JSONDecodeError) -> str:
    reasons = {
        "Extra data": "something follows after the end",
        "Invalid control character at": "a line end or control character stands inside a text",
        "Expecting ',' delimiter": "a comma or a closing bracket is missing",
        "Expecting ':' delimiter": "a colon is missing",
        "Expecting value": "a value is missing",
        "Expecting property name enclosed in double quotes": "a key in double quotes is missing",
        "Unterminated string starting at": "a text has no closing quote",
        "Illegal trailing comma before end of object": "there is a comma too many",
    }
    return reasons.get(refused.msg, refused.msg[:1].lower() + refused.msg[1:])
