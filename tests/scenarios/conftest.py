"""Who plays what, for tests of playing; a file that needs something else says so itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from courses.models import ModulePage
from scenarios.models import ScenarioPage
from tests.conftest import Cast
from tests.factories.courses import make_achievement, make_course, make_module
from tests.factories.scenarios import make_scenario


@pytest.fixture
def module(cast: Cast) -> ModulePage:
    return make_module(make_course(achievement=make_achievement()))


@pytest.fixture
def scenario(module: ModulePage) -> ScenarioPage:
    return make_scenario(module)


@pytest.fixture
def player(cast: Cast, client_of: Callable[..., Client]) -> Client:
    return client_of(cast.learner)
