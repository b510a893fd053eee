"""The planner's own TOML, as ``data/frameworks`` holds it."""

import re
import tomllib

from pydantic import ValidationError

from lp_planner.domain.evidence.standards import Framework
from lp_planner.interchange.draft_to_framework import from_framework
from lp_planner.interchange.errors import BadFrameworkFile
from lp_planner.interchange.model import FrameworkDraft
from lp_planner.interchange.plain_text import clean_text
from lp_planner.interchange.report import Ledger

LONGEST = 2_000_000
# Reading a key of many parts takes time that grows with the square of their number.
LONG_KEY = re.compile(r"(?<![\w\"'-])[\w\"'-]+(?:[ \t]*\.[ \t]*[\w\"'-]+){40}")

OWN_KEY = re.compile(r"^[ \t]*(?:key|name|edition)[ \t]*=[ \t]*[\"']", re.MULTILINE)


def looks_like_toml(text: str) -> bool:
    """Whether the text sets one of the keys that every framework of ours has."""
    return OWN_KEY.search(text) is not None


def read_toml(text: str, ledger: Ledger) -> FrameworkDraft:
    """The framework of a TOML file in the planner's own shape.

    Raises:
        BadFrameworkFile: naming line and column of what is not TOML, or the key that is wrong.
    """
    return from_framework(read_framework_toml(text, ledger))


def read_framework_toml(text: str, ledger: Ledger) -> Framework:
    """The same as the planner's own model.

    Raises:
        BadFrameworkFile: as :func:`read_toml`.
    """
    if len(text) > LONGEST or LONG_KEY.search(text):
        message = "This TOML is larger or deeper than any framework; please check the file."
        raise BadFrameworkFile(message)
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as refused:
        raise BadFrameworkFile(_place(str(refused))) from None
    except RecursionError:
        message = "This TOML is nested far deeper than any framework; please check the file."
        raise BadFrameworkFile(message) from None
    except ValueError:  # a number too long, or a date that does not exist
        message = "This TOML holds a number or a date nobody can read; please check the file."
        raise BadFrameworkFile(message) from None
    cleaned = _cleaned(content, "", ledger, 0)
    try:
        framework = Framework.model_validate(cleaned)
    except ValidationError as refused:
        raise BadFrameworkFile(_fault(refused)) from None
    ledger.carried("the whole file", "every key and text", "it is the planner’s own format")
    return framework


def _place(refusal: str) -> str:
    found = re.search(r"^(.*) \(at (?:line (\d+), column (\d+)|(end of document))\)$", refusal)
    if found is None:
        return "This is not valid TOML; please check the file."
    reason = found[1][:1].lower() + found[1][1:]
    where = "At the end of the file" if found[4] else f"Line {found[2]}, column {found[3]}"
    return (
        f"{where}: this is not valid TOML ({reason}); please mend the file at that place and "
        "try again."
    )


def _cleaned(value: object, place: str, ledger: Ledger, depth: int) -> object:
    """The same content without control characters, as deep as a framework goes."""
    deepest = 6
    if isinstance(value, str):
        text = clean_text(value)
        if text != value:
            ledger.changed(place, "a text", "control characters removed")
        return text
    if depth > deepest:
        return value
    if isinstance(value, dict):
        return {
            key: _cleaned(below, f"{place}.{key}".lstrip("."), ledger, depth + 1)
            for key, below in value.items()
        }
    if isinstance(value, list):
        return [
            _cleaned(below, f"{place}[{number}]", ledger, depth + 1)
            for number, below in enumerate(value)
        ]
    return value


def _fault(refused: ValidationError) -> str:
    faults = refused.errors()
    first = faults[0]
    where = ""
    for part in first["loc"]:
        where += f"[{part}]" if isinstance(part, int) else f"{'.' if where else ''}{part}"
    reasons = {
        "missing": "this key is missing, please add it",
        "extra_forbidden": "this key is unknown, please check its spelling",
        "string_type": "this must be a text, please write it in quotes",
        "int_parsing": "this must be a whole number",
        "tuple_type": "this must be a list",
        "model_type": "this must be a table",
    }
    kind = first["type"]
    reason = reasons.get(kind) or first["msg"][:1].lower() + first["msg"][1:]
    more = f" There are {len(faults) - 1} more faults like it." if len(faults) > 1 else ""
    return f"{clean_text(where) or 'The file'}: {reason}.{more}"
