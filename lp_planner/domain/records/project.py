"""The project itself and who leads it; and how much of one somebody else may see."""

from enum import StrEnum

from lp_planner.domain.records.fields import NeededLine
from lp_planner.domain.records.records import Stamped


class Sharing(StrEnum):
    """What a lead practitioner lets somebody else see of a project; each level holds more."""

    PRIVATE = "private"
    PROGRESS = "progress"
    """Title, theme, phase, dates and counts of standards; never a word of what is written."""
    PLAN = "plan"
    """The plan on a page as well, whether it is ready and in use, and what its dates ask."""
    PLAN_AND_EVIDENCE = "plan_and_evidence"
    """The evidence claims as well, each with its headline; never what was said in coaching."""

    def holds(self, level: "Sharing") -> bool:
        """Whether this level lets ``level`` be seen."""
        order = list(Sharing)
        return order.index(self) >= order.index(level)


class Project(Stamped):
    """One piece of school improvement, led by one person."""

    title: NeededLine
    owner_id: str
    school_id: str
    carries_on_from: str | None = None
    """An earlier project of the same person that this one builds on."""
    is_from_demo: bool = False
    """Whether it began in the demo school; all that is made from it says so, wherever it goes."""


class SharedProject(Project):
    """A project as one person may see it; nothing else says how much of it they see."""

    level: Sharing
    leader_id: str = ""
    """The leader whom it was shared with; empty for a guest, and for its own lead."""

    @classmethod
    def of(cls, project: Project, level: Sharing, leader_id: str = "") -> "SharedProject":
        """A project at a level."""
        return cls(
            **{n: getattr(project, n) for n in Project.model_fields},
            level=level,
            leader_id=leader_id,
        )
