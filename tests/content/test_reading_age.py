"""What is too hard to read is refused, with its file, its key and its worst sentence."""

from pathlib import Path

import pytest

from lp_planner.config import ROOT
from lp_planner.wording import in_turn
from tests import reading_age

HARD = (
    "Longitudinal operationalisation necessitates multidimensional triangulation of attitudinal "
    "indicators, notwithstanding methodological heterogeneity across institutional configurations "
    "and developmental trajectories everywhere and always, without exception."
)
EASY = "You look at it together. Then you say what you saw and what comes next for both of you."


def test_every_text_of_ours_reads_at_fourteen_or_younger() -> None:
    assert [str(fault) for fault in reading_age.faults()] == []
    assert len([*reading_age.in_data(ROOT / "data")]) > 1500
    assert len([*reading_age.in_code(ROOT / "lp_planner")]) > 500


def test_a_hard_text_is_refused_with_file_key_and_worst_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "data" / "pathways").mkdir(parents=True)
    (tmp_path / "lp_planner").mkdir()
    content = f'[[steps]]\nkey = "visits"\nwhy = "{EASY} {HARD}"\n'
    (tmp_path / "data" / "pathways" / "way.toml").write_text(content, encoding="utf-8")
    code = f'"""{HARD}"""\n\nSAID = "{HARD}"\n'
    (tmp_path / "lp_planner" / "errors.py").write_text(code, encoding="utf-8")
    in_data, in_code = reading_age.faults(tmp_path)
    assert (in_data.file, in_data.key) == ("data/pathways/way.toml", "steps[visits].why")
    assert in_data.sentence == HARD
    assert in_data.what.startswith("reading age")
    assert (in_code.file, in_code.key) == ("lp_planner/errors.py", "line 3")
    assert reading_age.main(tmp_path) == 1
    assert f"data/pathways/way.toml: steps[visits].why: {in_data.what}" in capsys.readouterr().out


def test_too_long_a_sentence_is_refused_however_easy_its_words() -> None:
    fault = reading_age.fault_of("a.toml", "why", "we go on and " * 11 + "on.")
    assert fault is not None
    assert fault.what == "a sentence of 45 words"


def test_words_of_the_field_count_as_known() -> None:
    assert reading_age.syllables("implementation") == 1
    assert reading_age.syllables("operationalisation") == 8
    assert [reading_age.syllables(w) for w in ("look", "looked", "table", "wanted")] == [1, 1, 2, 2]


def test_nothing_stands_behind_a_question_mark() -> None:
    assert in_turn(["Is there room?", "Is it clear?"]) == "Is there room? Is it clear?"
    assert in_turn(["room", "time"]) == "room; time"
