"""A photograph loses its place, a macro is refused, and a file comes back to its owner alone."""

import io
import re
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Download, Page, expect

from lp_planner.content.library import Library
from tests.browser_steps import enter, go_to, open_row, open_step, pick, settle, type_into
from tests.interchange.hostile import photo, with_parts, word

NewPage = Callable[..., Page]


def open_record(page: Page, address: str, library: Library) -> None:
    """Daniel's latest resource."""
    enter(page, address, "Daniel Okafor")
    go_to(page, "Prepare")
    open_step(page, library, "resources")
    open_row(page)
    expect(page.get_by_role("heading", name="What lies behind it")).to_be_visible()


def hang(page: Page, path: Path, title: str) -> None:
    """Fill the form for a file and send it."""
    main = page.get_by_role("main")
    pick(main, re.compile("^What is it"), "File")
    settle(page)
    page.get_by_test_id("stFileUploader").locator("input").set_input_files(path)
    settle(page)
    type_into(main.get_by_role("textbox", name="What it is called"), title)
    settle(page)
    pick(main, re.compile("^What does it rest on"), "Something that can be looked at")
    settle(page)
    pick(main, re.compile("^Can somebody be recognised"), "Nobody can be recognised")
    settle(page)
    page.get_by_role("button", name="Hang it on this record").click()
    settle(page)


def test_a_photograph_is_kept_without_its_place_and_a_macro_file_not_at_all(
    new_page: NewPage, demo_address: str, library: Library, tmp_path: Path
) -> None:
    taken, macros = tmp_path / "wall.jpg", tmp_path / "plan.docx"
    taken.write_bytes(photo())
    macros.write_bytes(with_parts(word(), {"word/vbaProject.bin": b"x"}))
    page = new_page()
    open_record(page, demo_address, library)
    page.get_by_text("Add a file, a link or somebody’s words").click()
    settle(page)

    hang(page, macros, "The plan")
    expect(page.get_by_text("This file holds macros, so we do not keep it.")).to_be_visible()
    expect(page.get_by_role("textbox", name="What it is called")).to_have_value("The plan")
    expect(page.get_by_role("link", name=re.compile("^Save "))).to_have_count(0)

    page.reload()
    settle(page)
    page.get_by_text("Add a file, a link or somebody’s words").click()
    settle(page)
    expect(page.get_by_role("textbox", name="What it is called")).to_have_value("The plan")
    hang(page, taken, "Our wall with Tyler Jones")
    expect(page.get_by_text("now hangs on this record")).to_be_visible()
    expect(page.get_by_text(re.compile("Does “Tyler Jones” name somebody")).first).to_be_visible()

    link = page.get_by_role("link", name=re.compile("Save wall.jpg"))
    saved = list[Download]()

    def note(download: Download) -> None:
        saved.append(download)

    def listen(popup: Page) -> None:
        popup.on("download", note)

    page.context.on("page", listen)
    page.on("download", note)
    link.click()
    for _ in range(300):
        if saved:
            break
        page.wait_for_timeout(50)
    data = Path(saved[0].path()).read_bytes()
    with Image.open(io.BytesIO(data)) as picture:
        assert not picture.getexif()
    assert b"GPS" not in data
    assert b"SecretCameraMaker" not in data

    address = str(link.get_attribute("href"))
    other = new_page()
    enter(other, demo_address, "Priya Nair")
    answer = other.request.get(f"{demo_address}{address}")
    assert answer.status == 404


def test_the_evidence_page_asks_what_would_make_it_stronger(
    new_page: NewPage, demo_address: str
) -> None:
    page = new_page(width=360, height=740)
    enter(page, demo_address, "Marcia Bennett")
    page.goto(f"{demo_address}/evidence")
    settle(page)
    page.get_by_text(re.compile("What would make it stronger: .* questions")).click()
    settle(page)
    page.get_by_text(re.compile("What changed, for whom")).first.click()
    settle(page)
    expect(page.get_by_text("what got better, for whom, is the other half").first).to_be_visible()
    widths = page.evaluate("[document.body.scrollWidth, window.innerWidth]")
    assert widths[0] <= widths[1]
