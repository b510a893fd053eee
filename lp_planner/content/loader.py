"""Reading the content files once, and saying everything that is wrong with them at once."""

import re
import tomllib
from pathlib import Path
from types import MappingProxyType

from pydantic import BaseModel

from lp_planner.content.checks import Files, all_checks, vocabularies_needed
from lp_planner.content.entries import Entry, fault
from lp_planner.content.library import Library
from lp_planner.content.shapes import empty_texts, parse
from lp_planner.domain.errors import ContentError
from lp_planner.domain.pathway import Pathway, Vocabulary
from lp_planner.domain.standards import Framework

PATHWAY = Path("pathways", "implementation.toml")
FRAMEWORK = Path("frameworks", "ssat_lp.toml")
VOCABULARIES = Path("vocabularies")


def load_library(data_dir: Path) -> Library:
    """Read all content in ``data_dir``.

    Raises:
        ContentError: with every fault of every file, each with its file, key and what is expected.
    """
    reader = _Reader(data_dir)
    pathway_entry, pathway = reader.read(PATHWAY, Pathway)
    framework_entry, framework = reader.read(FRAMEWORK, Framework)
    there = {path.stem for path in (data_dir / VOCABULARIES).glob("*.toml")}
    entries: dict[str, Entry] = {}
    vocabularies: dict[str, Vocabulary] = {}
    for name in sorted({*there, *vocabularies_needed()}):
        entry, vocabulary = reader.read(VOCABULARIES / f"{name}.toml", Vocabulary)
        if entry:
            entries[name] = entry
        if vocabulary:
            vocabularies[name] = vocabulary
    reader.faults.extend(all_checks(Files(pathway_entry, framework_entry, entries)))
    if reader.faults or pathway is None or framework is None:
        raise ContentError(tuple(dict.fromkeys(reader.faults)))
    return Library(pathway, MappingProxyType(vocabularies), framework)


class _Reader:
    """Reads files and remembers what was wrong with them."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.faults: list[str] = []

    def read[Model: BaseModel](
        self, path: Path, model: type[Model]
    ) -> tuple[Entry | None, Model | None]:
        """The file as it stands and as its model, each only as far as it could be read."""
        name = (Path(self.data_dir.name) / path).as_posix()
        entry = self._entry(self.data_dir / path, name)
        if entry is None:
            return None, None
        parsed = parse(model, entry)
        self.faults.extend(empty_texts(entry))
        if isinstance(parsed, list):
            self.faults.extend(parsed)
            return entry, None
        return entry, parsed

    def _entry(self, path: Path, name: str) -> Entry | None:
        try:
            return Entry(name, (), tomllib.loads(path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            self.faults.append(fault(name, (), "this file is missing; please put it back"))
        except OSError as error:
            self.faults.append(fault(name, (), f"this file cannot be read: {error.strerror}"))
        except UnicodeDecodeError:
            self.faults.append(fault(name, (), "please save this file as UTF-8 text"))
        except tomllib.TOMLDecodeError as error:
            text = re.sub(r" \(at (.+)\)$", "", str(error))
            where = re.search(r"\(at (.+)\)$", str(error))
            place = where.group(1) if where else "somewhere"
            self.faults.append(fault(name, (place,), f"this is not valid TOML: {text}"))
        return None
