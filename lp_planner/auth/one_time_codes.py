"""The codes of an authenticator app (RFC 6238, by pyotp): six figures, new every half minute."""

import datetime as dt
import hmac

import pyotp

ISSUER = "LP Planner"
FIGURES, SECONDS, DRIFT = 6, 30, 1
"""A clock may be one step behind or ahead of ours."""


def new_secret() -> str:
    """A secret for an app, 160 random bits as letters and figures to type."""
    return pyotp.random_base32()


def app_address(secret: str, email: str) -> str:
    """What an app reads from the picture."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=ISSUER)


def step_of(secret: str, code: str, *, now: dt.datetime, after: int) -> int | None:
    """Which step's code this is, if it is one of now and later than ``after``.

    A code counts once: whoever looked over a shoulder cannot use it again.
    """
    given = "".join(code.split())
    if len(given) != FIGURES or not (given.isascii() and given.isdigit()):
        return None
    now_step = int(now.timestamp()) // SECONDS
    app = pyotp.TOTP(secret)
    return next(
        (
            step
            for step in range(now_step - DRIFT, now_step + DRIFT + 1)
            if step > after and hmac.compare_digest(app.generate_otp(step), given)
        ),
        None,
    )
