"""A ZIP is looked over before it is unpacked, and unpacked no further than it may."""

import io
import stat
import zipfile

import pytest

from lp_planner.interchange.bad_file import BadFile
from lp_planner.interchange.packages import check_package
from lp_planner.interchange.plan_workbook import UnreadableWorkbook, read_plan_workbook
from lp_planner.interchange.rows.sheets import UnreadableTable, file_sheets, pasted_sheets
from lp_planner.interchange.zips import BadZip, Fault, Limits, Zip, unzipped
from tests.interchange.hostile import excel, lying_about_size, with_parts, word

ROOMY = Limits(parts=10, unpacked=10_000)
MEGABYTE = bytes(1024 * 1024)


def zipped(*parts: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts:
            made.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def with_a_link(package: bytes = b"") -> bytes:
    """The package with a part that only points to a file of the computer."""
    out = io.BytesIO(package)
    link = zipfile.ZipInfo("xl/passwd.xml")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(out, "a") as made:
        made.writestr(link, "/etc/passwd")
    return out.getvalue()


def locked(package: bytes) -> bytes:
    """The package with a first part that says it is locked with a password."""
    data = bytearray(package)
    data[data.find(b"PK\x03\x04") + 6] |= 1
    data[data.find(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def damaged(package: bytes) -> bytes:
    """The package with one bit of its first part turned."""
    data = bytearray(package)
    data[data.find(b"PK\x03\x04") + 30 + data[26]] ^= 0x40
    return bytes(data)


TWICE = zipped(("a", b"1"), ("b", b"2")).replace(b"b", b"A")


@pytest.mark.parametrize(
    ("data", "limits", "fault"),
    [
        (b"", ROOMY, Fault.UNREADABLE),
        (b"PK\x03\x04 and no more", ROOMY, Fault.UNREADABLE),
        (damaged(zipped(("a", b"words"))), ROOMY, Fault.UNREADABLE),
        (zipped(("a", b"1")).replace(b"PK\x03\x04", b"PK\x03\x05"), ROOMY, Fault.UNREADABLE),
        (zipped(("../a", b"1")), ROOMY, Fault.MISNAMED),
        (zipped(("b/../../a", b"1")), ROOMY, Fault.MISNAMED),
        (zipped(("..\\a", b"1")), ROOMY, Fault.MISNAMED),
        (zipped(("/etc/passwd", b"1")), ROOMY, Fault.MISNAMED),
        (zipped(("C:\\a", b"1")), ROOMY, Fault.MISNAMED),
        (TWICE, ROOMY, Fault.MISNAMED),
        (with_a_link(), ROOMY, Fault.MISNAMED),
        (locked(zipped(("a", b"1"))), ROOMY, Fault.LOCKED),
        (zipped(*((str(n), b"") for n in range(11))), ROOMY, Fault.TOO_LARGE),
        (zipped(("a", bytes(6_000)), ("b", bytes(6_000))), ROOMY, Fault.TOO_LARGE),
        (zipped(("a", 3 * MEGABYTE)), Limits(10, 9 * len(MEGABYTE), times=2), Fault.TOO_LARGE),
        (lying_about_size(zipped(("a", bytes(6_000))), "a"), ROOMY, Fault.UNTRUE),
    ],
)
def test_what_is_wrong_with_a_zip_is_told_apart(data: bytes, limits: Limits, fault: Fault) -> None:
    with pytest.raises(BadZip) as refused:
        unzipped(data, limits)
    assert refused.value.fault is fault


def test_a_sound_zip_is_unpacked_under_names_with_one_sort_of_stroke() -> None:
    data = zipped(("files\\a.txt", b"words"), ("empty/", b""), ("b", bytes(5_000)))
    assert unzipped(data, ROOMY) == {"files/a.txt": b"words", "b": bytes(5_000)}


def test_a_zip_stands_alone_when_nothing_is_before_or_behind_it() -> None:
    data = zipped(("a", b"1"))
    assert Zip(data).stands_alone
    assert not Zip(data + b"more").stands_alone
    assert not Zip(b"more" + data).stands_alone


@pytest.mark.parametrize("mark", ["\t", ";", ","])
def test_a_cell_that_is_far_too_long_is_one_sentence(mark: str) -> None:
    text = f"2026-01-05{mark}4\n2026-01-06{mark}{'9' * 140_000}"
    with pytest.raises(UnreadableTable, match="Row 2 cannot be read: a cell in it is far too long"):
        pasted_sheets(text)
    with pytest.raises(UnreadableTable, match="Row 2 cannot be read"):
        file_sheets(text.encode())


def test_every_reader_of_a_workbook_says_the_same_faults_in_its_own_sentence() -> None:
    link, bomb = with_a_link(excel()), with_parts(excel(), {"xl/a.xml": MEGABYTE * 70})
    for data in (link, bomb, locked(excel()), damaged(excel())):
        with pytest.raises(UnreadableTable, match="no table we can read"):
            file_sheets(data)
    for data, says in (
        (link, "could not read"), (bomb, "far more than a plan"), (locked(excel()), "password"),
    ):  # fmt: skip
        with pytest.raises(UnreadableWorkbook, match=says):
            read_plan_workbook(data, ())
    for data, says in (
        (with_a_link(word()), "damaged"), (bomb, "unfolds"), (locked(word()), "password"),
    ):  # fmt: skip
        with pytest.raises(BadFile, match=says):
            check_package(data)
