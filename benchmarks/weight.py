"""What a first visit to a page brings over the wire, without its images."""

from __future__ import annotations

import gzip
import urllib.request
from dataclasses import dataclass
from html.parser import HTMLParser


@dataclass(frozen=True)
class Part:
    """One file of a visit. ``sent``: bytes of the body as a browser that accepts gzip receives it."""

    path: str
    raw: int
    sent: int


@dataclass(frozen=True)
class Visit:
    """A first visit: the page and all that it links, each once."""

    html: Part
    parts: list[Part]

    @property
    def sent(self) -> int:
        return self.html.sent + sum(part.sent for part in self.parts)

    @property
    def requests(self) -> int:
        return 1 + len(self.parts)


class Links(HTMLParser):
    """Style sheets, icons, scripts and sprites that a page loads; pictures of the text are left out."""

    RELATIONS = frozenset({"stylesheet", "icon", "manifest", "preload"})

    def __init__(self) -> None:
        super().__init__()
        self.paths: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        wanted = tag in ("script", "use") or (tag == "link" and bool(self.RELATIONS & set((known.get("rel") or "").split())))
        address = (known.get("src") or known.get("href") or "").split("#")[0]
        if wanted and address and address not in self.paths:
            self.paths.append(address)


def links_of(html: str) -> list[str]:
    """Addresses of what the page loads, in its order, each once."""
    parser = Links()
    parser.feed(html)
    return parser.paths


def visit(port: int, path: str, cookie: str = "") -> Visit:
    """Fetches the page and what it links, as a browser does that comes for the first time."""
    html, text = _fetch(port, path, cookie)
    return Visit(html, [_fetch(port, each, cookie)[0] for each in links_of(text)])


def _fetch(port: int, path: str, cookie: str) -> tuple[Part, str]:
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"Accept-Encoding": "gzip", "Cookie": cookie})
    with urllib.request.urlopen(request, timeout=30) as response:
        body = response.read()
        raw = gzip.decompress(body) if response.headers.get("Content-Encoding") == "gzip" else body
    return Part(path, len(raw), len(body)), raw.decode(errors="replace")
