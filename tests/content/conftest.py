"""What the content tests share."""

from pathlib import Path

import pytest

from lp_planner.content.library import Library
from lp_planner.content.loader import load_library
from tests.content.files import DATA, copy_content


@pytest.fixture(scope="session")
def library() -> Library:
    """The content as it is shipped."""
    return load_library(DATA)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the content to break."""
    return copy_content(tmp_path)
