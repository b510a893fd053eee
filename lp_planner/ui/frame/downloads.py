"""The ways out of a page: a button for each file, which is made once somebody takes it."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import streamlit as st

from lp_planner.exports.catalogue import Export
from lp_planner.ui.frame.safe_words import plain

R = TypeVar("R")


def draw(
    exports: Sequence[Export[R]],
    *,
    make: Callable[[Export[R]], tuple[str, bytes]],
    name: Callable[[Export[R]], str],
    key: str = "export",
    says: str = "{}",
) -> None:
    """Draw a button for each export in a row.

    ``make`` gives its name and bytes, ``name`` its name alone; ``says`` is what stands on a button
    around the export's own words.
    """
    with st.container(horizontal=True):
        for export in exports:
            st.download_button(
                plain(says.format(export.label)),
                data=_maker(make, export),
                file_name=name(export),
                mime=export.mime,
                key=f"{key}|{export.key}",
                on_click="ignore",
                icon=":material/download:",
            )


def _maker(
    make: Callable[[Export[R]], tuple[str, bytes]], export: Export[R]
) -> Callable[[], bytes]:
    return lambda: make(export)[1]
