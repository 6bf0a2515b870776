"""Courses with modules and lessons for tests."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from wagtail.models import Locale, Page

from base.models import HomePage
from courses.models import ActivityPage, CoursePage, Enrolment, LessonPage, ModulePage
from courses.services import enrol_learner, record_completion
from credentials.models import Achievement
from law.models import Instrument, Rule, Topic
from people.models import User


def english() -> Locale:
    return Locale.objects.get(language_code="en")


def make_achievement(key: str = "core", **extra: Any) -> Achievement:
    defaults = {"name": "Human rights for peacekeepers", "criteria": "Finished every required activity.", "validity_months": 24}
    return Achievement.objects.create(key=key, locale=english(), **(defaults | extra))


def hang(parent: Page, page: Any) -> Any:
    """Puts a page of the factories under another. Of its fields, title and slug alone are looked at once more: looking at all
    takes longer than writing it."""
    page.full_clean = page.minimal_clean
    parent.add_child(instance=page)
    del page.full_clean
    return page


def make_course(title: str = "Core course", achievement: Achievement | None = None, **extra: Any) -> CoursePage:
    home = HomePage.objects.get(slug="home")
    return hang(home, CoursePage(title=title, achievement=achievement, **extra))


def make_module(course: CoursePage, number: int = 1, title: str = "Humane treatment", **extra: Any) -> ModulePage:
    return hang(CoursePage.objects.get(pk=course.pk), ModulePage(title=title, number=number, **extra))


def make_lesson(module: ModulePage, title: str = "The minimum", body: list[Any] | None = None, **extra: Any) -> LessonPage:
    """A live lesson at the end of a module; ``body``: parts as ``part`` makes them."""
    lesson = LessonPage(title=title, **extra)
    lesson.body = lesson_body(*(body if body is not None else [prose("<p>Because.</p>", heading="Why")]))
    return hang(ModulePage.objects.get(pk=module.pk), lesson)


def make_lessons(module: ModulePage, *titles: str, **extra: Any) -> list[LessonPage]:
    return [make_lesson(module, title, **extra) for title in titles]


def translated(page: Page, language: str, **changed: Any) -> Any:
    """The published translation of a page, with what stands above it."""
    locale = Locale.objects.get(language_code=language)
    copy = page.specific.copy_for_translation(locale, copy_parents=True)
    for name, value in changed.items():
        setattr(copy, name, value)
    copy.save_revision().publish()
    for above in copy.get_ancestors().filter(live=False):
        above.specific.save_revision().publish()
    return type(copy).objects.get(pk=copy.pk)


# --- Parts of a lesson ---------------------------------------------------------------------------


def part(kind: str, **value: Any) -> dict[str, Any]:
    return {"type": kind, "value": value}


def prose(text: str, heading: str = "", rules: list[Rule] | None = None) -> dict[str, Any]:
    return part("prose", heading=heading, text=text, rules=[rule.pk for rule in rules or []])


def check(*verdicts: bool, question: str = "What do you do?") -> dict[str, Any]:
    """A question with one option for each verdict."""
    options = [{"text": f"Option {n}", "is_right": v, "reason": f"Reason {n}"} for n, v in enumerate(verdicts, 1)]
    return part("check", question=question, options=options)


def level_part(level: int, *parts: dict[str, Any]) -> dict[str, Any]:
    return part("level", level=str(level), parts=list(parts))


def lesson_body(*parts: dict[str, Any]) -> Any:
    return LessonPage._meta.get_field("body").to_python(json.dumps(parts))


# --- Records -------------------------------------------------------------------------------------


def enrolled(learner: User, course: CoursePage, at: datetime) -> Enrolment:
    return enrol_learner(learner=learner, course=course, at=at)


def finish(learner: User, course: CoursePage, at: datetime, *activities: ActivityPage) -> Enrolment:
    """The learner's enrolment with these activities in the ledger."""
    enrolment = enrolled(learner, course, at)
    for activity in activities:
        record_completion(enrolment=enrolment, activity=activity, at=at)
    enrolment.refresh_from_db()
    return enrolment


# --- Law -----------------------------------------------------------------------------------------


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
