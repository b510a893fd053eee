"""A framework from a file at work everywhere: evidence, coverage, portfolio, copy, packs, pages."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from lp_planner.config import ROOT, ConfigError, read_settings
from lp_planner.content.loader import load_library
from lp_planner.domain.records.errors import ContentError, StorageUnavailable
from lp_planner.interchange.command import import_framework
from lp_planner.interchange.draft_to_framework import fit
from lp_planner.interchange.reading import read_framework
from lp_planner.services.accounts.people import local_actor
from lp_planner.services.demo.demo_school import open_demo
from lp_planner.services.desk.workspace import Workspace, library_at_work, open_workspace
from lp_planner.services.evidence import coverage, evidence, gaps, reports, standards_file
from lp_planner.services.evidence.packs import build_pack
from lp_planner.services.portfolio import moderation, portfolio, submissions
from lp_planner.services.portfolio.portfolio import Choices
from lp_planner.services.portfolio.submission_packs import build_submission_pack
from lp_planner.storage.registry import close_all
from tests.cast import AMINA
from tests.content.files import copy_content
from tests.demo_copy import copy_database
from tests.factories import claim, make_project, write
from tests.interchange.shapes import as_bytes, flat_matrix
from tests.page_script import forget_pages, open_page, words

GARDEN = "school_garden"
MAPPING = """
framework = "school_garden"
source = "Our design"
[answers]
LP5 = ["1.1"]
LP3 = ["1.1", "2.0"]
LP6 = ["1.10"]
LP10 = ["2.0"]
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The content with a framework that came in from Mahara."""
    there = copy_content(tmp_path)
    matrix = tmp_path / "garden.matrix"
    matrix.write_bytes(as_bytes(flat_matrix()))
    import_framework(matrix, into=there / "frameworks", as_json=False)
    return there


@pytest.fixture
def environment(data: Path, tmp_path: Path) -> Iterator[dict[str, str]]:
    """Settings of an installation that works with it."""
    yield {
        "LP_PLANNER_DATA": str(data),
        "LP_PLANNER_DATABASE": str(tmp_path / "garden.duckdb"),
        "LP_PLANNER_DEMO_DATABASE": str(tmp_path / "demo.duckdb"),
        "LP_PLANNER_FRAMEWORK": GARDEN,
    }
    forget_pages()


@pytest.fixture
def garden(environment: dict[str, str]) -> Workspace:
    return open_workspace(read_settings(environment))


def with_mapping(data: Path, text: str = MAPPING) -> None:
    (data / "mappings").mkdir()
    (data / "mappings" / f"{GARDEN}.toml").write_text(text, encoding="utf-8")


def filled(garden: Workspace) -> str:
    """A project with one record put forward for two standards of the garden; its id."""
    me = local_actor(garden)
    project = make_project(garden, me)
    option = write(garden, project, "option", me, name="One way in")
    claim(garden, option, "1.1", "2.0", actor=me, reach="another_team")
    portfolio.save_narrative(garden.desk(me), "1.1", "I dug.", version=0)
    portfolio.keep_choices(garden.desk(me), Choices(levels={"1.1": "extending"}, reason="A try"))
    return project.id


def test_evidence_and_coverage_speak_of_its_standards(garden: Workspace) -> None:
    me, id_ = local_actor(garden), filled(garden)
    covered = coverage.project_coverage(garden.desk(me), id_).by_phase.table
    assert list(covered.index) == ["1.1 Name of 1.1", "2.0 Name of 2.0"]
    report = reports.evidence_report(garden.desk(me), id_)
    assert [s.key for s in report.standards if s.entries] == ["1.1", "2.0"]
    assert report.framework_name == "School garden"
    assert any("2.0" in gap.standards for gap in gaps.gaps_of(garden.desk(me), id_))


def test_a_portfolio_of_it_is_submitted_read_and_packed(garden: Workspace) -> None:
    me, id_ = local_actor(garden), filled(garden)
    mine = portfolio.my_portfolio(garden.desk(me))
    assert [p.standard for p in mine.pieces] == ["1.1", "2.0"]
    assert mine.check.settled == ("1.1",)
    sent = submissions.submit(garden.desk(me))
    assert sent.framework == GARDEN
    secret = submissions.make_link(garden.desk(me), sent.id, for_whom="Ruth", days=7).secret
    opened = moderation.open_submission(garden, secret, visit="v").portfolio
    assert (opened.framework_name, len(opened.standards)) == ("School garden", 4)
    assert opened.standards[0].level_name == "Extending"
    moderation.rate_standard(
        garden, secret, standard="1.1", level="developing", feedback="", moderator="Ruth"
    )
    assert build_submission_pack(garden.desk(me), sent.id).pack.files
    assert build_pack(garden.desk(me), id_).pack.files


def test_without_a_mapping_nothing_is_proposed_and_everything_can_be_chosen(
    garden: Workspace,
) -> None:
    me = local_actor(garden)
    record = write(garden, make_project(garden, me), "option", me, name="One way in")
    assert evidence.evidence_of(garden.desk(me), "option", record.id).proposals == ()
    assert garden.library.leading == frozenset()


def test_a_mapping_says_which_standards_a_form_proposes(
    data: Path, environment: dict[str, str]
) -> None:
    with_mapping(data)
    library = library_at_work(read_settings(environment))
    home = load_library(data)
    for kind in ("option", "diagnosis_source"):
        own = {p.standard for p in home.pathway.text_by_kind[kind].standards}
        wanted = {s for key in own for s in library.standing_for(key)}
        project = open_workspace(read_settings(environment))
        me = local_actor(project)
        record = write(project, make_project(project, me), kind, me)
        assert {p.standard for p in library.proposals(record)} == wanted != set()
    assert library.leading == {"2.0"}
    assert library.standing_for("LP6") == ("1.10",)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (MAPPING.replace('"2.0"', '"9.9"', 1), "answers.LP3: '9.9' is not in"),
        (MAPPING.replace("LP5", "LP55"), "answers: 'LP55' is not in"),
        (MAPPING.replace('"school_garden"', '"other"', 1), "please use the file's own name"),
    ],
)
def test_a_mapping_that_names_what_is_not_there_is_refused(
    data: Path, text: str, says: str
) -> None:
    with_mapping(data, text)
    with pytest.raises(ContentError) as refused:
        load_library(data)
    assert says in "\n".join(refused.value.faults)


def test_a_framework_that_is_not_there_is_refused_with_the_choice(
    environment: dict[str, str],
) -> None:
    with pytest.raises(
        ConfigError, match=r"LP_PLANNER_FRAMEWORK is 'x': .* ssat_lp, school_garden"
    ):
        library_at_work(read_settings({**environment, "LP_PLANNER_FRAMEWORK": "x"}))


def test_the_rules_ask_for_no_more_standards_than_there_are(garden: Workspace) -> None:
    assert (garden.rules.standards, garden.rules.level) == (4, "extending")


def test_work_that_was_mapped_to_other_standards_is_not_read_as_these(
    garden: Workspace, environment: dict[str, str]
) -> None:
    filled(garden)
    close_all()
    back = read_settings({**environment, "LP_PLANNER_FRAMEWORK": "ssat_lp"})
    with pytest.raises(StorageUnavailable, match=r"other standards \(1.1, 2.0\)"):
        open_workspace(back)
    close_all()
    again = open_workspace(read_settings(environment))
    assert len(portfolio.my_portfolio(again.desk(local_actor(again))).pieces) == 2


def test_an_account_is_enough_to_hold_a_database_to_its_standards(
    garden: Workspace, environment: dict[str, str]
) -> None:
    portfolio.save_narrative(garden.desk(local_actor(garden)), "1.1", "I dug.", version=0)
    close_all()
    with pytest.raises(StorageUnavailable, match="LP_PLANNER_FRAMEWORK back"):
        open_workspace(read_settings({**environment, "LP_PLANNER_FRAMEWORK": "ssat_lp"}))


def test_the_demo_school_keeps_its_own_standards(
    data: Path, environment: dict[str, str], demo_file: Path, tmp_path: Path
) -> None:
    copy_database(demo_file, tmp_path / "demo.duckdb")
    shutil.copytree(ROOT / "data" / "demo", data / "demo")
    demo = open_demo(read_settings({**environment, "LP_PLANNER_SUBMIT_LEVEL": "harvest"}))
    assert (demo.library.framework.key, demo.rules.level) == ("ssat_lp", "extending")


@pytest.mark.parametrize(
    "page", ["home", "explore", "deliver", "plan", "evidence", "impact", "portfolio"]
)
def test_every_page_works_with_it(
    garden: Workspace, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    project = filled(garden)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    app = open_page(
        monkeypatch,
        Path(environment["LP_PLANNER_DEMO_DATABASE"]),
        Path(environment["LP_PLANNER_DATABASE"]),
        "local",
        page,
        project=project,
    )
    assert not app.exception
    said = words(app)
    assert "LP5" not in said
    if page in {"evidence", "portfolio"}:
        assert "1.1" in said + " ".join(str(e.label) for e in app.expander)


def test_replacing_one_library_leaves_the_other_as_it_was(data: Path) -> None:
    home = load_library(data)
    other = home.working_with(GARDEN)
    assert home.framework.key == "ssat_lp"
    assert other.framework.levels == home.framework.levels
    assert replace(other).frameworks == home.frameworks


def test_the_standards_leave_as_a_case_file_and_come_back_equal(planner: Workspace) -> None:
    desk = planner.desk(AMINA)
    draft, report = read_framework(
        standards_file.standards_as_case(desk), name=standards_file.standards_file_name(desk)
    )
    framework, lost = fit(draft)
    assert framework == planner.library.framework
    assert lost == ()
    assert report.file.endswith(".case.json")
