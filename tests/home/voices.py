"""Voices as a browser records them, for tests."""

import io
import wave


def voice(sound: bytes = b"\x01\x02" * 1_600, *, beside: bytes = b"") -> bytes:
    """A little sound, with a chunk beside it that says more."""
    heard = io.BytesIO()
    with wave.open(heard, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(sound)
    data = heard.getvalue()
    if not beside:
        return data
    chunk = b"LIST" + len(beside).to_bytes(4, "little") + beside
    size = (len(data) - 8 + len(chunk)).to_bytes(4, "little")
    return data[:4] + size + data[8:12] + chunk + data[12:]
