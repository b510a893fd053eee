"""The demo school: its own database, written through the services on the days of its story.

``data/demo/`` tells the story: who there is, what they recorded on which day, and which standards
they claimed for it. Weekly visit counts are spelled out as single visits.
"""

import datetime as dt
import os
import shutil
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from lp_planner.config import Settings
from lp_planner.content.library import HOME
from lp_planner.content.loader import load_library
from lp_planner.domain.accounts.people import Actor, Role
from lp_planner.domain.portfolio.portfolio import SubmissionRules
from lp_planner.domain.records.delivery import FidelityRating
from lp_planner.domain.records.errors import ContentError
from lp_planner.domain.records.oddities import OF_EVERYTHING
from lp_planner.domain.records.project import Sharing
from lp_planner.interchange.pictures import lettered_card
from lp_planner.services.accounts import schools
from lp_planner.services.accounts.people import actor_for
from lp_planner.services.cohort import cohort_dates, gallery, levels
from lp_planner.services.demo.demo_leader import tell_leader
from lp_planner.services.demo.demo_rounds import tell_round
from lp_planner.services.demo.demo_submissions import tell_submission
from lp_planner.services.desk import projects
from lp_planner.services.desk.workspace import Workspace, submission_rules, utc_now
from lp_planner.services.evidence import attachments, evidence
from lp_planner.services.evidence.attachments import GivenFile
from lp_planner.services.measures import pupils
from lp_planner.services.planning import inbox, recording
from lp_planner.services.planning.inbox import NoteFile
from lp_planner.services.portfolio import renewal
from lp_planner.services.self_assessment import self_assessment
from lp_planner.storage.blobs import files_beside
from lp_planner.storage.registry import close_store, open_store

Story = Mapping[str, Any]
AFTER_SCHOOL = dt.time(15, 45, tzinfo=dt.UTC)
IN_A_FILE = {"file", "text", "card"}
FULL_PROJECTS = ("phonics", "feedback", "engagement", "study_room")


def open_demo(settings: Settings) -> Workspace:
    """Open the demo school, writing it first where it does not exist yet.

    In the demo school it is always the day on which its stories end, so that what is due, quiet or
    fresh there stays so. A half-written school never stays: it is made beside its place and moved
    there when whole.

    Raises:
        ContentError: when a story in ``data/demo/`` cannot be read or is refused.
        StorageUnavailable: when the database cannot be used.
    """
    library = load_library(settings.data_dir)
    path = Path(settings.demo_database)
    if not path.exists():
        unfinished = path.with_name(f"{path.name}.{os.getpid()}.unfinished")
        unfinished.unlink(missing_ok=True)
        shutil.rmtree(files_beside(str(unfinished)), ignore_errors=True)
        school = Workspace(store=open_store(str(unfinished)), library=library, is_demo=True)
        try:
            write_demo_school(school, settings.data_dir / "demo")
        finally:
            close_store(str(unfinished))
        _move_files(unfinished, path)
        unfinished.replace(path)
    story_day: dt.date = _read(settings.data_dir / "demo" / "school.toml")["today"]
    return Workspace(
        store=open_store(str(path)),
        library=library,
        is_demo=True,
        clock=lambda: dt.datetime.combine(story_day, utc_now().timetz()),
        rules=submission_rules(settings, library)
        if settings.framework == HOME
        else SubmissionRules(),
    )


def _move_files(unfinished: Path, path: Path) -> None:
    """Put the attached files beside the place that the school moves to."""
    made, place = files_beside(str(unfinished)), files_beside(str(path))
    shutil.rmtree(place, ignore_errors=True)
    if made.exists():
        made.replace(place)


def write_demo_school(workspace: Workspace, folder: Path) -> None:
    """Write every story in ``folder`` into an empty demo workspace."""
    people = _read(folder / "school.toml")
    beginning = _on(workspace, dt.date(2025, 9, 1))
    for school in people["schools"]:
        schools.set_up_school(beginning, school_id=school["id"], name=school["name"])
    beside = _read(folder / "trust.toml")
    for person in [*people["people"], *beside["people"]]:
        schools.enrol_person(
            beginning,
            person_id=person["id"],
            name=person["name"],
            job_title=person["job_title"],
            role=Role(person["role"]),
            school_id=person["school"],
        )
    for cohort in (people["cohort"], beside["cohort"]):
        gathered = schools.gather_cohort(
            beginning,
            name=cohort["name"],
            leader_id=cohort["leader"],
            member_ids=cohort["members"],
        )
        for date in cohort["dates"]:
            cohort_dates.set_date(
                beginning.desk(actor_for(beginning, cohort["leader"])), gathered.id, **date
            )
    stories = [_read(folder / f"{name}.toml") for name in FULL_PROJECTS]
    for story in [*stories, *_read(folder / "lighter.toml")["projects"], *beside["projects"]]:
        tell(workspace, story)
    for story in _read(folder / "submissions.toml")["submissions"]:
        tell_submission(workspace, lambda day: _on(workspace, day), story)
    for person in people["people"]:
        if "accredited_on" in person:
            desk = beginning.desk(actor_for(beginning, person["id"]))
            renewal.say_accredited(desk, person["accredited_on"])
    for story in _read(folder / "self_assessments.toml")["self_assessments"]:
        _tell_self_assessment(workspace, story)
    tell_leader(workspace, lambda day: _on(workspace, day), _read(folder / "leader.toml"))


def _tell_self_assessment(workspace: Workspace, story: Story) -> None:
    """Write one self-assessment: its levels on their days, then its answers and notes."""
    actor = actor_for(workspace, story["owner"])
    for told in sorted(story["ratings"], key=lambda r: r["on"]):
        self_assessment.rate(
            _on(workspace, told["on"]).desk(actor),
            told["standard"],
            told["level"],
            reason=told.get("reason", ""),
        )
    guide = workspace.library.guides[workspace.library.framework.key]
    for told in story["thoughts"]:
        level = told.get("level", "")
        asked = guide.asked(told["standard"], level)
        self_assessment.keep_thought(
            _on(workspace, told["on"]).desk(actor),
            told["text"],
            standard=told["standard"],
            level=level,
            question=asked[told["question"] - 1] if level else "",
        )


def tell(workspace: Workspace, story: Story) -> str:
    """Write one project as its story tells it; return the project's id."""
    actor = actor_for(workspace, story["owner"])
    started = _on(workspace, story["started_on"])
    first_title = story.get("first_title", story["title"])
    project = projects.start_project(started.desk(actor), title=first_title)
    for place in levels.levels_of(started.desk(actor), project.id):
        levels.share_progress(
            started.desk(actor),
            project.id,
            cohort_id=place.cohort_id,
            sharing=Sharing(story["sharing"]),
        )
    teller = _Teller(workspace, actor, project.id)
    events = [(record["on"], number, record) for number, record in enumerate(story["records"])]
    events += [
        (visit["on"], 10_000 + number, visit)
        for number, visit in enumerate(_visits(story.get("visits")))
    ]
    events += [
        (reading["on"], 20_000 + number, reading)
        for number, reading in enumerate(_readings(story.get("series", ())))
    ]
    # A measure must be written before its readings, whatever day the baseline was taken.
    named = {record["ref"]: record["on"] for record in story["records"] if record.get("ref")}
    for _, _, event in sorted(events, key=lambda e: (_written_on(e[2], named), e[1])):
        teller.write(event, _written_on(event, named))
    _retitle(workspace, actor, project.id, story)
    for told in story.get("pupils", ()):
        rows = "\n".join(f"{before}\t{after}\t{group}" for before, after, group in told["scores"])
        pupils.keep_pupil_scores(
            _on(workspace, told["on"]).desk(actor),
            project.id,
            teller.ids[told["measure"]],
            text=rows,
        )
    for told in story.get("inbox", ()):
        file = NoteFile(told["file"], lettered_card(told["card"])) if "card" in told else None
        inbox.jot(_on(workspace, told["on"]).desk(actor), words=told["words"], file=file)
    for told in story.get("gallery", ()):
        day = _on(workspace, told["on"]).desk(actor)
        words = {name: value for name, value in told.items() if name != "on"}
        gallery.put_up(day, project.id, **words, has_looked=True)
    for told in story.get("rounds", ()):
        tell_round(lambda day: _on(workspace, day), actor, project.id, teller.ids, told)
    return project.id


def _retitle(workspace: Workspace, actor: Actor, project_id: str, story: Story) -> None:
    """Give the project the name of the answer on the day of the decision, not before."""
    decided = [r["on"] for r in story["records"] if r["kind"] == "adoption_decision"]
    if "first_title" in story:
        desk = _on(workspace, decided[0]).desk(actor)
        version = next(p.version for p in projects.my_projects(desk) if p.id == project_id)
        projects.rename_project(desk, project_id, title=story["title"], version=version)


@dataclass
class _Teller:
    """Writes the events of one project and remembers what their names refer to."""

    workspace: Workspace
    actor: Actor
    project_id: str
    ids: dict[str, str] = field(default_factory=dict)

    def write(self, event: Story, on: dt.date) -> None:
        """Write one record, with its claims, on its day."""
        day = _on(self.workspace, on)
        values = {name: self._resolved(value) for name, value in event["values"].items()}
        if event["kind"] == "fidelity_visit":
            ratings = {
                self.ids[name]: FidelityRating(rating) for name, rating in event["ratings"].items()
            }
            recording.log_fidelity_visit(
                day.desk(self.actor), self.project_id, values, ratings, sure=OF_EVERYTHING
            )
            return
        kind = event["kind"]
        # A story tells with a record what came of it later, such as the day it was done.
        saved = recording.write_record(
            day.desk(self.actor), self.project_id, kind, _typed(values), sure=OF_EVERYTHING
        )
        if event.get("ref"):
            self.ids[event["ref"]] = saved.id
        for claim in event.get("claims", ()):
            evidence.claim_evidence(
                day.desk(self.actor),
                kind,
                saved.id,
                claims=claim["says"],
                reach=claim["reach"],
                what_changed=claim.get("what_changed", ""),
            )

        for told in event.get("attachments", ()):
            self._attach(day, kind, saved.id, told)

    def _attach(self, day: Workspace, kind: str, record_id: str, told: Story) -> None:
        """Hang one thing on a record; a file is a text, or a card with a few lines on it."""
        values = {name: value for name, value in told.items() if name not in IN_A_FILE}
        data = lettered_card(told["card"]) if "card" in told else told.get("text", "").encode()
        file = GivenFile(told["file"], data) if "file" in told else None
        attachments.attach(day.desk(self.actor), kind, record_id, values, file=file)

    def _resolved(self, value: object) -> object:
        """The id behind a name such as ``@i1``, also within a list; anything else as it is."""
        if isinstance(value, list):
            return [self._resolved(item) for item in value]
        if isinstance(value, str) and value.startswith("@"):
            return self.ids[value[1:]]
        return value


def _typed(values: Mapping[str, object]) -> dict[str, object]:
    """Lists as the model takes them."""
    return {
        name: tuple(value) if isinstance(value, list) else value for name, value in values.items()
    }


def _written_on(event: Story, named: Mapping[str, dt.date]) -> dt.date:
    """The day on which an event can be written: not before what it refers to."""
    refers_to = [
        named[item[1:]]
        for value in event["values"].values()
        for item in (value if isinstance(value, list) else [value])
        if isinstance(item, str) and item.startswith("@")
    ]
    refers_to += [named[name] for name in event.get("ratings", ())]
    day: dt.date = max([event["on"], *refers_to])
    return day


def _visits(told: Story | None) -> Sequence[Story]:
    """One visit for each that the weekly counts speak of, seen as often as they say."""
    if told is None:
        return ()
    visits = []
    for week, number, seen in told["weeks"]:
        for visit in range(number):
            ratings = {}
            for position, (name, count) in enumerate(zip(told["ingredients"], seen, strict=True)):
                turn = (visit + position) % number
                missed = "partly" if (visit + position) % 2 else "not_seen"
                ratings[name] = "seen" if turn < count else missed
            day = week + dt.timedelta(days=visit % 5)
            values = {
                "visited_on": day,
                "place": told["places"][visit % len(told["places"])],
                "visitor": told["visitor"],
            }
            visits.append(
                {"kind": "fidelity_visit", "on": day, "values": values, "ratings": ratings}
            )
    return visits


def _readings(told: Sequence[Story]) -> Sequence[Story]:
    readings = []
    for series in told:
        behind = "out_of" if series.get("of") == "counts" else "people"
        for day, value, number, *group in series["points"]:
            values = {
                "measure_id": f"@{series['measure']}",
                "taken_on": day,
                "value": value,
                behind: number,
                "reading_group": group[0] if group else "project",
            }
            readings.append({"kind": "reading", "on": day, "values": values})
    return readings


def _on(workspace: Workspace, day: dt.date) -> Workspace:
    """The same desk on another day."""
    moment = dt.datetime.combine(day, AFTER_SCHOOL)
    return replace(workspace, clock=lambda: moment)


def _read(path: Path) -> Story:
    try:
        with path.open("rb") as file:
            return tomllib.load(file)
    except (OSError, tomllib.TOMLDecodeError) as refused:
        raise ContentError((f"data/demo/{path.name}: cannot be read: {refused}",)) from refused
