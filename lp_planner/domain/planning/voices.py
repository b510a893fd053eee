"""Research of both kinds: what people concerned say stands beside what is published."""

from collections.abc import Iterable

from lp_planner.domain.records.diagnosis import DiagnosisSource
from lp_planner.domain.records.records import Frozen

PUBLISHED = frozenset({"research", "external_view"})
VOICES = ("pupil_voice", "family_voice", "staff_voice")


class Research(Frozen):
    """What a project found out, by the side it looks from; each in the order it was written."""

    published: tuple[DiagnosisSource, ...]
    voices: tuple[DiagnosisSource, ...]
    counted: tuple[DiagnosisSource, ...]
    """Figures, and what was looked at here."""

    @property
    def missing(self) -> tuple[str, ...]:
        """The kinds of voices that nobody has noted yet."""
        heard = {source.source_kind for source in self.voices}
        return tuple(kind for kind in VOICES if kind not in heard)


def research_of(sources: Iterable[DiagnosisSource]) -> Research:
    """The sources of a project, sorted by the side they look from."""
    found = list(sources)
    return Research(
        published=tuple(s for s in found if s.source_kind in PUBLISHED),
        voices=tuple(s for s in found if s.source_kind in VOICES),
        counted=tuple(s for s in found if s.source_kind not in {*PUBLISHED, *VOICES}),
    )
