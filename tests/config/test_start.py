"""What is loaded before gunicorn's workers part from their master."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from django.template import engines
from django.urls import clear_url_caches, get_resolver

from config.start import warm_up


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


def test_the_collector_leaves_alone_what_the_workers_share() -> None:
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
