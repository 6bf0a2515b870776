"""Groups are called by a word of the reader's language; their names in the database stay."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from people.groups import GROUPS, LEGAL_REVIEWERS
from tests.conftest import Cast

ClientOf = Callable[..., Client]
WORDS = {"en": "Legal reviewers", "fr": "Réviseurs juridiques", "ar": "المراجعون القانونيون"}


@pytest.mark.parametrize("language", WORDS)
def test_on_the_page_of_an_account_and_among_the_own_data(cast: Cast, client_of: ClientOf, language: str) -> None:
    cast.administrator.groups.add(Group.objects.get(name=LEGAL_REVIEWERS))
    client = client_of(cast.administrator)
    for path in (f"/admin/users/edit/{cast.learner.pk}/", "/me/data/"):
        body = client.get(path, headers={"accept-language": language}).content.decode()
        assert WORDS[language] in body
        if language != "en":
            assert "Legal reviewers" not in body


def test_their_names_stay(db: None) -> None:
    assert set(Group.objects.values_list("name", flat=True)) == set(GROUPS)
