"""A school installation for tests: a clock that can be moved, and people who can sign in."""

import datetime as dt
from dataclasses import dataclass, field, replace

from lp_planner.domain.accounts.people import Actor, Role
from lp_planner.services.accounts import accounts, sign_in
from lp_planner.services.accounts.sign_in import Entered, Visitor
from lp_planner.services.desk.workspace import Workspace
from tests.cast import FIONA, THEN

PASSWORD = "lantern gravel otter"
HERE = "192.0.2.7"


@dataclass
class Clock:
    """A clock that only moves when it is told to."""

    now: dt.datetime = field(default=THEN)

    def __call__(self) -> dt.datetime:
        return self.now

    def forward(self, **parts: float) -> None:
        self.now += dt.timedelta(**parts)


def as_school(workspace: Workspace, clock: Clock) -> Workspace:
    """The same planner where people sign in."""
    return replace(workspace, clock=clock, is_school=True)


def account(
    school: Workspace,
    email: str = "mo@oakfield.example",
    *,
    role: Role = Role.LEAD_PRACTITIONER,
    admin: Actor = FIONA,
) -> str:
    """Somebody who was invited and has chosen the password; the e-mail address."""
    handed = accounts.invite(
        school.desk(admin), name="Mo Farrell", email=email, role=role, school_id="oakfield"
    )
    choose(school, handed.secret)
    return email


def choose(school: Workspace, secret: str, password: str = PASSWORD, **more: str) -> str:
    """Choose a password with a link; what the browser is known by."""
    visitor = Visitor(**{"address": HERE, **more})
    return accounts.set_password(school, visitor, secret=secret, password=password)


def come_in(school: Workspace, email: str, password: str = PASSWORD, **more: str) -> Entered:
    """Sign in from the usual address."""
    visitor = Visitor(**{"address": HERE, **more})
    return sign_in.sign_in(school, visitor, email=email, password=password)


def enter(school: Workspace, email: str, password: str = PASSWORD, **more: str) -> str:
    """Sign in from the usual address; the secret of the session."""
    return come_in(school, email, password, **more).session
