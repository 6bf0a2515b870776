"""The page of what each language lacks is headed by its own name, and its signs are as tall as the words beside them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.conftest import Cast
from tests.curriculum.folder import Folder
from tests.curriculum.french import FRENCH

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(cast: Cast, client_of: Callable[..., Client], folder: Folder) -> str:
    for path, text in FRENCH.items():
        folder.write(f"fr/{path}", text)
    folder.load()
    return client_of(cast.trainer).get("/admin/reports/languages/").content.decode()


def test_it_is_headed_by_its_name(page: str) -> None:
    header = page[page.index("<header") : page.index("</header>")]
    assert "Languages" in header


def test_a_sign_is_as_tall_as_its_words(page: str) -> None:
    assert "Complete" in page
    assert "icon-check default" in page
