"""Writes a framework in the planner's own TOML, as ``data/frameworks`` holds it."""

import re

from lp_planner.domain.evidence.standards import Category, Framework, Level, Standard

UNSAFE = re.compile(r"[\\\"\x00-\x09\x0b-\x1f\x7f]")
SHORT = {"\\": "\\\\", '"': '\\"', "\t": "\\t"}


def framework_toml(framework: Framework) -> bytes:
    """The framework as TOML in UTF-8; the same framework always gives the same bytes."""
    lines = [
        "# Imported. Change the words freely; keep every key as it is.",
        "",
        *_pairs(framework, ("key", "name", "edition", "disclaimer", "source")),
    ]
    if not framework.levels:
        lines.append("levels = []")
    if not framework.categories:
        lines.append("categories = []")
    for level in framework.levels:
        lines += ["", "[[levels]]", *_level(level)]
    for category in framework.categories:
        lines += ["", "[[categories]]", *_category(category)]
        for standard in category.standards:
            lines += ["", "[[categories.standards]]", *_standard(standard)]
    return ("\n".join(lines) + "\n").encode()


def _level(level: Level) -> list[str]:
    pairs = _pairs(level, ("key", "name", "sphere", "plain", "source"))
    return [*pairs[:2], f"reach = {_text(level.reach.value)}", *pairs[2:]]


def _category(category: Category) -> list[str]:
    pairs = _pairs(category, ("key", "name", "summary", "source"))
    return pairs if category.standards else [*pairs, "standards = []"]


def _standard(standard: Standard) -> list[str]:
    lines = [f"key = {_text(standard.key)}", f"number = {standard.number}"]
    lines += _pairs(standard, ("title", "in_a_line", "descriptor"))
    if standard.support_staff_note:
        lines += _pairs(standard, ("support_staff_note",))
    for name in ("evidence_ideas", "weak_spots"):
        values: tuple[str, ...] = getattr(standard, name)
        if values:
            lines += [f"{name} = [", *(f"  {_text(value)}," for value in values), "]"]
    return [*lines, *_pairs(standard, ("source",))]


def _pairs(thing: Framework | Level | Category | Standard, names: tuple[str, ...]) -> list[str]:
    return [f"{name} = {_text(str(getattr(thing, name)))}" for name in names]


def _text(value: str) -> str:
    escaped = UNSAFE.sub(lambda found: _escape(found.group()), value)
    if "\n" in escaped:
        # TOML drops the first line end after the quotes, so the text begins on its own line.
        return f'"""\n{escaped}"""'
    return f'"{escaped}"'


def _escape(letter: str) -> str:
    return SHORT.get(letter) or f"\\u{ord(letter):04X}"
