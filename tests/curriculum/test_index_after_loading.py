"""What was loaded is found by the search fields of Wagtail's admin, though the index took it in once, at the end."""

from __future__ import annotations

import pytest
from wagtail.search.backends import get_search_backend

from courses.models import LessonPage
from law.models import Rule
from tests.curriculum.folder import Folder
from tests.curriculum.texts import LESSON

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_index")]


def test_loaded_pages_and_rules_are_found(folder: Folder) -> None:
    folder.load()
    assert [page.slug for page in LessonPage.objects.search("minimum")] == ["the-minimum"]
    rule = Rule.objects.order_by("pk")[0]
    assert rule in get_search_backend().search(rule.title, Rule)


def test_a_changed_text_is_found_by_its_new_words(folder: Folder) -> None:
    folder.load()
    folder.change(LESSON, "title: The minimum", "title: Parsimonious beginnings")
    folder.load(days=1)
    assert [page.slug for page in LessonPage.objects.search("parsimonious")] == ["the-minimum"]


def test_what_is_saved_after_a_loading_is_followed_again(folder: Folder) -> None:
    folder.load()
    lesson = LessonPage.objects.get(slug="the-minimum")
    lesson.title = "Parsimonious beginnings"
    lesson.save()
    assert list(LessonPage.objects.search("parsimonious")) == [lesson]
