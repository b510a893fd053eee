"""Whether a content file has the keys and types its model asks for, in sentences."""

import json
from collections.abc import Mapping
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from lp_planner.content.entries import Entry, fault, listed

MAY_BE_EMPTY = frozenset({"help", "placeholder", "phase", "group", "support_staff_note"})
EXPECTED = {
    "string_type": "expected text in quotation marks",
    "bool_type": "expected true or false, without quotation marks",
    "int_type": "expected a whole number, without quotation marks",
    "tuple_type": "expected a list in square brackets",
    "model_type": "expected a table of keys and values",
    "model_attributes_type": "expected a table of keys and values",
}


def parse[Model: BaseModel](model: type[Model], entry: Entry) -> Model | list[str]:
    """The model of one file, or every fault of its shape."""
    try:
        return model.model_validate_json(json.dumps(entry.values, default=str), strict=True)
    except ValidationError as error:
        return [_sentence(model, entry, detail) for detail in error.errors()]


def empty_texts(entry: Entry) -> list[str]:
    """A fault for every text that is there but says nothing."""
    return [
        table.fault(
            key,
            "please say where this comes from"
            if key == "source"
            else "please write something here, or remove the key",
        )
        for table in entry.walk()
        for key, value in table.values.items()
        if isinstance(value, str) and not value.strip() and key not in MAY_BE_EMPTY
    ]


def _sentence(model: type[BaseModel], entry: Entry, detail: ErrorDetails) -> str:
    place = detail["loc"]
    key = str(place[-1]) if place else ""
    within = _name_at(entry, place[:-1])
    kind = detail["type"]
    if kind == "missing":
        article = "an" if key[:1] in "aeiou" else "a"
        sentence = f"please add {article} {key}"
    elif kind == "extra_forbidden":
        known = _model_at(model, place[:-1]).model_fields
        sentence = f"this key is not known here; expected one of {listed(known)}"
    elif kind == "enum":
        sentence = f"expected {detail['ctx']['expected']}, found {detail['input']!r}"
    else:
        found = type(detail["input"]).__name__
        found = {"str": "text", "int": "a number", "float": "a number", "list": "a list"}.get(
            found, {"bool": "true or false", "dict": "a table"}.get(found, found)
        )
        sentence = f"{EXPECTED.get(kind, detail['msg'])}; found {found}"
    return fault(entry.file, place, sentence, within)


def _name_at(entry: Entry, place: tuple[str | int, ...]) -> str:
    value: Any = entry.values
    for part in place:
        value = value[part]
    return Entry(entry.file, place, value).name if isinstance(value, Mapping) else ""


def _model_at(model: type[BaseModel], place: tuple[str | int, ...]) -> type[BaseModel]:
    """The model that describes the table at ``place``: lists of tables are the only nesting."""
    for part in place:
        if isinstance(part, str):
            inner = get_args(model.model_fields[part].annotation)[0]
            if isinstance(inner, type) and issubclass(inner, BaseModel):
                model = inner
    return model
