"""Turns what a model refuses into sentences for the person at the form."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from pydantic import ValidationError

from lp_planner.domain.records.errors import ValidationFailed


@contextmanager
def in_words(labels: Mapping[str, str]) -> Iterator[None]:
    """Raise :class:`ValidationFailed` instead of pydantic's error, one sentence a field.

    ``labels`` names the fields as the form does.
    """
    try:
        yield
    except ValidationError as refused:
        raise ValidationFailed(sentences(refused, labels)) from refused


def sentences(refused: ValidationError, labels: Mapping[str, str]) -> dict[str, str]:
    """One sentence for each refused field, in the order of the form."""
    found: dict[str, str] = {}
    for fault in refused.errors():
        name = str(fault["loc"][0]) if fault["loc"] else ""
        label = labels.get(name, name.replace("_", " "))
        ending = _ending(str(fault["type"]), fault.get("ctx") or {}, fault.get("input"))
        found.setdefault(name, f"“{label}” {ending}")
    return found


def _ending(kind: str, limits: Mapping[str, object], given: object) -> str:
    if kind in {"missing", "string_too_short"}:
        return "is still empty."
    if kind == "string_too_long":
        most = limits.get("max_length")
        over = len(given.strip()) - most if isinstance(given, str) and isinstance(most, int) else 0
        by = f" by {over}" if over > 0 else ""
        return f"is longer than {most} characters{by}; please shorten it."
    bounds = {"ge": "{} or more", "le": "{} or less", "gt": "more than {}", "lt": "less than {}"}
    if bound := next((name for name in bounds if name in limits), ""):
        return f"has to be {bounds[bound].format(limits[bound])}."
    if kind.startswith("date"):
        return "needs a date, such as 5 November 2025."
    if kind.startswith(("int", "float", "finite")):
        return "needs a number."
    return "is not one of the answers we know."
