"""What was deleted, moved or renamed here is not made a second time; --restore brings back what is missing."""

from __future__ import annotations

import pytest
from wagtail.models import Page

from courses.models import CoursePage, LessonPage, ModulePage
from law.models import Rule
from quizzes.models import Item, ItemBank
from scenarios.models import Edition
from tests.curriculum.folder import Folder
from tests.curriculum.texts import BANK, LESSON, MODULE, RULES
from tests.emptying import thawed
from tests.factories.courses import make_module

pytestmark = pytest.mark.django_db
KEY = "page:01-first-steps/lessons/1-the-minimum.md"
ACTIVITIES = [
    KEY,
    "page:01-first-steps/lessons/2-the-wounded.md",
    "page:01-first-steps/scenarios/checkpoint.yaml",
    "page:01-first-steps/quiz.yaml",
]


@pytest.fixture
def lesson(loaded: Folder) -> LessonPage:
    return LessonPage.objects.get(slug="the-minimum")


def test_a_deleted_lesson_stays_deleted_and_the_command_says_so(loaded: Folder, lesson: LessonPage) -> None:
    lesson.delete()
    loaded.change(LESSON, "A man kneels", "A woman kneels")
    assert f"  deleted here, not loaded again (--restore brings it back): {KEY}" in loaded.command().splitlines()
    assert not LessonPage.objects.filter(slug="the-minimum").exists()


def test_a_deleted_item_stays_deleted(loaded: Folder) -> None:
    Item.objects.get(key="kneeling-man").delete()
    assert loaded.load(days=1).absent == ["item:01-first-steps/kneeling-man"]
    assert Item.objects.count() == 2


def test_a_deleted_module_takes_its_activities_along(loaded: Folder) -> None:
    delete_module()
    loaded.write(f"{MODULE}/lessons/3-the-dead.md", (loaded.root / LESSON).read_text().replace('"1.1"', '"1.3"'))
    loaded.change(f"{MODULE}/module.yaml", "  - quiz.yaml", "  - quiz.yaml\n  - lessons/3-the-dead.md")
    outcome = loaded.load(days=1)
    assert outcome.absent == ["module:01-first-steps", *ACTIVITIES, "page:01-first-steps/lessons/3-the-dead.md"]
    assert (outcome.created, ModulePage.objects.count()) == ([], 0)


def test_restoring_makes_again_what_was_deleted(loaded: Folder) -> None:
    delete_module()
    Item.objects.all().delete()
    told = loaded.command(restore=True)
    assert told.startswith("Curriculum: 8 new, 0 changed, 10 unchanged, 0 left alone")
    titles = [page.title for page in CoursePage.objects.get().get_descendants()]
    assert titles == ["First steps", "The minimum", "The wounded", "Checkpoint", "First quiz"]
    assert loaded.load(days=1).created == []


def test_a_deleted_rule_is_made_again_because_texts_cite_it(loaded: Folder) -> None:
    Rule.objects.get(citation="Policy para 1").delete()
    assert "rule:Policy para 1" in loaded.load(days=1).created
    assert Rule.objects.filter(citation="Policy para 1").count() == 1


def test_a_lesson_with_a_new_address_is_not_doubled_and_follows_its_source(loaded: Folder, lesson: LessonPage) -> None:
    lesson.slug = "the-least"
    lesson.save_revision().publish()
    loaded.change(LESSON, "title: The minimum", "title: The least")
    outcome = loaded.load(days=1)
    assert (outcome.updated, outcome.created) == ([KEY], [])
    assert list(LessonPage.objects.values_list("slug", "title")) == [("the-least", "The least"), ("the-wounded", "The wounded")]


def test_a_lesson_that_was_moved_is_not_doubled_and_stays_there(loaded: Folder, lesson: LessonPage) -> None:
    other = make_module(CoursePage.objects.get(), number=9, title="Our own")
    lesson.move(other, pos="last-child")
    loaded.change(LESSON, "title: The minimum", "title: The least")
    outcome = loaded.load(days=1)
    assert (outcome.updated, outcome.created, outcome.kept) == ([KEY], [], [])
    assert [page.title for page in ModulePage.objects.get(pk=other.pk).get_children()] == ["The least"]


def test_a_rule_cited_in_another_way_here_is_not_doubled(loaded: Folder) -> None:
    Rule.objects.filter(citation="GC I Art 3").update(citation="First Convention, Article 3", slug="first-3")
    loaded.change(RULES, "Treat everyone humanely.", "Treat all humanely.")
    outcome = loaded.load(days=1)
    assert (outcome.updated, outcome.created) == (["rule:GC I Art 3"], [])
    assert Rule.objects.get(slug="first-3").gist == "Treat all humanely."


def test_an_item_and_a_bank_with_new_keys_are_not_doubled(loaded: Folder) -> None:
    Item.objects.filter(key="kneeling-man").update(key="man-in-the-sun")
    ItemBank.objects.update(key="our-bank")
    loaded.change(BANK, "A man kneels in the sun.", "A man kneels outside.")
    outcome = loaded.load(days=1)
    assert (outcome.updated, outcome.created) == (["item:01-first-steps/kneeling-man"], [])
    assert (Item.objects.count(), ItemBank.objects.count()) == (3, 1)


def test_a_page_made_here_at_the_address_of_a_deleted_one_is_left_alone(loaded: Folder, lesson: LessonPage) -> None:
    lesson.delete()
    own = ModulePage.objects.get().add_child(instance=LessonPage(title="Our own minimum", slug="the-minimum"))
    loaded.change(LESSON, "title: The minimum", "title: The least")
    assert loaded.load(days=1).kept == [KEY]
    assert LessonPage.objects.get(pk=own.pk).title == "Our own minimum"


def test_what_left_the_source_stays_here_and_the_command_says_so(loaded: Folder) -> None:
    (loaded.root / LESSON).unlink()
    loaded.change(f"{MODULE}/module.yaml", "  - lessons/1-the-minimum.md\n", "")
    text = (loaded.root / BANK).read_text(encoding="utf-8")
    loaded.write(BANK, text[: text.index("  - key: need-alone")])
    loaded.change(f"{MODULE}/quiz.yaml", "  - {count: 1}\n", "")
    told = loaded.command().splitlines()
    left = ["item:01-first-steps/need-alone", KEY]
    assert told[1:] == [f"  no longer in the course, still here: {key}" for key in left]
    assert Page.objects.get(slug="the-minimum").live
    assert Item.objects.filter(key="need-alone").exists()


def test_what_left_the_source_and_was_deleted_here_is_no_longer_spoken_of(loaded: Folder, lesson: LessonPage) -> None:
    lesson.delete()
    (loaded.root / LESSON).unlink()
    loaded.change(f"{MODULE}/module.yaml", "  - lessons/1-the-minimum.md\n", "")
    assert loaded.load(days=1).dropped == []


def delete_module() -> None:
    """As the editor does it, with the records of the scenario that would keep it."""
    with thawed():
        Edition.objects.all().delete()
    ModulePage.objects.get().delete()
