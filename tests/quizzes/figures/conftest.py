"""The pages of figures as a trainer reads them."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest
from django.test import Client

from people.models import User
from quizzes.models import QuizPage
from tests.conftest import Cast

ClientOf = Callable[[User | None], Client]
Read = Callable[..., str]


def words(page: str) -> str:
    """The text of a page, as one line."""
    main = page[page.index("<main") : page.index("</main>")]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


@pytest.fixture
def read(cast: Cast, client_of: ClientOf) -> Read:
    """The words of a page of figures below a quiz, as the trainer or somebody else reads it."""

    def _read(quiz: QuizPage, page: str = "", who: User | None = None) -> str:
        answer = client_of(who or cast.trainer).get(f"/quiz/figures/{quiz.pk}/{page}")
        assert answer.status_code == 200
        return words(answer.content.decode())

    return _read
