"""The instructor's note stands beside the screens on the own device, and nowhere else; the card stands on the module's page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from courses.models import ClassSession, LessonPage, ModulePage
from people.models import User
from tests.conftest import Cast
from tests.factories.courses import part, prose, translated
from tests.factories.posting import posted_block, posted_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def written(module: ModulePage) -> ModulePage:
    raw: Any = [prose("<p>Ask a woman to lead the part on searches.</p>", heading="Before you start")]
    module.instructor_note = ModulePage._meta.get_field("instructor_note").stream_block.to_python(raw)
    module.card = [("line", "Warn first, if it is safe.")]
    module.save_revision().publish()
    return module


def notes(client: Client, session: ClassSession, lesson: LessonPage) -> str:
    return client.get(f"/classes/sessions/{session.pk}/lessons/{lesson.pk}/").content.decode()


def test_it_stands_beside_the_numbers_of_the_screens(
    cast: Cast, written: ModulePage, session: ClassSession, lessons: list[LessonPage], client_of: Callable[[User], Client]
) -> None:
    html = notes(client_of(cast.trainer), session, lessons[0])
    assert "Ask a woman to lead the part on searches." in html
    assert 'id="slide-2"' in html
    assert f"/learn/lessons/{lessons[0].pk}/screen/" in html


def test_a_module_without_one_says_so(
    cast: Cast, session: ClassSession, lessons: list[LessonPage], client_of: Callable[[User], Client]
) -> None:
    assert "This module has no note yet." in notes(client_of(cast.trainer), session, lessons[0])


@pytest.mark.parametrize("where", ["module", "lesson", "screen"])
def test_learners_never_see_it(
    cast: Cast, written: ModulePage, lessons: list[LessonPage], client_of: Callable[[User], Client], where: str
) -> None:
    lesson = LessonPage.objects.get(pk=lessons[0].pk)
    url = {"module": written.url, "lesson": lesson.url, "screen": f"/learn/lessons/{lesson.pk}/screen/"}[where]
    html = client_of(cast.learner).get(url).content.decode()
    assert "Ask a woman" not in html


def test_the_card_stands_on_the_modules_page(client: Client, written: ModulePage) -> None:
    html = client.get(written.url).content.decode()
    assert "For your pocket" in html
    assert "Warn first, if it is safe." in html


def test_a_module_without_a_card_shows_none(client: Client, module: ModulePage) -> None:
    assert "For your pocket" not in client.get(module.url).content.decode()


def test_both_are_translated_with_the_page(written: ModulePage) -> None:
    copy = translated(written, "fr")
    assert [block.value["heading"] for block in copy.instructor_note] == ["Before you start"]
    assert [line.value for line in copy.card] == ["Warn first, if it is safe."]


def test_a_trainer_edits_both(cast: Cast, module: ModulePage, client_of: Callable[[User], Client]) -> None:
    raw = {
        "objectives": [],
        "card": [{"type": "line", "value": "Report."}],
        "instructor_note": [part("prose", heading="Timing", text="", rules=[])],
    }
    streams = {name: posted_block(ModulePage._meta.get_field(name).stream_block, value) for name, value in raw.items()}
    form = posted_page(title="Humane", slug=module.slug, number="1", summary="", **{"action-publish": "1"}, **streams)
    client_of(cast.trainer).post(reverse("wagtailadmin_pages:edit", args=[module.pk]), form)
    module.refresh_from_db()
    assert [line.value for line in module.card] == ["Report."]
    assert [block.value["heading"] for block in module.instructor_note] == ["Timing"]
