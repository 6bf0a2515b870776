"""Sounds and files of public lessons open without sign-in; those of a private collection do not."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction

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
