"""Words that want to be more than words, put into everything that anybody may write."""

from lp_planner.domain.records.fields import WORDS, FieldKind, field_specs
from lp_planner.services.desk.workspace import Workspace
from lp_planner.storage.tables import TABLES
from lp_planner.storage.unit_of_work import UnitOfWork

ELSEWHERE = "planted.example"
HOSTILE = (
    f"=cmd|'x'!A ![p](http://{ELSEWHERE}/i.png) [l](//{ELSEWHERE}) :red[zzc] :material/bomb: $x^2$ "
    f"<img src=//{ELSEWHERE}/j><script>hurt=1</script> \u202e\u200b**zzb** www.{ELSEWHERE}"
)
"""Markdown, HTML, a formula for a sheet and one for a page, a turn of direction: within a line."""
NOT_TYPED = frozenset({"visit", "link", "email", "issuer", "subject"})
"""What is made or checked by us, so that nothing can be smuggled into it."""


def put_everywhere(workspace: Workspace) -> int:
    """Write the words over every text that somebody has written; how many kinds of text that is."""
    places = [
        (table, spec.name)
        for model, table in TABLES.items()
        for spec in field_specs(model)
        if spec.kind in WORDS - {FieldKind.SEGMENTS} and spec.name not in NOT_TYPED
    ]

    def overwrite(uow: UnitOfWork) -> None:
        for table, name in places:
            uow.change_by_hand(
                f'UPDATE "{table}" SET "{name}" = :words WHERE "{name}" <> \'\'', words=HOSTILE
            )

    workspace.store.write("set-up", overwrite, at=workspace.now())
    return len(places)
