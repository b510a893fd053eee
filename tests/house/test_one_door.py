"""Other people's words reach the screen through one door (``ui/frame/safe_words.py``)."""

from pathlib import Path

import pandas as pd
import pytest

from lp_planner.config import ROOT
from lp_planner.domain.records.diagnosis import FocusCheck
from lp_planner.ui.frame.safe_words import plain, plain_table
from tests.house.one_door import faults


def test_no_words_reach_streamlit_past_the_door() -> None:
    assert faults(ROOT / "lp_planner" / "ui") == []


@pytest.mark.parametrize(
    "code",
    [
        "st.checkbox(record.headline)",
        "st.markdown(f'**{title}**')",
        "st.expander(label='Behind ' + title)",
        "st.radio('Which?', list(names))",
        "st.radio('Which?', keys, format_func=names.__getitem__)",
        "st.radio('Which?', keys, format_func=lambda key: names[key])",
        "st.table(frame)",
        "st.badge(plain(title))",
        "st.html(f'<b>{plain(title)}</b>')",
        "st.markdown('\\n'.join(f'- {line}' for line in lines))",
        "st.caption(plain(one) if one else other)",
        "st.markdown(f'{title:>9}')",
        "st.text_input('Name', help=hint)",
        "left.markdown(title)",
        "said = plain(one)\n    said += two\n    st.markdown(said)",
        "lines = []\n    lines.append(title)\n    st.markdown('\\n'.join(lines))",
        "_show(title)\n\ndef _show(words):\n    st.markdown(words)",
    ],
)
def test_words_past_the_door_are_found(tmp_path: Path, code: str) -> None:
    (tmp_path / "panel.py").write_text(f"def draw(title, one, other, names):\n    {code}\n")
    assert len(faults(tmp_path)) == 1


@pytest.mark.parametrize(
    "code",
    [
        "st.checkbox(plain(record.headline))",
        "st.markdown(f'**{plain(title)}**: {len(lines)} of {count:d} on {day:%d %B}')",
        "st.radio('Which?', keys, format_func=lambda key: plain(names[key]))",
        "st.selectbox('Which?', keys, format_func=names.__getitem__)",
        "st.table(plain_table(frame))",
        "st.html(filled('frame/foot', name=title))",
        "_show(plain(title))\n\ndef _show(words):\n    st.markdown(words)",
        "st.text_area('Why?', value=title, placeholder=title)",
        "log.info(title)",
    ],
)
def test_words_that_went_through_the_door_are_let_be(tmp_path: Path, code: str) -> None:
    (tmp_path / "panel.py").write_text(f"def draw(title, names):\n    {code}\n")
    assert faults(tmp_path) == []


@pytest.mark.parametrize(
    "ordinary",
    [
        "Six words (taught): it’s £5, 10:30 - fine!",
        "Who, when & where? 50% of 12",
        "Say 1.5 + 2 = 3.5; “so”",
    ],
)
def test_ordinary_words_are_not_touched_since_some_labels_are_read_out_raw(ordinary: str) -> None:
    assert plain(ordinary) == ordinary


def test_signs_that_nobody_sees_do_not_get_in_and_do_not_get_out() -> None:
    hidden = "a\u202eb\u2066c\u200bd\ufeffe"
    assert plain(hidden) == "abcde"
    joined = "👩\u200d🏫 می\u200cخواهم"
    assert plain(joined) == joined
    made = FocusCheck.model_validate(
        {"id": "one", "project_id": "p", "created_by": "x", "updated_by": "x",
         "created_at": "2025-01-01T00:00:00+00:00", "updated_at": "2025-01-01T00:00:00+00:00",
         "verdict": "just_right", "reason": hidden}
    )  # fmt: skip
    assert made.headline == "abcde"


def test_a_table_is_made_plain_in_its_cells_headings_and_index() -> None:
    table = pd.DataFrame({"*a*": ["[b](c)", 3]}, index=pd.Index(["_d_", "e"], name="`f`"))
    shown = plain_table(table)
    assert list(shown.columns) == [r"\*a\*"]
    assert list(shown.index) == [r"\_d\_", "e"]
    assert shown.index.name == r"\`f\`"
    assert shown.iloc[0, 0] == r"\[b\](c)"
    assert shown.iloc[1, 0] == 3
