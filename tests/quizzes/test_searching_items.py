"""Trainers find items by their words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from people.models import User
from tests.conftest import Cast


@pytest.mark.usefixtures("search_index")
@pytest.mark.parametrize("words", ["clinic", "wounded fighter", "“"])
def test_the_list_of_items_answers_a_search(cast: Cast, client_of: Callable[[User | None], Client], words: str) -> None:
    assert client_of(cast.trainer).get("/admin/snippets/quizzes/item/", {"q": words}).status_code == 200
