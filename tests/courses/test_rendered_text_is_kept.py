"""A lesson's text is rendered once, and again as soon as the text or the law has changed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from courses import rendering
from courses.models import LessonPage, ModulePage
from law.models import Rule
from people.levels import Level
from tests.factories.courses import lesson_body, make_lesson, make_rule, prose

pytestmark = pytest.mark.django_db


@pytest.fixture
def rule(db: None) -> Rule:
    return make_rule()


@pytest.fixture
def lesson(module: ModulePage, rule: Rule) -> LessonPage:
    lesson = make_lesson(module, body=[prose("<p>First words.</p>", rules=[rule])])
    lesson.save_revision().publish()
    return LessonPage.objects.get(pk=lesson.pk)


@pytest.fixture
def renderings(monkeypatch: pytest.MonkeyPatch) -> list[LessonPage]:
    """Every lesson that was rendered, in order."""
    done: list[LessonPage] = []
    original = rendering._render

    def spy(lesson: LessonPage, level: Level) -> rendering.RenderedLesson:
        done.append(lesson)
        return original(lesson, level)

    monkeypatch.setattr(rendering, "_render", spy)
    return done


def read(client: Client, lesson: LessonPage) -> str:
    return client.get(LessonPage.objects.get(pk=lesson.pk).get_url()).content.decode()


def test_two_readers_cost_one_rendering(client: Client, lesson: LessonPage, renderings: list[LessonPage]) -> None:
    assert "First words." in read(client, lesson)
    assert "First words." in read(client, lesson)
    assert len(renderings) == 1


def test_a_script_that_saves_the_text_without_publishing_it_is_noticed_as_well(client: Client, lesson: LessonPage) -> None:
    read(client, lesson)
    lesson.body = lesson_body(prose("<p>Scripted words.</p>"))
    lesson.save()
    assert "Scripted words." in read(client, lesson)
    LessonPage.objects.update(body=lesson_body(prose("<p>Words in bulk.</p>")))
    assert "Words in bulk." in read(client, lesson)


def test_publishing_shows_the_new_words(client: Client, lesson: LessonPage) -> None:
    read(client, lesson)
    lesson.body = lesson_body(prose("<p>Second words.</p>"))
    lesson.save_revision().publish()
    assert "Second words." in read(client, lesson)


def change_of(name: str) -> Callable[[Rule], object]:
    def change(rule: Rule) -> None:
        rule.title = "Other words"
        rule.save()

    return {
        "changed": change,
        "added": lambda _rule: make_rule("AP II Art 5"),
        "taken away": lambda _rule: Rule.objects.get(citation="AP I Art 75").delete(),
    }[name]


@pytest.mark.parametrize("name", ["changed", "added", "taken away"])
def test_a_rule_that_changes_renders_the_text_again(
    name: str, client: Client, lesson: LessonPage, rule: Rule, renderings: list[LessonPage]
) -> None:
    make_rule("AP I Art 75")
    rule.save()  # the latest; what goes is an older one
    read(client, lesson)
    change_of(name)(rule)
    read(client, lesson)
    assert len(renderings) == 2


def test_a_changed_rule_shows_its_new_title_at_the_foot(client: Client, lesson: LessonPage, rule: Rule) -> None:
    read(client, lesson)
    change_of("changed")(rule)
    assert "Other words" in read(client, lesson)
