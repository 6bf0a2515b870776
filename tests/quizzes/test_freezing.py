"""An item that was used is never edited: what changes becomes a new version."""

from datetime import datetime

import pytest
from django.db import DatabaseError, transaction
from pytest_django import DjangoAssertNumQueries

from quizzes.freezing import freeze_items
from quizzes.models import Item, ItemVersion
from quizzes.services import submit_attempt
from tests.conftest import Cast
from tests.factories.courses import make_rule
from tests.factories.quizzes import SINGLE, make_bank, make_item, make_items, stream_of
from tests.quizzes.conftest import Begin, Ground, answer, right_ids


def freeze(*items: Item, at: datetime) -> dict[int, ItemVersion]:
    return freeze_items(items=[item.pk for item in items], at=at)


def rewrite(item: Item, options: list[tuple[str, bool]]) -> None:
    item.options = Item._meta.get_field("options").to_python(stream_of(options))
    item.save()


def test_freezing_again_finds_the_same_version(ground: Ground, now: datetime) -> None:
    first, second = freeze(*ground.items, at=now), freeze(*ground.items, at=now)
    assert first == second
    assert ItemVersion.objects.count() == 5
    assert {version.number for version in first.values()} == {1}


def test_what_is_shown_and_what_is_kept_back_part_ways(ground: Ground, now: datetime) -> None:
    rule = make_rule("AP II Art 4")
    item = make_item(ground.bank, rules=[rule])
    version = freeze(item, at=now)[item.pk]
    assert set(version.content) == {"stem", "options"}
    assert set(version.answer_key) == {"fractions", "rationales", "rules"}
    assert version.answer_key["rules"] == [
        {
            "citation": "AP II Art 4",
            "title": rule.title,
            "gist": rule.gist,
            "applies": "niac",
            "slug": rule.slug,
            "url": "https://law.example/",
        }
    ]
    assert "Because" not in str(version.content)


def test_editing_a_used_item_makes_a_new_version(ground: Ground, now: datetime) -> None:
    item = ground.items[0]
    old = freeze(item, at=now)[item.pk]
    rewrite(item, [(f"{text} now", right) for text, right in SINGLE])
    new = freeze(item, at=now)[item.pk]
    assert (old.number, new.number) == (1, 2)
    old.refresh_from_db()
    assert old.options[0]["text"] == SINGLE[0][0]


def test_going_back_to_an_older_text_finds_the_older_version(ground: Ground, now: datetime) -> None:
    item = ground.items[0]
    old = freeze(item, at=now)[item.pk]
    rewrite(item, [("Something else", True), ("Nothing", False)])
    freeze(item, at=now)
    rewrite(item, SINGLE)
    assert freeze(item, at=now)[item.pk] == old


def test_a_changed_key_or_rule_is_a_new_version_too(ground: Ground, now: datetime) -> None:
    rule = make_rule("AP II Art 5")
    item = make_item(ground.bank, rules=[rule])
    numbers = [freeze(item, at=now)[item.pk].number]
    rewrite(item, [(text, not right) for text, right in SINGLE[:2]])
    numbers.append(freeze(item, at=now)[item.pk].number)
    rule.gist = "The gist in better words."
    rule.save()
    numbers.append(freeze(item, at=now)[item.pk].number)
    item.is_critical = True
    item.save()
    numbers.append(freeze(item, at=now)[item.pk].number)
    assert numbers == [1, 2, 3, 4]


def test_a_running_attempt_keeps_the_version_it_drew(cast: Cast, ground: Ground, begin: Begin, now: datetime) -> None:
    attempt = begin(cast.learner, ground.quiz)
    for item in ground.items:
        rewrite(item, [(f"{text} now", not right) for text, right in SINGLE])
    drawn = attempt.items.select_related("version").order_by("number")
    assert {item.version.number for item in drawn} == {1}
    for item in drawn:
        answer(attempt, item.number, right_ids(item), now)
    done = submit_attempt(attempt=attempt, client_id=attempt.public_id, at=now, by=cast.learner)
    assert done.passed
    another = begin(cast.comrade, ground.quiz)
    assert {item.version.number for item in another.items.select_related("version")} == {2}


def test_freezing_takes_as_many_queries_for_forty_items_as_for_four(
    ground: Ground, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    many = make_items(make_bank("many", "Many"), 40)
    freeze(*many, at=now)
    for items in (many[:4], many):
        with django_assert_num_queries(3):
            freeze(*items, at=now)


def test_the_database_itself_keeps_a_version_as_it_was(ground: Ground, now: datetime) -> None:
    version = freeze(ground.items[0], at=now)[ground.items[0].pk]
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        ItemVersion.objects.filter(pk=version.pk).update(content={"stem": "Something else"})
    version.answer_key = {}
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        version.save()
    version.refresh_from_db()
    assert version.content["stem"] == ground.items[0].stem
