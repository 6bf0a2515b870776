"""How the access table is read and played: rows of plain text, one request for each member of the cast.

Every request runs in a savepoint that is rolled back, so that rows do not see each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.test import Client
from django.test.client import ClientHandler
from django.urls import URLPattern, URLResolver, get_resolver, reverse

CAST = (
    *("stranger", "learner", "comrade", "commander", "other_commander", "trainer", "administrator"),
    *("officer", "reviewer", "auditor"),
)
DOORS = {"/account/login/", "/admin/login/"}
FRONT_OF_EDITOR = "/admin/"  # where Wagtail leads an editor who lacks the permission


@dataclass(frozen=True)
class Pattern:
    """An address pattern of the configuration, e.g. people:slip-issue, “me/slip/<int:pk>/”."""

    name: str
    route: str


def patterns(resolver: Any = None, prefix: str = "", names: tuple[str, ...] = ()) -> Iterator[Pattern]:
    """Every address pattern, in the order in which Django tries them."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry, prefix + str(entry.pattern), (*names, *([entry.namespace] if entry.namespace else [])))
        elif isinstance(entry, URLPattern):
            yield Pattern(":".join([*names, entry.name or ""]), prefix + str(entry.pattern))


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    name: str
    method: str
    arguments: dict[str, str]
    expected: tuple[str, ...]

    def __str__(self) -> str:
        named = " ".join(f"{key}={value}" for key, value in self.arguments.items())
        return f"{self.method} {self.name} {named}".strip()


def read_table(text: str) -> list[Row]:
    """Lines of “name  METHOD  key=object …  status × the cast”; a single status stands for all. Raises ValueError."""
    rows = []
    for line in text.splitlines():
        words = line.split("#")[0].split()
        if not words:
            continue
        name, method, *rest = words
        arguments = dict(word.split("=", 1) for word in rest if "=" in word)
        expected = [word for word in rest if "=" not in word]
        if len(expected) not in (1, len(CAST)):
            raise ValueError(f"Give one status, or one for each of {', '.join(CAST)}: {line}")
        rows.append(Row(name, method, arguments, tuple(expected if len(expected) > 1 else expected * len(CAST))))
    return rows


def read_groups(text: str, roles: tuple[str, ...]) -> dict[str, dict[str, str]]:
    """Lines of “start of the address  word × the roles”, as {start: {role: word}}."""
    lines = [line.split() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return {prefix: dict(zip(roles, words, strict=True)) for prefix, *words in lines}


def address(row: Row, stage: dict[str, Any]) -> str:
    """The path of a row: “key=object” is looked up on the stage, “key:=text” and “path=/…” are taken as they stand."""
    path = row.arguments.get("path", "")
    if path.startswith("/"):
        return path
    if path:
        return urlsplit(stage[path].url).path
    return reverse(row.name, kwargs={key.rstrip(":"): _value(key, word, stage) for key, word in row.arguments.items()})


def _value(key: str, word: str, stage: dict[str, Any]) -> Any:
    return word if key.endswith(":") else getattr(stage[word], key)


class Visitor(Client):
    """A client that keeps the answer alone: neither what each template was given nor what it raised."""

    def request(self, **request: Any) -> Any:
        return self.handler(self._base_environ(**request))


class Cabinet:
    """Clients of the whole cast, each request of whom leaves no trace.

    Each has looked at a page before, so that the session holds which doors the header shows, as it does after the first visit.
    """

    def __init__(self, stage: dict[str, Any], client_of: Any, cast: tuple[str, ...] = CAST) -> None:
        self.handler = ClientHandler(enforce_csrf_checks=False)  # one for all: each would put the middleware together anew
        self.cookies = {who: self._visitor(client_of(stage.get(who))).output(header="", sep=";") for who in cast}

    @staticmethod
    def _visitor(client: Client) -> SimpleCookie:
        client.get(reverse("law:library"))
        return client.cookies

    def ask(self, who: str, method: str, path: str, data: Any = None) -> Any:
        client = Visitor(raise_request_exception=False)
        client.handler = self.handler
        client.cookies = SimpleCookie(self.cookies[who])
        with transaction.atomic():
            answer = client.generic(method, path) if data is None else getattr(client, method.lower())(path, data)
            if answer.streaming:
                answer.getvalue()
            transaction.set_rollback(True)
        return answer


def verdict(answer: Any) -> str:
    """The status as the table writes it: “in” where it leads to the sign-in, “no” where the editor refuses."""
    place = urlsplit(answer["Location"]).path if answer.status_code == 302 else ""
    return "in" if place in DOORS else "no" if place == FRONT_OF_EDITOR else str(answer.status_code)


# --- Addresses with invented arguments ------------------------------------------------------------

ARGUMENT = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>|\(\?P<(?P<named>\w+)>[^)]*\)")


def filled(route: str, values: dict[str, Any]) -> str:
    """A path that the route matches: arguments by name from ``values``, else by their kind."""

    def fill(match: re.Match[str]) -> str:
        name = match["name"] or match["named"]
        fallback = "00000000-0000-4000-8000-000000000000" if match["kind"] == "uuid" else "1"
        return str(values.get(name, fallback))

    return "/" + ARGUMENT.sub(fill, route.replace("^", "").replace("$", "").replace(r"\.", "."))
