"""A text of thousands of marks within each other is read for its words, by import and release alike, never a 500."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from scenarios.document import cleaned_html, finished_html
from scenarios.models import Edition, ScenarioPage
from tests.conftest import Cast
from tests.factories.courses import make_course, make_module
from tests.factories.scenarios import in_newest_format, make_scenario, small_story

DEEP = "<p>Stop, &lt;you&gt;." + "<u>" * 3_000 + "Now."


def test_of_marks_without_end_the_words_are_kept_and_stay_words() -> None:
    assert cleaned_html(DEEP) == "Stop, &lt;you&gt;.Now."
    assert finished_html(DEEP) == "Stop, &lt;you&gt;.Now."


def test_many_marks_side_by_side_stay_as_they_are() -> None:
    many = "<p>One <b>two</b>.</p>" * 500
    assert cleaned_html(many) == many


@pytest.mark.django_db
def test_such_a_file_comes_in_as_a_draft(cast: Cast, client_of: Callable[..., Client]) -> None:
    story = in_newest_format(small_story())
    story["scenes"][0]["body"] = DEEP
    sent = {"module": make_module(make_course()).pk, "file": SimpleUploadedFile("deep.json", json.dumps(story).encode())}
    assert client_of(cast.trainer).post("/admin/scenarios/import/", sent).status_code == 302
    assert ScenarioPage.objects.get().scenes[0].value["body"].source == "Stop, &lt;you&gt;.Now."


@pytest.mark.django_db
def test_such_a_text_of_a_script_is_released_as_its_words() -> None:
    story = small_story()
    story["scenes"][0]["body"] = DEEP
    make_scenario(make_module(make_course()), story)
    assert Edition.objects.get().document["scenes"][0]["body"] == "Stop, &lt;you&gt;.Now."
