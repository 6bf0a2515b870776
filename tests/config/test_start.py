"""What is loaded before gunicorn's workers part from their master."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import OperationalError
from django.template import engines
from django.test import Client
from django.urls import clear_url_caches, get_resolver

from base.routing import page_path
from config.start import visit_busy_pages, warm_up
from courses.models import LessonPage
from tests.factories.courses import make_course, make_lessons, make_module


@pytest.fixture
def cold() -> Iterator[None]:
    """Nothing is loaded yet."""
    clear_url_caches()
    engines["django"].engine.template_loaders[0].reset()
    yield


def test_addresses_and_templates_are_loaded(cold: None) -> None:
    warm_up()
    assert get_resolver()._populated
    kept = engines["django"].engine.template_loaders[0].get_template_cache
    assert {"base.html", "courses/lesson.html"} <= kept.keys()


def test_the_collector_leaves_alone_what_the_workers_share(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("config.start.connections.close_all", lambda: None)  # the test's own transaction goes on
    frozen, enabled, threshold = gc.get_freeze_count(), gc.isenabled(), gc.get_threshold()
    try:
        from config import gunicorn

        gunicorn.when_ready(None)
        assert gc.get_freeze_count() > frozen
        assert not gc.isenabled()
        gunicorn.post_fork(None, None)
        assert gc.isenabled()
    finally:
        gc.set_threshold(*threshold)
        if not frozen:  # else the tests' own objects stay out of the collector's reach as they were
            gc.unfreeze()
        if enabled:
            gc.enable()


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Path and status of each visit; the test's own transaction goes on."""
    seen: list[tuple[str, int]] = []
    visit = Client.get

    def noting(self: Client, path: str, **how: Any) -> None:
        seen.append((path, visit(self, path, **how).status_code))

    monkeypatch.setattr("config.start.connections.close_all", lambda: None)
    monkeypatch.setattr(Client, "get", noting)
    return seen


def test_busy_pages_are_visited_at_the_address_of_the_site(db: None, answers: list[tuple[str, int]], settings: Any) -> None:
    settings.PUBLIC_URL, settings.ALLOWED_HOSTS = "http://train.example", ["train.example"]
    (lesson,) = make_lessons(make_module(make_course()), "Detention")
    visit_busy_pages()
    assert answers == [("/", 200), ("/rules/", 200), (page_path(lesson.url_path, "en"), 200)]


def test_a_database_that_is_not_there_yet_does_not_stop_the_start(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def fail(*args: object, **kwargs: object) -> None:
        asked.append(args)
        raise OperationalError("no such table")

    monkeypatch.setattr("config.start.connections.close_all", lambda: None)
    monkeypatch.setattr(LessonPage.objects, "live", fail)
    visit_busy_pages()
    assert len(asked) == 1
