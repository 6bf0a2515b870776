"""Sounds and files of public lessons open without sign-in; those of a private collection do not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction

from people.groups import TRAINERS
from people.models import User
from tests.conftest import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(settings: object, tmp_path: object) -> Document:
    settings.MEDIA_ROOT = str(tmp_path)  # type: ignore[attr-defined]
    return Document.objects.create(title="Briefing", file=ContentFile(b"plain words", name="briefing.txt"))


def test_a_stranger_opens_a_file_and_it_cannot_act_as_a_page(client: Client, document: Document) -> None:
    answer = client.get(document.url)
    assert answer.status_code == 200
    assert "sandbox" in answer["Content-Security-Policy"] or "default-src 'none'" in answer["Content-Security-Policy"]


def test_a_file_of_a_private_collection_asks_for_sign_in(client: Client, document: Document) -> None:
    CollectionViewRestriction.objects.create(collection=Collection.get_first_root_node(), restriction_type="login")
    answer = client.get(document.url)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/")


@pytest.fixture
def for_trainers(document: Document) -> Document:
    restriction = CollectionViewRestriction.objects.create(
        collection=Collection.get_first_root_node(), restriction_type=CollectionViewRestriction.GROUPS
    )
    restriction.groups.add(Group.objects.get(name=TRAINERS))
    return document


def test_a_file_for_one_group_is_closed_to_others_with_a_page_of_ours(
    for_trainers: Document, cast: Cast, client_of: Callable[[User | None], Client]
) -> None:
    answer = client_of(cast.learner).get(for_trainers.url)
    assert answer.status_code == 403
    assert "This page is not open to you" in answer.content.decode()
    assert "style-src 'self'" in answer["Content-Security-Policy"]  # else it would stand there without its style
    assert client_of(cast.trainer).get(for_trainers.url).getvalue() == b"plain words"


def test_a_stranger_is_led_to_the_sign_in_and_back_to_the_file(for_trainers: Document, client: Client) -> None:
    assert client.get(for_trainers.url)["Location"] == f"/account/login/?next={for_trainers.url}"


@pytest.mark.parametrize("way", ["documents/", "/documents/", "./documents/", "images/../documents/"])
def test_no_file_is_reached_by_its_place_on_the_disk(document: Document, client: Client, way: str) -> None:
    """Its collection may be private; images have no other address."""
    assert client.get(f"/media/{way}{document.filename}").status_code == 404
