"""The table of permissions as a page to read, made from the one that the services ask."""

from lp_planner.domain.accounts.people import Role
from lp_planner.domain.accounts.permissions import MATRIX, Action, Standing

HEAD = """# Who may do what

This page is made from `lp_planner/domain/accounts/permissions.py`, which every service asks.
A test keeps the two the same.
A role that is not named may not.
Somebody else’s project reads exactly like one that does not exist.

| what | who |
| --- | --- |
"""
ROUNDS = """
Whoever answers by a link needs no account and reads their own page alone. What is answered is read
by the one who asked: no leader, coach, moderator or anybody who looks after people reads a round.
With their consent, what somebody says of what they use (reach said by others) goes where the
evidence of its lead goes: documents, what is shared, and the copy that a moderator reads.
"""
STANDINGS = {
    None: "",
    Standing.OWNER: ", in their own projects",
    Standing.OUTSIDER: ", in projects of others",
    Standing.SUPPORTER: ", for those in their cohort",
    Standing.GUEST: ", where they were let in and it has not ended",
}


def permissions_page() -> str:
    """The page docs/reference/permissions.md."""
    rows = "".join(f"| {action.value} | {_who(action)} |\n" for action in Action)
    without = [role for role in Role if not any(role in dict(who) for who in MATRIX.values())]
    names = " and ".join(_name(role) for role in without)
    foot = (
        f"\nRoles with no permission of their own: {names}. "
        "A moderator reads one submission by its link.\n"
    )
    return HEAD + rows + (foot if without else "") + ROUNDS


def _who(action: Action) -> str:
    allowed = sorted(MATRIX[action], key=lambda one: (list(Role).index(one[0]), str(one[1])))
    return "; ".join(f"{_name(role)}{STANDINGS[standing]}" for role, standing in allowed)


def _name(role: Role) -> str:
    return role.value.replace("_", " ")
