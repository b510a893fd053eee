"""A provider of school accounts on this computer: it signs with its own key, or lies as told."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

CLIENT, SECRET = "planner", "a-secret-of-the-planner"


@dataclass
class Provider:
    """What the next person who signs in there is, and how the answer differs from an honest one."""

    issuer: str = ""
    person: dict[str, Any] = field(default_factory=dict)
    lie: dict[str, Any] = field(default_factory=dict)
    """Claims that replace the honest ones; ``None`` leaves one out."""
    pretends: dict[str, Any] = field(default_factory=dict)
    """What it says of itself that is not so; ``None`` leaves something out."""
    signs_with: str = "own key"
    says_no: bool = False
    is_broken: bool = False
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))
    other_key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def honest(self) -> None:
        """Forget every lie."""
        self.lie, self.pretends, self.signs_with = {}, {}, "own key"
        self.says_no, self.is_broken = False, False

    def code_for(self, asked: Mapping[str, str]) -> str:
        """A code for what a browser asked."""
        code = f"code-{len(self.codes)}"
        self.codes[code] = dict(asked)
        return code

    def token(self, asked: Mapping[str, str]) -> str:
        """The signed word about the person."""
        now = int(time.time())
        claims = {
            "iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300,
            "nonce": asked["nonce"], **self.person, **self.lie,
        }  # fmt: skip
        told = {name: value for name, value in claims.items() if value is not None}
        if self.signs_with == "nothing":
            parts = [json.dumps(part).encode() for part in ({"alg": "none"}, told)]
            return ".".join(base64.urlsafe_b64encode(p).rstrip(b"=").decode() for p in parts) + "."
        if self.signs_with == "the secret":
            return jwt.encode({"alg": "HS256"}, told, OctKey.import_key(SECRET))
        key = self.key if self.signs_with == "own key" else self.other_key
        return jwt.encode({"alg": "RS256", "kid": "one"}, told, key)


def _addresses(provider: Provider) -> dict[str, Any]:
    said = {
        "issuer": provider.issuer,
        "authorization_endpoint": f"{provider.issuer}/authorize",
        "token_endpoint": f"{provider.issuer}/token",
        "jwks_uri": f"{provider.issuer}/keys",
        **provider.pretends,
    }
    return {name: value for name, value in said.items() if value is not None}


def _back(provider: Provider, query: str) -> str:
    asked = {name: values[0] for name, values in parse_qs(query).items()}
    code = {"error": "access_denied"} if provider.says_no else {"code": provider.code_for(asked)}
    return f"{asked['redirect_uri']}?{urlencode({'state': asked['state'], **code})}"


def _handler(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            if provider.is_broken:
                self._answer(200, b"<html>down for repair</html>")
            elif parts.path == "/.well-known/openid-configuration":
                self._json(_addresses(provider))
            elif parts.path == "/keys":
                self._json({"keys": [provider.key.as_dict(private=False)]})
            else:
                self.send_response(302)
                self.send_header("Location", _back(provider, parts.query))
                self.end_headers()

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            given = {name: values[0] for name, values in parse_qs(body).items()}
            asked = provider.codes.pop(given.get("code", ""), None)
            if asked is None or not _is_client(given) or not _proves(given, asked):
                self._json({"error": "invalid_grant"}, 400)
                return
            self._json(
                {"access_token": "x", "token_type": "Bearer", "id_token": provider.token(asked)}
            )

        def _json(self, said: object, status: int = 200) -> None:
            self._answer(status, json.dumps(said).encode(), "application/json")

        def _answer(self, status: int, body: bytes, kind: str = "text/html") -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its own name
            pass

    return Handler


def _is_client(given: Mapping[str, str]) -> bool:
    return (given.get("client_id"), given.get("client_secret")) == (CLIENT, SECRET)


def _proves(given: Mapping[str, str], asked: Mapping[str, str]) -> bool:
    """Whether whoever brings the code is whoever asked (PKCE), from the same address."""
    digest = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
    proof = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    is_same = given.get("redirect_uri") == asked["redirect_uri"]
    return is_same and asked["code_challenge_method"] == "S256" and proof == asked["code_challenge"]


@contextmanager
def provider_running() -> Iterator[Provider]:
    """A provider that listens on this computer."""
    provider = Provider()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(provider))
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
