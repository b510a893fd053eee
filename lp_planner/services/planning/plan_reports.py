"""The plan on a page and the project's dates, ready to leave the planner."""

from lp_planner.domain.accounts.people import Person, School
from lp_planner.domain.accounts.permissions import Action
from lp_planner.exports.catalogue import PLAN_EXPORTS, Export, file_name
from lp_planner.exports.report import PlanReport
from lp_planner.services.desk.projects import project_for
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.planning.plan import plan_columns_unchecked


def plan_report(desk: Desk, project_id: str) -> PlanReport:
    """The plan of a project of the actor's on a page.

    Raises:
        NotFound: for an unknown project and for somebody else's alike.
    """
    with desk.read() as reader:
        project = project_for(reader, desk.actor, project_id, Action.EXPORT_PROJECT)
        lead = reader.get(Person, project.owner_id)
        return PlanReport(
            project_title=project.title,
            lead_name=lead.name,
            job_title=lead.job_title,
            school_name=reader.get(School, project.school_id).name,
            made_on=desk.today(),
            is_demo=desk.workspace.is_demonstration(project),
            columns=plan_columns_unchecked(reader, desk.library, project.id),
        )


def plan_exports() -> tuple[Export[PlanReport], ...]:
    """The documents that the plan on a page can leave as."""
    return PLAN_EXPORTS


def plan_name(desk: Desk, project_id: str, export: Export[PlanReport]) -> str:
    """The file name of the plan of a project of the actor's."""
    with desk.read() as reader:
        project = project_for(reader, desk.actor, project_id, Action.EXPORT_PROJECT)
    is_demo = desk.workspace.is_demonstration(project)
    return file_name(project.title, export, made_on=desk.today(), is_demo=is_demo)


def make_plan(desk: Desk, project_id: str, export: Export[PlanReport]) -> tuple[str, bytes]:
    """The file name and the bytes of the plan of a project of the actor's.

    Raises:
        NotFound: for an unknown project and for somebody else's alike.
        NotTypeset: when a PDF cannot be made just now.
    """
    report = plan_report(desk, project_id)
    return plan_name(desk, project_id, export), export.make(report)
