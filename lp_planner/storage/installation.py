"""Where an installation is: its database, and the folders that belong to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lp_planner.storage.blobs import copies_beside, files_beside
from lp_planner.storage.engine import is_postgres, stem_of


@dataclass(frozen=True)
class Installation:
    """Where an installation is: its database, its files, its copies and who witnesses it."""

    url: str
    files: Path | None = None
    copies: Path | None = None
    witnesses: Sequence[Path] = ()

    @property
    def files_folder(self) -> Path:
        """The folder for attached files."""
        return self.files or files_beside(self.url)

    @property
    def copies_folder(self) -> Path:
        """The folder for copies."""
        return self.copies or copies_beside(self.url)

    @property
    def stem(self) -> str:
        """What the names of its copies begin with."""
        if is_postgres(self.url):
            return stem_of(unquote(urlsplit(self.url).path.removeprefix("/")) or "planner")
        return stem_of(Path(self.url).name)
