"""Keys, feedback and rationales stand in items, their versions and the author's drafts, and nowhere else: no cache, session,
search index, API, preview or translation file has them."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from curriculum.reading import read_content
from people.models import User
from quizzes.models import Attempt, Item
from tests.conftest import Cast
from tests.factories.quizzes import make_bank, make_item, make_quiz
from tests.quizzes.conftest import Ground

pytestmark = pytest.mark.usefixtures("search_index")
ClientOf = Callable[[User | None], Client]
CANARIES = ("canary-rationale", "canary-misconception")
KEPT_IN = {"quizzes_item", "quizzes_itemversion", "wagtailcore_revision"}


@pytest.fixture
def sat(cast: Cast, ground: Ground, client_of: ClientOf) -> Attempt:
    """An attempt that was begun, answered and handed in through the pages."""
    bank = make_bank("canaries", "Canaries")
    make_item(bank, rationale=CANARIES[0], misconception=CANARIES[1])
    quiz = make_quiz(ground.module, [(bank, None, 1)])
    client = client_of(cast.learner)
    client.post(f"/quiz/start/{quiz.pk}/")
    attempt = Attempt.objects.get()
    for address in (quiz.get_url(), attempt.get_absolute_url()):
        client.get(address)
    chosen = attempt.items.get().option_order[0]
    client.post(f"{attempt.get_absolute_url()}save/", {"page": 1, "seen-1": 0, "item-1": chosen})
    client.post(f"{attempt.get_absolute_url()}submit/", follow=True)
    Item.objects.get(bank=bank).save_revision(user=cast.trainer)
    return attempt


def tables_with(words: tuple[str, ...]) -> set[str]:
    """Every table of the database that has one of the words in any column: cache, sessions and search index among them."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            if any(word in str(value) for row in cursor.fetchall() for value in row for word in words):
                found.add(table)
    return found


def test_no_other_table_of_the_database_has_them(sat: Attempt) -> None:
    assert tables_with(CANARIES) == KEPT_IN


@pytest.mark.parametrize("who", [None, "learner", "commander"])
def test_no_search_api_or_preview_shows_them(cast: Cast, client_of: ClientOf, sat: Attempt, who: str | None) -> None:
    client = client_of(getattr(cast, who) if who else None)
    item = Item.objects.get(misconception=CANARIES[1])
    addresses = [
        f"/rules/?q={CANARIES[0]}",
        "/api/v2/pages/",
        "/api/v3/pages/",
        f"/admin/pages/{sat.quiz_id}/view_draft/",
        f"/admin/snippets/quizzes/item/edit/{item.pk}/",
        f"/admin/snippets/quizzes/item/?q={CANARIES[0]}",
        "/me/data/bluehelm-own-data.json",
        f"{sat.get_absolute_url()}result/",
    ]
    for address in addresses:
        answer = client.get(address)
        shown = answer.content.decode().replace(f'value="{CANARIES[0]}"', "").replace(f"q={CANARIES[0]}", "")
        assert not any(f">{word}" in shown or f'"{word}' in shown for word in CANARIES), address


LENGTH = 30  # letters at the beginning of a text, by which it would be found


def said(value: object, names: tuple[str, ...]) -> Iterator[str]:
    """Every text under one of the names, however deep it stands."""
    if isinstance(value, dict):
        yield from (each for name, each in value.items() if name in names and isinstance(each, str))
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from said(inner, names)


def test_the_translation_files_hold_no_question_of_the_course() -> None:
    banks = [module.bank.model_dump() for module in read_content().modules if module.bank]
    texts = {text[:LENGTH] for text in said(banks, ("stem", "because")) if len(text) > LENGTH}
    assert len(texts) > 1000
    for file in Path(settings.BASE_DIR, "locale").rglob("*.po"):
        messages = file.read_text().replace('"\n"', "")
        assert not texts & {messages[word.start() : word.start() + LENGTH] for word in re.finditer(r"\S+", messages)}, file
        begun = {messages[at + 1 : at + 1 + LENGTH] for at, letter in enumerate(messages) if letter in '"('}
        assert not texts & begun, file
