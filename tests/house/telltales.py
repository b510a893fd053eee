"""Puts a word of its own into every answer that stays in, makes all that leaves, and looks for it.

A script, because it changes the models before anything else reads them: run in a process of its
own as ``python -m tests.house.telltales new|every <folder>``, it prints what it looked at, what it
found where it should not be, and what it does not know how to make.

``new`` gives every kind of record new answers: unmarked ones where the kind is private, ones that
are marked to stay in elsewhere. ``every`` marks each written answer of every kind to stay in. It
walks the kinds, the catalogues of exports and every public function of the services, so that what
is added to them is looked at without a change here.
"""

import dataclasses
import datetime as dt
import inspect
import io
import itertools
import json
import pkgutil
import re
import shutil
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import pandas as pd
from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pypdf import PdfReader

from lp_planner.config import ROOT
from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.fields import (
    WORDS,
    FieldKind,
    Line,
    Privacy,
    Prose,
    field_specs,
)
from lp_planner.domain.records.oddities import OF_EVERYTHING
from lp_planner.domain.records.strategies import Segment

if TYPE_CHECKING:
    from lp_planner.storage.unit_of_work import UnitOfWork

PATHWAY = Path("pathways/implementation.toml")
NEW_THAT_STAY = ("a_prose_that_stays", "a_line_that_stays")
MAY_LEAVE = "a_prose_that_may_leave"
PRIVATE = frozenset(kind for kind, model in RECORD_KINDS.items() if model.is_private)


def marked_with(mark: Privacy) -> frozenset[tuple[str, str]]:
    """The answers of every kind that carry this mark, by their kind and field."""
    return frozenset(
        (kind, name)
        for kind, model in RECORD_KINDS.items()
        for name, info in model.model_fields.items()
        if mark in info.metadata
    )


STAY, LEAVE = marked_with(Privacy.STAYS_IN), marked_with(Privacy.MAY_LEAVE)
OWN = {
    "plan_workbook_of": "a plan for its owner, to be brought back; its first sheet says so",
    "own_data": "one's own copy",
    "own_data_pack": "one's own copy",
    "file_of": "one's own file",
}
"""What makes a file for its owner alone, which holds everything."""


class Telltales:
    """A word for each answer: one word, so that no line break can hide it."""

    def __init__(self) -> None:
        self.places: dict[str, str] = {}

    def word(self, kind: str, name: str) -> str:
        """The word of one answer."""
        word = f"zebra{len(self.places):04d}x"
        self.places[word] = f"{kind}.{name}"
        return word

    def found_in(self, value: object) -> list[str]:
        """The answers whose words are in something, however it is packed."""
        seen = "\n".join(texts(value)).lower()
        return sorted({self.places[word] for word in re.findall(r"zebra\d{4}x", seen)})


# The models, changed before anything else reads them.


def add_answers() -> list[str]:
    """Give every kind new answers that stay in and one that may leave; say what they are called."""
    for model in RECORD_KINDS.values():
        is_private = model.is_private
        for name, written in zip(NEW_THAT_STAY, (Prose, Line), strict=True):
            add_answer(model, name, written if is_private else Annotated[written, Privacy.STAYS_IN])
        leaving = Annotated[Prose, Privacy.MAY_LEAVE] if is_private else Prose
        add_answer(model, MAY_LEAVE, leaving)
    mark(Segment, "why")
    field_specs.cache_clear()
    return [*NEW_THAT_STAY, MAY_LEAVE]


def add_answer(model: type[BaseModel], name: str, annotation: Any) -> None:
    model.model_fields[name] = FieldInfo.from_annotated_attribute(annotation, "")
    model.model_rebuild(force=True)


def mark(model: type[BaseModel], name: str) -> None:
    model.model_fields[name].metadata.append(Privacy.STAYS_IN)


def mark_answers() -> list[str]:
    """Mark every written answer of every kind to stay in."""
    for model in RECORD_KINDS.values():
        for spec in field_specs(model):
            if spec.kind in WORDS:
                mark(model, spec.name)
    field_specs.cache_clear()
    return []


def words_for(new: list[str], folder: Path) -> Path:
    """The content with words for the new answers."""
    data = folder / "data"
    shutil.copytree(ROOT / "data", data)
    told = (data / PATHWAY).read_text(encoding="utf-8")
    fields = "".join(
        f'[[records.fields]]\nname = "{name}"\nlabel = "{name.replace("_", " ")}"\n\n'
        for name in new
    )
    head, *records = told.split("[[records]]\n")
    kinds = [re.search(r'^kind = "(\w+)"', record, re.MULTILINE) for record in records]
    said = [
        record.replace("[[records.fields]]\n", f"{fields}[[records.fields]]\n", 1)
        if kind and kind.group(1) in RECORD_KINDS
        else record
        for kind, record in zip(kinds, records, strict=True)
    ]
    (data / PATHWAY).write_text("[[records]]\n".join([head, *said]), encoding="utf-8")
    return data


# What is in anything, however it is packed.


def texts(value: object) -> Iterator[str]:
    """Every text that a value holds."""
    if isinstance(value, bytes):
        yield from texts_of_file(value)
    elif isinstance(value, pd.DataFrame):
        yield value.to_csv()
    elif isinstance(value, BaseModel):
        yield from texts(dict(value))
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from texts(key)
            yield from texts(part)
    elif isinstance(value, list | tuple | set | frozenset):
        for part in value:
            yield from texts(part)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        yield from texts({f.name: getattr(value, f.name) for f in dataclasses.fields(value)})
    elif hasattr(value, "to_json"):
        yield str(value.to_json())
    else:
        yield str(value)


def texts_of_file(content: bytes) -> Iterator[str]:
    yield content.decode("utf-8", "replace").replace("\r\n ", "")
    yield content.decode("utf-16-le", "replace")
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield name
                yield from texts_of_file(archive.read(name))
    if content.startswith(b"%PDF"):
        pdf = PdfReader(io.BytesIO(content))
        yield "\n".join(page.extract_text() for page in pdf.pages)
        yield "\n".join(str(pdf.get_object(n)) for n in range(1, len(pdf.xref[0]) + 1))


# A project with a record of every kind, put forward, hung with things, shared and submitted.


class Scene:
    """The planner with a project in it that says every telltale, and whoever may look."""

    def __init__(self, how: str, data: Path, folder: Path, new: list[str]) -> None:
        from lp_planner.content import checks
        from lp_planner.content.loader import load_library
        from lp_planner.services.desk.workspace import Workspace
        from lp_planner.storage.registry import open_store
        from tests.cast import AMINA, THEN, move_in

        if how == "every":
            # What is drafted may put answers in that stay in here, which the content's own check
            # refuses; what the drafts do with them all the same is looked at.
            vars(checks)["draft_faults"] = lambda _: iter(())

        self.how = how
        self.telltales = Telltales()
        self.allowed: set[str] = set()
        store = open_store(str(folder / "telltales.duckdb"), files=folder / "files")
        tables = [
            f'ALTER TABLE "{kind}" ADD COLUMN "{name}" TEXT DEFAULT \'\''
            for kind in RECORD_KINDS
            for name in new
        ]

        def widen(uow: "UnitOfWork") -> None:
            for sql in tables:
                uow.change_by_hand(sql)

        store.write("set-up", widen, at=THEN)
        move_in(store)
        self.workspace = Workspace(store=store, library=load_library(data), clock=lambda: THEN)
        self.owner = AMINA
        self.records: dict[str, str] = {}
        self._write()
        self._show()

    def _write(self) -> None:
        from lp_planner.domain.records.project import Sharing
        from lp_planner.services.evidence import evidence
        from lp_planner.services.planning import recording
        from tests.factories import example, make_project

        desk = self.workspace.desk(self.owner)
        self.project = make_project(self.workspace, sharing=Sharing.PLAN_AND_EVIDENCE)
        waiting = list(RECORD_KINDS)
        while waiting:
            kind = waiting.pop(0)
            specs = field_specs(RECORD_KINDS[kind])
            if any(s.links_to and s.links_to not in self.records for s in specs):
                waiting.append(kind)
                continue
            answers = example(self.workspace, kind, self.records) | self._said(kind)
            self.records[kind] = recording.write_record(
                desk, self.project.id, kind, answers, sure=OF_EVERYTHING
            ).id
        for kind in self.workspace.library.pathway.text_by_kind:
            if kind in RECORD_KINDS:
                changed = "It is calmer"
                if kind in PRIVATE:
                    changed = self.telltales.word(kind, "what changed")
                evidence.claim_evidence(
                    desk, kind, self.records[kind], claims={"LP5": "I asked first"},
                    reach="own_team", what_changed=changed,
                )  # fmt: skip
                self._hang(kind)
        self._jot()

    def _jot(self) -> None:
        """Notes of the inbox, two that wait and one that became a record: words, names, voices."""
        from lp_planner.interchange.pictures import lettered_card
        from lp_planner.services.planning import inbox, recording
        from lp_planner.services.planning.inbox import NoteFile
        from tests.factories import example
        from tests.home.voices import voice

        desk = self.workspace.desk(self.owner)
        said = self.telltales.word("inbox", "what a voice says")
        inbox.jot(
            desk,
            words=self.telltales.word("inbox", "words that wait"),
            file=NoteFile("voice.wav", voice(said.encode() * 2)),
        )
        name = self.telltales.word("inbox", "the name of a file that waits")
        inbox.jot(desk, file=NoteFile(f"{name}.png", lettered_card(["A card"])))
        name = self.telltales.word("inbox", "the name of a file that was placed")
        placed = inbox.jot(
            desk,
            words=self.telltales.word("inbox", "words that were placed"),
            file=NoteFile(f"{name}.png", lettered_card(["Another card"])),
        )
        answers = example(self.workspace, "milestone", self.records)
        recording.write_record(
            desk, self.project.id, "milestone", answers, form_id=placed.note.id, sure=OF_EVERYTHING
        )

    def _said(self, kind: str) -> dict[str, object]:
        """The telltales of one kind, and for comparison a word that may leave.

        What stays in is said here once more, by itself: the product may not be asked about it.
        """
        said: dict[str, object] = {}
        for spec in field_specs(RECORD_KINDS[kind]):
            is_new = spec.name in NEW_THAT_STAY
            place = (kind, spec.name)
            stays = self.how == "every" or is_new or place in STAY
            stays = stays or (kind in PRIVATE and place not in LEAVE)
            if spec.name == MAY_LEAVE:
                said[spec.name] = self.telltales.word(kind, spec.name)
                self.allowed.add(f"{kind}.{spec.name}")
            elif spec.kind is FieldKind.SEGMENTS:
                part = {"segment_kind": "discussion", "minutes": 10, "what": "Talk"}
                if stays:
                    part["what"] = self.telltales.word(kind, "part")
                said[spec.name] = ({**part, "why": self.telltales.word(kind, "why of a part")},)
            elif spec.is_about_any:
                said[spec.name] = self.records.get("priority", "")
            elif stays and spec.kind in WORDS:
                said[spec.name] = self.telltales.word(kind, spec.name)
        return said

    def _hang(self, kind: str) -> None:
        """Words on every record of a private kind, and on others some that are not settled."""
        from lp_planner.services.evidence import attachments

        about = {
            "evidence_kind": "testimonial",
            "title": self.telltales.word(kind, "title of a thing behind it"),
            "words": self.telltales.word(kind, "words behind it"),
            "said_by": "a TA",
            "strength": "colleague",
            "people_in_it": "nobody" if kind in PRIVATE else "not_sure",
        }
        attachments.attach(self.workspace.desk(self.owner), kind, self.records[kind], about)

    def _show(self) -> None:
        """Ask a guest in, submit the portfolio, and hand the project over."""
        from lp_planner.domain.cohort.guests import GuestKind
        from lp_planner.domain.records.project import Sharing
        from lp_planner.domain.voices.rounds import RoundKind
        from lp_planner.services.cohort import guests
        from lp_planner.services.portfolio import portfolio, renewal, submissions
        from lp_planner.services.safekeeping import erasure
        from lp_planner.services.voices import asking
        from tests.cast import BEN, HUGO

        desk = self.workspace.desk(self.owner)
        guests.invite_guest(
            desk, self.project.id, person_id=HUGO.person_id, guest_kind=GuestKind.COACH,
            level=Sharing.PLAN_AND_EVIDENCE,
        )  # fmt: skip
        (asked,) = guests.shared_with_me(self.workspace.desk(HUGO))
        guests.answer_guest_invitation(self.workspace.desk(HUGO), asked.grant_id, accepts=True)
        portfolio.keep_choices(desk, portfolio.Choices(reason="To look at it"))
        renewal.say_accredited(desk, desk.today() - dt.timedelta(days=400))
        self.submission = submissions.submit(desk)
        made = submissions.make_link(desk, self.submission.id, for_whom="Mo", days=9)
        self.token = made.secret
        what = asking.WhatToAsk(
            round_kind=RoundKind.FIT, record_id=self.records["option"], about="Fit", expected=5
        )
        self.secret = asking.ask(desk, self.project.id, what).secret
        self.handed = erasure.hand_over(desk, self.project.id, to_person=BEN.person_id)


# Everything that the services make.


def service_functions() -> Iterator[tuple[str, Callable[..., Any], inspect.Signature]]:
    """Every public function of the services that a desk or a workspace is handed to."""
    services = import_module("lp_planner.services")
    for module in pkgutil.walk_packages(services.__path__, f"{services.__name__}."):
        if module.name.startswith("lp_planner.services.demo"):
            continue
        found = import_module(module.name)
        for name, function in inspect.getmembers(found, inspect.isfunction):
            if name.startswith("_") or name.endswith("_unchecked"):
                continue
            if function.__module__ != module.name:
                continue
            signature = inspect.signature(function)
            if next(iter(signature.parameters), "") in {"desk", "workspace"}:
                yield (
                    f"{module.name.removeprefix('lp_planner.services.')}.{name}",
                    function,
                    (signature),
                )


def makes_something_to_leave(signature: inspect.Signature) -> bool:
    """Whether a function makes a file, or what one is written from, or somebody else's view."""
    told = str(signature.return_annotation)
    made = import_module("lp_planner.exports.report")
    reports = {
        name
        for name, found in inspect.getmembers(made, inspect.isclass)
        if found.__module__.startswith("lp_planner.")
    }
    others = {"bytes", "NamedPack", "PortfolioCopy", "SharedView", "Opened"}
    return bool({*re.findall(r"\w+", told)} & (reports | others))


def exports_of(annotation: str) -> Iterator[object]:
    """The exports of every catalogue that a parameter such as ``Export[PlanReport]`` may be."""
    catalogue = import_module("lp_planner.exports.catalogue")
    for name, kind in catalogue.__annotations__.items():
        wanted = re.search(r"Export\[(?:\w+\.)*(\w+)\]", annotation)
        if wanted and wanted.group(1) in re.findall(r"\w+", str(kind)):
            yield from getattr(catalogue, name)


def ways_to_call(
    scene: Scene, desk: object, signature: inspect.Signature
) -> list[dict[str, object]] | None:
    """The arguments for each way to call a function; ``None`` where one cannot be known."""
    known: dict[str, object] = {
        "desk": desk,
        "workspace": scene.workspace,
        "project_id": scene.project.id,
        "submission_id": scene.submission.id,
        "token": scene.token,
        "secret": scene.secret,
        "visit": "a visit",
        "standard": "LP5",
    }
    ways: list[dict[str, object]] = [{}]
    for name, parameter in signature.parameters.items():
        if name in known:
            ways = [{**way, name: known[name]} for way in ways]
        elif name == "export":
            found = list(exports_of(str(parameter.annotation)))
            ways = [{**way, name: export} for way in ways for export in found]
        elif name == "kind" and "record_id" in signature.parameters:
            ways = [
                {**way, "kind": kind, "record_id": id_}
                for way in ways
                for kind, id_ in scene.records.items()
            ]
        elif name == "record_id" and "kind" in signature.parameters:
            continue
        elif parameter.default is inspect.Parameter.empty:
            return None
    return ways


def looked_at(scene: Scene) -> Iterator[tuple[str, object]]:
    """Each thing that leaves, and each that somebody else can ask for, by name."""
    from lp_planner.domain.records.errors import PlannerError
    from lp_planner.services.safekeeping.own_data import own_data_pack
    from tests.cast import AMINA, BEN, CAST

    for actor, (name, function, signature) in itertools.product(CAST, service_functions()):
        desk, leaves = scene.workspace.desk(actor), makes_something_to_leave(signature)
        is_asked_once = "desk" not in signature.parameters
        if actor == AMINA and (function.__name__ in OWN or not (leaves or is_asked_once)):
            continue
        if actor != AMINA and (is_asked_once or signature.return_annotation is None):
            continue
        if actor == BEN and function.__name__ in OWN:
            continue
        ways = ways_to_call(scene, desk, signature)
        if ways is None and leaves and actor == AMINA:
            yield f"unknown:{name}", None
        for way in ways or ():
            what = "".join(f" {value.key}" for value in way.values() if hasattr(value, "key"))
            try:
                yield f"{name}{what} for {actor.person_id}", function(**way)
            except PlannerError:
                continue
    yield "what was handed over", own_data_pack(scene.workspace.desk(BEN))


def look(how: str, folder: Path) -> dict[str, object]:
    """Change the models, write, make everything and search it."""
    new = add_answers() if how == "new" else mark_answers()
    scene = Scene(how, words_for(new, folder), folder, new)
    leaks: list[str] = []
    seen: dict[str, list[str]] = {}
    unknown: list[str] = []
    for name, made in looked_at(scene):
        if name.startswith("unknown:"):
            unknown.append(name.removeprefix("unknown:"))
            continue
        found = scene.telltales.found_in(made)
        seen[name] = [place for place in found if place in scene.allowed]
        leaks += [f"{name}: {place}" for place in found if place not in scene.allowed]

    from lp_planner.services.planning.plan_exchange import plan_workbook_of
    from lp_planner.services.safekeeping.own_data import own_data_pack

    desk = scene.workspace.desk(scene.owner)
    everything = set(scene.telltales.places.values())
    beside = ("behind it", "what changed", "inbox.")
    behind = {place for place in everything if any(part in place for part in beside)}
    return {
        "kinds": list(scene.records),
        "leaks": leaks,
        "seen": seen,
        "unknown": unknown,
        "not in one's own copy": sorted(
            everything - set(scene.telltales.found_in(own_data_pack(desk)))
        ),
        "not in one's own workbook": sorted(
            everything
            - behind
            - set(scene.telltales.found_in(plan_workbook_of(desk, scene.project.id)))
        ),
    }


if __name__ == "__main__":
    print(json.dumps(look(sys.argv[1], Path(sys.argv[2]))))
