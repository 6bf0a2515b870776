"""The ground every test stands on, and one cast for all of them."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.test import Client, TransactionTestCase
from django.utils import timezone, translation
from hypothesis import HealthCheck, settings
from pytest_django import DjangoDbBlocker
from wagtail.models import Site

from curriculum.foundation import ensure_foundation
from people.groups import ADMINISTRATORS, TRAINERS
from people.models import Posting, Unit, User
from people.services import place_unit, post_person
from tests.emptying import restore, snapshot
from tests.factories.people import LONG_AGO, RankFactory, UnitFactory, UserFactory
from tests.indexing import kept_reference_index, kept_search_index, leave_reference_index, leave_search_index
from tests.replaying import Replay

pytest_plugins = ["tests.browsers"]
# A busy machine is no fault of what is tested.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)

# Set by .ci/run: what would be skipped for want of a browser or the oracles fails instead.
STRICT = os.environ.get("BLUEHELM_STRICT") == "1"
ORACLES = Path(os.environ.get("BLUEHELM_ORACLES") or Path(__file__).resolve().parent.parent.parent / "shared" / "oracles")
NO_ORACLES = "no oracles here: put the cases of other projects into ../shared/oracles or set BLUEHELM_ORACLES to their folder"
NEEDS_OF = {"browser": "browser", "oracle": "oracles"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whoever asks for a browser or an oracle is marked as such."""
    for item in items:
        for marker, fixture in NEEDS_OF.items():
            if fixture in getattr(item, "fixturenames", ()):
                item.add_marker(marker)


def pytest_collection_finish() -> None:
    """Half a million objects of Django, Wagtail and the tests' modules stay to the end; the collector need not look again."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, Any]:
    report = yield
    if report.skipped and any(item.get_closest_marker(marker) for marker in NEEDS_OF):
        reason = str(report.longrepr[-1]).removeprefix("Skipped: ")
        report.longrepr = ("tests/conftest.py", 1, reason)  # one place, so that pytest reports one line for all of them
        if STRICT:
            report.outcome, report.longrepr = "failed", f"BLUEHELM_STRICT=1, and this test was to be skipped: {reason}"
    return report


@pytest.fixture(scope="session")
def oracles() -> Path:
    """The folder of cases that nobody on this project wrote."""
    if not ORACLES.is_dir():
        pytest.skip(NO_ORACLES)
    return ORACLES


@pytest.fixture(scope="session", autouse=True)
def _no_search_index() -> None:
    leave_search_index()


@pytest.fixture(scope="session", autouse=True)
def _contexts_of_their_own() -> Iterator[None]:
    """pyld keeps JSON-LD contexts under names made of the time and of ``random``, which repeat where a test stands the clock
    still and hypothesis begins ``random`` anew: it would then take one context for another, and signing would fail."""
    from pyld import jsonld

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jsonld, "uuid", SimpleNamespace(uuid1=uuid4))
        yield


@pytest.fixture(autouse=True)
def _letters_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Most tests run inside a transaction that never ends; letters do not wait for it."""
    monkeypatch.setattr("base.letters.is_in_a_deed", lambda: False)


@pytest.fixture
def search_index() -> Iterator[None]:
    """What the test saves is found by the search fields of Wagtail's admin."""
    with kept_search_index():
        yield


@pytest.fixture
def reference_index() -> Iterator[None]:
    """What the test saves is known to refer to others: to rules, images, documents, pages."""
    with kept_reference_index():
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """After a test whose rows were committed, the database holds again what it held before the first test."""
    with django_db_blocker.unblock():
        if not Site.objects.exists():  # a database kept from a run that was cut off
            ensure_foundation(apps)
        rows = snapshot()
    leave_reference_index()  # migrating has begun to keep it
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _: restore(rows))
        yield


@pytest.fixture(autouse=True)
def _foundation(request: pytest.FixtureRequest) -> Iterator[None]:
    """No test finds what the last one left in a cache; and whatever language it spoke, every test begins in English."""
    translation.activate("en")
    for cache in caches.all(initialized_only=True):
        if "DatabaseCache" not in type(cache).__name__:
            cache.clear()
    caches["local"].clear()
    wanted = {"db", "transactional_db", "live_server", "django_db_setup"} & set(request.fixturenames)
    if wanted or request.node.get_closest_marker("django_db"):
        request.getfixturevalue("transactional_db" if _is_transactional(request) else "db")
        ContentType.objects.clear_cache()
        caches["default"].clear()
    yield


def _is_transactional(request: pytest.FixtureRequest) -> bool:
    marker = request.node.get_closest_marker("django_db")
    return bool({"transactional_db", "live_server"} & set(request.fixturenames) or (marker and marker.kwargs.get("transaction")))


@dataclass
class Cast:
    """Who plays: one contingent with two companies, and people beside it."""

    contingent: Unit
    battalion: Unit
    alpha: Unit
    bravo: Unit
    platoon: Unit
    learner: User
    comrade: User
    commander: User
    other_commander: User
    trainer: User
    administrator: User


_cast = Replay()


@pytest.fixture
def cast(db: None) -> Cast:
    """learner and comrade serve in a platoon of Alpha, which commander commands; other_commander commands Bravo."""
    return _cast.made(make_cast)


def make_cast() -> Cast:
    from django.contrib.auth.models import Group

    contingent = UnitFactory(name="Meridia contingent", short_name="MERCON", kind=Unit.Kind.CONTINGENT)
    battalion = UnitFactory(name="1st Battalion", short_name="1 Bn", kind=Unit.Kind.BATTALION)
    alpha = UnitFactory(name="Alpha Company", short_name="A Coy")
    bravo = UnitFactory(name="Bravo Company", short_name="B Coy")
    platoon = UnitFactory(name="1st Platoon", short_name="1 Pl", kind=Unit.Kind.PLATOON)
    for unit, parent in [(contingent, None), (battalion, contingent), (alpha, battalion), (bravo, battalion), (platoon, alpha)]:
        place_unit(unit=unit, parent=parent, on=LONG_AGO)
    captain = RankFactory(name="Captain", abbreviation="Capt", level=3)
    learner, comrade = UserFactory(name="Amina Diallo"), UserFactory(name="Jonas Weber")
    commander = UserFactory(name="Grace Mensah", rank=captain)
    other_commander = UserFactory(name="Pavel Novak", rank=captain)
    trainer, administrator = UserFactory(name="Leila Haddad"), UserFactory(name="Tomás Silva")
    post_person(user=learner, unit=platoon, on=LONG_AGO, at=timezone.now())
    post_person(user=comrade, unit=platoon, on=LONG_AGO, at=timezone.now())
    post_person(user=commander, unit=alpha, on=LONG_AGO, role=Posting.Role.COMMANDER, at=timezone.now())
    post_person(user=other_commander, unit=bravo, on=LONG_AGO, role=Posting.Role.COMMANDER, at=timezone.now())
    trainer.groups.add(Group.objects.get(name=TRAINERS))
    administrator.groups.add(Group.objects.get(name=ADMINISTRATORS))
    return Cast(
        contingent, battalion, alpha, bravo, platoon, learner, comrade, commander, other_commander, trainer, administrator
    )


@pytest.fixture
def client_of() -> Callable[[User | None], Client]:
    """A client signed in as somebody, with a second factor where the role needs one; None: a stranger."""
    return signed_in_client


def signed_in_client(user: User | None) -> Client:
    client = Client()
    if user is not None:
        give_second_factor(user)
        client.force_login(user, backend="people.backends.AuthenticationBackend")
    return client


def give_second_factor(user: User) -> None:
    from allauth.mfa.models import Authenticator

    from people.second_factors import seal_secret

    Authenticator.objects.get_or_create(
        user=user, type=Authenticator.Type.TOTP, defaults={"data": {"secret": seal_secret("JBSWY3DPEHPK3PXP")}}
    )


@pytest.fixture
def now() -> datetime:
    return NOW
