"""What runs, hides or calls elsewhere is found wherever in a PDF it stands, and costs little."""

import base64
import io
import sys
import zlib
from collections.abc import Callable, Mapping
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf

from lp_planner.exports.pdf_documents import evidence_pdf
from lp_planner.interchange import pdfs
from lp_planner.interchange.bad_file import BadFile
from lp_planner.interchange.inspecting import PDF, inspect
from lp_planner.interchange.pdfs import check_pdf
from lp_planner.interchange.text_in_files import texts_inside
from tests.exports.test_exports_report import REPORT
from tests.interchange.hostile import (
    Made,
    pdf,
    pdf_that_begins_with,
    pdf_with_packed,
    ready,
    stream,
)

Change = Callable[[Pdf], None]
CODE = b"<</S/JavaScript/JS(app.alert(1))>>"
MODES = [ObjectStreamMode.disable, ObjectStreamMode.generate]


def made(change: Change, mode: ObjectStreamMode = ObjectStreamMode.generate) -> bytes:
    """A document of two pages, changed; its objects in a compressed stream of objects."""
    document = pikepdf.new()
    document.add_blank_page()
    document.add_blank_page()
    change(document)
    out = io.BytesIO()
    document.save(out, object_stream_mode=mode)
    return out.getvalue()


def refused(data: bytes) -> str:
    with pytest.raises(BadFile) as why:
        check_pdf(data)
    return why.value.message


def action(kind: str, **more: Any) -> Dictionary:
    return Dictionary(S=Name(f"/{kind}"), **more)


def on_a_page(kind: str, **what: Any) -> Change:
    """A note on the second page."""

    def change(document: Pdf) -> None:
        note = Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=[0, 0, 9, 9], **what)
        document.pages[1].Annots = Array([document.make_indirect(note)])

    return change


def clicked(what: Dictionary) -> Change:
    return on_a_page("Link", A=what)


def runs_when_opened(document: Pdf) -> None:
    document.Root.OpenAction = document.make_indirect(action("JavaScript", JS="app.alert(1)"))


def runs_by_name(document: Pdf) -> None:
    script = document.make_indirect(action("JavaScript", JS=document.make_stream(b"app.alert(1)")))
    document.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array(["a", script])))


def runs_on_closing_a_page(document: Pdf) -> None:
    document.pages[1].AA = Dictionary(C=action("JavaScript", JS="app.alert(1)"))


def runs_after_something_else(document: Pdf) -> None:
    then = document.make_indirect(action("Launch", F="cmd.exe"))
    document.Root.OpenAction = action("GoTo", D=Array([0, Name.Fit]), Next=Array([then]))


def hides_the_kind_of_an_action(document: Pdf) -> None:
    kind = document.make_indirect(Name.JavaScript)
    document.Root.OpenAction = Dictionary(S=kind, JS="app.alert(1)")


def runs_in_a_form(document: Pdf) -> None:
    field = Dictionary(FT=Name.Tx, T="a", AA=Dictionary(K=action("JavaScript", JS="1")))
    document.Root.AcroForm = Dictionary(Fields=Array([document.make_indirect(field)]))


def runs_in_a_form_of_its_own(document: Pdf) -> None:
    document.Root.AcroForm = Dictionary(Fields=Array([]), XFA=document.make_stream(b"<xdp/>"))


def carries_a_file(document: Pdf) -> None:
    document.attachments["a.exe"] = b"MZ"


def carries_a_file_without_saying_so(document: Pdf) -> None:
    inside = document.make_stream(b"MZ")
    document.Root.Anything = Dictionary(F="a.exe", EF=Dictionary(F=inside))


def runs_in_a_drawing_on_a_page(document: Pdf) -> None:
    drawing = document.make_stream(b"", Subtype=Name.Form, PieceInfo=action("Launch", F="a.exe"))
    document.pages[0].Resources = Dictionary(XObject=Dictionary(X=drawing))


def fetches_a_part(document: Pdf) -> None:
    document.pages[0].Contents = document.make_stream(b"", F="more.txt")


def fetches_a_page(document: Pdf) -> None:
    other = Dictionary(F="other.pdf", Page=0)
    document.pages[0].Resources = Dictionary(
        XObject=Dictionary(X=document.make_stream(b"", Subtype=Name.Form, Ref=other))
    )


def calls_when_opened(document: Pdf) -> None:
    document.Root.OpenAction = action("URI", URI="https://example.org/seen")


def calls_when_a_page_is_shown(document: Pdf) -> None:
    document.pages[0].AA = Dictionary(O=action("URI", URI="https://example.org/seen"))


def begins_every_link_with_code(document: Pdf) -> None:
    document.Root.URI = Dictionary(Base="javascript:")


RUNNING = {
    "code when it is opened": runs_when_opened,
    "code in the table of names": runs_by_name,
    "code when a page is closed": runs_on_closing_a_page,
    "a program after something harmless": runs_after_something_else,
    "code whose name stands elsewhere": hides_the_kind_of_an_action,
    "code in a form": runs_in_a_form,
    "a form with code of its own": runs_in_a_form_of_its_own,
    "a file": carries_a_file,
    "a file in no table": carries_a_file_without_saying_so,
    "a program in a drawing": runs_in_a_drawing_on_a_page,
    "a part that lies elsewhere": fetches_a_part,
    "a page of another file": fetches_a_page,
    "an address that is called when it is opened": calls_when_opened,
    "an address that is called when a page is shown": calls_when_a_page_is_shown,
    "links that begin with code": begins_every_link_with_code,
    "a link to a file": clicked(action("URI", URI="file:///c:/a.exe")),
    "a link to a program": clicked(action("URI", URI="search-ms:query=a")),
    "a file of another computer": on_a_page("Link", A=action("GoToR", F=Dictionary(DOS="//a/b"))),
    "code for a printer": on_a_page("Form", Subtype2=Dictionary(Subtype=Name.PS)),
    "code of no kind": on_a_page("Link", A=Dictionary(JS="app.alert(1)")),
    "a button that runs code": clicked(action("JavaScript", JS="app.alert(1)")),
    "a button that starts a program": clicked(action("Launch", F="cmd.exe")),
    "a button that sends a form": clicked(action("SubmitForm", F="https://example.org")),
    "a button that fetches data": clicked(action("ImportData", F="a.fdf")),
    "a button that opens a file inside": clicked(action("GoToE", T=Dictionary(R=Name.C))),
    "a button that plays": clicked(action("Rendition", OP=0)),
    "a link that is code": clicked(action("URI", URI="java\nscript:alert(1)")),
    "a link into another computer": clicked(action("GoToR", F="\\\\server\\share\\a.pdf", D="a")),
    "a film": on_a_page("Movie", Movie=Dictionary(Aspect=[1, 1])),
    "a sound": on_a_page("Sound"),
    "a flash film": on_a_page("RichMedia", RichMediaContent=Dictionary()),
    "a file on a page": on_a_page("FileAttachment", FS=Dictionary(F="a", EF=Dictionary(F=1))),
}


@pytest.mark.parametrize("mode", MODES, ids=["in plain view", "in a stream of objects"])
@pytest.mark.parametrize("change", RUNNING.values(), ids=RUNNING)
def test_what_runs_or_calls_or_holds_a_file_is_found_everywhere(
    change: Change, mode: ObjectStreamMode
) -> None:
    data = made(change, mode)
    assert refused(data) == pdfs.RUNS
    if mode is ObjectStreamMode.generate and change is runs_when_opened:
        assert b"JavaScript" not in data, "it stands in a compressed stream"


def in_ascii(data: bytes) -> bytes:
    return base64.a85encode(zlib.compress(data)) + b"~>"


def in_rows(data: bytes) -> bytes:
    return zlib.compress(b"\x00" + data)


def with_a_broken_sum(data: bytes) -> bytes:
    return zlib.compress(data)[:-4] + bytes(4)


ROWS = b"/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns %d>>"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (pdf(b"<</S/J#61vaScript/JS(1)>>"), pdfs.RUNS),
        (pdf(b"(obj)", b"<</X(obj)/S/#4aavaScript>>"), pdfs.RUNS),
        (pdf(b"<</Names<</EmbeddedFiles<</Names[]>>>>>>"), pdfs.RUNS),
        (pdf_with_packed(CODE), pdfs.RUNS),
        (pdf_with_packed(b" " * 3_000_000 + CODE), pdfs.RUNS),
        (pdf_with_packed(CODE, b"/Filter[/A85/Fl]", encode=in_ascii), pdfs.RUNS),
        (pdf_with_packed(CODE, ROWS % (5 + len(CODE)), encode=in_rows), pdfs.RUNS),
        (pdf_with_packed(CODE, b"/X(obj)/Filter/FlateDecode"), pdfs.RUNS),
        (pdf_with_packed(CODE, encode=with_a_broken_sum), pdfs.RUNS),
        (pdf_with_packed(CODE, b"/Filter/Crypt"), pdfs.HIDES),
        (pdf(b"<</S/GoTo/S/JavaScript/S/GoTo>>"), pdfs.HIDES),
        (pdf(b"[" * 1_000_000), pdfs.HIDES),
        (pdf(b"<</S/URI/URI<6a6176617363726970743a>>>"), pdfs.RUNS),
        (pdf(b"<</S/URI/URI<FEFF006A006100760061003A0078>>>"), pdfs.RUNS),
        (pdf(*[b"0"] * (pdfs.MOST_OBJECTS + 1)), pdfs.UNFOLDS),
        (pdf(CODE).replace(b"startxref", b"trailer\n<</Prev 9>>\nstartxref"), pdfs.RUNS),
        (pdf(CODE) + pdf()[9:], pdfs.NOT_WHOLE),
        (pdf(stream(zlib.compress(b"x"), b"/Filter[/FlateDecode/FlateDecode]")), pdfs.HIDES),
        (pdf(b"<</Filter/Standard>>", trailer=b"/Encrypt 3 0 R"), pdfs.LOCKED),
    ],
)
def test_disguises_are_seen_through_or_refused(data: bytes, says: str) -> None:
    assert refused(data) == says


@pytest.mark.parametrize("password", ["", "secret"])
def test_a_locked_pdf_is_refused_even_when_it_opens_without_a_password(password: str) -> None:
    out = io.BytesIO()
    document = pikepdf.new()
    document.save(out, encryption=pikepdf.Encryption(owner="owner", user=password))
    assert refused(out.getvalue()) == pdfs.LOCKED


def links_and_jumps(document: Pdf) -> None:
    clicked(action("URI", URI="https://example.org/a?b=c"))(document)
    document.Root.OpenAction = action("GoTo", D=Array([document.pages[1].obj, Name.Fit]))
    with document.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Phonics", 0))


def speaks_of_code(document: Pdf) -> None:
    document.pages[0].Contents = document.make_stream(b"BT (/JavaScript and /Launch) Tj ET")
    document.docinfo.Title = "/JavaScript for /Launch days"


def opens_on_a_place(document: Pdf) -> None:
    document.Root.OpenAction = Array([document.pages[1].obj, Name.FitH, 700])


def has_a_form(document: Pdf) -> None:
    field = document.make_indirect(Dictionary(FT=Name.Tx, T="name", V="Amina", F=4))
    document.Root.AcroForm = Dictionary(Fields=Array([field]))


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("change", [links_and_jumps, speaks_of_code, opens_on_a_place, has_a_form])
def test_what_schools_write_is_kept_as_it_is(change: Change, mode: ObjectStreamMode) -> None:
    data = made(change, mode)
    assert inspect(data, "plan.pdf").data == data


def test_our_own_documents_are_kept() -> None:
    check_pdf(evidence_pdf(REPORT))


def test_a_large_document_is_still_looked_through() -> None:
    def many(document: Pdf) -> None:
        notes = (document.make_indirect(Dictionary(T=f"Note {n}")) for n in range(20_000))
        document.Root.Notes = Array(notes)
        document.Root.Notes.append(document.make_indirect(action("Launch", F="a.exe")))

    assert refused(made(many)) == pdfs.RUNS


BOMBS: Mapping[str, Made] = {
    "a page of 300 MB": lambda: pdf(stream(bytes(300 * 1024 * 1024))),
    "streams of numbers": lambda: pdf_with_packed(b"[" + b"0 " * 3_000_000 + b"]", times=20),
    "the word stream": lambda: b"%PDF-1.7\n" + b"stream " * 2_000_000 + b"\n%%EOF",
    "brackets": lambda: pdf(b"[" * 7_000_000),
    "runs": lambda: pdf(stream(b"", b"/Filter/RunLengthDecode")[:-10] + b"\x81a" * 5_000_000),
}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sets no limits, only the clock")
@pytest.mark.parametrize("data", BOMBS.values(), ids=BOMBS)
def test_a_pdf_that_costs_too_much_is_refused_whatever_it_does(data: Made) -> None:
    with pytest.raises(BadFile):
        inspect(ready(data), "a.pdf")


def test_a_blind_look_reads_what_a_pdf_says_of_its_author() -> None:
    def signed(document: Pdf) -> None:
        document.docinfo.Author = "Amina Begüm"
        with document.open_metadata(update_docinfo=False) as metadata:
            metadata["dc:creator"] = ["Ngozi Ọkafor"]

    data = made(signed)
    assert b"Amina" not in data, "it stands in a compressed stream"
    said = texts_inside(data, PDF)
    assert "Amina Begüm" in said
    assert "Ngozi Ọkafor" in said


def test_a_note_may_begin_a_document() -> None:
    check_pdf(pdf_that_begins_with(b"/Lang(en-GB)"))
