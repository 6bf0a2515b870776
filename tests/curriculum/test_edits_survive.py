"""What somebody edited here survives the next loading, whatever the source says by then, and the command names it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from courses.models import LessonPage
from law.models import Rule
from people.models import User
from quizzes.models import QuizPage
from scenarios.models import Edition, ScenarioPage
from tests.conftest import Cast
from tests.courses.editor import posted_lesson
from tests.curriculum.edits import EDITS, OWN, publish_own
from tests.curriculum.folder import Folder
from tests.curriculum.texts import LESSON, QUIZ, RULES, SCENARIO

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("key", EDITS)
def test_an_edit_survives_while_its_source_stays(loaded: Folder, key: str) -> None:
    edit = EDITS[key]
    publish_own(edit.row, edit.field)
    outcome = loaded.load(days=1)
    assert (outcome.kept, outcome.updated, outcome.created) == ([key], [], [])
    assert edit.value == OWN


@pytest.mark.parametrize("key", EDITS)
def test_an_edit_survives_a_changed_source_and_the_command_says_so(loaded: Folder, key: str) -> None:
    edit = EDITS[key]
    publish_own(edit.row, edit.field)
    loaded.change(edit.path, edit.old, edit.new)
    told = loaded.command().splitlines()
    assert told == [
        "Curriculum: 0 new, 0 changed, 17 unchanged, 1 left alone because they were edited here.",
        f"  left alone: {key}",
    ]
    assert edit.value == OWN


def test_a_lesson_edited_in_the_editor_survives(loaded: Folder, cast: Cast, client_of: Callable[[User | None], Client]) -> None:
    lesson = LessonPage.objects.get(slug="the-minimum")
    form = posted_lesson(title="The minimum, as we teach it", slug=lesson.slug, **{"action-publish": "1"})
    client_of(cast.trainer).post(reverse("wagtailadmin_pages:edit", args=[lesson.pk]), form)
    loaded.change(LESSON, "A man kneels in the sun.", "A woman kneels in the sun.")
    assert loaded.load(days=1).kept == ["page:01-first-steps/lessons/1-the-minimum.md"]
    html = Client().get(lesson.get_url()).content.decode()
    assert "The minimum, as we teach it" in html
    assert "kneels" not in html


def test_a_draft_is_an_edit(loaded: Folder) -> None:
    lesson = LessonPage.objects.get(slug="the-minimum")
    lesson.summary = OWN
    lesson.save_revision()
    loaded.change(LESSON, "What holds for everyone.", "What always holds.")
    assert loaded.load(days=1).kept == ["page:01-first-steps/lessons/1-the-minimum.md"]
    lesson.refresh_from_db()
    assert lesson.summary == "What holds for everyone."
    assert lesson.get_latest_revision_as_object().summary == OWN


def test_an_unpublished_page_stays_unpublished(loaded: Folder) -> None:
    QuizPage.objects.get().unpublish()
    loaded.change(QUIZ, "First quiz", "A first quiz")
    assert loaded.load(days=1).kept == ["page:01-first-steps/quiz.yaml"]
    assert not QuizPage.objects.get().live


def test_an_edited_scenario_keeps_the_edition_in_play(loaded: Folder) -> None:
    publish_own(ScenarioPage.objects.get(), "role")
    loaded.change(SCENARIO, "You command a checkpoint.", "You lead a checkpoint.")
    loaded.load(days=1)
    assert list(Edition.objects.order_by("number").values_list("document__role", flat=True))[1:] == [OWN]


def test_an_edit_that_was_taken_back_is_none(loaded: Folder) -> None:
    rule = Rule.objects.get(citation="GC I Art 3")
    rule.gist = OWN
    rule.save()
    rule.gist = "Treat everyone humanely."
    rule.save()
    loaded.change(RULES, "Treat everyone humanely.", "Treat all humanely.")
    assert loaded.load(days=1).updated == ["rule:GC I Art 3"]
