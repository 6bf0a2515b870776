"""A scene's image is released as a small copy with its text alternative; a lost file stops the release."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.core.cache import caches
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from courses.models import ModulePage
from scenarios.document import SIMPLE, STREAMS, document_from
from scenarios.models import CompilationReport, Edition
from tests.conftest import Cast
from tests.factories.courses import make_course, make_module
from tests.factories.scenarios import make_scenario, small_story
from tests.scenarios.runs import begin, make

pytestmark = pytest.mark.django_db


@pytest.fixture
def module(db: None) -> ModulePage:
    return make_module(make_course())


@pytest.fixture
def image(db: None, settings: Any, tmp_path: Any) -> Image:
    settings.MEDIA_ROOT = tmp_path
    return Image.objects.create(title="A car", file=get_test_image_file(size=(1600, 1200)))


def story_with(image: Image, text: str) -> dict[str, Any]:
    document = small_story()
    document["scenes"][0] |= {"image": image.pk, "image_text": text}
    return document


def test_the_edition_holds_a_small_copy_and_what_it_shows(module: ModulePage, image: Image) -> None:
    make_scenario(module, story_with(image, "A car at the barrier."))
    released = Edition.objects.get().document["scenes"][0]["image"]
    assert (released["width"], released["height"], released["text"]) == (960, 720, "A car at the barrier.")
    assert released["url"].endswith(".webp")


def test_thirty_pictures_are_looked_up_in_as_many_queries_as_one(db: None, image: Image) -> None:
    def queries(images: list[Image]) -> int:
        part = {"key": "arrival", "image_text": "A car."}
        scenes = [{"type": "scene", "value": part | {"image": each.pk}} for each in images]
        fields: dict[str, Any] = {name: [] for name in (*STREAMS, *SIMPLE)} | {"scenes": scenes, "unlawful_allowed": 0}
        document_from(fields, "en")  # makes the copies
        caches["default"].clear()
        with CaptureQueriesContext(connection) as met:
            document_from(fields, "en")
        return len(met)

    more = [Image.objects.create(title=f"{number}", file=get_test_image_file(size=(20, 20))) for number in range(29)]
    assert queries([image, *more]) == queries([image])


def test_an_image_without_words_is_not_released(module: ModulePage, image: Image) -> None:
    make_scenario(module, story_with(image, ""))
    assert CompilationReport.objects.get().findings[0]["code"] == "image-text-missing"


def test_an_image_whose_file_is_gone_is_not_released(module: ModulePage, image: Image) -> None:
    default_storage.delete(image.file.name)
    make_scenario(module, story_with(image, "A car at the barrier."))
    assert CompilationReport.objects.get().findings[0]["code"] == "image-unreadable"


def test_the_picture_of_a_scene_passed_on_the_way_is_shown(
    module: ModulePage, image: Image, cast: Cast, now: datetime, client_of: Callable[..., Client]
) -> None:
    document = small_story()
    document["scenes"][2] |= {"image": image.pk, "image_text": "The gate is closed."}
    run = begin(make_scenario(module, document), cast.learner, now)
    make(run, "warn", "call", at=now)
    assert 'alt="The gate is closed."' in client_of(cast.learner).get(run.get_absolute_url(), follow=True).content.decode()
