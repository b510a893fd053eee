"""A reverse proxy that holds a certificate, as a school puts one before the planner."""

import asyncio
import datetime as dt
import ipaddress
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from lp_planner.config import ROOT

CHUNK = 65_536


def certificate(folder: Path) -> Path:
    """A certificate for this computer that nobody but the test trusts, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(names, critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / "proxy.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


@contextmanager
def tls_proxy(port: int, behind: int, folder: Path) -> Iterator[None]:
    """Listen with TLS on ``port`` and hand on to ``behind``, websockets included."""
    asked = [sys.executable, "-m", __name__, str(port), str(behind)]
    proxy = subprocess.Popen([*asked, str(certificate(folder))], cwd=ROOT)
    try:
        _wait_until_open(port)
        yield
    finally:
        proxy.terminate()
        proxy.wait(20)


def _wait_until_open(port: int) -> None:
    give_up_at = time.monotonic() + 20
    while time.monotonic() < give_up_at:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=2):
            return
        time.sleep(0.05)
    raise AssertionError("the proxy does not listen")


async def _serve(port: int, behind: int, chain: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain)

    async def hand_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            head = await reader.readuntil(b"\r\n\r\n")
            there, back = await asyncio.open_connection("127.0.0.1", behind)
            back.write(_as_forwarded(head))
            await asyncio.gather(_pipe(reader, back), _pipe(there, writer))

    server = await asyncio.start_server(hand_on, "127.0.0.1", port, ssl=context)
    await server.serve_forever()


def _as_forwarded(head: bytes) -> bytes:
    """The head of a request with what a proxy adds; one request for each connection."""
    lines = head.removesuffix(b"\r\n\r\n").split(b"\r\n")
    is_upgrade = any(line.lower().startswith(b"upgrade:") for line in lines)
    kept = [
        line
        for line in lines
        if not line.lower().startswith(b"x-forwarded-")
        and (is_upgrade or not line.lower().startswith(b"connection:"))
    ]
    added = [b"X-Forwarded-For: 192.0.2.44", b"X-Forwarded-Proto: https"]
    closing = [] if is_upgrade else [b"Connection: close"]
    return b"\r\n".join([*kept, *added, *closing]) + b"\r\n\r\n"


async def _pipe(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await source.read(CHUNK):
            sink.write(data)
            await sink.drain()
    with suppress(OSError):
        sink.close()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])))
