"""What one process tells another: texts, numbers, days and small classes, spelled out as JSON.

The other process has read bytes from a stranger, so nothing it says is run: a class is made only
when whoever asked named it.
"""

import base64
import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Any

_PLAIN = {str, int, float, bool, type(None)}
_DAYS: Mapping[str, Any] = {
    "datetime": dt.datetime, "date": dt.date, "time": dt.time,
}  # fmt: skip


def spelled(value: object) -> object:  # noqa: PLR0911 - one for each type
    """The value in what JSON knows.

    Raises:
        TypeError: for what is no plain data.
    """
    if type(value) in _PLAIN:
        return value
    if isinstance(value, tuple | list):
        return ["row", *(v if type(v) in _PLAIN else spelled(v) for v in value)]
    if isinstance(value, Mapping):
        return ["table", *([spelled(key), spelled(v)] for key, v in value.items())]
    if isinstance(value, bytes):
        return ["bytes", base64.b64encode(value).decode()]
    if isinstance(value, dt.date | dt.time):
        return [type(value).__name__, value.isoformat()]
    if isinstance(value, dt.timedelta):
        return ["timedelta", value.total_seconds()]
    if hasattr(value, "model_dump_json"):
        return ["model", type(value).__name__, value.model_dump_json()]
    if dataclasses.is_dataclass(value):
        parts = (getattr(value, field.name) for field in dataclasses.fields(value))
        return ["class", type(value).__name__, *map(spelled, parts)]
    if isinstance(value, str):  # a text of a class of its own
        return str(value)
    raise TypeError(type(value).__name__)


def read_back(told: Any, holds: tuple[type, ...]) -> object:  # noqa: ANN401, PLR0911 - as JSON gives it
    """The value again; lists come back as tuples.

    Raises:
        ValueError: for what is not spelled as it should be, or a class that nobody named.
    """
    if not isinstance(told, list):
        return told
    match told:
        case ["row", *parts]:
            return tuple(read_back(p, holds) if type(p) is list else p for p in parts)
        case ["table", *pairs]:
            return {read_back(key, holds): read_back(value, holds) for key, value in pairs}
        case ["bytes", str(text)]:
            return base64.b64decode(text)
        case ["timedelta", seconds]:
            return dt.timedelta(seconds=seconds)
        case [("datetime" | "date" | "time") as kind, str(text)]:
            return _DAYS[kind].fromisoformat(text)
        case ["model", str(name), str(text)]:
            return _class(name, holds).model_validate_json(text)
        case ["class", str(name), *parts]:
            return _class(name, holds)(*(read_back(part, holds) for part in parts))
    raise ValueError(told[:1])


def _class(name: str, holds: tuple[type, ...]) -> Any:  # noqa: ANN401 - one of those named
    found = {known.__name__: known for known in holds}
    if name not in found:
        raise ValueError(name)
    return found[name]
