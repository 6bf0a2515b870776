"""Courses with modules and lessons for tests."""

from __future__ import annotations

from typing import Any

from wagtail.models import Locale

from base.models import HomePage
from courses.models import CoursePage, LessonPage, ModulePage
from credentials.models import Achievement
from law.models import Instrument, Rule, Topic


def english() -> Locale:
    return Locale.objects.get(language_code="en")


def make_achievement(key: str = "core", **extra: Any) -> Achievement:
    defaults = {"name": "Human rights for peacekeepers", "criteria": "Finished every required activity.", "validity_months": 24}
    return Achievement.objects.create(key=key, locale=english(), **(defaults | extra))


def make_course(title: str = "Core course", achievement: Achievement | None = None, **extra: Any) -> CoursePage:
    home = HomePage.objects.get(slug="home")
    return home.add_child(instance=CoursePage(title=title, achievement=achievement, **extra))


def make_module(course: CoursePage, number: int = 1, title: str = "Humane treatment", **extra: Any) -> ModulePage:
    return course.add_child(instance=ModulePage(title=title, number=number, **extra))


def make_lesson(module: ModulePage, title: str = "The minimum", body: list[Any] | None = None, **extra: Any) -> LessonPage:
    parts = body if body is not None else [{"type": "prose", "value": {"heading": "Why", "text": "<p>Because.</p>", "rules": []}}]
    lesson = LessonPage(title=title, **extra)
    lesson.body = LessonPage._meta.get_field("body").to_python(__import__("json").dumps(parts))
    return module.add_child(instance=lesson)


def make_topic(key: str = "humane-treatment", name: str = "Humane treatment") -> Topic:
    return Topic.objects.get_or_create(key=key, locale=english(), defaults={"name": name})[0]


def make_rule(citation: str = "AP II Art 4", title: str = "Fundamental guarantees", **extra: Any) -> Rule:
    short, _, provision = citation.partition(" Art ")
    instrument, _ = Instrument.objects.get_or_create(
        key=short.lower().replace(" ", "-"),
        locale=english(),
        defaults={"short_title": short, "title": f"Instrument {short}", "kind": "treaty", "url": "https://law.example/"},
    )
    defaults = {
        "instrument": instrument,
        "provision": f"Art {provision}",
        "title": title,
        "gist": "Treat everyone humanely.",
        "applies": "niac",
        "slug": citation.lower().replace(" ", "-"),
    }
    return Rule.objects.create(citation=citation, locale=english(), **(defaults | extra))
