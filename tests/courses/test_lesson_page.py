"""The page of a lesson: public to read, in its own language, with what it cites at its foot."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from courses.models import CoursePage, LessonPage, ModulePage
from people.levels import Level
from tests.conftest import NOW, Cast
from tests.factories.courses import check, enrolled, finish, make_lesson, make_rule, part, prose, translated

pytestmark = pytest.mark.django_db


def html_of(client: Client, lesson: LessonPage) -> str:
    return " ".join(client.get(lesson.get_url()).content.decode().replace("&nbsp;", " ").split())


def test_a_stranger_reads_it_without_signing_in(client: Client, lessons: list[LessonPage]) -> None:
    html = html_of(client, lessons[0])
    assert "<p>Because.</p>" in html
    assert f'href="/account/login/?next={lessons[0].get_url()}"' in html
    assert f'<a class="button button--quiet" href="{lessons[1].get_url()}"><span>Read on' in html
    assert "lesson-finish" not in html


def test_reading_time_follows_the_length_of_the_text(client: Client, module: ModulePage) -> None:
    short = make_lesson(module, "Short", body=[prose("<p>Short.</p>")])
    long = make_lesson(module, "Long", body=[prose(f"<p>{'word ' * 900}</p>")])
    assert "<li>1 min</li>" in html_of(client, short)
    assert "<li>10 min</li>" in html_of(client, long)


def test_objectives_stand_before_the_text(client: Client, module: ModulePage) -> None:
    lesson = make_lesson(module, objectives=[("objective", "Say who is protected.")])
    html = html_of(client, lesson)
    assert html.index("After this lesson you can") < html.index("Say who is protected.") < html.index("Because.")


def test_citations_are_collected_at_the_foot_once_each_with_where_they_apply(client: Client, module: ModulePage) -> None:
    guarantees = make_rule("AP II Art 4", applies="niac")
    captives = make_rule("GC III Art 13", title="Humane treatment", applies="iac")
    beside = make_rule("AP I Art 75", title="Minimum", applies="iac")
    body = [prose("<p>One.</p>", rules=[guarantees, captives]), part("key_rule", sentence="Be humane.", rules=[guarantees.pk])]
    lesson = make_lesson(module, body=body)
    lesson.further_rules = [beside]
    lesson.save_revision().publish()
    html = html_of(client, lesson)
    foot = html[html.index('<footer class="citations">') :]
    assert foot.count("AP II Art 4") == 1
    assert re.search(r"AP II Art 4</bdi></a> · Fundamental guarantees · Non-international armed conflict", foot)
    assert "Humane treatment · International armed conflict" in foot
    assert "AP I Art 75" in foot


def test_without_citations_there_is_no_foot(client: Client, lessons: list[LessonPage]) -> None:
    assert 'class="citations"' not in html_of(client, lessons[0])


def test_a_rule_that_was_deleted_since_leaves_no_broken_link(client: Client, module: ModulePage) -> None:
    rule, other = make_rule("AP II Art 4"), make_rule("AP II Art 5")
    lesson = make_lesson(module, body=[part("key_rule", sentence="Be humane.", rules=[rule.pk, other.pk])])
    rule.delete()
    html = html_of(client, lesson)
    assert "Be humane." in html
    assert "AP II Art 5" in html
    assert 'href=""' not in html


def test_what_is_for_legal_review_is_never_shown(client: Client, module: ModulePage) -> None:
    lesson = make_lesson(
        module, review_notes=[("note", "Confirm the paragraph.")], misconceptions=[("misconception", "Only ours count.")]
    )
    html = html_of(client, lesson)
    assert "Confirm the paragraph." not in html
    assert "Only ours count." not in html


def test_check_yourself_needs_no_javascript(client: Client, module: ModulePage) -> None:
    html = html_of(client, make_lesson(module, body=[check(True, False), check(False, True, question="And then?")]))
    assert html.count('<input type="radio"') == 4
    assert len(set(re.findall(r'type="radio" name="(check-[0-9a-f]+)"', html))) == 2
    assert all(f"Reason {n}" in html for n in (1, 2))


def test_two_checks_with_the_same_words_stay_apart(client: Client, module: ModulePage) -> None:
    html = html_of(client, make_lesson(module, body=[check(True, False), check(False, True)]))
    assert len(set(re.findall(r'type="radio" name="([^"]+)"', html))) == 2


def test_its_text_is_marked_with_its_own_language_and_direction(client: Client, lessons: list[LessonPage]) -> None:
    arabic = translated(lessons[0], "ar", title="الأول")
    html = html_of(client, arabic)
    assert '<article lang="ar" dir="rtl">' in html
    client.cookies["language"] = "ar"
    html = html_of(client, lessons[0])
    assert '<article lang="en" dir="ltr">' in html


def test_words_of_the_interface_inside_the_text_follow_the_text(client: Client, module: ModulePage) -> None:
    lesson = make_lesson(module, body=[part("situation", title="", text="<p>At night.</p>")])
    client.cookies["language"] = "fr"
    assert '<p class="label">Situation</p>' in html_of(client, lesson)


def test_place_and_progress_in_the_module(
    cast: Cast, course: CoursePage, lessons: list[LessonPage], client_of: Callable[..., Client]
) -> None:
    finish(cast.learner, course, NOW, lessons[0])
    html = html_of(client_of(cast.learner), lessons[1])
    assert "<li>2 of 3</li>" in html
    assert re.findall(r"segment is-(\w+)", html) == ["done", "current", "open"]


def test_it_costs_the_same_however_long_the_module_is(
    cast: Cast, course: CoursePage, lessons: list[LessonPage], client_of: Callable[..., Client]
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = client_of(cast.learner)
    enrolled(cast.learner, course, NOW)
    html_of(client, lessons[0])
    with CaptureQueriesContext(connection) as short:
        html_of(client, lessons[0])
    for number in range(5):
        make_lesson(ModulePage.objects.get(), f"More {number}", minimum_level=Level.NCOS)
    with CaptureQueriesContext(connection) as long:
        html_of(client, lessons[0])
    assert len(long) == len(short)


def test_a_rule_that_is_named_twice_below_a_text_stands_there_once(client: Client, module: ModulePage) -> None:
    first, second = make_rule("AP II Art 4"), make_rule("GC III Art 13", title="Humane treatment")
    body = [
        prose("<p>One.</p>", rules=[first, second, first]),
        part("key_rule", sentence="Be humane.", rules=[second.pk, second.pk]),
    ]
    html = html_of(client, make_lesson(module, body=body))
    text = html[: html.index('<footer class="citations">')]
    assert re.findall(r'class="tag">([^<]+)</bdi></a>', text) == ["AP II Art 4", "GC III Art 13", "GC III Art 13"]
