"""Signing in with a school account: OpenID Connect's code flow with PKCE, by Authlib and joserfc.

What a provider says counts only with its signature, for us, from the issuer we know, now, and as
the answer to what this browser asked. Nothing of it is kept but issuer and subject.
"""

import datetime as dt
import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from lp_planner.config import Provider, is_safe_address
from lp_planner.domain.accounts.accounts import NotVouchedFor, Vouched

SCOPE = "openid email"
ALGORITHMS = ("RS256", "PS256", "ES256")
"""Signatures made with a key that only the provider has; never none, never a shared secret."""
WITHIN = dt.timedelta(minutes=10)
MOST_WAITING = 1000
TIMEOUT_SECONDS = 10
LEEWAY_SECONDS = 60
DISCOVERY = "/.well-known/openid-configuration"


@dataclass(frozen=True)
class PendingSignIn:
    """What one browser asked the provider, until its answer comes back once."""

    state: str
    nonce: str
    verifier: str = field(repr=False)
    asked_at: dt.datetime
    wanted: str = ""
    """Where it goes afterwards: a path of ours."""
    invitation: str = field(default="", repr=False)
    """The secret of the invitation that is taken up, where it is one."""


class Waiting:
    """The questions that wait for an answer, each known only by the secret of its browser."""

    def __init__(self, clock: Callable[[], dt.datetime]) -> None:
        """Begin with none."""
        self._clock = clock
        self._asked: dict[str, PendingSignIn] = {}
        self._lock = threading.Lock()

    def begin(self, *, wanted: str = "", invitation: str = "") -> tuple[str, PendingSignIn]:
        """A new question and the secret that its browser has to bring back."""
        secret = secrets.token_urlsafe(32)
        asked = PendingSignIn(
            state=secrets.token_urlsafe(32),
            nonce=secrets.token_urlsafe(32),
            verifier=secrets.token_urlsafe(48),
            asked_at=self._clock(),
            wanted=wanted,
            invitation=invitation,
        )
        with self._lock:
            self._forget_old()
            self._asked[secret] = asked
        return secret, asked

    def take(self, secret: str, state: str) -> PendingSignIn:
        """The question of this browser, once.

        Raises:
            NotVouchedFor: for an unknown browser, another state, an answer that came too late, and
                one that came before.
        """
        with self._lock:
            self._forget_old()
            asked = self._asked.pop(secret, None)
        if asked is None or not secrets.compare_digest(asked.state.encode(), state.encode()):
            raise NotVouchedFor
        return asked

    def _forget_old(self) -> None:
        oldest = self._clock() - WITHIN
        kept = [(s, a) for s, a in self._asked.items() if a.asked_at > oldest]
        self._asked = dict(kept[-MOST_WAITING + 1 :])


def where_to_ask(provider: Provider, back: str, asked: PendingSignIn) -> str:
    """The provider's address to which a browser is sent.

    Raises:
        NotVouchedFor: when the provider does not answer as one should.
    """
    with _session(provider, back) as session:
        found = _discovered(session, provider)
        address, _ = session.create_authorization_url(
            found["authorization_endpoint"],
            state=asked.state,
            code_verifier=asked.verifier,
            nonce=asked.nonce,
        )
    return str(address)


def vouched_for(provider: Provider, back: str, asked: PendingSignIn, code: str) -> Vouched:
    """Who the provider says signed in, from the code that the browser brought back.

    Raises:
        NotVouchedFor: when the provider refuses the code or does not answer, and for a token that
            is not signed by it, not for us, not about this question, or not of now.
    """
    from authlib.common.errors import AuthlibBaseError  # noqa: PLC0415 - only where it is set up

    with _session(provider, back) as session:
        found = _discovered(session, provider)
        try:
            token = session.fetch_token(
                found["token_endpoint"],
                grant_type="authorization_code",
                code=code,
                code_verifier=asked.verifier,
                timeout=TIMEOUT_SECONDS,
            )
            keys = session.get(found["jwks_uri"], withhold_token=True, timeout=TIMEOUT_SECONDS)
            claims = _checked(str(token["id_token"]), keys.json(), provider, asked)
        except (OSError, AuthlibBaseError, ValueError, KeyError, TypeError) as refused:
            raise NotVouchedFor from refused
    return Vouched(
        issuer=provider.issuer,
        subject=str(claims["sub"]),
        email=str(claims.get("email") or ""),
        is_verified=claims.get("email_verified") in (True, "true"),
    )


def _session(provider: Provider, back: str) -> Any:  # noqa: ANN401 - Authlib has no types
    from authlib.integrations.requests_client import (  # noqa: PLC0415 - only where it is set up
        OAuth2Session,
    )

    return OAuth2Session(
        provider.client_id,
        provider.client_secret,
        scope=SCOPE,
        redirect_uri=back,
        code_challenge_method="S256",
        token_endpoint_auth_method="client_secret_post",  # noqa: S106 - the name of a method
    )


def _discovered(session: Any, provider: Provider) -> Mapping[str, str]:  # noqa: ANN401
    """The provider's addresses, as it says itself; all of them as safe as the issuer's."""
    try:
        answer = session.get(
            provider.issuer.rstrip("/") + DISCOVERY, withhold_token=True, timeout=TIMEOUT_SECONDS
        )
        found = answer.json()
        names = ("authorization_endpoint", "token_endpoint", "jwks_uri")
        addresses = {name: str(found[name]) for name in names}
        is_itself = answer.ok and found["issuer"] == provider.issuer
    except (OSError, ValueError, KeyError, TypeError) as refused:
        raise NotVouchedFor from refused
    if not is_itself or not all(is_safe_address(address) for address in addresses.values()):
        raise NotVouchedFor
    return addresses


def _checked(
    id_token: str, keys: Any, provider: Provider, asked: PendingSignIn  # noqa: ANN401 - as it was sent
) -> dict[str, Any]:  # fmt: skip
    """The claims of a token, once all that OpenID Connect asks for holds.

    Raises:
        ValueError: where it does not.
    """
    from joserfc import jwt  # noqa: PLC0415 - only where it is set up
    from joserfc.errors import JoseError  # noqa: PLC0415
    from joserfc.jwk import KeySet  # noqa: PLC0415

    rules = jwt.JWTClaimsRegistry(
        leeway=LEEWAY_SECONDS,
        iss={"essential": True, "value": provider.issuer},
        aud={"essential": True, "value": provider.client_id},
        nonce={"essential": True, "value": asked.nonce},
        sub={"essential": True, "allow_blank": False},
        exp={"essential": True},
        iat={"essential": True},
    )
    try:
        claims = jwt.decode(id_token, KeySet.import_key_set(keys), algorithms=ALGORITHMS).claims
        rules.validate(claims)
    except JoseError as refused:
        raise ValueError(str(refused)) from refused
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if (several or "azp" in claims) and claims.get("azp") != provider.client_id:
        raise ValueError("made for another client")
    return claims
