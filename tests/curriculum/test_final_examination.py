"""The examination at the end of a course stands after all modules and draws from all their banks."""

from __future__ import annotations

import pytest
from wagtail.models import Page

from courses.models import CoursePage
from quizzes.blueprint import shortages_of
from quizzes.models import ItemBank, QuizPage
from tests.curriculum.folder import Folder
from tests.curriculum.french import FRENCH
from tests.curriculum.texts import BANK, MODULE

pytestmark = pytest.mark.django_db
FILE = "final-examination.yaml"
TEXT = """\
title: Final examination
minutes: 30
attempts: 3
wait_hours: 24
opens: after-course
critical_topics: [wounded]
draw:
  - {topic: treatment, count: 2}
  - {count: 1, minimum: 1}
"""


@pytest.fixture
def examined(folder: Folder) -> Folder:
    """The small course with an examination."""
    folder.write(FILE, TEXT)
    return folder


def examination() -> QuizPage:
    return QuizPage.objects.child_of(CoursePage.objects.get()).get()


def with_second_module(folder: Folder) -> None:
    """A module that is loaded later, with a bank of its own."""
    second = MODULE.replace("01-first-steps", "02-second-steps")
    folder.change("course.yaml", "  - 01-first-steps\n", "  - 01-first-steps\n  - 02-second-steps\n")
    lesson = '---\ntitle: More\nnumber: "2.1"\nminutes: 5\nsummary: More.\nobjectives: [Do more.]\n---\nText.\n'
    folder.write(f"{second}/lessons/1-more.md", lesson)
    folder.write(f"{second}/bank.yaml", (folder.root / BANK).read_text().replace("topic: treatment", "topic: wounded"))
    outline = "title: Second steps\nnumber: 2\nsummary: More.\nobjectives: [Do more.]\nactivities: [lessons/1-more.md]\n"
    folder.write(f"{second}/module.yaml", outline)


def test_it_stands_after_all_modules_with_its_rules(examined: Folder) -> None:
    examined.load()
    page = examination()
    assert Page.objects.child_of(CoursePage.objects.get()).order_by("path").last().pk == page.pk
    rules = (page.policy, page.pass_mark, page.attempts_allowed, page.wait_hours, page.opens)
    assert rules == ("certification", 80, 3, 24, "after-course")
    assert [topic.key for topic in page.critical_topics.all()] == ["wounded"]
    assert [(row.topic and row.topic.key, row.count, row.minimum) for row in page.blueprint.all()] == [
        ("treatment", 2, None),
        (None, 1, 1),
    ]
    assert shortages_of(list(page.blueprint.all()), locale=page.locale_id, level=1) == []


def test_loading_it_twice_changes_nothing(examined: Folder) -> None:
    examined.load()
    outcome = examined.load()
    assert (outcome.created, outcome.updated, outcome.kept) == ([], [], [])


def test_a_module_that_comes_later_goes_before_it_and_into_its_bank(examined: Folder) -> None:
    examined.load()
    with_second_module(examined)
    examined.load()
    children = Page.objects.child_of(CoursePage.objects.get()).order_by("path").values_list("slug", flat=True)
    assert list(children) == ["first-steps", "second-steps", "final-examination"]
    above = examination().blueprint.all()[0].bank
    assert {bank.key for bank in above.get_descendants()} == {"01-first-steps", "02-second-steps"}


def test_banks_that_stood_at_the_top_before_go_below_it_once(folder: Folder) -> None:
    folder.load()
    folder.write(FILE, TEXT)
    folder.load()
    bank = ItemBank.objects.get(key="01-first-steps")
    assert bank.get_parent() == examination().blueprint.all()[0].bank


def test_more_than_all_banks_hold_is_refused(examined: Folder) -> None:
    examined.change(FILE, "count: 2", "count: 9")
    assert len(examined.faults()) == 1
    assert examined.faults()[0].startswith(f"{FILE}:{examined.line(FILE, 'count: 9')}: 9 items on “treatment” are drawn")


def test_a_second_language_has_its_own_words_for_it_once_its_questions_suffice(examined: Folder) -> None:
    for path, text in FRENCH.items():
        examined.write(f"fr/{path}", text)
    examined.write(f"fr/{FILE}", TEXT.replace("Final examination", "Examen final"))
    examined.load()
    pages = QuizPage.objects.filter(slug="final-examination")
    assert set(pages.values_list("locale__language_code", "title")) == {("en", "Final examination"), ("fr", "Examen final")}
    assert len(set(pages.values_list("translation_key", flat=True))) == 1


def test_an_unknown_critical_topic_is_refused(examined: Folder) -> None:
    examined.change(FILE, "[wounded]", "[sick]")
    assert examined.faults() == [f"{FILE}:{examined.line(FILE, '[sick]')}: law/topics.yaml has no topic “sick”"]
