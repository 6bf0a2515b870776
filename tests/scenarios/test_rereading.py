"""The check at every edit reads again only what was edited, and finds the same as if it had read everything."""

from __future__ import annotations

from typing import Any

import pytest

from courses.models import ModulePage
from law.models import Rule
from scenarios.authoring import rereading
from scenarios.authoring.rereading import story_from
from scenarios.document import SIMPLE, STREAMS, document_from
from scenarios.models import ScenarioPage
from scenarios.story import Story
from tests.factories.courses import make_course, make_module
from tests.factories.scenarios import make_scenario
from tests.factories.sound_stories import sound_story


@pytest.fixture
def module(db: None) -> ModulePage:
    rereading._read.cache_clear()
    return make_module(make_course())


def fields_of(page: ScenarioPage) -> dict[str, Any]:
    streams = {name: getattr(page, name).stream_block.get_prep_value(getattr(page, name)) for name in STREAMS}
    return streams | {name: getattr(page, name) for name in (*SIMPLE, "unlawful_allowed")}


def read_in_full(fields: dict[str, Any], language: str = "en") -> Story:
    return Story.from_document(document_from(fields, language))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_is_kept_is_what_would_be_read(module: ModulePage, language: str) -> None:
    fields = fields_of(make_scenario(module, sound_story(4), publish=False))
    for _turn in ("new", "kept"):
        assert story_from(fields, language) == read_in_full(fields, language)


def test_only_the_scene_that_was_edited_is_read_anew(module: ModulePage) -> None:
    fields = fields_of(make_scenario(module, sound_story(4), publish=False))
    story_from(fields, "en")
    read = rereading._read.cache_info().misses
    fields["scenes"][1]["value"]["title"] = "Changed"
    assert story_from(fields, "en") == read_in_full(fields)
    assert rereading._read.cache_info().misses == read + 1


def test_a_rule_that_was_worded_anew_is_read_anew(module: ModulePage) -> None:
    fields = fields_of(make_scenario(module, publish=False))
    story_from(fields, "en")
    Rule.objects.update(gist="Worded anew.")
    story = story_from(fields, "en")
    assert story == read_in_full(fields)
    assert story.scenes[0].choices[1].rules[0].gist == "Worded anew."


@pytest.mark.parametrize("body", ['<p>See <a linktype="page" id="1">there</a>.</p>', "<p>" + "long " * 5_000 + "</p>"])
def test_scenes_with_links_and_very_long_ones_are_not_kept(module: ModulePage, body: str) -> None:
    fields = fields_of(make_scenario(module, publish=False))
    fields["scenes"] = fields["scenes"][:1]
    fields["scenes"][0]["value"]["body"] = body
    assert story_from(fields, "en") == read_in_full(fields)
    assert rereading._read.cache_info().currsize == 0
