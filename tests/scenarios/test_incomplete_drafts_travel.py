"""A draft that its author has not finished goes out as JSON and comes in again as the same, faults and all."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from courses.models import ModulePage
from scenarios.analysis import errors_of
from scenarios.document import document_of
from scenarios.importing.pages import exchanged
from scenarios.importing.services import documents_in, import_document
from scenarios.models import ScenarioPage
from tests.conftest import Cast
from tests.factories.courses import make_course, make_module
from tests.factories.scenarios import asks, effect, in_newest_format, page_fields, small_story, when

pytestmark = pytest.mark.django_db
Change = Callable[[dict[str, Any]], None]


@pytest.fixture
def module() -> ModulePage:
    return make_module(make_course())


def first(document: dict[str, Any]) -> dict[str, Any]:
    choice: dict[str, Any] = document["scenes"][0]["choices"][0]
    return choice


UNFINISHED: dict[str, Change] = {
    "a meter without numbers": lambda d: d["meters"][0].update(start=None, maximum=None),
    "a sentence without its number": lambda d: d["meters"][0].update(bands=[{"up_to": None, "says": ""}]),
    "a sentence for all that is higher": lambda d: d["meters"][0]["bands"][-1].update(up_to=9_999),
    "an effect without a kind": lambda d: first(d)["effects"].append(effect("", "")),
    "an effect beyond every meter": lambda d: first(d)["effects"].append(effect("add", "people", -9_999)),
    "a condition without a kind": lambda d: first(d).update(when=when(asks(""))),
    "a choice without a key": lambda d: first(d).update(key=""),
    "a scene without a key": lambda d: d["scenes"][1].update(key=""),
    "a flag without a key": lambda d: d["flags"].append({"key": "", "name": ""}),
    "a bound without a meter": lambda d: d["passes"]["meters"].append({"subject": "", "at_least": None, "at_most": None}),
    "a first scene that cannot be": lambda d: d.update(start="First_Scene"),
}


@pytest.mark.parametrize("change", UNFINISHED.values(), ids=UNFINISHED)
def test_it_comes_in_again_as_it_went_out(change: Change, module: ModulePage, cast: Cast) -> None:
    document = in_newest_format(small_story())
    change(document)
    page = ScenarioPage(**page_fields(document), slug="draft", locale=module.locale)
    sent = exchanged(page)
    (read,) = documents_in(name="a.json", content=json.dumps(sent).encode(), language="en")
    again = import_document(module=module, document=read, by=cast.trainer)
    assert exchanged(again) == sent
    assert errors_of(document_of(again)) == errors_of(document_of(page))
