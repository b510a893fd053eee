"""Settings from the environment, checked once at start; nothing else reads the environment."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
LOCAL_DATA = ROOT / "data" / "local"
LONGEST_KEPT = 36_500
MODES = ("alone", "school")
SECOND_FACTOR = ("offered", "required")
LOOPBACK_HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})


class ConfigError(Exception):
    """A setting cannot be used; the message says which one and what it accepts."""


@dataclass(frozen=True)
class Provider:
    """Who vouches for people with a school account: an OpenID Connect provider."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    label: str = "Sign in with your school account"


@dataclass(frozen=True)
class Settings:
    """Where things are and where the app listens.

    ``database`` is a file path or a ``postgresql://`` address; ``demo_database`` is always a file.
    ``framework`` is the key of the standards that projects and portfolios work with.
    What the accrediting organisation asks for and we do not know for sure stays empty.
    ``mode`` is "alone" for one person on this computer, or "school" for people who sign in; then
    ``address`` is how their browsers reach the planner, and ``proxy`` who may stand in between.
    ``files`` is the folder for attached files; ``None`` leaves it to the database's own place.
    ``copies`` is the folder for copies, one of which is made every ``copy_every`` hours, or none by
    itself; ``witness`` is a second folder for the witness of what was saved.
    """

    database: str
    demo_database: str
    data_dir: Path
    host: str
    port: int
    demo_first: bool = False
    framework: str = "ssat_lp"
    submit_level: str = "extending"
    submit_count: int = 10
    narrative_words: int | None = None
    accreditation_site: str = ""
    files: Path | None = None
    copies: Path | None = None
    copy_every: int | None = None
    copy_keep: int = 7
    witness: Path | None = None
    keep_removed: int | None = 30
    keep_openings: int | None = 365
    keep_submissions: int | None = None
    keep_security_log: int | None = 365
    """Days until these are erased by themselves; ``None`` is never."""
    mode: str = "alone"
    address: str = ""
    proxy: str = "127.0.0.1"
    idle_minutes: int = 30
    session_hours: int = 12
    admin_second_factor: str = "offered"
    provider: Provider | None = None

    @property
    def is_school(self) -> bool:
        """Whether people sign in; the demo school always goes without."""
        return self.mode == "school" and not self.demo_first


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read ``LP_PLANNER_*``; raise :class:`ConfigError` naming the first setting that is wrong."""
    env = os.environ if environment is None else environment
    local = LOCAL_DATA
    port_text = env.get("LP_PLANNER_PORT", "8501")
    if not port_text.isdigit() or not 1 <= int(port_text) <= 65535:  # noqa: PLR2004
        message = f"LP_PLANNER_PORT is {port_text!r}: please give a number from 1 to 65535."
        raise ConfigError(message)
    mode = _one_of(env, "LP_PLANNER_MODE", MODES)
    is_demo = env.get("LP_PLANNER_DEMO", "") == "1"
    host = env.get("LP_PLANNER_HOST") or "127.0.0.1"
    if host not in LOOPBACK_HOSTS and (mode != "school" or is_demo):
        message = (
            f"LP_PLANNER_HOST is {host!r}: without sign-in the planner only opens on this "
            "computer. Please use 127.0.0.1."
        )
        raise ConfigError(message)
    return Settings(
        database=env.get("LP_PLANNER_DATABASE") or str(local / "lp_planner.duckdb"),
        demo_database=env.get("LP_PLANNER_DEMO_DATABASE") or str(local / "demo.duckdb"),
        data_dir=Path(env.get("LP_PLANNER_DATA") or ROOT / "data"),
        host=host,
        port=int(port_text),
        demo_first=is_demo,
        framework=env.get("LP_PLANNER_FRAMEWORK") or "ssat_lp",
        submit_level=env.get("LP_PLANNER_SUBMIT_LEVEL") or "extending",
        submit_count=_number(env, "LP_PLANNER_SUBMIT_COUNT", (1, 10)) or 7,
        narrative_words=_number(env, "LP_PLANNER_NARRATIVE_WORDS", (1, 5000)),
        accreditation_site=_site(env.get("LP_PLANNER_ACCREDITATION_SITE", "")),
        files=_folder(env, "LP_PLANNER_FILES"),
        copies=_folder(env, "LP_PLANNER_COPIES"),
        copy_every=_number(env, "LP_PLANNER_COPY_EVERY", (1, 24 * 366)),
        copy_keep=_number(env, "LP_PLANNER_COPY_KEEP", (1, 1000)) or 7,
        witness=_folder(env, "LP_PLANNER_WITNESS"),
        keep_removed=_days(env, "LP_PLANNER_KEEP_REMOVED", 30),
        keep_openings=_days(env, "LP_PLANNER_KEEP_OPENINGS", 365),
        keep_security_log=_days(env, "LP_PLANNER_KEEP_SECURITY_LOG", 365),
        keep_submissions=_days(env, "LP_PLANNER_KEEP_SUBMISSIONS", None),
        mode=mode,
        address=_address(env.get("LP_PLANNER_ADDRESS", "")),
        proxy=env.get("LP_PLANNER_PROXY") or "127.0.0.1",
        idle_minutes=_number(env, "LP_PLANNER_IDLE_MINUTES", (5, 24 * 60)) or 30,
        session_hours=_number(env, "LP_PLANNER_SESSION_HOURS", (1, 7 * 24)) or 12,
        admin_second_factor=_one_of(env, "LP_PLANNER_ADMIN_SECOND_FACTOR", SECOND_FACTOR),
        provider=_provider(env) if mode == "school" and not is_demo else None,
    )


def _one_of(env: Mapping[str, str], name: str, choices: Sequence[str]) -> str:
    """One of some words; the first where the setting is empty."""
    chosen = env.get(name) or choices[0]
    if chosen not in choices:
        message = f"{name} is {chosen!r}: please give one of {', '.join(choices)}."
        raise ConfigError(message)
    return chosen


def _number(env: Mapping[str, str], name: str, limits: tuple[int, int]) -> int | None:
    """A whole number within ``limits``; ``None`` where the setting is empty."""
    text = env.get(name, "")
    low, high = limits
    if text and not (text.isascii() and text.isdigit() and low <= int(text) <= high):
        message = f"{name} is {text!r}: please give a number from {low} to {high}."
        raise ConfigError(message)
    return int(text) if text else None


def _folder(env: Mapping[str, str], name: str) -> Path | None:
    return Path(env[name]) if env.get(name) else None


def _days(env: Mapping[str, str], name: str, usual: int | None) -> int | None:
    """A number of days; ``None`` for "never"."""
    text = env.get(name, "")
    if not text:
        return usual
    if text == "never":
        return None
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= LONGEST_KEPT):
        message = f"{name} is {text!r}: please give a number of days, or the word never."
        raise ConfigError(message)
    return int(text)


def _address(text: str) -> str:
    """The address browsers use: a scheme, a name and perhaps a port, and nothing more."""
    plain = text.rstrip("/")
    parts = urlsplit(plain)
    if plain and plain != f"{parts.scheme}://{parts.netloc}":
        parts = urlsplit("")
    if plain and (parts.scheme not in {"http", "https"} or not parts.hostname):
        message = (
            f"LP_PLANNER_ADDRESS is {text!r}: please give the address as browsers use it, such as "
            "https://planner.oakfield.sch.uk."
        )
        raise ConfigError(message)
    return plain


def _provider(env: Mapping[str, str]) -> Provider | None:
    """The provider of school accounts, all of it or nothing."""
    names = ("ISSUER", "CLIENT_ID", "CLIENT_SECRET")
    given = {name: env.get(f"LP_PLANNER_OIDC_{name}", "").strip() for name in names}
    if not any(given.values()):
        return None
    if missing := [f"LP_PLANNER_OIDC_{name}" for name, value in given.items() if not value]:
        message = f"School accounts also need {' and '.join(missing)}. Please set them, or none."
        raise ConfigError(message)
    if not env.get("LP_PLANNER_ADDRESS"):
        message = "School accounts need LP_PLANNER_ADDRESS, the address that browsers use."
        raise ConfigError(message)
    if not is_safe_address(given["ISSUER"]):
        message = "LP_PLANNER_OIDC_ISSUER has to begin with https://. Please look at it again."
        raise ConfigError(message)
    label = env.get("LP_PLANNER_OIDC_LABEL", "").strip()
    found = Provider(given["ISSUER"], given["CLIENT_ID"], given["CLIENT_SECRET"])
    return replace(found, label=label) if label else found


def is_safe_address(address: str) -> bool:
    """Whether what goes there cannot be read on the way: https, or this computer itself."""
    parts = urlsplit(address)
    is_here = parts.scheme == "http" and parts.hostname in LOOPBACK_HOSTS
    return bool(parts.hostname) and (parts.scheme == "https" or is_here)


def _site(text: str) -> str:
    if text and not text.startswith(("https://", "http://")):
        message = (
            f"LP_PLANNER_ACCREDITATION_SITE is {text!r}: please give an address that begins with "
            "https://."
        )
        raise ConfigError(message)
    return text
