"""The short form of ``make torture``: a few kills in each act; nothing lost, nothing untold."""

import pytest

from tests.storage.torture import ACTS, table, torture


@pytest.mark.slow
@pytest.mark.parametrize("act", ACTS)
def test_nothing_that_was_acknowledged_is_lost_and_nothing_left_untold(act: str) -> None:
    counts = torture((act,), kills=3, seed=20261128)
    found = counts[act]
    assert found.kills == 3
    assert (found.lost, found.faults, found.unreported) == (0, 0, 0), (table(counts), found.notes)
