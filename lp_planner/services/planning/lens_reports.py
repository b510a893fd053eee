"""The plan beside the EEF guide of 2024, line by line, to print and lay beside its poster."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from types import MappingProxyType

from lp_planner.content.library import Library
from lp_planner.domain.accounts.people import Person, School
from lp_planner.domain.accounts.permissions import Action
from lp_planner.domain.evidence.evidence_lines import headline_for_others
from lp_planner.domain.planning.pathway import LensLine, Step
from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.exports.catalogue import WRITTEN_EXPORTS, Export, named_file
from lp_planner.exports.report import Table, TableColumn, WrittenReport, WrittenSection
from lp_planner.services.desk.projects import project_for
from lp_planner.services.desk.workspace import Desk
from lp_planner.storage.reader import Reader
from lp_planner.wording import counted, joined, shortened

RECOMMENDATIONS: Mapping[int, str] = MappingProxyType(
    {
        1: "1. How people work together",
        2: "2. What surrounds the change",
        3: "3. A process in four phases",
    }
)
"""The three recommendations of the guide, named in our own words."""
OUR_WORDS = (
    "The lines are those of EEF, A School’s Guide to Implementation, third edition, May 2024, in "
    "our own words. The planner’s steps follow the phases of the edition of 2019."
)
NOT_YET = "Not noted yet"
MOST = 2
"""So many records tell what a step says; the number of the others stands beside them."""


def lens_exports() -> tuple[Export[WrittenReport], ...]:
    """The documents that the plan beside the guide can leave as."""
    return WRITTEN_EXPORTS


def lens_report(desk: Desk, project_id: str) -> WrittenReport:
    """Each line of the guide of 2024 with what a project of the actor's says where it is asked.

    Raises:
        NotFound: for an unknown project and for somebody else's alike.
    """
    with desk.read() as reader:
        project = project_for(reader, desk.actor, project_id, Action.EXPORT_PROJECT)
        lead = reader.get(Person, project.owner_id)
        school = reader.get(School, project.school_id)
        said = _said_by_step(reader.as_it_leaves(), desk.library, project_id)
    lens = sorted(desk.library.pathway.lens, key=lambda line: line.recommendation)
    steps = {step.key: step for phase in desk.library.pathway.phases for step in phase.steps}
    return WrittenReport(
        name=project.title,
        subject="The plan beside the EEF guide of 2024",
        author=lead.name,
        by=joined(lead.name, lead.job_title, school.name),
        intro="Our plan beside the EEF guide to implementation of 2024, line by line.",
        made_on=desk.today(),
        is_demo=desk.workspace.is_demonstration(project),
        sections=tuple(
            WrittenSection(
                title=RECOMMENDATIONS[number],
                table=Table(
                    title=RECOMMENDATIONS[number],
                    caption="Lines of the guide, and what the plan says of each",
                    columns=(TableColumn("In the guide", 36), TableColumn("In our plan", 64)),
                    rows=tuple(_row(line, steps, said) for line in lines),
                    has_row_heads=True,
                ),
            )
            for number, lines in groupby(lens, key=lambda line: line.recommendation)
        ),
        notes=(OUR_WORDS,),
    )


def lens_name(desk: Desk, project_id: str, export: Export[WrittenReport]) -> str:
    """The file name of the plan of a project of the actor's beside the guide."""
    with desk.read() as reader:
        project = project_for(reader, desk.actor, project_id, Action.EXPORT_PROJECT)
    is_demo = desk.workspace.is_demonstration(project)
    suffix = export.file_suffix
    return named_file(
        project.title, "beside-eef-2024", suffix, made_on=desk.today(), is_demo=is_demo
    )


def make_lens(desk: Desk, project_id: str, export: Export[WrittenReport]) -> tuple[str, bytes]:
    """The file name and the bytes of the plan of a project of the actor's beside the guide.

    Raises:
        NotFound: for an unknown project and for somebody else's alike.
    """
    return lens_name(desk, project_id, export), export.make(lens_report(desk, project_id))


def _row(line: LensLine, steps: Mapping[str, Step], said: Mapping[str, str]) -> tuple[str, str]:
    found = [f"{steps[key].name}: {said[key]}" for key in line.asked_at if said.get(key)]
    return f"{line.part}: {line.line}. {line.says}", "\n".join(found) or NOT_YET


def _said_by_step(reader: Reader, library: Library, project_id: str) -> Mapping[str, str]:
    asked = {key for line in library.pathway.lens for key in line.asked_at}
    steps = [s for phase in library.pathway.phases for s in phase.steps if s.key in asked]
    return {step.key: "; ".join(_said(reader, library, project_id, step)) for step in steps}


def _said(reader: Reader, library: Library, project_id: str, step: Step) -> Iterator[str]:
    """The latest records of a step as others may read them, and how many more there are."""
    name = library.pathway.text_by_kind[step.kind].name
    records = reader.find(RECORD_KINDS[step.kind], project_id=project_id)
    records = sorted(records, key=lambda r: (r.happened_on, r.id), reverse=True)
    words = [headline_for_others(step.kind, record.headline, name) for record in records]
    shown = list(dict.fromkeys(words))[:MOST]
    yield from (shortened(one, 110) for one in shown)
    if more := len(words) - len(shown):
        yield counted(more, "more", "more")
