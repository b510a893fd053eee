"""Thirty people who answer by a link, each answer from a browser of its own, as forms do."""

import html
import http.cookiejar
import re
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, field

HIDDEN = re.compile(r'name="(proof|form_id)"[^>]*value="([^"]*)"')
PAUSE = 1.0


@dataclass
class Said:
    """What became of one try to save."""

    at: float
    token: str
    is_kept: bool
    words: str
    seconds: float


@dataclass
class Writers:
    """People who write until they are told to stop; an answer that was not kept is sent again."""

    address: str
    secrets: Sequence[str]
    said: list[Said] = field(default_factory=list)
    is_over: threading.Event = field(default_factory=threading.Event)
    threads: list[threading.Thread] = field(default_factory=list)

    def start(self, number: int) -> None:
        """Let so many people write."""
        for n in range(number):
            thread = threading.Thread(target=self._write, args=(n,), daemon=True)
            self.threads.append(thread)
            thread.start()

    def stop(self) -> None:
        """Let everybody finish what they are writing."""
        self.is_over.set()
        for thread in self.threads:
            thread.join(90)

    def _write(self, who: int) -> None:
        number = 0
        while not self.is_over.is_set():
            token = f"person {who} says {number}"
            person = _Browser(self.address, self.secrets[(who + number) % len(self.secrets)])
            while not self._send(person, token) and not self.is_over.is_set():
                time.sleep(PAUSE)
            number += 1
            time.sleep(PAUSE)

    def _send(self, person: "_Browser", token: str) -> bool:
        began = time.monotonic()
        is_kept, words = person.answer(token)
        self.said.append(Said(began, token, is_kept, words, time.monotonic() - began))
        return is_kept


class _Browser:
    """One browser with one form, which is opened once and may be sent again."""

    def __init__(self, address: str, secret: str) -> None:
        self.url = f"{address}/ask/{secret}"
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(jar)
        self.hidden: dict[str, str] = {}

    def answer(self, token: str) -> tuple[bool, str]:
        """Whether an answer is kept, and what was said."""
        if not self.hidden:
            page = self._asked(None)
            self.hidden = {name: html.unescape(v) for name, v in HIDDEN.findall(page)}
            if not self.hidden:
                return False, _sentence(page)
        answers = {"motivation": "4", "skill": "3", "room": "1", "note": token}
        page = self._asked(urllib.parse.urlencode({**self.hidden, **answers}).encode())
        return 'class="said"' in page or "Thank you" in page, _sentence(page)

    def _asked(self, data: bytes | None) -> str:
        try:
            with self.opener.open(self.url, data, timeout=60) as found:
                return str(found.read().decode())
        except urllib.error.HTTPError as refused:
            return refused.read().decode(errors="replace")
        except OSError as failed:
            return f"NO SENTENCE {failed}"


def _sentence(page: str) -> str:
    words = re.sub(r"<style.*?</style>|<script.*?</script>|<[^>]*>", " ", page, flags=re.DOTALL)
    return " ".join(words.split())[:160]
