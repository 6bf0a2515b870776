"""A page that is reached from another says above its heading where it stands, and every step of that trail opens."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

from tests.access import CAST, Cabinet, address, read_table
from tests.access_table import TABLE
from tests.conftest import Cast
from tests.factories.stage import furnish, officials_of

PAGES = {
    "prints:unit",
    "prints:file",
    "external:index",
    "external:one",
    "external:record",
    "reminders:unit",
    "documents:withdraw",
}
TRAIL = re.compile(r'<nav class="breadcrumb".*?</nav>', re.DOTALL)


def test_every_step_of_the_trail_opens_for_whoever_opens_the_page(cast: Cast, client_of: Callable[..., Any]) -> None:
    officials = officials_of(cast)
    stage = furnish(cast) | officials
    cabinet = Cabinet(stage, client_of)
    rows = [row for row in read_table(TABLE) if row.name in PAGES and row.method == "GET"]
    readers = [(row, who) for row in rows for who, expected in zip(CAST, row.expected, strict=True) if expected == "200"]
    assert {row.name for row, _who in readers} == PAGES
    assert not [fault for row, who in readers for fault in faults_of(cabinet, who, address(row, stage))]


def faults_of(cabinet: Cabinet, who: str, path: str) -> list[str]:
    trail = TRAIL.search(cabinet.ask(who, "GET", path).content.decode())
    ways = re.findall(r'href="([^"]+)"', trail[0]) if trail else []
    closed = [way for way in ways if cabinet.ask(who, "GET", html.unescape(way)).status_code != 200]
    return [f"{who}, {path}: {way}" for way in closed] if ways else [f"{who}, {path}: no way back"]
