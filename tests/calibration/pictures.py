"""`python -m tests.calibration.pictures`: photograph varied series with the words they are given.

It puts measures into a copy of the demo school, photographs the Impact page of each, and writes
docs/reference/series.md. Look at the pictures before they are kept.
"""

import dataclasses
import datetime as dt
import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from lp_planner.config import ROOT, read_settings
from lp_planner.domain.measures.stepped_words import stepped_in_words
from lp_planner.domain.records.oddities import OF_EVERYTHING
from lp_planner.services.accounts import people
from lp_planner.services.demo.demo_school import open_demo
from lp_planner.services.desk import projects
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.measures import many_readings
from lp_planner.services.measures.results import measure_result, measures_of
from lp_planner.services.measures.stepped import stepped
from lp_planner.services.measures.verdicts import measure_verdict
from lp_planner.services.planning import recording
from lp_planner.storage.registry import close_all
from tests.browser import ARGUMENTS
from tests.browser_steps import enter, settle
from tests.machine import find_chromium
from tests.server import running

IMAGES = ROOT / "docs" / "images"
PAGE = ROOT / "docs" / "reference" / "series.md"
WHO, PERSON = "Marcia Bennett", "marcia"
WEEK = dt.timedelta(weeks=1)
BEFORE, SINCE = 14, 14
COLOURS = 64
FIRST_WEEK = dt.date(2025, 11, 5)
CLASSES, CLASS_WEEKS = (6, 10, 14, 18), 26
ONE_AFTER_ANOTHER = "Four classes that begin one after another"
CLASSES_PICTURE = IMAGES / "series-one-after-another.png"
VIEWS = (("light", 1280, 1000), ("dark", 1280, 1000), ("light", 360, 1500))
INTRO = """# Series, and what is said of them

Made by `python -m tests.calibration.pictures` from the pages of the planner itself: made-up
readings in a project of the demo school whose use is settled, so that the readings decide. What is
said, and how often it errs, is in [calibration](calibration.md).
"""


@dataclasses.dataclass(frozen=True)
class Shown:
    """One series: its name and unit, what it is like, and how it is photographed."""

    key: str
    name: str
    unit: str
    like: str
    views: tuple[int, ...] = (0,)


SERIES = (
    Shown("step", "Pupils on task", "%", "A step of four spreads that holds", (0, 1, 2)),
    Shown("rising", "Books read a week", "books", "A rise that was under way before", (0, 1)),
    Shown("back", "Incidents at lunch", "incidents", "Fewer for seven weeks, then as before"),
    Shown("steps", "Rubric of talk", "marks", "A rubric with few marks"),
    Shown("gap", "Homework handed in", "%", "Five weeks without a reading", (1,)),
    Shown("flat", "Questions asked by pupils", "questions", "Nothing happens"),
)


def value_of(key: str, week: int, noise: float) -> float | None:
    """The reading of a series so many weeks after the change; ``None`` where none was taken."""
    match key:
        case "step":
            return round(60 + 3 * noise + 12 * (week >= 0), 1)
        case "rising":
            return max(0, round(9 + 1.5 * noise + 0.35 * (week + BEFORE)))
        case "back":
            return max(0, round(14 + 2.4 * noise - 9 * (0 <= week < SINCE // 2)))
        case "steps":
            return (2, 3, 3, 2, 3, 2, 4, 3)[week % 8]
        case "gap":
            return None if -9 <= week < -4 else round(72 + 3 * noise, 1)
        case _:
            return round(22 + 3 * noise)


def keep_series(desk: Desk, project_id: str) -> dict[str, str]:
    """A measure for each series with its readings about the day on which the change began."""
    first = measures_of(desk, project_id)[0]
    began = measure_result(desk, project_id, first.id).series.began_on or desk.today()
    ids = {}
    for shown in SERIES:
        direction = "down" if shown.key == "back" else "up"
        facts = {"name": shown.name, "unit": shown.unit, "direction": direction,
                 "outcome_construct": "pupil_outcome"}  # fmt: skip
        measure = recording.write_record(desk, project_id, "measure", facts, sure=OF_EVERYTHING)
        draw = random.Random(shown.key)  # noqa: S311 - a plain example, no secret
        values = {week: value_of(shown.key, week, draw.gauss(0, 1)) for week in weeks()}
        rows = [
            f"{began + WEEK * week:%d/%m/%Y}\t{value}"
            for week, value in values.items()
            if value is not None
        ]
        many_readings.add_pasted(desk, project_id, measure.id, "\n".join(rows), sure=True)
        ids[shown.key] = measure.id
    return ids


def keep_classes(desk: Desk, project_id: str) -> str:
    """Four classes that begin one after another, a measure for each; the id of the first."""
    draw = random.Random("classes")  # noqa: S311 - a plain example, no secret
    shaken = [draw.gauss(0, 1.5) for _ in range(CLASS_WEEKS)]
    ids = []
    for number, began in enumerate(CLASSES):
        facts = {
            "name": f"Questions answered in sentences, class {number + 1}", "unit": "%",
            "direction": "up", "outcome_construct": "pupil_outcome", "instrument": "Tally",
            "began_on": FIRST_WEEK + began * WEEK,
        }  # fmt: skip
        measure = recording.write_record(desk, project_id, "measure", facts, sure=OF_EVERYTHING)
        rows = [
            f"{FIRST_WEEK + week * WEEK:%d/%m/%Y}\t"
            f"{40 + 4 * number + shaken[week] + draw.gauss(0, 2) + 11 * (week >= began):.1f}"
            for week in range(CLASS_WEEKS)
        ]
        many_readings.add_pasted(desk, project_id, measure.id, "\n".join(rows), sure=True)
        ids.append(measure.id)
    return ids[0]


def weeks() -> range:
    """The weeks in which something is read, counted from the change."""
    return range(-BEFORE, SINCE)


def written(desk: Desk, project_id: str, ids: dict[str, str]) -> Iterator[str]:
    """The page: each series with what is said of it and its pictures."""
    yield INTRO
    for shown in SERIES:
        result = measure_result(desk, project_id, ids[shown.key])
        verdict = measure_verdict(desk, project_id, ids[shown.key])
        yield f"## {shown.like}\n\n**{verdict.sentence}** {verdict.advice}\n"
        yield f"> {result.over_time.takeaway}\n"
        for view in shown.views:
            scheme, width, _ = VIEWS[view]
            about = f"{shown.like}, {scheme} page, {width} pixels wide"
            yield f"![{about}](../images/{picture(shown, view).name})\n"


def written_of_classes(desk: Desk, project_id: str, measure_id: str) -> str:
    """The words of the stepped start and its picture."""
    found = stepped(desk, project_id, measure_id)
    assert found is not None
    said = stepped_in_words(found)
    return (
        f"## {ONE_AFTER_ANOTHER}\n\n> {said}\n\n"
        f"![{ONE_AFTER_ANOTHER}](../images/{CLASSES_PICTURE.name})\n"
    )


def picture(shown: Shown, view: int) -> Path:
    """Where a picture of a series is kept."""
    scheme, width, _ = VIEWS[view]
    return IMAGES / f"series-{shown.key}-{scheme}-{width}.png"


def photograph(browser: Browser, address: str, view: int, ids: dict[str, str]) -> None:
    """Photograph each series that this view shows, from the sentence to the foot of the chart."""
    scheme, width, height = VIEWS[view]
    context = browser.new_context(
        viewport={"width": width, "height": height}, reduced_motion="reduce", locale="en-GB",
        color_scheme="dark" if scheme == "dark" else "light", timezone_id="Europe/London",
    )  # fmt: skip
    page = context.new_page()
    enter(page, address, WHO)
    for shown in (one for one in SERIES if view in one.views):
        page.goto(f"{address}/impact?measure={ids[shown.key]}")
        settle(page)
        page.locator(".js-plotly-plot .main-svg").first.wait_for()
        page.wait_for_timeout(700)
        settle(page)
        chart = page.locator(".js-plotly-plot").first.bounding_box()
        top = page.get_by_role("heading", level=2).first.bounding_box()
        assert chart is not None
        assert top is not None
        edge = min(100.0, top["x"] - 12)
        page.screenshot(
            path=picture(shown, view),
            clip={"x": edge, "y": top["y"] - 12, "width": width - 2 * edge,
                  "height": chart["y"] + chart["height"] - top["y"] + 24},
        )  # fmt: skip
        in_few_colours(picture(shown, view))
    context.close()


def photograph_classes(browser: Browser, address: str, measure_id: str) -> None:
    """Photograph what is said of classes that began one after another."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 1800}, reduced_motion="reduce", locale="en-GB"
    )
    page = context.new_page()
    enter(page, address, WHO)
    page.goto(f"{address}/impact?measure={measure_id}")
    settle(page)
    head = page.get_by_role("heading", name="One after another")
    head.wait_for()
    page.wait_for_timeout(700)
    settle(page)
    rows = page.get_by_test_id("stTable").filter(has_text="Class or team").first
    top, table = head.bounding_box(), rows.bounding_box()
    assert top is not None
    assert table is not None
    height = table["y"] + table["height"] - top["y"] + 24
    clip = {"x": 100, "y": top["y"] - 12, "width": 1080, "height": height}
    page.screenshot(path=CLASSES_PICTURE, clip=clip)  # type: ignore[arg-type]
    in_few_colours(CLASSES_PICTURE)
    context.close()


def in_few_colours(path: Path) -> None:
    """Keep a picture small."""
    Image.open(path).convert("RGB").quantize(COLOURS).save(path, optimize=True)


def main() -> int:
    """Make the demo school, put the series in, photograph them and write the page."""
    folder = Path(tempfile.mkdtemp(prefix="series-"))
    workspace = open_demo(read_settings({"LP_PLANNER_DEMO_DATABASE": str(folder / "demo.duckdb")}))
    desk = workspace.desk(people.actor_for(workspace, PERSON))
    project_id = projects.my_projects(desk)[0].id
    ids = keep_series(desk, project_id)
    first = keep_classes(desk, project_id)
    words = [*written(desk, project_id, ids), written_of_classes(desk, project_id, first)]
    PAGE.write_text("\n".join(words), encoding="utf-8")
    close_all()
    with running("run", folder) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(ARGUMENTS))
        for view in range(len(VIEWS)):
            photograph(browser, address, view, ids)
        photograph_classes(browser, address, first)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
