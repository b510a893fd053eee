"""A school's planner in which people sign in, and quicker hashes for it."""

import pytest
from argon2 import PasswordHasher

from lp_planner.auth import passwords
from lp_planner.services.desk.workspace import Workspace
from tests.accounts.school import Clock, as_school


@pytest.fixture
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same hashes with less work in them; tests over HTTP use the real ones."""
    quick = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", quick)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def school(workspace: Workspace, clock: Clock) -> Workspace:
    return as_school(workspace, clock)
