"""A page is found by its address with one query, and never by an address that it has left."""

from __future__ import annotations

import pytest
from django.test import RequestFactory
from pytest_django import DjangoAssertNumQueries

from base.models import HomePage, StandardPage
from base.routing import find_page


@pytest.fixture
def page(db: None) -> StandardPage:
    return HomePage.objects.get(slug="home").add_child(instance=StandardPage(title="Help", slug="help"))


def found(path: str) -> object:
    return find_page(RequestFactory().get("/" + path), path)


def test_a_page_comes_as_its_own_class_with_one_query_once_its_place_is_known(
    page: StandardPage, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    assert found("help/") == page
    with django_assert_num_queries(1):
        again = found("help/")
        assert isinstance(again, StandardPage)
        assert again.locale.language_code == "en"


def test_a_page_that_was_withdrawn_is_not_found(page: StandardPage) -> None:
    assert found("help/") == page
    page.unpublish()
    assert found("help/") is None


def test_a_page_that_was_moved_is_found_at_its_new_place_alone(page: StandardPage) -> None:
    assert found("help/") == page
    page.slug = "assistance"
    page.save()
    assert found("help/") is None
    assert found("assistance/") == page


def test_another_page_of_another_kind_may_take_the_place(page: StandardPage) -> None:
    assert found("help/") == page
    page.delete()
    other = HomePage.objects.get(slug="home").add_child(instance=HomePage(title="Help", slug="help"))
    assert found("help/") == other


def test_where_no_page_stands_none_is_found(db: None) -> None:
    assert found("nowhere/") is None
