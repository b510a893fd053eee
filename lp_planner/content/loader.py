"""Reads the content files once and reports every fault in them at once, with file and key."""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from lp_planner.content.checks import cross_faults
from lp_planner.content.example_checks import example_faults
from lp_planner.content.library import HOME, Library
from lp_planner.content.voice_checks import voice_faults
from lp_planner.domain.evidence.drafts import DraftBook
from lp_planner.domain.evidence.mappings import FrameworkMapping
from lp_planner.domain.evidence.standards import Framework
from lp_planner.domain.planning.calendar import UsualYears
from lp_planner.domain.planning.countdown import CountdownBook
from lp_planner.domain.planning.note_rules import NoteRules
from lp_planner.domain.planning.pathway import ExampleBook, Pathway, Vocabulary
from lp_planner.domain.planning.toolkit import Toolkit
from lp_planner.domain.records.errors import ContentError
from lp_planner.domain.self_assessment.coaching_guide import Guide
from lp_planner.domain.voices.words import VoiceWords

M = TypeVar("M", bound=BaseModel)
UNREADABLE = "(missing)"
PATHWAY = Path("pathways/implementation.toml")
FRAMEWORK = Path(f"frameworks/{HOME}.toml")
TOOLKIT = Path("toolkit/eef_toolkit.toml")
CALENDAR = Path("calendars/england.toml")
DRAFTS = Path("pathways/drafts/implementation.toml")
NOTE_RULES = Path("inbox/rules.toml")
EXAMPLES = Path("pathways/examples.toml")
COUNTDOWN = Path("pathways/countdown.toml")
GUIDES = "self_assessment"
MAPPINGS = "mappings"
VOICES = "voices"


def load_library(data_dir: Path) -> Library:
    """Read and check all content below ``data_dir``; once, until a file of it is another one.

    Raises:
        ContentError: listing each fault as ``file: key: what is wrong``.
    """
    return _loaded(data_dir, _state_of(data_dir))


def _state_of(data_dir: Path) -> frozenset[tuple[Path, int, int]]:
    stats = ((path, path.stat()) for path in data_dir.rglob("*.toml"))
    return frozenset((path, stat.st_mtime_ns, stat.st_size) for path, stat in stats)


@lru_cache(maxsize=2)
def _loaded(data_dir: Path, _state: frozenset[tuple[Path, int, int]]) -> Library:
    faults: list[str] = []
    pathway = _read(data_dir, PATHWAY, Pathway, faults)
    framework = _read(data_dir, FRAMEWORK, Framework, faults)
    toolkit = _read(data_dir, TOOLKIT, Toolkit, faults)
    calendar = _read(data_dir, CALENDAR, UsualYears, faults)
    note_rules = _read(data_dir, NOTE_RULES, NoteRules, faults)
    drafts = _read(data_dir, DRAFTS, DraftBook, faults)
    examples = _read(data_dir, EXAMPLES, ExampleBook, faults)
    countdown = _read(data_dir, COUNTDOWN, CountdownBook, faults)
    vocabularies = _named(data_dir, "vocabularies", Vocabulary, "key", faults)
    others = _named(data_dir, FRAMEWORK.parent.name, Framework, "key", faults, but=FRAMEWORK.stem)
    guides = _named(data_dir, GUIDES, Guide, "framework", faults)
    mappings = _named(data_dir, MAPPINGS, FrameworkMapping, "framework", faults)
    voices = _named(data_dir, VOICES, VoiceWords, "language", faults)
    if (
        pathway is None
        or framework is None
        or toolkit is None
        or calendar is None
        or drafts is None
        or examples is None
        or note_rules is None
        or countdown is None
    ):
        raise ContentError(tuple(faults))
    vocabularies["toolkit_strands"] = toolkit.vocabulary()
    library = Library(
        pathway=pathway.with_examples(examples),
        vocabularies=vocabularies,
        framework=framework,
        toolkit=toolkit,
        calendar=calendar,
        note_rules=note_rules,
        drafts=drafts,
        countdown=countdown,
        frameworks={framework.key: framework, **others},
        guides=guides,
        mappings=mappings,
        voices=voices,
        leading=frozenset(s.key for s in framework.categories[-1].standards),
    )
    faults += [
        *example_faults(pathway, examples),
        *cross_faults(library),
        *voice_faults(voices),
    ]
    if faults:
        raise ContentError(tuple(faults))
    return library


def _read(data_dir: Path, name: Path, model: type[M], faults: list[str]) -> M | None:
    path = data_dir / name
    try:
        with path.open("rb") as file:
            content = tomllib.load(file)
    except FileNotFoundError:
        faults.append(f"data/{name}: the file is missing")
        return None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as refused:
        faults.append(f"data/{name}: this is not TOML: {refused}")
        return None
    try:
        found = model.model_validate(content)
    except ValidationError as refused:
        faults.extend(
            f"data/{name}: {_where(fault['loc'])}: {_what(fault['type'], fault['msg'])}"
            for fault in refused.errors()
        )
        return _mended(model, content, refused)
    faults.extend(f"data/{name}: {where}: please name a source" for where in _unsourced(found))
    return found


def _named(
    data_dir: Path, folder: str, model: type[M], says: str, faults: list[str], *, but: str = ""
) -> dict[str, M]:
    """Every file of a folder by its own name, which the file repeats under ``says``."""
    found: dict[str, M] = {}
    for path in sorted((data_dir / folder).glob("*.toml")):
        if path.stem == but:
            continue
        name = path.relative_to(data_dir)
        content = _read(data_dir, name, model, faults)
        if content is None:
            continue
        if getattr(content, says) != path.stem:
            faults.append(f"data/{name}: {says}: please use the file's own name, {path.stem!r}")
        found[path.stem] = content
    return found


def _mended(model: type[M], content: dict[str, Any], refused: ValidationError) -> M | None:
    """The file as far as it can be read, so that the faults behind its first ones show as well."""
    for fault in refused.errors():
        *above, last = fault["loc"]
        place: Any = content
        try:
            for part in above:
                place = place[part]
            if fault["type"] == "missing":
                place[last] = UNREADABLE
            elif fault["type"] == "extra_forbidden":
                del place[last]
        except (KeyError, IndexError, TypeError):
            return None
    try:
        return model.model_validate(content)
    except ValidationError:
        return None


def _where(location: tuple[int | str, ...]) -> str:
    words = ""
    for part in location:
        words += f"[{part + 1}]" if isinstance(part, int) else f"{'.' if words else ''}{part}"
    return words or "the whole file"


def _what(kind: str, message: str) -> str:
    if kind == "missing":
        return "is missing, please add it"
    if kind == "extra_forbidden":
        return "is not a key we know; please check its spelling"
    return message[0].lower() + message[1:]


def _unsourced(thing: BaseModel, where: str = "") -> list[str]:
    """The places below ``thing`` whose ``source`` is empty."""
    found = []
    for name, value in thing:
        place = f"{where}.{name}" if where else name
        if name == "source" and not str(value).strip():
            found.append(place)
        if isinstance(value, tuple):
            for number, item in enumerate(value, start=1):
                if isinstance(item, BaseModel):
                    found += _unsourced(item, f"{place}[{number}]")
    return found
