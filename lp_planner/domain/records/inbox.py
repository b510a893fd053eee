"""What somebody jotted down before it has a place: seen by its writer alone."""

from typing import ClassVar

from lp_planner.domain.records.fields import Line, Prose
from lp_planner.domain.records.records import Stamped


class InboxNote(Stamped):
    """A line, a photo, a voice note or a file, kept until it is put in its place.

    It is no record: it counts neither as evidence nor as activity, and nobody else reads it. The
    record that is written from it takes its id, so that one note becomes one record however often
    "Save" is pressed; the note then names the record and leaves the inbox. A file is kept by its
    content like an attachment's.
    """

    stays_with_its_owner: ClassVar[bool] = True

    person_id: str
    words: Prose = ""
    file_name: Line = ""
    media_type: str = ""
    size: int = 0
    sha256: str = ""
    project_id: str | None = None
    """The project of the record it became; none while it waits."""
    record_kind: str = ""
    record_id: str = ""

    @property
    def is_waiting(self) -> bool:
        """Whether it still has no place."""
        return not self.record_id

    @property
    def is_file(self) -> bool:
        """Whether a file came with it."""
        return bool(self.sha256)

    @property
    def is_voice(self) -> bool:
        """Whether its file is somebody's voice, which stays here and goes with no record."""
        return self.media_type.startswith("audio/")
