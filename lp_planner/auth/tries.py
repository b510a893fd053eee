"""How often somebody may try to sign in: per account and per address, in a quarter of an hour."""

import datetime as dt
import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass

from lp_planner.auth.secret_words import hash_of

WITHIN = dt.timedelta(minutes=15)


@dataclass(frozen=True)
class Bucket:
    """Tries that are counted together, under a name that says nothing about whose they are."""

    name: str
    most: int

    def is_full(self, tried_at: Sequence[dt.datetime], now: dt.datetime) -> bool:
        """Whether one more try would be one too many."""
        return sum(now - at < WITHIN for at in tried_at) >= self.most


def account_bucket(email: str) -> Bucket:
    """Tries for one account, whether there is such an account or not."""
    return Bucket(name=hash_of(f"account:{email}"), most=5)


def address_bucket(address: str) -> Bucket:
    """Tries from one address; a whole school may share one."""
    return Bucket(name=hash_of(f"address:{_network(address)}"), most=30)


def _network(address: str) -> str:
    """The address; for IPv6 the network, since one person has billions of addresses there."""
    try:
        number = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(number, ipaddress.IPv6Address):
        return str(ipaddress.ip_network(f"{number}/64", strict=False).network_address)
    return str(number)
