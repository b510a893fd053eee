"""What stands beside each copy: when it was made, what it holds, and whether it was proved."""

import datetime as dt
import re
from pathlib import Path

from pydantic import AwareDatetime, ValidationError

from lp_planner.domain.records.records import Frozen
from lp_planner.storage.blobs import FilesCopied
from lp_planner.storage.contents import Summed
from lp_planner.storage.private_files import write_whole

MANUAL, SCHEDULED, BEFORE_RESTORE = "by hand", "by the schedule", "before a restore"
NAME = r"(\d{4}-\d\d-\d\d-\d{6}(-\d+)?|before-migration-\d+|before-restore-[\d-]+)"
"""What stands after the name of the database in the name of a copy."""
_OLD = re.compile(rf"{NAME}\.duckdb")
"""Copies of planners from before were not named after their database."""


class Proof(Frozen):
    """What became of restoring a copy into a scratch place: whole when there are no faults."""

    at: AwareDatetime
    faults: tuple[str, ...] = ()


class Label(Frozen):
    """The words beside a copy. They say nothing of what people wrote."""

    made_at: AwareDatetime
    why: str
    planner: str
    engine: str
    tables: dict[str, Summed]
    files: FilesCopied
    proof: Proof | None = None


class WholeCopy(Frozen):
    """One copy in the folder; an old one, or one before a migration, has no label."""

    path: Path
    label: Label | None

    @property
    def made_at(self) -> dt.datetime:
        """When it was made."""
        if self.label:
            return self.label.made_at
        return dt.datetime.fromtimestamp(self.path.stat().st_mtime, tz=dt.UTC)

    @property
    def is_proved(self) -> bool:
        """Whether it was restored once and everything was there."""
        return bool(self.label and self.label.proof and not self.label.proof.faults)

    @property
    def is_restorable(self) -> bool:
        """The same, but for attached files that were lost already when it was made."""
        if not self.label or not self.label.proof:
            return False
        lost = (*self.label.files.missing, *self.label.files.damaged)
        return all(any(name in fault for name in lost) for fault in self.label.proof.faults)


def label_file(copy: Path) -> Path:
    """Where the label of a copy stands."""
    return copy.with_name(f"{copy.name}.json")


def write_label(copy: Path, label: Label) -> None:
    """Put a label beside a copy, or another in its place."""
    write_whole(label_file(copy), label.model_dump_json(indent=1))


def read_label(copy: Path) -> Label | None:
    """The label of a copy; ``None`` where there is none that can be read."""
    try:
        return Label.model_validate_json(label_file(copy).read_text(encoding="utf-8"))
    except (OSError, ValidationError):
        return None


def is_copy_of(stem: str, path: Path) -> bool:
    """Whether a file is named like a copy of this database, or like one from before."""
    own = re.compile(rf"{re.escape(stem)}-{NAME}\.duckdb")
    return bool(own.fullmatch(path.name) or _OLD.fullmatch(path.name))


def copies_in(folder: Path, stem: str) -> list[WholeCopy]:
    """The copies of a database in a folder, the newest first."""
    found = [
        WholeCopy(path=path, label=read_label(path))
        for path in folder.glob("*.duckdb")
        if is_copy_of(stem, path)
    ]
    return sorted(found, key=lambda copy: copy.made_at, reverse=True)
