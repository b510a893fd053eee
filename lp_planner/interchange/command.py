"""Importing a framework from the command line, as one plain function."""

import json
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from lp_planner.domain.evidence.standards import Framework
from lp_planner.interchange.apart import apart
from lp_planner.interchange.draft_to_framework import fit
from lp_planner.interchange.errors import BadFrameworkFile, FrameworkNotWritten
from lp_planner.interchange.keys import framework_key
from lp_planner.interchange.model import FrameworkDraft
from lp_planner.interchange.plain_text import clean_line
from lp_planner.interchange.reading import LARGEST, read_framework
from lp_planner.interchange.report import ImportReport, Ledger
from lp_planner.interchange.toml_in import read_framework_toml
from lp_planner.interchange.toml_out import framework_toml


def import_framework(path: Path, *, into: Path, as_json: bool, key: str = "") -> str:
    """Read ``path``, write its TOML into the folder ``into``, and give back the report.

    The file is named after the framework's key, or after ``key`` where its own is taken, as that of
    an earlier edition may be. It appears whole or not at all. A framework that
    is there already and the same stays as it is.

    Raises:
        BadFrameworkFile: if ``path`` is no framework, or one without standards.
        FrameworkNotWritten: if another framework has that name, or the folder takes no file.
    """
    reading = apart(read_framework, BadFrameworkFile, holds=(FrameworkDraft, ImportReport))
    draft, report = reading(_bytes(path), name=path.name)
    framework, lines = fit(draft)
    if not framework.standards:
        message = f"{report.file} holds no standards, so there is nothing to import."
        raise BadFrameworkFile(message)
    if key:
        framework = framework.model_copy(update={"key": framework_key(key, key)})
    target = into / f"{framework.key}.toml"
    is_new = _store(framework, target)
    return _told(report.with_lines(lines), target, is_new=is_new, as_json=as_json)


def _told(report: ImportReport, target: Path, *, is_new: bool, as_json: bool) -> str:
    if as_json:
        content = {**report.to_json(), "written_to": clean_line(str(target)), "is_new": is_new}
        return json.dumps(content, ensure_ascii=False, indent=2)
    last = "Written to" if is_new else "Already there, and the same:"
    return f"{report.to_text()}\n{last} {clean_line(str(target))}"


def _bytes(path: Path) -> bytes:
    try:
        if not path.is_file():
            message = f"There is no file {clean_line(str(path))}; please check its name."
            raise BadFrameworkFile(message)
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except (OSError, ValueError):
        message = f"{clean_line(str(path))} cannot be opened; please check that you may read it."
        raise BadFrameworkFile(message) from None


def _store(framework: Framework, target: Path) -> bool:
    """Write the framework unless it is there already; ``False`` if it is.

    Raises:
        FrameworkNotWritten: if something else is there, or the folder takes no file.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.is_symlink() or target.exists():
            if _is_same(framework, target):
                return False
            message = (
                f"{clean_line(str(target))} is already there and holds another framework; please "
                "bring this one in under another name, with --as."
            )
            raise FrameworkNotWritten(message)
        _write(framework_toml(framework), target)
    except OSError as refused:
        reason = refused.strerror or type(refused).__name__
        message = (
            f"{clean_line(str(target))} could not be written ({reason}); please check the folder."
        )
        raise FrameworkNotWritten(message) from None
    return True


def _is_same(framework: Framework, target: Path) -> bool:
    if not target.is_file():
        return False
    try:
        present = target.read_bytes()[: LARGEST + 1].decode()
        return read_framework_toml(present, Ledger()) == framework
    except (BadFrameworkFile, UnicodeDecodeError):
        return False


def _write(content: bytes, target: Path) -> None:
    """Write beside the target, then give it its name: nobody ever sees half a file."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.stem}-", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except OSError:
        with suppress(OSError):
            Path(name).unlink()
        raise
