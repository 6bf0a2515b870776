"""The front page of the editor says where to begin: what stands open to the reader, and nothing that leads away."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from people.groups import LEGAL_REVIEWERS
from people.models import User
from tests.conftest import Cast
from tests.factories.people import UserFactory
from tests.factories.stage import furnish

ClientOf = Callable[[User | None], Client]
QUESTIONS, FILES, RULES, ACCOUNTS = "Questions", "Question files", "Rules of law", "Accounts"


@pytest.fixture
def people(cast: Cast) -> dict[str, User]:
    furnish(cast)
    reviewer = UserFactory()
    reviewer.groups.add(Group.objects.get(name=LEGAL_REVIEWERS))
    return {"trainer": cast.trainer, "reviewer": reviewer, "administrator": cast.administrator}


def steps(page: str) -> dict[str, str]:
    return {name: url for url, name in re.findall(r'<dt[^>]*><a[^>]*href="([^"]+)">([^<]+)</a>', page)}


@pytest.mark.parametrize(
    ("who", "names"),
    [
        ("trainer", [QUESTIONS, FILES]),
        ("reviewer", [QUESTIONS, RULES]),
        ("administrator", [QUESTIONS, FILES, RULES, ACCOUNTS]),
    ],
)
def test_each_step_stands_open_to_its_reader(people: dict[str, User], client_of: ClientOf, who: str, names: list[str]) -> None:
    client = client_of(people[who])
    found = steps(client.get("/admin/").content.decode())
    assert list(found) == ["Lessons, quizzes and scenarios", *names]
    assert {url: client.get(url).status_code for url in found.values()} == dict.fromkeys(found.values(), 200)


@pytest.mark.parametrize("who", ["trainer", "reviewer", "administrator"])
def test_nothing_on_it_leads_to_another_host(people: dict[str, User], client_of: ClientOf, who: str) -> None:
    page = re.sub("(?s)<noscript.*?</noscript>", "", client_of(people[who]).get("/admin/").content.decode())
    assert re.findall(r'(?:href|src|url)[":= ]+"?(https?://[^"\s]+)', page) == []


@pytest.mark.parametrize(("language", "heading"), [("fr", "Par où commencer"), ("ar", "من أين تبدأ")])
def test_it_speaks_the_language_of_the_reader(people: dict[str, User], client_of: ClientOf, language: str, heading: str) -> None:
    page = client_of(people["trainer"]).get("/admin/", headers={"accept-language": language}).content.decode()
    assert heading in page
