"""An examination of twenty questions weighs little, so that it can be sat over a thin line: all pages, scripts and styles."""

from __future__ import annotations

import re
from collections.abc import Callable
from gzip import decompress
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.storage import default_storage
from django.test import Client

from base.compression import packed
from benchmarks.weight import links_of
from people.models import User
from quizzes.models import Attempt, QuizPage
from tests.conftest import Cast
from tests.factories.quizzes import make_bank, make_items, make_quiz
from tests.quizzes.conftest import Ground

ClientOf = Callable[[User | None], Client]
QUESTIONS, MOST_BYTES = 20, 60 * 1024
STEM = "You command a checkpoint at dusk. A vehicle stops, and the driver says that number {} needs a doctor. What do you do?"
PICTURE = re.compile(r'<img [^>]*?src="(/media/[^"]+)"')
OPTIONS = [
    (f"Way {n}: you speak to the driver, tell your commander and do as the standing order asks.", n == 0) for n in range(4)
]


@pytest.fixture(params=[(), ("ordering", "matching", "hotspot", "numerical", "short-answer", "situation-set", "open-answer")])
def client(request: pytest.FixtureRequest, cast: Cast, ground: Ground, client_of: ClientOf) -> Client:
    """A learner before an examination of twenty questions as long as those of the course; one of each other kind among them."""
    bank = make_bank("heavy", "Heavy")
    for kind in request.param:
        make_items(bank, 1, stem=STEM.format(kind), kind=kind)
    for number in range(QUESTIONS - len(request.param)):
        make_items(bank, 1, stem=STEM.format(number), options=OPTIONS)
    make_quiz(ground.module, [(bank, None, QUESTIONS)], slug="heavy", time_limit=60)
    client = client_of(cast.learner)
    client.defaults["HTTP_ACCEPT_ENCODING"] = "gzip"
    return client


def pages_of(client: Client) -> list[tuple[bytes, str]]:
    """Every page from the quiz's own to the result, as it is sent, and its text."""
    quiz, sent = QuizPage.objects.get(slug="heavy"), []

    def ask(path: str) -> None:
        answer = client.get(path)
        assert answer.headers["Content-Encoding"] == "gzip"
        sent.append((answer.content, decompress(answer.content).decode()))

    ask(quiz.get_url())
    client.post(f"/quiz/start/{quiz.pk}/")
    address = Attempt.objects.get(quiz=quiz).get_absolute_url()
    for path in ("?page=1", "?page=2", "review/"):
        ask(f"{address}{path}")
    client.post(f"{address}submit/")
    ask(f"{address}result/")
    return sent


def weight_of(path: str) -> int:
    """Of a static file as WhiteNoise sends it: compressed, where that is smaller; of a picture as it is stored."""
    if path.startswith(settings.MEDIA_URL):
        return int(default_storage.size(path.removeprefix(settings.MEDIA_URL)))
    found = finders.find(path.removeprefix("/static/"))
    assert isinstance(found, str), path
    raw = Path(found).read_bytes()
    return min(len(raw), len(packed(raw, 0)))


def test_twenty_questions_weigh_sixty_kilobytes_at_most_in_all(client: Client) -> None:
    pages = pages_of(client)
    files = {path for _sent, text in pages for path in (*links_of(text), *PICTURE.findall(text))}
    html, rest = sum(len(sent) for sent, _text in pages), sum(map(weight_of, files))
    assert html + rest <= MOST_BYTES, f"{html} bytes in {len(pages)} pages and {rest} in {len(files)} files"
    assert rest > 10_000, "the files were found"
    has_picture = any("data-picture" in text for _sent, text in pages)
    assert has_picture == any(path.startswith(settings.MEDIA_URL) for path in files), "its picture was weighed"
