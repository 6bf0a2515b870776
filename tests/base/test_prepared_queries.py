"""A prepared query answers as the queryset does, whatever its values, and says when it cannot."""

from __future__ import annotations

import threading
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.db.models import F, Q
from django.db.transaction import TransactionManagementError
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Locale, Page

from base.models import HomePage, StandardPage
from base.prepared import Prepared
from people.models import Posting
from tests.conftest import NOW, Cast


@pytest.fixture
def pages(db: None) -> list[StandardPage]:
    home = HomePage.objects.get(slug="home")
    return [home.add_child(instance=StandardPage(title=title)) for title in ("One", "Two")]


def test_it_answers_for_each_value_with_one_query(
    pages: list[StandardPage], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    titled = Prepared(lambda title: StandardPage.objects.live().filter(title=title))
    assert titled("One") == [pages[0]]
    with django_assert_num_queries(1):
        assert titled("Two") == [pages[1]]
    assert titled("Three") == []


def test_it_sees_what_changed_since(pages: list[StandardPage]) -> None:
    live = Prepared(lambda pk: StandardPage.objects.live().filter(pk=pk))
    assert live(pages[0].pk) == [pages[0]]
    pages[0].unpublish()
    assert live(pages[0].pk) == []


def test_related_rows_and_columns_of_its_own_come_along(
    pages: list[StandardPage], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    query = Prepared(lambda pk: StandardPage.objects.select_related("locale").annotate(again=F("title")).filter(pk=pk))
    query(pages[0].pk)
    with django_assert_num_queries(1):
        (page,) = query(pages[1].pk)
        assert (page.locale.language_code, page.again) == ("en", "Two")


def test_plain_values_come_as_the_fields_give_them(pages: list[StandardPage]) -> None:
    query = Prepared(lambda key: Page.objects.filter(translation_key=key).values_list("translation_key", "live"))
    for page in pages:
        assert query(page.translation_key) == [(page.translation_key, True)]


def test_a_value_may_stand_in_several_places(pages: list[StandardPage]) -> None:
    query = Prepared(lambda text: Page.objects.filter(Q(title=text) | Q(slug=text)).values_list("title", flat=True))
    assert query("One") == ["One"]
    assert query("two") == ["Two"]


def test_a_tuple_stands_for_as_many_values_as_it_has(pages: list[StandardPage]) -> None:
    titled = Prepared(lambda first, titles: Page.objects.filter(Q(title=first) | Q(title__in=titles)).order_by("title"))
    assert [page.title for page in titled("One", ("Two", "Three"))] == ["One", "Two"]
    assert [page.title for page in titled("Two", ())] == ["Two"]
    assert [page.title for page in titled("Three", ("Two", "Two"))] == ["Two"]


def test_nothing_is_among_no_values(pages: list[StandardPage]) -> None:
    titled = Prepared(lambda titles: Page.objects.filter(title__in=titles))
    assert titled(()) == []
    assert len(titled(("One", "Two"))) == 2


def test_days_are_compared_as_days(cast: Cast) -> None:
    since = Prepared(lambda day: Posting.objects.filter(starts_on__gte=day).order_by("pk"))
    for day in (date(2020, 1, 1), date(2026, 1, 1), date(2026, 1, 2)):
        assert since(day) == list(Posting.objects.filter(starts_on__gte=day).order_by("pk"))


def test_a_value_that_the_query_changes_is_refused(db: None) -> None:
    beginning = Prepared(lambda text: Page.objects.filter(title__startswith=text))
    with pytest.raises(ValueError, match="changes one of its values"):
        beginning("O")


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_on_its_own_connection() -> None:
    language = Prepared(lambda code: Locale.objects.filter(language_code=code).values_list("language_code", flat=True))
    seen: list[list[str]] = [language("en")]

    def ask() -> None:
        from django.db import connection

        seen.append(language("fr"))
        connection.close()

    other = threading.Thread(target=ask)
    other.start()
    other.join()
    assert [*seen, language("ar")] == [["en"], ["fr"], ["ar"]]


def test_a_moment_is_asked_for_as_well_as_a_day(pages: list[StandardPage]) -> None:
    begun = Prepared(lambda at: StandardPage.objects.filter(first_published_at__lte=at).order_by("pk"))
    StandardPage.objects.filter(pk=pages[0].pk).update(first_published_at=NOW)
    StandardPage.objects.filter(pk=pages[1].pk).update(first_published_at=NOW + timedelta(seconds=1))
    assert begun(NOW) == [pages[0]]
    assert begun(NOW + timedelta(seconds=1)) == pages


def test_what_is_made_of_a_row_is_made_again_only_when_the_row_has_changed(pages: list[StandardPage]) -> None:
    made = []

    def make(row: tuple[str, bool]) -> tuple[str, bool]:
        made.append(row)
        return row

    query = Prepared(lambda pk: StandardPage.objects.filter(pk=pk).values_list("title", "live"), make=make)
    assert query(pages[0].pk) == query(pages[0].pk) == [("One", True)]
    assert query(pages[1].pk) == [("Two", True)]
    assert len(made) == 2
    pages[0].unpublish()
    assert query(pages[0].pk) == [("One", False)]
    assert len(made) == 3


def test_it_asks_within_the_transaction_and_not_in_a_broken_one(pages: list[StandardPage]) -> None:
    titles = Prepared(lambda pk: StandardPage.objects.filter(pk=pk).values_list("title", flat=True))
    with pytest.raises(TransactionManagementError), transaction.atomic():
        StandardPage.objects.filter(pk=pages[0].pk).update(title="Renamed")
        assert titles(pages[0].pk) == ["Renamed"]
        transaction.set_rollback(True)
        titles(pages[0].pk)
    assert titles(pages[0].pk) == ["One"]
