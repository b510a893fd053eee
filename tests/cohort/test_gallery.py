"""The gallery: only what its owner put there, read by those it says, and gone when taken down."""

from pathlib import Path

import pytest

from lp_planner.content.library import Library
from lp_planner.domain.accounts.people import Actor
from lp_planner.domain.cohort.gallery import GalleryEntry
from lp_planner.domain.records.errors import NotFound, PermissionDenied, ValidationFailed
from lp_planner.domain.records.project import Project
from lp_planner.services.accounts import people
from lp_planner.services.cohort import gallery
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.planning import journey, recording
from lp_planner.services.safekeeping import erasure, own_data, own_data_return
from lp_planner.storage.registry import close_store, open_store
from tests.cast import AMINA, BEN, CHLOE, DEV, FIONA, GWEN, HUGO, THEN
from tests.factories import make_project, write

COACHED = "zebra in coaching"
WENT = "Nine of 24 came. We stopped by our own rule."


@pytest.fixture
def ended(planner: Workspace) -> Project:
    """A project of Amina's that was stopped."""
    project = make_project(planner)
    write(planner, project, "active_ingredient", behaviour="The first task lies ready",
          fixedness="tight")  # fmt: skip
    write(planner, project, "active_ingredient", behaviour="Who hands it out", fixedness="loose")
    write(planner, project, "coaching_session", what_was_heard=COACHED, coachee="Zoe Quist")
    write(planner, project, "sustain_decision", decision="stop", reasons="It did not reach them.")
    return project


def put_up(
    planner: Workspace,
    project: Project,
    *,
    title: str = "Calm starts",
    how_it_went: str = WENT,
    by_line: str = "",
    do_differently: str = "",
    actor: Actor = AMINA,
) -> None:
    gallery.put_up(
        planner.desk(actor),
        project.id,
        title=title,
        how_it_went=how_it_went,
        by_line=by_line,
        do_differently=do_differently,
    )


def test_nothing_is_in_it_until_its_owner_puts_it_up(planner: Workspace, ended: Project) -> None:
    assert gallery.pieces(planner.desk(BEN)) == ()
    offer = gallery.offer_of(planner.desk(AMINA), ended.id)
    assert offer.up is None
    assert offer.draft is not None
    assert offer.draft.how_it_went == "It did not reach them."
    put_up(planner, ended)
    for reader in (BEN, DEV, CHLOE):
        (piece,) = gallery.pieces(planner.desk(reader))
        assert (piece.title, piece.ended) == ("Calm starts", "Stop")
        assert piece.tight == ("The first task lies ready",)
        assert piece.loose == ("Who hands it out",)
        assert not piece.is_mine
        assert COACHED not in repr(piece)
        assert AMINA.person_id not in repr(piece)
        assert ended.id not in repr(piece)


def test_what_changes_later_is_not_in_it_until_it_is_put_up_again(
    planner: Workspace, ended: Project
) -> None:
    put_up(planner, ended)
    write(planner, ended, "active_ingredient", behaviour="Doors open", fixedness="tight")
    assert "Doors open" not in repr(gallery.pieces(planner.desk(BEN)))
    put_up(planner, ended, title="Calm starts again")
    (piece,) = gallery.pieces(planner.desk(BEN))
    assert piece.title == "Calm starts again"
    assert "Doors open" in piece.tight


def test_taken_down_it_is_gone_for_all_and_nobody_starts_from_it(
    planner: Workspace, ended: Project
) -> None:
    put_up(planner, ended)
    (piece,) = gallery.pieces(planner.desk(BEN))
    gallery.take_down(planner.desk(AMINA), ended.id)
    assert gallery.pieces(planner.desk(BEN)) == ()
    assert gallery.offer_of(planner.desk(AMINA), ended.id).up is None
    with pytest.raises(NotFound):
        gallery.start_from(planner.desk(BEN), piece.id)


def test_a_project_that_goes_on_cannot_be_put_up(planner: Workspace) -> None:
    project = make_project(planner)
    assert gallery.offer_of(planner.desk(AMINA), project.id).draft is None
    with pytest.raises(ValidationFailed, match="not decided yet"):
        put_up(planner, project)


@pytest.mark.parametrize(
    "said",
    ["Zoe Quist coached it.", "Ben Hart kept the door.", "Then Martha Pillington took it on."],
)
def test_a_name_is_asked_about_before_it_goes_up(
    planner: Workspace, ended: Project, said: str
) -> None:
    with pytest.raises(ValidationFailed, match="name somebody"):
        put_up(planner, ended, how_it_went=said)
    assert gallery.pieces(planner.desk(BEN)) == ()
    gallery.put_up(planner.desk(AMINA), ended.id, title="Calm", how_it_went=said, has_looked=True)
    assert len(gallery.pieces(planner.desk(BEN))) == 1


def test_nobody_puts_up_or_takes_down_for_another(planner: Workspace, ended: Project) -> None:
    put_up(planner, ended)
    for other in (BEN, CHLOE, FIONA):
        desk = planner.desk(other)
        with pytest.raises(NotFound):
            gallery.take_down(desk, ended.id)
        with pytest.raises(NotFound):
            put_up(planner, ended, actor=other)
    assert len(gallery.pieces(planner.desk(BEN))) == 1


@pytest.mark.parametrize("actor", [FIONA, GWEN, HUGO], ids=lambda actor: actor.person_id)
def test_only_lead_practitioners_and_leaders_read_it(planner: Workspace, actor: Actor) -> None:
    with pytest.raises(PermissionDenied):
        gallery.pieces(planner.desk(actor))


def test_a_project_begins_from_a_piece_as_one_way_forward_in_explore(
    planner: Workspace, ended: Project
) -> None:
    put_up(planner, ended, by_line="TA, primary", do_differently="Ask first.")
    (piece,) = gallery.pieces(planner.desk(BEN))
    desk = planner.desk(BEN)
    started = gallery.start_from(desk, piece.id, form_id="a-new-one")
    assert gallery.start_from(desk, piece.id, form_id="a-new-one").id == started.id
    assert journey.project_journey(desk, started.id).current.key == "explore"
    (option,) = recording.records_of(desk, started.id, "option")
    assert "Nine of 24 came" in repr(option)
    assert "TA, primary" in repr(option)
    kept = recording.records_of(desk, started.id, "active_ingredient")
    assert {one.headline for one in kept} == {"The first task lies ready", "Who hands it out"}
    with pytest.raises(PermissionDenied):
        gallery.start_from(planner.desk(CHLOE), piece.id)


def test_it_goes_with_the_project_and_comes_back_taken_down(
    planner: Workspace, ended: Project, library: Library, tmp_path: Path
) -> None:
    put_up(planner, ended)
    copy = own_data.own_data_pack(planner.desk(AMINA))
    erasure.erase_project(planner.desk(AMINA), ended.id, typed_title=ended.title)
    assert gallery.pieces(planner.desk(BEN)) == ()
    path = str(tmp_path / "another.duckdb")
    another = Workspace(store=open_store(path), library=library, clock=lambda: THEN)
    me = people.local_actor(another)
    own_data_return.bring_in_own_data(another.desk(me), copy)
    assert gallery.offer_of(another.desk(me), ended.id).up is None
    assert gallery.pieces(another.desk(me)) == ()
    with another.store.read() as reader:
        (entry,) = reader.find(GalleryEntry)
    assert entry.withdrawn_at == THEN
    close_store(path)


def test_the_demo_school_shows_three_of_which_one_was_stopped(demo: Workspace) -> None:
    found = gallery.pieces(demo.desk(people.actor_for(demo, "marcia")))
    assert len(found) == 3
    assert [piece.ended for piece in found].count("Stop") == 1
    assert all(piece.tight for piece in found)
    assert not any(piece.is_mine for piece in found)
