"""Files by their content: whole or not at all, and compared when read."""

import os
from pathlib import Path

import pytest

from lp_planner.domain.records.errors import StorageUnavailable
from lp_planner.storage.blobs import BlobFolder, files_beside, fingerprint
from lp_planner.storage.registry import close_store, open_store


def test_a_content_is_kept_once_and_comes_back_as_it_was(tmp_path: Path) -> None:
    kept = BlobFolder(tmp_path / "files")
    assert list(kept.names()) == []
    names = {kept.keep(content) for content in (b"one", b"two", b"one", b"")}
    assert sorted(names) == list(kept.names())
    assert kept.read(fingerprint(b"two")) == b"two"
    assert [path for path in kept.folder.rglob("*") if path.name.endswith("unfinished")] == []


@pytest.mark.parametrize("name", ["", "..", "../planner.duckdb", "A" * 64, "a" * 63, "/etc/passwd"])
def test_a_name_that_is_no_fingerprint_leads_nowhere(tmp_path: Path, name: str) -> None:
    kept = BlobFolder(tmp_path)
    assert not kept.has(name)
    with pytest.raises(StorageUnavailable):
        kept.read(name)
    with pytest.raises(StorageUnavailable):
        kept.erase(name)


@pytest.mark.skipif(os.name == "nt", reason="Windows says this in other ways")
def test_a_file_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "files").write_text("in the way", encoding="utf-8")
    with pytest.raises(StorageUnavailable, match="could not be kept"):
        BlobFolder(tmp_path / "files").keep(b"one")


def test_what_was_broken_off_is_not_taken_for_a_file(tmp_path: Path) -> None:
    kept = BlobFolder(tmp_path)
    name = kept.keep(b"one")
    (tmp_path / name[:2] / f".{name}.0.unfinished").write_bytes(b"on")
    assert list(kept.names()) == [name]


def test_keeping_a_content_again_mends_a_damaged_file(tmp_path: Path) -> None:
    kept = BlobFolder(tmp_path)
    name = kept.keep(b"minutes")
    (tmp_path / name[:2] / name).write_bytes(b"minute")
    assert kept.keep(b"minutes") == name
    assert kept.read(name) == b"minutes"


def test_a_folder_of_its_own_can_be_chosen(tmp_path: Path) -> None:
    path = str(tmp_path / "planner.duckdb")
    store = open_store(path, files=tmp_path / "elsewhere")
    store.files.keep(b"one")
    assert (tmp_path / "elsewhere").is_dir()
    assert not files_beside(path).exists()
    close_store(path)
