"""How long somebody waits before the next try to sign in (docs/adr/0037).

Tries are counted in several places at once: for an account from one network, for an account from
everywhere, and for a network whatever the account. The longer somebody goes on, the longer they
wait. A browser that has signed in to the account before is counted by itself, so that nobody keeps
its owner out by guessing elsewhere.
"""

import datetime as dt
import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass

from lp_planner.auth.secret_words import hash_of

DAY, QUARTER = dt.timedelta(days=1), dt.timedelta(minutes=15)
FIRST_WAIT = dt.timedelta(minutes=1)


@dataclass(frozen=True)
class Bucket:
    """Tries that are counted together, under a name that says nothing about whose they are.

    After ``free`` tries within ``within`` each further one waits twice as long as the one before,
    at most ``longest``.
    """

    name: str
    free: int
    longest: dt.timedelta
    within: dt.timedelta = DAY

    def wait(self, tried_at: Sequence[dt.datetime], now: dt.datetime) -> dt.timedelta:
        """How long until the next try may be made; nothing when it may be made now."""
        counted = [at for at in tried_at if now - at < self.within]
        over = len(counted) - self.free
        if over < 0:
            return dt.timedelta()
        # The exponent is held small, so that a long attack does not make an endless number.
        pause = min(FIRST_WAIT * (1 << min(over, 20)), self.longest)
        return max(max(counted) + pause - now, dt.timedelta())


def account_from_network(email: str, address: str) -> Bucket:
    """Tries for one account from one network, whether there is such an account or not."""
    return Bucket(hash_of(f"account:{email}:{network_of(address)}"), free=5, longest=4 * QUARTER)


def account_from_anywhere(email: str) -> Bucket:
    """Tries for one account from all browsers that it does not know: fewer than 80 in a day."""
    return Bucket(hash_of(f"account:{email}"), free=20, longest=2 * QUARTER)


def network(address: str) -> Bucket:
    """Tries from one network for any account; a whole school may share one."""
    return Bucket(
        hash_of(f"address:{network_of(address)}"), free=30, longest=QUARTER, within=QUARTER
    )


def vouched_from(address: str) -> Bucket:
    """School accounts from one network that open nothing: counted apart from guessed passwords."""
    return Bucket(
        hash_of(f"vouched:{network_of(address)}"), free=30, longest=QUARTER, within=QUARTER
    )


def opened_nothing(address: str) -> Bucket:
    """Links from one network that open nothing; a whole school may share one."""
    return Bucket(hash_of(f"links:{network_of(address)}"), free=60, longest=QUARTER, within=QUARTER)


def known_browser(email: str, token_hash: str) -> Bucket:
    """Tries for one account from a browser that has signed in to it before."""
    return Bucket(hash_of(f"browser:{email}:{token_hash}"), free=10, longest=4 * QUARTER)


def network_of(address: str) -> str:
    """The address; for IPv6 the network, since one person has billions of addresses there."""
    try:
        number = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(number, ipaddress.IPv6Address) and number.ipv4_mapped:
        return str(number.ipv4_mapped)
    if isinstance(number, ipaddress.IPv6Address):
        return str(ipaddress.ip_network(f"{number}/64", strict=False).network_address)
    return str(number)


def coarse_network(address: str) -> str:
    """The network around an address, too wide to tell one computer; "" for no address."""
    try:
        number = ipaddress.ip_address(network_of(address))
    except ValueError:
        return ""
    wide = 24 if number.version == 4 else 48  # noqa: PLR2004 - bits that say whose network it is
    return str(ipaddress.ip_network(f"{number}/{wide}", strict=False))
