"""A document says the same however its page stores lists and whatever an older page lacks, in a fixed number of queries."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scenarios.document import STREAMS, document_from
from scenarios.models import ScenarioPage
from tests.factories.scenarios import asks, page_fields, small_story, when

pytestmark = pytest.mark.django_db
AS_OFTEN = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def stored() -> dict[str, Any]:
    """The small story, with a group of conditions, as its fields are posted from the map."""
    story = small_story()
    story["scenes"][1]["choices"][0]["when"] = when(groups=[when(asks("flag-set", "armed-car"))])
    fields = page_fields(story) | {"mode": "assessed"}
    return fields | {name: json.loads(json.dumps(list(fields[name].raw_data))) for name in STREAMS}


def as_wagtail_reads_it(fields: dict[str, Any]) -> dict[str, Any]:
    """Every part through its block, which fills in what is missing and wraps the items of lists."""
    blocks = {name: ScenarioPage._meta.get_field(name).stream_block for name in STREAMS}
    read = {name: [(child.block_type, child.value) for child in blocks[name].to_python(fields[name])] for name in STREAMS}
    return fields | {name: blocks[name].get_prep_value(blocks[name].normalize(read[name])) for name in STREAMS}


def test_lists_with_and_without_ids_say_the_same(stored: dict[str, Any]) -> None:
    wrapped = as_wagtail_reads_it(stored)
    assert wrapped["scenes"][0]["value"]["choices"][0]["type"] == "item"
    assert document_from(stored, "en") == document_from(wrapped, "en")


def fields_of(value: Any) -> Iterator[tuple[dict[str, Any], str]]:
    """Each named value anywhere in it, but for what makes a part a part."""
    if isinstance(value, dict):
        for name, child in value.items():
            if name not in ("type", "value", "id"):
                yield value, name
            yield from fields_of(child)
    elif isinstance(value, list):
        for each in value:
            yield from fields_of(each)


@AS_OFTEN
@given(data=st.data())
def test_what_a_page_lacks_is_read_as_wagtail_reads_it(stored: dict[str, Any], data: st.DataObject) -> None:
    fields = deepcopy(stored)
    where, name = data.draw(st.sampled_from(list(fields_of({each: fields[each] for each in STREAMS if each != "type"}))))
    if name in STREAMS:
        return
    del where[name]
    assert document_from(fields, "en") == document_from(as_wagtail_reads_it(fields), "en")


def test_a_rule_that_is_gone_is_left_out(stored: dict[str, Any]) -> None:
    stored["scenes"][0]["value"]["choices"][1]["rules"].append(999_999)
    (rule,) = document_from(stored, "en")["scenes"][0]["choices"][1]["rules"]
    assert rule["citation"] == "BPUFF 10"


def test_thirty_scenes_take_no_more_queries_than_three(stored: dict[str, Any]) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as met:
            document_from(stored, "en")
        return len(met)

    few = queries()
    stored["scenes"] *= 10
    assert queries() == few
