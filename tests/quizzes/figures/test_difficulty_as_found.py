"""How hard items turned out to be, counted every night for the list of items."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core.management import call_command

from quizzes.models import FoundDifficulty, Item
from quizzes.reports.difficulty import difficulty_of, find_difficulties
from tests.conftest import Cast
from tests.factories.attempts import take_quiz, versions_of
from tests.factories.quizzes import make_quiz
from tests.quizzes.conftest import Ground
from tests.quizzes.figures.conftest import ClientOf, words

R, W = "right", "wrong"


def rows(right: list[int], of: int) -> list[list[str | None]]:
    """``right``: how many get each question right."""
    return [[R if row < least else W for least in right] for row in range(of)]


def test_items_that_thirty_people_met_have_a_difficulty(ground: Ground, now: datetime) -> None:
    take_quiz(ground.quiz, versions_of(ground.items, now), rows([30, 26, 20, 10, 0], 30), at=now)
    assert find_difficulties(at=now) == 5
    found = list(FoundDifficulty.objects.order_by("item").values_list("attempts", "difficulty"))
    assert found == [(30, "easy"), (30, "easy"), (30, "medium"), (30, "hard"), (30, "hard")]
    assert FoundDifficulty.objects.order_by("item")[3].facility == pytest.approx(1 / 3)


def test_items_that_fewer_met_have_none(ground: Ground, now: datetime) -> None:
    take_quiz(ground.quiz, versions_of(ground.items, now), rows([30] * 5, 29), at=now)
    assert find_difficulties(at=now) == 0


def test_attempts_at_several_quizzes_are_added_up(ground: Ground, now: datetime) -> None:
    versions = versions_of(ground.items, now)
    other = make_quiz(ground.course, [(ground.bank, None, 2)], title="Another")
    take_quiz(ground.quiz, versions, rows([15] * 5, 15), at=now)
    take_quiz(other, versions[:2], rows([0, 15], 15), at=now)
    find_difficulties(at=now)
    found = dict(FoundDifficulty.objects.values_list("item", "facility"))
    assert found == {ground.items[0].pk: 0.5, ground.items[1].pk: 1.0}


def test_counting_again_takes_the_latest_version_and_forgets_nothing_that_stands(ground: Ground, now: datetime) -> None:
    take_quiz(ground.quiz, versions_of(ground.items, now), rows([30] * 5, 30), at=now)
    find_difficulties(at=now)
    item = Item.objects.get(pk=ground.items[0].pk)
    item.stem = "What do you do now?"
    item.save()
    take_quiz(ground.quiz, versions_of(ground.items, now), rows([0, 30, 30, 30, 30], 30), at=now)
    assert find_difficulties(at=now + timedelta(days=1)) == 5
    found = FoundDifficulty.objects.get(item=item)
    assert (found.version.number, found.attempts, found.facility) == (2, 30, 0.0)
    assert FoundDifficulty.objects.get(item=ground.items[1]).attempts == 60


def test_the_list_of_items_shows_it(ground: Ground, cast: Cast, client_of: ClientOf, now: datetime) -> None:
    take_quiz(ground.quiz, versions_of(ground.items, now), rows([30, 26, 20, 10, 0], 30), at=now)
    call_command("find_difficulties", verbosity=0)
    client = client_of(cast.administrator)
    page = words(client.get("/admin/snippets/quizzes/item/").content.decode())
    assert "Medium (67 %)" in page
    hard = words(client.get("/admin/snippets/quizzes/item/?found__difficulty=hard").content.decode())
    assert "Hard (33 %)" in hard and "Hard (0 %)" in hard
    assert "Medium (67 %)" not in hard


def test_the_list_of_items_says_in_words_which_are_critical(ground: Ground, cast: Cast, client_of: ClientOf) -> None:
    Item.objects.filter(pk=ground.items[0].pk).update(is_critical=True)
    page = words(client_of(cast.administrator).get("/admin/snippets/quizzes/item/").content.decode())
    assert "Ready critical –" in page
    assert "Ready False" not in page


@pytest.mark.parametrize(
    ("facility", "word"), [(1.0, "easy"), (0.85, "easy"), (0.84, "medium"), (0.55, "medium"), (0.54, "hard")]
)
def test_the_words_have_fixed_limits(facility: float, word: str) -> None:
    assert difficulty_of(facility) == word
