"""Reads the code of ``ui`` and says where words reach Streamlit past the one door.

Words are safe when they are written in the code, went through ``plain`` (``plain_table`` for a
table), or are put together from such. A number in an f-string says so by its format: ``{count:d}``
fails for a text. Followed are local names, constants, private functions and what they are given.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from lp_planner.config import ROOT

LABEL, HELP, BODY = "label", "help", "body"
WIDGET = ((0, LABEL), (None, HELP))
PROSE = ((0, BODY), (None, HELP))
READS = {
    **dict.fromkeys(
        ("button", "checkbox", "date_input", "download_button", "expander", "file_uploader",
         "form_submit_button", "link_button", "multiselect", "number_input", "popover",
         "selectbox", "slider", "text_area", "text_input", "time_input", "toggle", "camera_input",
         "audio_input", "color_picker", "select_slider", "status", "dialog"), WIDGET
    ),
    **dict.fromkeys(
        ("caption", "error", "header", "info", "markdown", "subheader", "success", "title", "toast",
         "warning", "badge", "write", "spinner", "exception", "help", "latex"), PROSE
    ),
    "metric": ((0, LABEL), (1, "value"), (2, "delta"), (None, HELP)),
    "page_link": ((None, LABEL), (None, HELP)),
    "progress": ((1, "text"),),
    "radio": ((0, LABEL), (None, HELP), (None, "captions")),
    "pills": WIDGET,
    "segmented_control": WIDGET,
    "tabs": ((0, "tabs"),),
    "table": ((0, "data"),),
    "html": ((0, BODY),),
}  # fmt: skip
"""Where each call reads Markdown (or HTML): by place and by name."""
OPTIONS = frozenset({"radio", "pills", "segmented_control"})
"""Calls that read Markdown in their options, too; lists to choose from show words as they are."""
LISTS = frozenset({"captions", "tabs"})
NOT_ONLY_STREAMLIT = frozenset(
    {"title", "info", "error", "warning", "success", "write", "exception", "table", "html", "help",
     "status", "progress", "tabs", "toast"}
)  # fmt: skip
"""Names that other things have, too: these count only as ``st.…``."""
DOORS = {"table": "plain_table", "html": "filled", "badge": ""}
"""What some calls ask for instead; a badge spoils what ``plain`` made."""
NUMBERS = frozenset({"len", "at_least", "day_in_words", "number", "sum", "int"})
"""What these give holds no words of anybody."""
WORDED = frozenset({"counted", "joined", "listed", "shortened", "str", "with_unit", "difference"})
"""What these give is as safe as the words they are given, after a number in front."""
OF_A_TEXT = frozenset({"lower", "upper", "capitalize", "strip", "removeprefix", "replace"})
OF_A_LIST = frozenset({"sorted", "list", "tuple", "reversed", "set"})
Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


@dataclass
class Room:
    """One module: its tree, what surrounds each node, and where its names come from."""

    path: Path
    tree: ast.Module
    around: dict[ast.AST, ast.AST] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for node in ast.walk(self.tree):
            for child in ast.iter_child_nodes(node):
                self.around[child] = node

    def functions(self, name: str) -> list[ast.FunctionDef]:
        return [n for n in ast.walk(self.tree) if isinstance(n, ast.FunctionDef) and n.name == name]

    def function_around(self, node: ast.AST) -> Function | None:
        while (node := self.around.get(node, self.tree)) is not self.tree:
            if isinstance(node, Function):
                return node
        return None

    def constant(self, name: str) -> ast.expr | None:
        """What a name of the whole module is set to."""
        for statement in self.tree.body:
            targets = getattr(statement, "targets", [getattr(statement, "target", None)])
            if isinstance(statement, ast.Assign | ast.AnnAssign) and any(
                isinstance(target, ast.Name) and target.id == name for target in targets
            ):
                return statement.value
        return None

    def comes_from(self, name: str) -> "tuple[Room, str] | None":
        """The module of ours and the name under which an imported name stands there."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("lp_planner"):
                for alias in node.names:
                    if (alias.asname or alias.name) == name:
                        path = ROOT / f"{str(node.module).replace('.', '/')}.py"
                        return (room(path), alias.name) if path.exists() else None
        return None


@cache
def room(path: Path) -> Room:
    return Room(path, ast.parse(path.read_text(encoding="utf-8")))


class Reader:
    """Says which expressions of a module are safe words."""

    def __init__(self, here: Room) -> None:
        self.here = here
        self.asked: set[tuple[ast.AST, bool]] = set()

    def unsafe(self, node: ast.AST | None, *, items: bool = False) -> Iterator[ast.AST]:
        """The parts of an expression that are no safe words; of a list's entries with ``items``."""
        is_repeated = isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult)
        if node is None or is_repeated or isinstance(node, ast.Constant):
            return
        if (node, items) in self.asked:
            return
        self.asked.add((node, items))
        try:
            yield from self._unsafe(node, items=items)
        finally:
            self.asked.discard((node, items))

    def _unsafe(  # noqa: C901, PLR0912 - one case for each kind of expression
        self, node: ast.AST, *, items: bool
    ) -> Iterator[ast.AST]:
        match node:
            case ast.JoinedStr(values=parts):
                for part in parts:
                    if isinstance(part, ast.FormattedValue) and not is_number(part.format_spec):
                        yield from self.unsafe(part.value)
            case ast.IfExp(body=one, orelse=other):
                yield from self.unsafe(one, items=items)
                yield from self.unsafe(other, items=items)
            case ast.BoolOp(op=ast.And(), values=values):
                yield from self.unsafe(values[-1], items=items)
            case ast.BoolOp(values=values) | ast.List(elts=values) | ast.Tuple(elts=values):
                for value in values:
                    yield from self.unsafe(value, items=items and isinstance(node, ast.BoolOp))
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                yield from self.unsafe(left, items=items)
                yield from self.unsafe(right, items=items)
            case ast.Starred(value=value) | ast.Subscript(value=value, slice=ast.Slice()):
                yield from self.unsafe(value, items=True)
            case ast.ListComp(elt=element) | ast.GeneratorExp(elt=element):
                yield from self.unsafe(element)
            case ast.Dict(values=values):
                for value in values:
                    yield from self.unsafe(value)
            case ast.NamedExpr(value=value) | ast.Await(value=value):
                yield from self.unsafe(value, items=items)
            case ast.Subscript(value=ast.Name(id=name)) if name.isupper():
                yield from self._of_name(node.value, name)
            case ast.Lambda(body=body):
                yield from self.unsafe(body)
            case ast.Name(id=name):
                yield from self._of_name(node, name)
            case ast.Call():
                yield from self._of_call(node)
            case _:
                yield node

    def _of_call(self, node: ast.Call) -> Iterator[ast.AST]:  # noqa: C901 - one case for each name
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        method = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        if name in {"plain", "plain_table", "filled", *NUMBERS}:
            return
        if name in WORDED:
            skip = 1 if name in {"counted", "with_unit", "difference"} else 0
            for argument in node.args[skip:]:
                if not (name == "shortened" and argument is not node.args[0]):
                    yield from self.unsafe(argument)
        elif name in OF_A_LIST:
            yield from self.unsafe(node.args[0] if node.args else None, items=True)
        elif name == "map":
            yield from self.given_by(node.args[0])
        elif name in {"MappingProxyType", "dict"}:
            yield from self.unsafe(node.args[0] if node.args else None)
        elif method == "join" and isinstance(node.func, ast.Attribute):
            yield from self.unsafe(node.func.value)
            yield from self.unsafe(node.args[0], items=True)
        elif method in OF_A_TEXT and isinstance(node.func, ast.Attribute):
            yield from self.unsafe(node.func.value)
        elif name:
            yield from self.given_by(node.func, whole=node)
        else:
            yield node

    def given_by(self, function: ast.AST, whole: ast.AST | None = None) -> Iterator[ast.AST]:
        """What is unsafe in what a function of ours gives."""
        if isinstance(function, ast.Lambda):
            yield from self.unsafe(function.body)
            return
        name = function.id if isinstance(function, ast.Name) else ""
        found = self.here.functions(name)
        reader = self
        if not found and (there := self.here.comes_from(name)):
            reader = Reader(there[0])
            reader.asked = self.asked
            found = there[0].functions(there[1])
        if not found:
            yield whole or function
        for one in found:
            if any(reader.given_unsafe(one)):
                yield whole or function

    def given_unsafe(self, function: ast.FunctionDef) -> Iterator[ast.AST]:
        for node in ast.walk(function):
            if isinstance(node, ast.Return | ast.Yield | ast.YieldFrom) and (
                self.here.function_around(node) is function
            ):
                yield from self.unsafe(node.value, items=True)

    def _of_name(self, node: ast.AST, name: str) -> Iterator[ast.AST]:
        scope = self.here.function_around(node)
        while scope is not None:
            values = list(bound_in(scope, name))
            if values:
                if any(value is None or any(self.unsafe(value, items=True)) for value in values):
                    yield node
                return
            if is_parameter(scope, name):
                if any(self._as_called(scope, name)):
                    yield node
                return
            scope = self.here.function_around(scope)
        if constant := self.here.constant(name):
            if any(self.unsafe(constant, items=True)):
                yield node
        elif there := self.here.comes_from(name):
            reader = Reader(there[0])
            reader.asked = self.asked
            if any(reader._of_name(there[0].tree, there[1])):
                yield node
        else:
            yield node

    def _as_called(self, function: Function, name: str) -> Iterator[ast.AST]:
        """What is unsafe in what a private function is given for a parameter, wherever called."""
        if not isinstance(function, ast.FunctionDef) or not function.name.startswith("_"):
            yield function
            return
        order = [a.arg for a in (*function.args.posonlyargs, *function.args.args)]
        uses = [
            n for n in ast.walk(self.here.tree) if isinstance(n, ast.Name) and n.id == function.name
        ]
        if not uses:
            yield function
        for use in uses:
            call = self.here.around[use]
            if not isinstance(call, ast.Call) or call.func is not use:
                yield use
                continue
            if any(isinstance(a, ast.Starred) for a in call.args):
                yield call
                continue
            given = [k.value for k in call.keywords if k.arg == name]
            if name in order and order.index(name) < len(call.args):
                given.append(call.args[order.index(name)])
            for value in given:
                yield from self.unsafe(value, items=True)


def is_parameter(function: Function, name: str) -> bool:
    given = function.args
    return name in {a.arg for a in (*given.posonlyargs, *given.args, *given.kwonlyargs)}


def bound_in(function: Function, name: str) -> Iterator[ast.AST | None]:
    """What a name is set to in a function, or the list it goes through; ``None`` if unknown."""
    for node in ast.walk(function):
        match node:
            case ast.Assign(targets=targets, value=value):
                for target in targets:
                    yield from named(target, value, name)
            case (
                ast.AnnAssign(target=target, value=value)
                | ast.AugAssign(target=target, value=value)
                | ast.NamedExpr(target=target, value=value)
            ):
                yield from named(target, value, name)
            case ast.For(target=target, iter=rows) | ast.comprehension(target=target, iter=rows):
                yield from _each(target, rows, name)
            case ast.withitem(optional_vars=target) if target is not None:
                yield from named(target, None, name)
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id=who), attr="append" | "extend"),
                args=[value],
            ) if who == name:
                yield value


def named(target: ast.AST, value: ast.AST | None, name: str) -> Iterator[ast.AST | None]:
    """The part of a value that a name in its target gets."""
    if isinstance(target, ast.Name):
        if target.id == name:
            yield value
    elif isinstance(target, ast.Tuple):
        for number, part in enumerate(target.elts):
            if isinstance(value, ast.Tuple):
                yield from named(part, value.elts[number], name)
            elif isinstance(value, ast.IfExp):
                yield from named(target, value.body, name)
                yield from named(target, value.orelse, name)
                return
            else:
                yield from named(part, None, name)


def _each(target: ast.AST, rows: ast.AST, name: str) -> Iterator[ast.AST | None]:
    """What a name stands for in the rows of a list that is gone through."""
    if isinstance(target, ast.Name) or is_written_out(rows):
        yield from ([rows] if name in names_in(target) else [])
    elif isinstance(rows, ast.Tuple | ast.List):
        for row in rows.elts:
            yield from named(target, row, name)
    else:
        yield from named(target, None, name)


def names_in(target: ast.AST) -> set[str]:
    return {node.id for node in ast.walk(target) if isinstance(node, ast.Name)}


def is_number(form: ast.AST | None) -> bool:
    """Whether a part of an f-string is written as a number or a day, which no text could be."""
    if not isinstance(form, ast.JoinedStr) or not form.values:
        return False
    written = "".join(str(p.value) for p in form.values if isinstance(p, ast.Constant))
    return written.endswith(tuple("dnfeg%")) or "%" in written


def is_written_out(node: ast.AST) -> bool:
    """Whether a list stands in the code itself, or is a constant."""
    return (isinstance(node, ast.Name) and node.id.isupper()) or all(
        isinstance(n, ast.Constant | ast.Tuple | ast.List | ast.expr_context)
        for n in ast.walk(node)
    )


def calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    """Every call of Streamlit that shows words, with its name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            name = node.func.attr
            is_st = isinstance(node.func.value, ast.Name) and node.func.value.id == "st"
            if name in READS and (is_st or name not in NOT_ONLY_STREAMLIT):
                yield node, name


def past_the_door(path: Path) -> Iterator[tuple[ast.Call, ast.AST]]:
    """The words of a module that reach Streamlit past the door, with the call that shows them."""
    here = room(path)
    reader = Reader(here)
    for call, name in calls(here.tree):
        for place, keyword in READS[name]:
            for words in given(call, place, keyword):
                found = reader.unsafe(words, items=keyword in LISTS)
                if name in DOORS:
                    found = iter([] if is_through(words, DOORS[name]) else [words])
                yield from ((call, part) for part in found)
        if name in OPTIONS:
            yield from ((call, part) for part in of_options(reader, call))


def given(call: ast.Call, place: int | None, keyword: str) -> list[ast.expr]:
    """What a call is given under a name, or in a place."""
    found = [k.value for k in call.keywords if k.arg == keyword]
    return found + (call.args[place : place + 1] if place is not None else [])


def is_through(words: ast.AST, door: str) -> bool:
    is_call = isinstance(words, ast.Call) and ast.unparse(words.func) == door
    return is_call or isinstance(words, ast.Constant)


def of_options(reader: Reader, call: ast.Call) -> Iterator[ast.AST]:
    """What is unsafe among the options that a call shows."""
    match given(call, None, "format_func"):
        case [ast.Attribute(value=names, attr="__getitem__")]:
            yield from reader.unsafe(names, items=True)
        case [shown]:
            yield from reader.given_by(shown)
        case _:
            for options in given(call, 1, "options"):
                yield from reader.unsafe(options, items=True)


def faults(folder: Path) -> list[str]:
    """Every place in a folder, as ``file:line: call: words``."""
    found = (
        f"{path.relative_to(folder)}:{call.lineno}: {ast.unparse(call.func)}: {ast.unparse(words)}"
        for path in sorted(folder.rglob("*.py"))
        for call, words in past_the_door(path)
    )
    return list(dict.fromkeys(found))
