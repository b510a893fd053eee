"""The files of a new edition: the questions to decide in, the decisions, and what forms propose."""

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path

from lp_planner.domain.evidence.editions import (
    OPEN,
    Comparison,
    EditionDecision,
    EditionNotReady,
)
from lp_planner.domain.evidence.standards import Framework
from lp_planner.wording import counted, shortened

FOLDER, MAPPINGS = "editions", "mappings"
WORDS = 160


def decisions_file(data_dir: Path, key: str) -> Path:
    """Where the decisions about an edition stand."""
    return data_dir / FOLDER / f"{key}.toml"


def write_questions(
    path: Path, old: Framework, new: Framework, found: Comparison, resting: Mapping[str, int]
) -> None:
    """Write the file to decide in, unless it is there already."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_as_questions(old, new, found, resting), "utf-8")


def _as_questions(
    old: Framework, new: Framework, found: Comparison, resting: Mapping[str, int]
) -> str:
    """The file to decide in: what is sure is filled in, what is not is asked with both wordings."""
    lines = [
        f"# From “{old.name}, {old.edition}” to “{new.name}, {new.edition}”.",
        f"# Put the key of a new standard in place of {OPEN}, or leave it empty and say why below.",
        f"from = {quoted(old.key)}",
        f"to = {quoted(new.key)}",
        "",
        "[becomes]",
    ]
    for line in found.lines:
        if not line.is_sure:
            rests = counted(resting.get(line.old.key, 0), "thing rests", "things rest")
            lines += ["", f"# {rests} on it. It was: {_said(line.old.title, line.old.descriptor)}"]
            lines += (
                [f"# {line.new.key} is: {_said(line.new.title, line.new.descriptor)}"]
                if line.new
                else ["# Nothing in the new edition has its key or its words."]
            )
        answer = line.new.key if line.is_sure and line.new else OPEN
        lines.append(f"{quoted(line.old.key)} = {quoted(answer)}")
    lines += ["", "[reasons]", "# LP0 = “why what rests on it is left behind”", ""]
    return "\n".join(lines)


def _said(title: str, descriptor: str) -> str:
    return shortened(" ".join(f"{title}. {descriptor}".split()), WORDS)


def read_decisions(path: Path, old: Framework, new: Framework) -> dict[str, EditionDecision]:
    """What was decided for every standard of the old edition.

    Raises:
        EditionNotReady: naming each standard that still wants a decision.
    """
    try:
        told = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as refused:
        reason = "is not there" if isinstance(refused, OSError) else f"cannot be read: {refused}"
        message = f"{path} {reason}. Please run this without --go-over first, or mend the file."
        raise EditionNotReady(message) from None
    becomes, reasons = (_texts(told.get(name)) for name in ("becomes", "reasons"))
    if (told.get("from"), told.get("to")) != (old.key, new.key):
        message = f"{path} is about other editions than {old.key} and {new.key}."
        raise EditionNotReady(message)
    strange = sorted(becomes.keys() - old.by_key.keys())
    faults = [f"{key}: there is no such standard in {old.key}" for key in strange]
    decided = {}
    for key in old.by_key:
        answer, why = becomes.get(key, OPEN), reasons.get(key, "").strip()
        if answer == OPEN:
            faults.append(f"{key}: not decided yet")
        elif answer and answer not in new.by_key:
            faults.append(f"{key}: {new.key} has no standard {answer}")
        elif not answer and not why:
            faults.append(f"{key}: please say under [reasons] why it is left behind")
        else:
            decided[key] = EditionDecision(old=key, new=answer, reason="" if answer else why)
    if faults:
        message = "\n  - ".join((f"{path} is not finished, so nothing was changed:", *faults))
        raise EditionNotReady(message)
    return decided


def _texts(found: object) -> dict[str, str]:
    if not isinstance(found, dict):
        return {}
    return {str(key): said.strip() for key, said in found.items() if isinstance(said, str)}


def write_mapping(data_dir: Path, key: str, source: str, answers: Mapping[str, list[str]]) -> None:
    """Write down which standards stand for those that the planner's forms speak of.

    A file that is there already stays as it is.
    """
    path = data_dir / MAPPINGS / f"{key}.toml"
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"framework = {quoted(key)}", f"source = {quoted(source)}", "", "[answers]"]
    lines += [
        f"{quoted(own)} = [{', '.join(map(quoted, keys))}]" for own, keys in answers.items() if keys
    ]
    path.write_text("\n".join([*lines, ""]), "utf-8")


def quoted(text: str) -> str:
    """A text as TOML writes it, which is as JSON does."""
    return json.dumps(text, ensure_ascii=False)
