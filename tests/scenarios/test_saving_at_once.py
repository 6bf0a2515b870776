"""Two trainers press Save in the same moment: the second meets what the first saved, and not what stood there before."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from scenarios import forms
from scenarios.authoring.saving import Meeting
from scenarios.models import ScenarioPage
from tests.conftest import Cast, signed_in_client
from tests.factories.courses import make_course, make_module
from tests.factories.scenarios import make_scenario
from tests.scenarios.test_two_authors import save, stored, titled, titles

pytestmark = pytest.mark.django_db(transaction=True)
LONG_ENOUGH = 2  # seconds; who comes second waits for the first, and is waited for in vain


@pytest.fixture
def scenario(cast: Cast) -> ScenarioPage:
    return make_scenario(make_module(make_course()), publish=False)


@pytest.fixture
def _both_read_before_either_writes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As far as they are let: each has read the newest revision, and waits here for the other to have read it too."""
    barrier = Barrier(2)

    class Waiting(Meeting):
        def merge(self, cleaned: dict[str, Any]) -> None:
            with suppress(BrokenBarrierError):  # the other one was not let in
                barrier.wait(LONG_ENOUGH)
            super().merge(cleaned)

    monkeypatch.setattr(forms, "Meeting", Waiting)
    yield


def at_once(scenario: ScenarioPage, clients: list[Client], drafts: list[list[Any]], loaded: list[Any]) -> list[str]:
    """What each of two saves is answered."""

    def one(number: int) -> str:
        try:
            return save(clients[number], scenario, drafts[number], loaded).content.decode()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(one, range(2)))


@pytest.mark.usefixtures("_both_read_before_either_writes")
def test_changes_of_two_scenes_saved_in_one_moment_both_survive(cast: Cast, scenario: ScenarioPage) -> None:
    loaded = stored(scenario)
    clients = [signed_in_client(cast.trainer), signed_in_client(cast.administrator)]
    at_once(scenario, clients, [titled(loaded, 0, "By one"), titled(loaded, 1, "By other")], loaded)
    assert titles(scenario) == ["By one", "By other", "Sorting"]


@pytest.mark.usefixtures("_both_read_before_either_writes")
def test_the_same_scene_saved_in_one_moment_is_kept_once_and_the_other_chooses(cast: Cast, scenario: ScenarioPage) -> None:
    loaded = stored(scenario)
    clients = [signed_in_client(cast.trainer), signed_in_client(cast.administrator)]
    answers = at_once(scenario, clients, [titled(loaded, 0, "By one"), titled(loaded, 0, "By other")], loaded)
    asked = [text for text in answers if "Somebody else changed" in text]
    assert len(asked) == 1
    (kept,) = {"By one", "By other"} & set(titles(scenario))
    assert f"Title: {kept}" in asked[0]
