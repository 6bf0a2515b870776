"""Two officers announce tours of one unit at the same moment: no two tours share a day."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from credentials.models import Deployment
from credentials.services import OverlappingDeployment, announce_deployment
from tests.conftest import NOW, TODAY, Cast

pytestmark = pytest.mark.django_db(transaction=True)


def announce(cast: Cast, days: int) -> Callable[[], str]:
    def deed() -> str:
        try:
            announce_deployment(
                unit=cast.alpha,
                mission="UNAK",
                starts_on=TODAY + timedelta(days=days),
                ends_on=TODAY + timedelta(days=days + 180),
                by=cast.administrator,
                at=NOW,
            )
        except OverlappingDeployment:
            return "refused"
        return "announced"

    return deed


def at_once(deeds: list[Callable[[], str]]) -> list[str]:
    start = Barrier(len(deeds))

    def do(deed: Callable[[], str]) -> str:
        start.wait()
        try:
            return deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return sorted(pool.map(do, deeds))


def test_of_tours_that_share_days_one_stands(cast: Cast) -> None:
    assert at_once([announce(cast, days) for days in (10, 20, 30)]) == ["announced", "refused", "refused"]
    assert Deployment.objects.count() == 1


def test_the_same_tour_pressed_twice_is_one_tour(cast: Cast) -> None:
    assert at_once([announce(cast, 10)] * 3) == ["announced"] * 3
    assert Deployment.objects.count() == 1


def test_tours_one_after_the_other_both_stand(cast: Cast) -> None:
    assert at_once([announce(cast, 10), announce(cast, 300)]) == ["announced"] * 2
    assert Deployment.objects.count() == 2
