"""Whatever people type, the planner keeps it, refuses it in words, or shows it to nobody else."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lp_planner.analytics.coverage import coverage_by_phase, coverage_by_reach
from lp_planner.domain.accounts.people import Actor
from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.errors import NotFound, PlannerError
from lp_planner.domain.records.fields import FieldKind, field_specs
from lp_planner.domain.records.oddities import OF_EVERYTHING
from lp_planner.domain.records.reach import Reach
from lp_planner.services.desk import drafts
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.evidence.claims import evidence_lines_unchecked
from lp_planner.services.planning import recording
from tests.cast import AMINA, CAST
from tests.factories import claim, make_project, write

typed = st.one_of(st.text(max_size=300), st.text(alphabet="\x00\r\n\x7f\u2028a'\"\\", max_size=9))
thrown = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.dates(),
    typed,
    st.lists(typed, max_size=3),
    st.lists(st.dictionaries(typed, typed, max_size=3), max_size=3),
)
gently = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
OTHERS = [actor for actor in CAST if actor is not AMINA]


@gently
@given(words=typed)
def test_words_come_back_as_they_were_typed_or_are_refused_in_a_sentence(
    workspace: Workspace, words: str
) -> None:
    project = make_project(workspace)
    try:
        written = write(workspace, project, "diagnosis_source", says=words, trust=words)
    except PlannerError:
        assert not recording.records_of(workspace.desk(AMINA), project.id, "diagnosis_source")
    else:
        read = recording.record_of(workspace.desk(AMINA), written.kind, written.id)
        unwritable = {ord(c): None for c in words if (c < " " and c not in "\n\t") or c == "\x7f"}
        kept = words.replace("\r\n", "\n").replace("\r", "\n").translate(unwritable).strip()
        assert read.model_dump()["trust"] == kept


@gently
@given(words=typed)
def test_a_draft_comes_back_letter_for_letter_and_to_its_writer_alone(
    workspace: Workspace, words: str
) -> None:
    drafts.keep_draft(workspace.desk(AMINA), "a form", {"says": words})
    assert drafts.draft_of(workspace.desk(AMINA), "a form") == {"says": words}
    assert all(not drafts.draft_of(workspace.desk(other), "a form") for other in OTHERS)


@gently
@given(data=st.data(), kind=st.sampled_from(sorted(RECORD_KINDS)))
def test_no_form_however_odd_ends_in_anything_but_a_sentence(
    planner: Workspace, data: st.DataObject, kind: str
) -> None:
    project = make_project(planner)
    names = [spec.name for spec in field_specs(RECORD_KINDS[kind])]
    values = data.draw(st.dictionaries(st.sampled_from([*names, "id", "version"]), thrown))
    before = recording.records_of(planner.desk(AMINA), project.id, kind)
    try:
        recording.write_record(planner.desk(AMINA), project.id, kind, values, sure=OF_EVERYTHING)
    except PlannerError:
        assert recording.records_of(planner.desk(AMINA), project.id, kind) == before


@gently
@given(
    claims=st.lists(
        st.tuples(
            st.sampled_from([f"LP{number}" for number in range(1, 11)]), st.sampled_from(Reach)
        ),
        max_size=8,
    )
)
def test_coverage_counts_each_claim_exactly_once_however_it_is_cut(
    planner: Workspace, claims: list[tuple[str, Reach]]
) -> None:
    project = make_project(planner)
    for standard, reach in claims:
        claim(planner, write(planner, project, "diagnosis_source"), standard, reach=reach)
    with planner.store.read() as reader:
        lines = evidence_lines_unchecked(reader, planner.library, [project])
    standards = [(s.key, s.title) for s in planner.library.framework.standards]
    phases = [(p.key, p.name) for p in planner.library.pathway.phases]
    reaches = [(r.value, r.name) for r in Reach]
    assert coverage_by_phase(lines, standards, phases).to_numpy().sum() == len(claims)
    assert coverage_by_reach(lines, standards, reaches).to_numpy().sum() == len(claims)


@gently
@given(kind=st.sampled_from(sorted(RECORD_KINDS)), other=st.sampled_from(OTHERS))
def test_nobody_else_finds_a_project_by_its_id(planner: Workspace, kind: str, other: Actor) -> None:
    project = make_project(planner)
    with pytest.raises(NotFound) as real:
        recording.records_of(planner.desk(other), project.id, kind)
    with pytest.raises(NotFound) as invented:
        recording.records_of(planner.desk(other), "no-such-project", kind)
    assert real.value.message == invented.value.message


def test_every_answer_kind_is_thrown_at() -> None:
    """The fuzz above is only worth something while it reaches every kind of field."""
    reached = {s.kind for model in RECORD_KINDS.values() for s in field_specs(model)}
    assert reached == set(FieldKind)
