"""What test_apart lets a child process do; it imports little, for the child has a second."""

import ctypes
import datetime as dt
import os
from dataclasses import dataclass
from pathlib import Path

from lp_planner.domain.records.errors import ValidationFailed
from lp_planner.interchange.bad_file import BadFile


@dataclass(frozen=True)
class Found:
    """Something a reader gives back."""

    what: object


def goes_on(_data: bytes) -> str:
    while True:
        pass


def wants_all_memory(_data: bytes) -> int:
    return len(bytes(3 * 1024**3))


def falls_over(_data: bytes) -> str:
    return str(ctypes.string_at(0))


def writes_a_file(data: bytes) -> int:
    return Path(data.decode()).write_bytes(b"x" * 10)


def has_a_fault(data: bytes) -> str:
    raise RuntimeError(data)


def refuses(data: bytes) -> str:
    raise BadFile(data.decode())


def refuses_an_answer(data: bytes) -> str:
    raise ValidationFailed({"file": data.decode()})


def gives_it_back(data: bytes) -> Found:
    return Found(
        (
            data,
            dt.date(2026, 1, 5),
            dt.datetime(2026, 1, 5, 8, tzinfo=dt.UTC),
            1.5,
            None,
            {"a": (1,)},
        )
    )


def says_something_first(data: bytes) -> int:
    print("a library says", data)
    return os.getpid()
