"""What is true of every address, whoever asks: looking changes nothing, and every answer protects its reader."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from django.db import connection
from django.test import Client

from people.models import User
from tests.access import address, patterns, read_table
from tests.access_table import RAISES_ON_PURPOSE, TABLE
from tests.conftest import Cast
from tests.factories.stage import furnish
from tests.test_access import editor_address

# What a visit may write: its own session, limits, and in the editor the visitor's own settings, subscription and presence.
OWN_TRACES = {
    "people_auditentry",  # that somebody looked at a person’s record, or took a list away
    "django_session",
    "shared_cache",
    "usersessions_usersession",
    "wagtailadmin_editingsession",
    "wagtailcore_pagesubscription",
    "wagtailusers_userprofile",
}
HOSTS_OF = re.compile(rb"""<(?:script|link|img|source|audio|video|iframe|object|embed)\b[^>]*?\s(?:src|href|data)=["']([^"']+)""")

LEADS_TO = re.compile(r"""\s(?:href|action)=["']([^"']*)""")


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("CRITICAL", "django.request")


@pytest.fixture
def addresses(cast: Cast) -> list[str]:
    """Every address of the site with real arguments, where the stage has the object that they name."""
    stage = furnish(cast)
    own = [address(row, stage) for row in read_table(TABLE) if row.method == "GET"]
    editor = [editor_address(p, stage) for p in patterns() if p.route.startswith("admin/") and p.route not in RAISES_ON_PURPOSE]
    return sorted({*own, *editor, "/no/such/page", "/account/", "/static/none.css"})


def visits(client: Client, addresses: list[str]) -> Iterator[tuple[str, Any]]:
    """Every answer, read to its end."""
    client.raise_request_exception = False
    for path in addresses:
        answer = client.get(path)
        yield path, (answer, b"".join(answer.streaming_content) if answer.streaming else answer.content)


def everything_stored() -> dict[str, list[str]]:
    stored = {}
    with connection.cursor() as cursor:
        for table in sorted(set(connection.introspection.table_names(cursor)) - OWN_TRACES):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            stored[table] = sorted(map(repr, cursor.fetchall()))
    return stored


@pytest.mark.parametrize("who", [None, "learner", "commander", "trainer", "administrator"])
def test_fetching_every_address_changes_no_row_and_every_answer_protects_its_reader(
    cast: Cast, addresses: list[str], client_of: Callable[[User | None], Client], who: str | None
) -> None:
    client = client_of(getattr(cast, who) if who else None)
    before, faults = everything_stored(), []
    people = set(User.objects.exclude(service_number="").values_list("username", flat=True))
    for path, (answer, body) in visits(client, addresses):
        faults += [f"{path} ({answer.status_code}): {fault}" for fault in faults_of(path, answer, body, who)]
        faults += [f"{path} names {name} in an address" for name in people if named_in_addresses(name, body)]
    after = everything_stored()
    assert not faults, "\n".join(faults)
    assert {table for table in before if before[table] != after.get(table)} == set()


def faults_of(path: str, answer: Any, body: bytes, who: str | None) -> Iterator[str]:
    """What an answer lacks (ASVS 5.0 3.4.3 to 3.4.6), and which other hosts it would ask."""
    if answer.status_code >= 500:
        yield "fails"
    policy = dict(part.strip().partition(" ")[::2] for part in answer.headers.get("Content-Security-Policy", "").split(";"))
    if "sandbox" not in policy:
        yield from policy_faults(path, policy, who)
    if answer.headers.get("X-Content-Type-Options") != "nosniff":
        yield "may be sniffed"
    if answer.headers.get("Referrer-Policy") != "same-origin":
        yield "tells other sites where its reader came from"
    if answer.headers.get("X-Frame-Options") not in {"DENY", "SAMEORIGIN"}:
        yield "may be framed"
    if "html" in answer.headers.get("Content-Type", ""):
        for found in HOSTS_OF.findall(body):
            if urlsplit(found.decode()).netloc not in {"", "testserver"}:
                yield f"asks another host for {found.decode()}"


def named_in_addresses(name: str, body: bytes) -> bool:
    """Whether a link or form of the page leads to an address that holds the sign-in name (ASVS 5.0 14.2.1)."""
    return name.encode() in body and any(name in unquote(each) for each in LEADS_TO.findall(body.decode(errors="ignore")))


def policy_faults(path: str, policy: dict[str, str], who: str | None) -> Iterator[str]:
    for directive in ("object-src", "base-uri"):
        if policy.get(directive) != "'none'":
            yield f"allows {directive} {policy.get(directive)}"
    in_editor = path.startswith("/admin/") and who is not None
    if policy.get("frame-ancestors") != ("'self'" if in_editor else "'none'"):
        yield f"may be framed by {policy.get('frame-ancestors')}"
    if "unsafe-inline" in policy.get("script-src", "") + policy.get("style-src", "") and not in_editor:
        yield "runs inline scripts or styles"


def test_the_crawl_reaches_the_addresses_that_matter(addresses: list[str]) -> None:
    for start in ("/learn/", "/core/", "/quiz/", "/play/", "/certificates/", "/readiness/units/", "/me/", "/admin/users/edit/"):
        assert any(path.startswith(start) for path in addresses), start
